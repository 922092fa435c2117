#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/bus/kafka/settings.h"

namespace recourse::bus::kafka {

struct TopicPlan {
  std::string name;
  std::uint32_t partitions = 0;
};

struct TopicChange {
  enum class Kind { kMade, kMended, kAsPlanned };
  std::string name;
  Kind kind = Kind::kAsPlanned;
};

// Makes the topics that are missing, in `replicas` copies, and gives those that are there the
// settings that every topic of Recourse has:
//
//   retention.ms = -1, retention.bytes = -1, cleanup.policy = delete   kept for ever, whole
//   max.message.bytes = 3145728                                        any record finds room
//   unclean.leader.election.enable = false                             no copy that lacks records
//   min.insync.replicas = 2, or 1 where there are fewer than 3 copies  leads or acknowledges alone
//
// TOPIC_DIFFERS if a topic has another number of partitions, which cannot be mended: a home's
// events would change their partition. BROKER_AWAY if the brokers do not answer. What was done
// until then stays.
Expected<std::vector<TopicChange>, Failure> ApplyTopics(const Settings& settings,
                                                        const std::vector<TopicPlan>& plans,
                                                        std::uint16_t replicas);

// TOPIC_MISSING or TOPIC_DIFFERS, naming the first setting that is not as above, what it is and
// what it should be; BROKER_AWAY if the brokers do not answer within `wait`.
Expected<Done, Failure> CheckTopics(const Settings& settings, const std::vector<TopicPlan>& plans,
                                    std::chrono::milliseconds wait = kAnswerWithin);

}  // namespace recourse::bus::kafka
