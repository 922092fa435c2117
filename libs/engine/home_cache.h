#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "libs/engine/requests.h"
#include "libs/engine/unit.h"

namespace recourse::engine {

// What a shard keeps of one of its homes, so as to decide without reading.
struct CachedHome {
  // States by stream; one without events has its initial state.
  std::map<std::string, CachedState, std::less<>> streams;
  // Nothing until a request has been looked for.
  std::optional<Requests> requests;
  std::uint64_t last_sequence = 0;  // Of its last event; 0 if it had none since it is here.
};

// The homes of one shard, most recently used first. A home whose last event the derived store has
// not applied yet is never dropped, since it could not be loaded again. One thread.
class HomeCache {
 public:
  struct Bounds {
    std::size_t streams;
    std::size_t requests;
  };

  explicit HomeCache(Bounds bounds) : bounds_(bounds) {}

  // The home as it is here, or a new one that knows nothing. It stays where it is until a Trim.
  CachedHome& Use(const std::string& name);
  // Counts what `home` was given. Here, and not by whoever gives: a bound is kept in one place.
  CachedState& AddStream(CachedHome& home, std::string_view stream, CachedState state);
  void SetRequests(CachedHome& home, std::optional<Requests> requests);
  void AddRequest(CachedHome& home, std::uint64_t hash, std::uint64_t sequence);
  // Drops the least recently used beyond the bounds whose events are at or before `applied`; the
  // most recently used stays.
  void Trim(std::uint64_t applied);
  // Whether more is here than the bounds allow.
  bool crowded() const;

 private:
  using Order = std::list<std::pair<std::string, CachedHome>>;

  const Bounds bounds_;
  Order order_;
  std::unordered_map<std::string_view, Order::iterator> homes_;
  std::size_t streams_ = 0;
  std::size_t requests_ = 0;
};

}  // namespace recourse::engine
