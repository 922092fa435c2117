#include "libs/bus/kafka/admin.h"

#include <array>
#include <thread>

#include "libs/base/check.h"

namespace recourse::bus::kafka {
namespace {

using Options = std::unique_ptr<rd_kafka_AdminOptions_t, FreedBy<rd_kafka_AdminOptions_destroy>>;
using NewTopic = std::unique_ptr<rd_kafka_NewTopic_t, FreedBy<rd_kafka_NewTopic_destroy>>;
using OldTopic = std::unique_ptr<rd_kafka_DeleteTopic_t, FreedBy<rd_kafka_DeleteTopic_destroy>>;
using Resource =
    std::unique_ptr<rd_kafka_ConfigResource_t, FreedBy<rd_kafka_ConfigResource_destroy>>;

using Binding = std::unique_ptr<rd_kafka_AclBinding_t, FreedBy<rd_kafka_AclBinding_destroy>>;

constexpr std::chrono::milliseconds kLookAgain{50};

rd_kafka_AclOperation_t OperationOf(Permission::What what) {
  switch (what) {
    case Permission::What::kRead:
      return RD_KAFKA_ACL_OPERATION_READ;
    case Permission::What::kWrite:
      return RD_KAFKA_ACL_OPERATION_WRITE;
    case Permission::What::kDescribe:
      return RD_KAFKA_ACL_OPERATION_DESCRIBE;
    case Permission::What::kDescribeSettings:
      return RD_KAFKA_ACL_OPERATION_DESCRIBE_CONFIGS;
  }
  CHECK(false);
}

Failure Refused(const std::string& topic, const char* why) {
  return {Failure::Kind::kPrecondition,
          "TOPIC_REFUSED",
          "The Kafka brokers refused what was asked of a topic.",
          {{"topic", topic}, {"answer", why == nullptr ? "" : why}}};
}

Expected<Done, Failure> TopicAnswer(const rd_kafka_topic_result_t& result) {
  if (rd_kafka_topic_result_error(&result) == RD_KAFKA_RESP_ERR_NO_ERROR) return Done{};
  return Unexpected{
      Refused(rd_kafka_topic_result_name(&result), rd_kafka_topic_result_error_string(&result))};
}

}  // namespace

Expected<Admin, Failure> Admin::Open(const Settings& settings, std::chrono::milliseconds wait) {
  auto handle = MakeHandle(settings, {});
  if (!handle) return Unexpected{handle.error()};
  return Admin(*std::move(handle), wait);
}

// What `ask`, which is given options and a queue, is answered.
template <class Ask>
Expected<Event, Failure> Admin::Answer(rd_kafka_admin_op_t operation, const std::string& topic,
                                       const Ask& ask) const {
  const Options options(rd_kafka_AdminOptions_new(handle_.get(), operation));
  const Queue queue(rd_kafka_queue_new(handle_.get()));
  std::array<char, 512> why{};
  const int wait_ms = static_cast<int>(wait_.count());
  CHECK(rd_kafka_AdminOptions_set_request_timeout(options.get(), wait_ms, why.data(), why.size()) ==
        RD_KAFKA_RESP_ERR_NO_ERROR);
  ask(options.get(), queue.get());
  Event event(rd_kafka_queue_poll(queue.get(), -1));
  const auto error = rd_kafka_event_error(event.get());
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return Unexpected{BrokerAway(topic, error)};
  return event;
}

Expected<std::optional<TopicStanding>, Failure> Admin::Describe(const std::string& topic) const {
  const Topic opened = OpenTopic(handle_, topic);
  const rd_kafka_metadata_t* answer = nullptr;
  const auto error =
      rd_kafka_metadata(handle_.get(), 0, opened.get(), &answer, static_cast<int>(wait_.count()));
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return Unexpected{BrokerAway(topic, error)};
  const std::unique_ptr<const rd_kafka_metadata_t, FreedBy<rd_kafka_metadata_destroy>> metadata(
      answer);
  CHECK(metadata->topic_cnt == 1);
  const rd_kafka_metadata_topic& told = metadata->topics[0];
  if (told.err == RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART) return std::optional<TopicStanding>();
  if (told.err != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return Unexpected{Refused(topic, rd_kafka_err2str(told.err))};
  }
  TopicStanding standing;
  standing.partitions = static_cast<std::uint32_t>(told.partition_cnt);
  standing.replicas = static_cast<std::uint16_t>(told.partitions[0].replica_cnt);
  const auto described = DescribeSettings(topic, standing);
  if (!described) return Unexpected{described.error()};
  return std::optional(std::move(standing));
}

Expected<Done, Failure> Admin::DescribeSettings(const std::string& topic,
                                                TopicStanding& standing) const {
  const Resource resource(rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic.c_str()));
  rd_kafka_ConfigResource_t* asked = resource.get();
  const auto answer =
      Answer(RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS, topic, [&](auto* options, auto* queue) {
        rd_kafka_DescribeConfigs(handle_.get(), &asked, 1, options, queue);
      });
  if (!answer) return Unexpected{answer.error()};
  std::size_t count = 0;
  const auto* result = rd_kafka_event_DescribeConfigs_result(answer->get());
  const auto* const* described = rd_kafka_DescribeConfigs_result_resources(result, &count);
  CHECK(count == 1);
  if (rd_kafka_ConfigResource_error(described[0]) != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return Unexpected{Refused(topic, rd_kafka_ConfigResource_error_string(described[0]))};
  }
  const auto* const* entries = rd_kafka_ConfigResource_configs(described[0], &count);
  for (std::size_t i = 0; i < count; ++i) {
    const char* value = rd_kafka_ConfigEntry_value(entries[i]);
    if (value == nullptr) continue;
    const std::string name = rd_kafka_ConfigEntry_name(entries[i]);
    standing.settings[name] = value;
    if (rd_kafka_ConfigEntry_source(entries[i]) == RD_KAFKA_CONFIG_SOURCE_DYNAMIC_TOPIC_CONFIG) {
      standing.overridden[name] = value;
    }
  }
  return Done{};
}

