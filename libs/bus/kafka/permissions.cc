#include "libs/bus/kafka/permissions.h"

namespace recourse::bus::kafka {
namespace {

using Kind = Permission::Kind;
using What = Permission::What;

}  // namespace

std::vector<Permission> PermissionsOf(const std::vector<std::string>& services,
                                      const std::string& outward,
                                      const std::vector<std::string>& partners) {
  std::vector<Permission> all;
  for (const std::string& service : services) {
    const std::string user = KafkaUserOf("services/" + service);
    for (const std::string& other : services) {
      for (const What what : {What::kRead, What::kDescribe, What::kDescribeSettings}) {
        all.push_back({user, Kind::kTopic, TopicOf(other), what});
      }
    }
    all.push_back({user, Kind::kTopic, TopicOf(service), What::kWrite});
  }
  for (const What what : {What::kRead, What::kWrite, What::kDescribe, What::kDescribeSettings}) {
    all.push_back(
        {KafkaUserOf("services/" + outward), Kind::kTopicsThatBeginSo, kPartnerTopicPrefix, what});
  }
  for (const std::string& partner : partners) {
    const std::string user = KafkaUserOf(partner);
    for (const What what : {What::kRead, What::kDescribe}) {
      all.push_back({user, Kind::kTopic, PartnerTopicOf(partner), what});
    }
    all.push_back({user, Kind::kGroup, user, What::kRead});
  }
  return all;
}

Expected<Done, Failure> ApplyPermissions(const Settings& settings,
                                         const std::vector<Permission>& permissions) {
  const auto admin = Admin::Open(settings, kAnswerWithin);
  if (!admin) return Unexpected{admin.error()};
  return admin->Permit(permissions);
}

}  // namespace recourse::bus::kafka
