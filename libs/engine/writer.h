#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "libs/engine/replier.h"
#include "libs/engine/shard.h"
#include "libs/eventlog/witness.h"

namespace recourse::engine {

// One thread that owns some shards. It drains its mailbox, runs the jobs one after another, writes
// what they led to as one synced group, tells the witness, releases, and only then answers. There
// is no timer: the next group gathers while this one syncs, and an idle writer commits at once.
class Writer {
 public:
  struct Parts {
    eventlog::EventLog& log;
    eventlog::Witness* witness;  // Null only for a log that does not outlive the process.
    // Moves the released positions of the group's shards, after the witness and before any answer.
    std::function<void(const std::vector<eventlog::Witnessed>& heads)> release;
    // Takes the released records for all that follows from them.
    std::function<void(Records)> publish;
    std::function<std::uint64_t(std::uint32_t shard)> applied;
    // Called on a storage error; must not return.
    std::function<void(const eventlog::LogError&)> fatal;
    std::size_t mailbox_max;
    std::size_t group_bytes_max;  // Of one shard; one job may go beyond it.
  };

  Writer(std::map<std::uint32_t, std::unique_ptr<Shard>> shards, Parts parts);
  ~Writer();

  void Start();
  // Finishes what the mailbox holds, answers it, and ends the thread. Later posts are refused.
  void Stop();

  enum class Posted { kYes, kFull, kStopped };
  // Thread safe. `urgent` jobs are the engine's own and are not counted against the bound. A job
  // that is not taken is left in `job`.
  Posted Post(std::uint32_t shard, Job&& job, bool urgent);
  bool Idle() const;

 private:
  struct Mail {
    std::uint32_t shard;
    Job job;
    bool urgent;
  };

  void Loop();
  void TakeMail(std::vector<Mail>& mail);
  void CommitGroup();
  void AnswerGroup();
  Instant NextDeadline() const;

  const std::map<std::uint32_t, std::unique_ptr<Shard>> shards_;
  const Parts parts_;
  std::vector<Reply> replies_;  // The thread's own.
  Replier replier_;

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Mail> mailbox_;
  std::size_t asked_ = 0;  // How many in the mailbox are not urgent.
  bool busy_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace recourse::engine
