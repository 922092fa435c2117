#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "libs/engine/definition.h"
#include "libs/engine/key_values.h"

namespace recourse::engine {

// A timer that came due, and where.
struct DueTimer {
  Instant due;
  std::uint32_t shard = 0;
  std::string home;
  std::string stream;
  std::string id;

  auto operator<=>(const DueTimer&) const = default;  // The order in which timers fire.
};

// The timers of all shards in memory. They follow from the log: loaded from the derived store at
// the start, then kept up with the released records. Thread safe.
class Timers {
 public:
  explicit Timers(const Definition& definition) : definition_(definition) {}

  void Recover(const KeyValues& derived, std::uint32_t shards);
  // True if the next timer is due earlier than it was before `record`.
  bool Follow(const Record& record);

  std::optional<Instant> next_due() const;
  // Takes out what is due at `now`, in firing order. A timer taken out is not seen again until a
  // record sets it again or the process restarts.
  std::vector<DueTimer> TakeDue(Instant now);

 private:
  using Name = std::tuple<std::uint32_t, std::string, std::string, std::string>;

  void Set(const Name& name, std::optional<Instant> due);
  Instant NextLocked() const;

  const Definition& definition_;
  mutable std::mutex mutex_;
  std::map<Name, Instant> by_name_;
  std::set<DueTimer> by_due_;
};

}  // namespace recourse::engine
