#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "libs/engine/engine.h"
#include "libs/engine/projection.h"
#include "libs/eventlog/event_log.h"

namespace recourse::engine {

// Through where `store` has applied a shard of `log`. A store that is ahead of the log is not of
// this log: refused.
Expected<std::uint64_t, Failure> AppliedThrough(const KeyValues& store,
                                                const eventlog::EventLog& log, std::uint32_t shard);

// Follows the released records of all shards: tells `follow` of each at once, and brings the
// derived store up to date in large batches. One thread of its own; the methods are thread safe.
class Applier {
 public:
  using Follow = std::function<void(const Record&)>;

  Applier(const Definition& definition, KeyValues& store, std::uint32_t shards, Follow follow);
  ~Applier();

  // Applies what the log has and the store has not, before the first command. Refuses what
  // AppliedThrough refuses.
  Expected<Done, Failure> CatchUp(const eventlog::EventLog& log);

  void Start();
  // Applies all that was pushed, and ends the thread.
  void Stop();

  // Released records, in the order of their shards. Blocks while too many wait: lag is bounded.
  void Push(Records records);
  // The last sequence of `shard` that the store has applied.
  std::uint64_t applied(std::uint32_t shard) const;
  // True once everything pushed so far has been followed.
  bool Idle() const;
  // `done(true)` once the store has applied `position`, `done(false)` at `deadline` (wall clock).
  void Wait(Position position, Instant deadline, std::function<void(bool)> done);

 private:
  struct Waiter {
    Position position;
    Instant deadline;
    std::function<void(bool)> done;
  };

  void Loop();
  void Flush();
  void SettleWaiters(Instant now);

  const std::string service_;
  KeyValues& store_;
  const Follow follow_;
  Projection projection_;  // The thread's own.

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable drained_;
  Records queue_;
  bool busy_ = false;
  bool stopping_ = false;
  std::vector<std::uint64_t> applied_;
  std::vector<Waiter> waiters_;
  std::thread thread_;
};

}  // namespace recourse::engine