Expected<Done, Failure> Admin::Create(const std::string& topic, std::uint32_t partitions,
                                      std::uint16_t replicas,
                                      const std::map<std::string, std::string>& overridden) const {
  std::array<char, 512> why{};
  const NewTopic wanted(rd_kafka_NewTopic_new(topic.c_str(), static_cast<int>(partitions), replicas,
                                              why.data(), why.size()));
  if (!wanted) return Unexpected{Refused(topic, why.data())};
  for (const auto& [name, value] : overridden) {
    rd_kafka_NewTopic_set_config(wanted.get(), name.c_str(), value.c_str());
  }
  rd_kafka_NewTopic_t* asked = wanted.get();
  const auto answer =
      Answer(RD_KAFKA_ADMIN_OP_CREATETOPICS, topic, [&](auto* options, auto* queue) {
        rd_kafka_CreateTopics(handle_.get(), &asked, 1, options, queue);
      });
  if (!answer) return Unexpected{answer.error()};
  std::size_t count = 0;
  const auto* results = rd_kafka_CreateTopics_result_topics(
      rd_kafka_event_CreateTopics_result(answer->get()), &count);
  CHECK(count == 1);
  const auto created = TopicAnswer(*results[0]);
  return created ? Await(topic, true) : created;
}

Expected<Done, Failure> Admin::SetOverridden(
    const std::string& topic, const std::map<std::string, std::string>& overridden) const {
  const Resource resource(rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic.c_str()));
  for (const auto& [name, value] : overridden) {
    rd_kafka_ConfigResource_set_config(resource.get(), name.c_str(), value.c_str());
  }
  rd_kafka_ConfigResource_t* asked = resource.get();
  const auto answer =
      Answer(RD_KAFKA_ADMIN_OP_ALTERCONFIGS, topic, [&](auto* options, auto* queue) {
        rd_kafka_AlterConfigs(handle_.get(), &asked, 1, options, queue);
      });
  if (!answer) return Unexpected{answer.error()};
  std::size_t count = 0;
  const auto* const* altered = rd_kafka_AlterConfigs_result_resources(
      rd_kafka_event_AlterConfigs_result(answer->get()), &count);
  CHECK(count == 1);
  if (rd_kafka_ConfigResource_error(altered[0]) != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return Unexpected{Refused(topic, rd_kafka_ConfigResource_error_string(altered[0]))};
  }
  return Done{};
}

