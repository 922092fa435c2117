#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libs/base/check.h"
#include "libs/engine/home_cache.h"
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
    Evolve evolve;       // Empty for events of the engine itself, which have no state.
    CachedState* state;  // Null for them.
  };
  // Loads a stream of `home` that is not in its cache: the initial state if it has no events.
  using Loader = std::function<CachedState&(const std::string& home, CachedHome& cached,
                                            std::string_view stream, const Kind& kind)>;

  UnitOfWork(Instant now, std::string home, CachedHome& cached, Loader load)
      : now_(now), home_(std::move(home)), cached_(cached), load_(std::move(load)) {}

  Instant now() const override { return now_; }
  const std::string& home() const override { return home_; }

  CachedHome& cached() { return cached_; }
  std::vector<Staged>& staged() { return staged_; }

 protected:
  CachedState& LoadStream(std::string_view stream, const Kind& kind) override {
    const auto known = cached_.streams.find(stream);
    return known != cached_.streams.end() ? known->second : load_(home_, cached_, stream, kind);
  }
  void Stage(std::string_view stream, std::vector<eventlog::EncodedEvent> events,
             Evolve evolve) override {
    for (const Staged& known : staged_) CHECK(stream.empty() || known.stream != stream);
    // What is decided on was loaded.
    const auto loaded = cached_.streams.find(stream);
    CHECK(stream.empty() || loaded != cached_.streams.end());
    staged_.push_back({std::string(stream), std::move(events), std::move(evolve),
                       stream.empty() ? nullptr : &loaded->second});
  }

 private:
  const Instant now_;
  const std::string home_;
  CachedHome& cached_;
  const Loader load_;
  std::vector<Staged> staged_;
};

}  // namespace recourse::engine
