#pragma once

#include <string>
#include <vector>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/bus/kafka/admin.h"

namespace recourse::bus::kafka {

// What each may do, and no more, by the user that KafkaUserOf its principal gives:
//   a service   writes its own topic, and reads those of all services
//   `outward`   the service that tells partners: it also writes their topics
//   a partner   reads its own topic, alone or in the consumer group that has its user's name
std::vector<Permission> PermissionsOf(const std::vector<std::string>& services,
                                      const std::string& outward,
                                      const std::vector<std::string>& partners);

// Has the cluster permit them. TOPIC_REFUSED if it knows no permissions, or the caller may not.
Expected<Done, Failure> ApplyPermissions(const Settings& settings,
                                         const std::vector<Permission>& permissions);

}  // namespace recourse::bus::kafka
