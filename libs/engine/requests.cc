#include "libs/engine/requests.h"

#include <xxhash.h>

namespace recourse::engine {

std::uint64_t Requests::HashOf(std::string_view request_id) {
  return XXH3_64bits(request_id.data(), request_id.size());
}

std::vector<std::uint64_t> Requests::Find(std::uint64_t hash) const {
  std::vector<std::uint64_t> found;
  const auto [first, last] = sequences_.equal_range(hash);
  for (auto at = first; at != last; ++at) found.push_back(at->second);
  return found;
}

}  // namespace recourse::engine
