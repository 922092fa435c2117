#include "libs/engine/state_cache.h"

#include "libs/base/check.h"

namespace recourse::engine {

StateCache::Entry* StateCache::Find(const std::string& stream) {
  const auto found = entries_.find(stream);
  if (found == entries_.end()) return nullptr;
  order_.splice(order_.begin(), order_, found->second);
  return &found->second->second;
}

StateCache::Entry& StateCache::Insert(const std::string& stream, Entry entry) {
  CHECK(!entries_.contains(stream));
  order_.emplace_front(stream, std::move(entry));
  entries_.emplace(order_.front().first, order_.begin());
  return order_.front().second;
}

void StateCache::Trim(std::uint64_t applied) {
  auto oldest = order_.end();
  while (entries_.size() > entries_max_ && oldest != order_.begin()) {
    --oldest;
    if (oldest->second.last_sequence > applied) continue;
    entries_.erase(oldest->first);
    oldest = order_.erase(oldest);
  }
}

}  // namespace recourse::engine
