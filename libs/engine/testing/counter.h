#pragma once

#include <fmt/format.h>

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "libs/engine/running_engine.h"

// The smallest service there is, to try an engine with: counters that are added to. Its events are
// plain text, since an engine does not read them. A counter that reaches 100 promises to tell
// "bank"; one that is asked to can be woken by a timer.
namespace recourse::engine::counter {

struct Add {
  int amount = 0;
  std::optional<Instant> wake_at;
};
struct Added {
  int amount = 0;
  std::optional<Instant> wake_at;
};
enum class Rule { kNotPositive };

struct CounterDecider {
  using Command = Add;
  using Event = Added;
  using State = int;
  using Rule = counter::Rule;

  static int Initial() { return 0; }
  static Decision<Added, Rule> Decide(const Add& add, const int&, Instant) {
    if (add.amount < 0) return Refuse(Rule::kNotPositive);
    if (add.amount == 0 && !add.wake_at) return std::vector<Added>{};
    return std::vector<Added>{{add.amount, add.wake_at}};
  }
  static int Evolve(int sum, const Added& added) { return sum + added.amount; }
};

inline constexpr std::string_view kAdded = "test.Added";

struct Counter {
  using Decider = CounterDecider;
  static eventlog::EncodedEvent Encode(const Added& added) {
    const std::int64_t wake = added.wake_at ? added.wake_at->time_since_epoch().count() : -1;
    return {kAdded, fmt::format("{} {}", added.amount, wake)};
  }
  static std::optional<Added> Decode(std::string_view type, std::string_view payload) {
    if (type != kAdded) return std::nullopt;
    const std::size_t space = payload.find(' ');
    const std::int64_t wake = std::stoll(std::string(payload.substr(space + 1)));
    Added added{std::stoi(std::string(payload.substr(0, space))), std::nullopt};
    if (wake >= 0) added.wake_at = Instant(Instant::duration(wake));
    return added;
  }
};

// Adds, and answers with the new sum.
inline std::function<Outcome(Unit&)> Adding(std::string stream, Add add) {
  return [stream = std::move(stream), add](Unit& unit) -> Outcome {
    const int before = unit.State<Counter>(stream);
    const auto added = unit.Decide<Counter>(stream, add);
    if (!added) {
      return Unexpected{Failure{Failure::Kind::kPrecondition, "NOT_POSITIVE", "", {}}};
    }
    return std::to_string(before + add.amount);
  };
}

// The sums of all streams of a shard: stream -> sum.
class Sums final : public View {
 public:
  std::string_view name() const override { return "sums"; }
  std::uint32_t code_version() const override { return 1; }
  void Apply(const Record& record, ViewRows& rows) override {
    const auto added = Counter::Decode(record.type(), record.payload());
    if (!added) return;
    const std::string key = record.home() + "/" + record.stream();
    const auto before = rows.Get(key);
    rows.Put(key, std::to_string((before ? std::stoi(*before) : 0) + added->amount));
  }
};

// What was added to a stream, in order: "5,1,". It is forgotten when 40 is added, and every 3 is
// looked at, so that a row is appended to in all its states.
class Trail final : public View {
 public:
  std::string_view name() const override { return "trail"; }
  std::uint32_t code_version() const override { return 1; }
  void Apply(const Record& record, ViewRows& rows) override {
    const auto added = Counter::Decode(record.type(), record.payload());
    if (!added) return;
    const std::string key = record.home() + "/" + record.stream();
    if (added->amount == 40) rows.Delete(key);
    rows.Append(key, std::to_string(added->amount) + ",");
    if (added->amount == 3) rows.Put(key, rows.Get(key).value() + "(3),");
  }
};

inline Definition MakeDefinition(std::string service) {
  Definition definition;
  definition.service = std::move(service);
  definition.views = {std::make_shared<Sums>(), std::make_shared<Trail>()};
  definition.timers = [](const Record& record) {
    std::vector<TimerChange> changes;
    const auto added = Counter::Decode(record.type(), record.payload());
    if (added && added->wake_at) changes.push_back({"wake", *added->wake_at});
    return changes;
  };
  definition.promise = [](const Record& record) -> std::optional<PromiseCall> {
    const auto added = Counter::Decode(record.type(), record.payload());
    if (!added || added->amount != 100) return std::nullopt;
    return PromiseCall{"bank", "/test.Bank/Tell", record.home()};
  };
  definition.on_timer = [](Unit& unit, const Timer& timer) -> Expected<Done, Failure> {
    (void)unit.Decide<Counter>(timer.stream, Add{1, {}});
    return Done{};
  };
  definition.on_answer = [](Unit& unit, const PromiseAnswer& answer) -> Expected<Done, Failure> {
    // A kept promise counts 1,000, a refused one 2,000.
    (void)unit.Decide<Counter>(answer.promise.stream(), Add{answer.answer ? 1'000 : 2'000, {}});
    return Done{};
  };
  definition.listens_to = {std::string(kAdded)};
  // Copies what others add, but chokes on 13 and has no use for 7.
  definition.on_event = [](Unit& unit, const Record& event) -> Expected<Done, CannotHandle> {
    const auto added = Counter::Decode(event.type(), event.payload());
    if (added->amount == 13) return Unexpected{CannotHandle{"13 brings bad luck"}};
    if (added->amount != 7) (void)unit.Decide<Counter>("copied", Add{added->amount, {}});
    return Done{};
  };
  return definition;
}

}  // namespace recourse::engine::counter
