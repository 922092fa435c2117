#pragma once

#include <functional>
#include <string>
#include <vector>

#include "libs/engine/state_cache.h"
#include "libs/engine/unit.h"

namespace recourse::engine {

// The Unit that a shard hands to a command: states come from the shard's cache or its log, staged
// events wait here until the shard takes them.
class UnitOfWork final : public Unit {
 public:
  using Unit::Evolve;
  using Unit::Kind;

  struct Staged {
    std::string stream;
    std::vector<eventlog::EncodedEvent> events;
    Evolve evolve;  // Empty for events of the engine itself, which have no state.
  };
  // Finds the cached stream, or loads it: an empty Entry for a stream without events.
  using Loader = std::function<StateCache::Entry&(const std::string& home, std::string_view stream,
                                                  const Kind& kind)>;

  UnitOfWork(Instant now, std::string home, Loader load)
      : now_(now), home_(std::move(home)), load_(std::move(load)) {}

  Instant now() const override { return now_; }
  const std::string& home() const override { return home_; }

  std::vector<Staged>& staged() { return staged_; }

 protected:
  CachedState& LoadStream(std::string_view stream, const Kind& kind) override {
    return load_(home_, stream, kind).cached;
  }
  void Stage(std::string_view stream, std::vector<eventlog::EncodedEvent> events,
             Evolve evolve) override {
    for (const Staged& known : staged_) CHECK(stream.empty() || known.stream != stream);
    staged_.push_back({std::string(stream), std::move(events), std::move(evolve)});
  }

 private:
  const Instant now_;
  const std::string home_;
  const Loader load_;
  std::vector<Staged> staged_;
};

}  // namespace recourse::engine
