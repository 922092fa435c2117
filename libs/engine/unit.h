#pragma once

#include <any>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/base/date.h"
#include "libs/decider/decider.h"
#include "libs/eventlog/event.h"

namespace recourse::engine {

// An aggregate joins a Decider to the bytes of its events:
//   using Decider = LedgerDecider;
//   static eventlog::EncodedEvent Encode(const Event&);
//   static std::optional<Event> Decode(std::string_view type, std::string_view payload);
// Decode gives nothing for a type that is not of this aggregate or a payload that cannot be read.
template <class A>
concept Aggregate = Decider<typename A::Decider> &&
    requires(const typename A::Decider::Event& event, std::string_view text) {
  { A::Encode(event) } -> std::same_as<eventlog::EncodedEvent>;
  { A::Decode(text, text) } -> std::same_as<std::optional<typename A::Decider::Event>>;
};

// A stream's state as the cache holds it: typed inside, opaque outside.
struct CachedState {
  std::shared_ptr<void> state;
  std::uint64_t version = 0;
};

// What one command sees and does, on the writer thread of its home's shard. It reads states, lets
// deciders decide, and so stages events; these become states and records only when the command as a
// whole succeeds. A command decides over each stream at most once, so every decision sees the
// states as they were when the command began. Not thread safe; lives as long as the command runs.
class Unit {
 public:
  virtual ~Unit() = default;

  // What the events will carry as recorded_at.
  virtual Instant now() const = 0;
  virtual const std::string& home() const = 0;

  // The state of `stream` of this home: Initial() if it has no events yet.
  template <Aggregate A>
  const typename A::Decider::State& State(std::string_view stream) {
    return *static_cast<const typename A::Decider::State*>(Load<A>(stream).state.get());
  }

  // The number of events in `stream`; what an etag carries.
  template <Aggregate A>
  std::uint64_t Version(std::string_view stream) {
    return Load<A>(stream).version;
  }

  // Decides `command` on `stream` and stages the events. Gives how many there were: 0 means that
  // what is asked already holds.
  template <Aggregate A>
  Expected<std::size_t, Refusal<typename A::Decider::Rule>> Decide(
      std::string_view stream, const typename A::Decider::Command& command) {
    auto decision = A::Decider::Decide(command, State<A>(stream), now());
    if (!decision) return Unexpected{decision.error()};
    auto events = std::make_shared<std::vector<typename A::Decider::Event>>(*std::move(decision));
    if (events->empty()) return std::size_t{0};
    std::vector<eventlog::EncodedEvent> encoded;
    encoded.reserve(events->size());
    for (const auto& event : *events) encoded.push_back(A::Encode(event));
    const std::size_t count = encoded.size();
    Stage(stream, std::move(encoded), [events](CachedState& cached) {
      auto& state = *static_cast<typename A::Decider::State*>(cached.state.get());
      for (const auto& event : *events) {
        state = A::Decider::Evolve(std::move(state), event);
        ++cached.version;
      }
    });
    return count;
  }

  // Stages an event of the engine itself, which belongs to no stream.
  void StageOwn(eventlog::EncodedEvent event) { Stage("", {std::move(event)}, {}); }

 protected:
  // How to build the state of one kind of aggregate from stored events. `evolve` gives false for an
  // event that the aggregate cannot read.
  struct Kind {
    std::shared_ptr<void> (*initial)();
    bool (*evolve)(CachedState& cached, std::string_view type, std::string_view payload);
  };
  using Evolve = std::function<void(CachedState&)>;

  virtual CachedState& LoadStream(std::string_view stream, const Kind& kind) = 0;
  virtual void Stage(std::string_view stream, std::vector<eventlog::EncodedEvent> events,
                     Evolve evolve) = 0;

 private:
  template <Aggregate A>
  CachedState& Load(std::string_view stream) {
    using State = typename A::Decider::State;
    static constexpr Kind kKind{
        []() -> std::shared_ptr<void> { return std::make_shared<State>(A::Decider::Initial()); },
        [](CachedState& cached, std::string_view type, std::string_view payload) {
          const auto event = A::Decode(type, payload);
          if (!event) return false;
          auto& state = *static_cast<State*>(cached.state.get());
          state = A::Decider::Evolve(std::move(state), *event);
          ++cached.version;
          return true;
        }};
    return LoadStream(stream, kKind);
  }
};

// What a command's code gives back: the serialised response, or why not.
using Outcome = Expected<std::string, Failure>;

}  // namespace recourse::engine
