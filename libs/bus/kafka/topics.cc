#include "libs/bus/kafka/topics.h"

#include <map>
#include <optional>

#include "libs/bus/kafka/admin.h"

namespace recourse::bus::kafka {
namespace {

using TopicSettings = std::map<std::string, std::string>;

TopicSettings SettingsOf(std::uint16_t replicas) {
  return {
      {"retention.ms", "-1"},
      {"retention.bytes", "-1"},
      {"cleanup.policy", "delete"},
      {"max.message.bytes", std::to_string(kMessageBytesMax)},
      {"unclean.leader.election.enable", "false"},
      {"min.insync.replicas", replicas < 3 ? "1" : "2"},
  };
}

Failure Differs(const std::string& topic, const std::string& setting, const std::string& is,
                const std::string& should_be) {
  return {
      Failure::Kind::kPrecondition,
      "TOPIC_DIFFERS",
      "A Kafka topic has another setting than Recourse needs; `recourse topics apply` mends it.",
      {{"topic", topic}, {"setting", setting}, {"is", is}, {"should be", should_be}}};
}

// The first setting that is not as it should be.
std::optional<Failure> Difference(const TopicPlan& plan, const TopicStanding& standing) {
  if (standing.partitions != plan.partitions) {
    return Differs(plan.name, "partitions", std::to_string(standing.partitions),
                   std::to_string(plan.partitions));
  }
  for (const auto& [setting, should_be] : SettingsOf(standing.replicas)) {
    const auto found = standing.settings.find(setting);
    const std::string is = found == standing.settings.end() ? "" : found->second;
    if (is != should_be) return Differs(plan.name, setting, is, should_be);
  }
  return std::nullopt;
}

Expected<TopicChange::Kind, Failure> Apply(const Admin& admin, const TopicPlan& plan,
                                           std::uint16_t replicas) {
  const auto standing = admin.Describe(plan.name);
  if (!standing) return Unexpected{standing.error()};
  if (!standing->has_value()) {
    const auto made = admin.Create(plan.name, plan.partitions, replicas, SettingsOf(replicas));
    if (!made) return Unexpected{made.error()};
    return TopicChange::Kind::kMade;
  }
  const TopicStanding& there = **standing;
  const auto difference = Difference(plan, there);
  if (!difference) return TopicChange::Kind::kAsPlanned;
  if (there.partitions != plan.partitions) return Unexpected{*difference};
  // What else an operator has set on it stays.
  TopicSettings settings = SettingsOf(there.replicas);
  settings.insert(there.overridden.begin(), there.overridden.end());
  const auto mended = admin.SetOverridden(plan.name, settings);
  if (!mended) return Unexpected{mended.error()};
  return TopicChange::Kind::kMended;
}

}  // namespace

Expected<std::vector<TopicChange>, Failure> ApplyTopics(const Settings& settings,
                                                        const std::vector<TopicPlan>& plans,
                                                        std::uint16_t replicas) {
  const auto admin = Admin::Open(settings, kAnswerWithin);
  if (!admin) return Unexpected{admin.error()};
  std::vector<TopicChange> changes;
  for (const TopicPlan& plan : plans) {
    const auto change = Apply(*admin, plan, replicas);
    if (!change) return Unexpected{change.error()};
    changes.push_back({plan.name, *change});
  }
  return changes;
}

Expected<Done, Failure> CheckTopics(const Settings& settings, const std::vector<TopicPlan>& plans,
                                    std::chrono::milliseconds wait) {
  const auto admin = Admin::Open(settings, wait);
  if (!admin) return Unexpected{admin.error()};
  for (const TopicPlan& plan : plans) {
    const auto standing = admin->Describe(plan.name);
    if (!standing) return Unexpected{standing.error()};
    if (!standing->has_value()) {
      return Unexpected{Failure{Failure::Kind::kPrecondition,
                                "TOPIC_MISSING",
                                "A Kafka topic is not there; `recourse topics apply` makes it.",
                                {{"topic", plan.name}}}};
    }
    if (const auto difference = Difference(plan, **standing)) return Unexpected{*difference};
  }
  return Done{};
}

}  // namespace recourse::bus::kafka