Expected<Done, Failure> Admin::Delete(const std::string& topic) const {
  const OldTopic unwanted(rd_kafka_DeleteTopic_new(topic.c_str()));
  rd_kafka_DeleteTopic_t* asked = unwanted.get();
  const auto answer =
      Answer(RD_KAFKA_ADMIN_OP_DELETETOPICS, topic, [&](auto* options, auto* queue) {
        rd_kafka_DeleteTopics(handle_.get(), &asked, 1, options, queue);
      });
  if (!answer) return Unexpected{answer.error()};
  std::size_t count = 0;
  const auto* results = rd_kafka_DeleteTopics_result_topics(
      rd_kafka_event_DeleteTopics_result(answer->get()), &count);
  CHECK(count == 1);
  const auto deleted = TopicAnswer(*results[0]);
  return deleted ? Await(topic, false) : deleted;
}

Expected<Done, Failure> Admin::Permit(const std::vector<Permission>& permissions) const {
  std::vector<Binding> bindings;
  std::vector<rd_kafka_AclBinding_t*> asked;
  std::array<char, 512> why{};
  for (const Permission& permission : permissions) {
    const bool prefix = permission.kind == Permission::Kind::kTopicsThatBeginSo;
    bindings.emplace_back(rd_kafka_AclBinding_new(
        permission.kind == Permission::Kind::kGroup ? RD_KAFKA_RESOURCE_GROUP
                                                    : RD_KAFKA_RESOURCE_TOPIC,
        permission.name.c_str(),
        prefix ? RD_KAFKA_RESOURCE_PATTERN_PREFIXED : RD_KAFKA_RESOURCE_PATTERN_LITERAL,
        ("User:" + permission.user).c_str(), "*", OperationOf(permission.what),
        RD_KAFKA_ACL_PERMISSION_TYPE_ALLOW, why.data(), why.size()));
    if (!bindings.back()) return Unexpected{Refused(permission.name, why.data())};
    asked.push_back(bindings.back().get());
  }
  const auto answer =
      Answer(RD_KAFKA_ADMIN_OP_CREATEACLS, "permissions", [&](auto* options, auto* queue) {
        rd_kafka_CreateAcls(handle_.get(), asked.data(), asked.size(), options, queue);
      });
  if (!answer) return Unexpected{answer.error()};
  std::size_t count = 0;
  const auto* const* results =
      rd_kafka_CreateAcls_result_acls(rd_kafka_event_CreateAcls_result(answer->get()), &count);
  for (std::size_t i = 0; i < count; ++i) {
    const rd_kafka_error_t* error = rd_kafka_acl_result_error(results[i]);
    if (error == nullptr) continue;
    return Unexpected{Refused(permissions[i].name, rd_kafka_error_string(error))};
  }
  return Done{};
}

// The cluster's answer comes before all of its brokers know.
Expected<Done, Failure> Admin::Await(const std::string& topic, bool there) const {
  const auto until = std::chrono::steady_clock::now() + wait_;
  for (;;) {
    const auto standing = Describe(topic);
    if (standing && standing->has_value() == there) return Done{};
    if (std::chrono::steady_clock::now() > until) {
      return standing ? Unexpected{BrokerAway(topic, RD_KAFKA_RESP_ERR__TIMED_OUT)}
                      : Unexpected{standing.error()};
    }
    std::this_thread::sleep_for(kLookAgain);
  }
}

}  // namespace recourse::bus::kafka
