#include "libs/engine/home_cache.h"

#include <utility>

#include "libs/base/check.h"

namespace recourse::engine {

CachedHome& HomeCache::Use(const std::string& name) {
  const auto found = homes_.find(name);
  if (found != homes_.end()) {
    order_.splice(order_.begin(), order_, found->second);
    return found->second->second;
  }
  order_.emplace_front(name, CachedHome());
  homes_.emplace(order_.front().first, order_.begin());
  return order_.front().second;
}

CachedState& HomeCache::AddStream(CachedHome& home, std::string_view stream, CachedState state) {
  const auto [at, is_new] = home.streams.emplace(stream, std::move(state));
  CHECK(is_new);
  ++streams_;
  return at->second;
}

void HomeCache::SetRequests(CachedHome& home, std::optional<Requests> requests) {
  if (home.requests) requests_ -= home.requests->size();
  home.requests = std::move(requests);
  if (home.requests) requests_ += home.requests->size();
}

void HomeCache::AddRequest(CachedHome& home, std::uint64_t hash, std::uint64_t sequence) {
  home.requests.value().Add(hash, sequence);
  ++requests_;
}

bool HomeCache::crowded() const {
  // A home that holds nothing counts too.
  return streams_ > bounds_.streams || homes_.size() > bounds_.streams ||
         requests_ > bounds_.requests;
}

void HomeCache::Trim(std::uint64_t applied) {
  auto oldest = order_.end();
  while (crowded() && oldest != order_.begin()) {
    --oldest;
    if (oldest == order_.begin()) return;
    auto& home = oldest->second;
    if (home.last_sequence > applied) continue;
    streams_ -= home.streams.size();
    SetRequests(home, std::nullopt);
    homes_.erase(oldest->first);
    oldest = order_.erase(oldest);
  }
}

}  // namespace recourse::engine
