#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace recourse::bus {

// What somebody outside is told, as it is told: no record, but a message of its own.
struct FeedEntry {
  std::uint64_t sequence = 0;       // Dense within its feed, from 1.
  std::string type;                 // Full name of the message in `content`.
  std::string subject;              // What it is about: "accounts/a1/placements/p1".
  std::int64_t recorded_at_us = 0;  // When it was recorded.
  std::string content;              // Serialised.
};

// The feeds that a service keeps for those outside. One thread, but for the call that OnNews sets.
class FeedSource {
 public:
  virtual ~FeedSource() = default;
  // Whose feeds there are by now: "partners/p1". None ever goes.
  virtual const std::vector<std::string>& Feeds() = 0;
  // The entries after a sequence, in order and without a gap, at most `most` of them. None if there
  // are none yet; what has just been recorded may take a moment.
  virtual std::vector<FeedEntry> Read(const std::string& feed, std::uint64_t after,
                                      std::size_t most) = 0;
  // `told` is called when there may be more; by any thread, and it must not block. Null: no more
  // calls from then on.
  virtual void OnNews(std::function<void()> told) = 0;
};

}  // namespace recourse::bus
