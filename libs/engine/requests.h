#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

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

  // Sequences of records: none, or nearly always one.
  std::vector<std::uint64_t> Find(std::uint64_t hash) const;
  void Add(std::uint64_t hash, std::uint64_t sequence) { sequences_.emplace(hash, sequence); }
  std::size_t size() const { return sequences_.size(); }
  Instant since() const { return since_; }

 private:
  Instant since_;
  std::unordered_multimap<std::uint64_t, std::uint64_t> sequences_;
};

}  // namespace recourse::engine
