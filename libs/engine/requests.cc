#include "libs/engine/requests.h"

#include <xxhash.h>

namespace recourse::engine {

std::uint64_t Requests::HashOf(std::string_view request_id) {
  return XXH3_64bits(request_id.data(), request_id.size());
}

Requests::Sequences Requests::Find(std::uint64_t hash) const {
  const auto found = sequences_.find(hash);
  return found == sequences_.end() ? Sequences() : found->second;
}

void Requests::Add(std::uint64_t hash, std::uint64_t sequence) {
  sequences_[hash].push_back(sequence);
  ++size_;
}

}  // namespace recourse::engine
