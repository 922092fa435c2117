#include "libs/engine/timers.h"

#include "libs/base/check.h"
#include "libs/engine/derived_keys.h"
#include "libs/eventlog/bytes.h"

namespace recourse::engine {

void Timers::Recover(const KeyValues& derived, std::uint32_t shards) {
  const std::lock_guard lock(mutex_);
  for (std::uint32_t shard = 0; shard < shards; ++shard) {
    const std::string table = keys::Timers(shard);
    derived.ForEach(table, [&](std::string_view key, std::string_view value) {
      const std::string_view rest = key.substr(table.size());
      const std::size_t home_end = rest.find('\0');
      const std::size_t stream_end = rest.find('\0', home_end + 1);
      CHECK(stream_end != std::string_view::npos);
      const auto due_us = static_cast<std::int64_t>(eventlog::ReadFixed64(value, 0));
      Set({shard, std::string(rest.substr(0, home_end)),
           std::string(rest.substr(home_end + 1, stream_end - home_end - 1)),
           std::string(rest.substr(stream_end + 1))},
          Instant(Instant::duration(due_us)));
      return true;
    });
  }
}

void Timers::Set(const Name& name, std::optional<Instant> due) {
  const auto& [shard, home, stream, id] = name;
  if (const auto known = by_name_.find(name); known != by_name_.end()) {
    by_due_.erase({known->second, shard, home, stream, id});
    by_name_.erase(known);
  }
  if (!due) return;
  by_name_.emplace(name, *due);
  by_due_.insert({*due, shard, home, stream, id});
}

bool Timers::Follow(const Record& record) {
  if (record.stream().empty() || !definition_.timers) return false;
  const auto changes = definition_.timers(record);
  if (changes.empty()) return false;
  const std::lock_guard lock(mutex_);
  const Instant before = NextLocked();
  for (const TimerChange& change : changes) {
    Set({record.shard(), record.home(), record.stream(), change.id}, change.due);
  }
  return NextLocked() < before;
}

Instant Timers::NextLocked() const {
  return by_due_.empty() ? Instant::max() : by_due_.begin()->due;
}

std::optional<Instant> Timers::next_due() const {
  const std::lock_guard lock(mutex_);
  if (by_due_.empty()) return std::nullopt;
  return by_due_.begin()->due;
}

std::vector<DueTimer> Timers::TakeDue(Instant now) {
  const std::lock_guard lock(mutex_);
  std::vector<DueTimer> due;
  while (!by_due_.empty() && by_due_.begin()->due <= now) {
    due.push_back(*by_due_.begin());
    by_name_.erase({due.back().shard, due.back().home, due.back().stream, due.back().id});
    by_due_.erase(by_due_.begin());
  }
  return due;
}

}  // namespace recourse::engine
