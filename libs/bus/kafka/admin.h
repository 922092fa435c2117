#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "libs/bus/kafka/handle.h"

namespace recourse::bus::kafka {

// A topic as the cluster has it.
struct TopicStanding {
  std::uint32_t partitions = 0;
  std::uint16_t replicas = 0;                     // Of its first partition.
  std::map<std::string, std::string> settings;    // All, with what stands by default.
  std::map<std::string, std::string> overridden;  // Those set on the topic itself.
};

// What somebody may do.
struct Permission {
  enum class Kind { kTopic, kTopicsThatBeginSo, kGroup };
  enum class What { kRead, kWrite, kDescribe, kDescribeSettings };
  std::string user;  // See KafkaUserOf.
  Kind kind = Kind::kTopic;
  std::string name;  // Of the topic or consumer group.
  What what = What::kRead;
};

// Questions and orders to a cluster about its topics. Each waits for its answer, at most `wait`;
// BROKER_AWAY if there is none, TOPIC_REFUSED with the cluster's own words if it says no. One
// thread.
class Admin {
 public:
  static Expected<Admin, Failure> Open(const Settings& settings, std::chrono::milliseconds wait);

  // Nothing if there is no such topic.
  Expected<std::optional<TopicStanding>, Failure> Describe(const std::string& topic) const;
  // Returns once the topic can be asked for.
  Expected<Done, Failure> Create(const std::string& topic, std::uint32_t partitions,
                                 std::uint16_t replicas,
                                 const std::map<std::string, std::string>& overridden) const;
  // Exactly these are set on the topic itself afterwards.
  Expected<Done, Failure> SetOverridden(const std::string& topic,
                                        const std::map<std::string, std::string>& overridden) const;
  // What is permitted already stays. TOPIC_REFUSED, with the cluster's words, if it permits all to
  // all.
  Expected<Done, Failure> Permit(const std::vector<Permission>& permissions) const;
  // Returns once the topic is not there any more.
  Expected<Done, Failure> Delete(const std::string& topic) const;

 private:
  Admin(Handle handle, std::chrono::milliseconds wait) : handle_(std::move(handle)), wait_(wait) {}

  template <class Ask>
  Expected<Event, Failure> Answer(rd_kafka_admin_op_t operation, const std::string& topic,
                                  const Ask& ask) const;
  Expected<Done, Failure> Await(const std::string& topic, bool there) const;
  Expected<Done, Failure> DescribeSettings(const std::string& topic, TopicStanding& standing) const;

  Handle handle_;
  std::chrono::milliseconds wait_;
};

}  // namespace recourse::bus::kafka
