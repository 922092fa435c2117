#pragma once

#include <cstdint>
#include <list>
#include <string>
#include <unordered_map>

#include "libs/engine/unit.h"

namespace recourse::engine {

// The states of one shard's streams, most recently used first. A state whose last event the derived
// store has not applied yet is never dropped, since it could not be loaded again. One thread.
class StateCache {
 public:
  struct Entry {
    CachedState cached;
    std::uint64_t last_sequence = 0;  // Of the last event; 0 if there is none.
  };

  explicit StateCache(std::size_t entries_max) : entries_max_(entries_max) {}

  // Null if it is not here. Counts as a use.
  Entry* Find(const std::string& stream);
  Entry& Insert(const std::string& stream, Entry entry);
  // Drops the least recently used beyond the bound whose events are at or before `applied`.
  void Trim(std::uint64_t applied);
  std::size_t size() const { return entries_.size(); }

 private:
  using Order = std::list<std::pair<std::string, Entry>>;

  const std::size_t entries_max_;
  Order order_;
  std::unordered_map<std::string_view, Order::iterator> entries_;
};

}  // namespace recourse::engine
