#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "libs/engine/key_values.h"
#include "recourse/history/v1/record.pb.h"

namespace recourse::engine {

// More parked events than this in a shard stop its consumer: something is wrong at large.
inline constexpr std::size_t kParkedMax = 1'000;

// What one shard has consumed of other services, and which of their events wait aside. One thread.
class Inbox {
 public:
  struct Mark {
    std::uint32_t epoch = 0;
    std::uint64_t sequence = 0;
  };
  // Sequence at the source -> sequence of our EventParked record.
  using ParkedOfHome = std::map<std::uint64_t, std::uint64_t>;

  explicit Inbox(std::uint32_t shard) : shard_(shard) {}

  // Loads what the derived store knows.
  void Recover(const KeyValues& derived);

  // Everything through the mark has been consumed; it may be ahead of what is durable by events
  // that nobody here listens to.
  Mark mark(std::string_view service) const;
  void MoveMark(const std::string& service, Mark mark) { marks_[service] = mark; }

  // The parked events of a home of a service; null if there are none.
  const ParkedOfHome* Parked(const std::string& service, const std::string& home) const;
  std::size_t parked() const { return parked_count_; }

  // Follows our own records: EventParked and ParkedEventReleased.
  void Follow(const history::v1::Record& record);

 private:
  const std::uint32_t shard_;
  std::map<std::string, Mark, std::less<>> marks_;
  std::map<std::pair<std::string, std::string>, ParkedOfHome> parked_;
  std::size_t parked_count_ = 0;
};

}  // namespace recourse::engine
