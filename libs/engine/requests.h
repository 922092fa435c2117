#pragma once

#include <absl/container/flat_hash_map.h>
#include <absl/container/inlined_vector.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "libs/base/date.h"

namespace recourse::engine {

// Answers to request ids live this long, counted on recorded_at.
inline constexpr Days kRequestLife{30};

// Which records of one home hold an answer that may be asked for again. A record is known by a hash
// of its request id: whoever finds one reads it, and so tells two of one hash apart.
class Requests {
 public:
  static std::uint64_t HashOf(std::string_view request_id);

  // Holds what was recorded from `since` on, and what is added.
  explicit Requests(Instant since) : since_(since) {}

  // Of records: none, or nearly always one.
  using Sequences = absl::InlinedVector<std::uint64_t, 1>;
  Sequences Find(std::uint64_t hash) const;
  void Add(std::uint64_t hash, std::uint64_t sequence);
  std::size_t size() const { return size_; }
  Instant since() const { return since_; }

 private:
  Instant since_;
  absl::flat_hash_map<std::uint64_t, Sequences> sequences_;  // By hash.
  std::size_t size_ = 0;
};

}  // namespace recourse::engine
