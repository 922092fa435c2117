#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "libs/engine/inbox.h"
#include "libs/engine/job.h"
#include "libs/engine/requests.h"
#include "libs/engine/state_cache.h"
#include "libs/engine/unit_of_work.h"
#include "libs/eventlog/event_log.h"

namespace recourse::engine {

// What every shard of one engine shares. All of it outlives the shards.
struct ShardContext {
  const Definition& definition;
  const eventlog::EventLog& log;
  const KeyValues& derived;
  const Clock& clock;
  std::size_t cached_streams_max;
};

// One shard: the only one who decides for its homes. It runs jobs one after another on its states,
// and gathers the records that they lead to until the writer takes them as a group. One thread.
class Shard {
 public:
  Shard(std::uint32_t index, const ShardContext& context);

  // Loads marks and parked events, once the derived store has caught up with the log.
  void Recover() { inbox_.Recover(context_.derived); }

  // Runs one job; what it answers is added to `replies`.
  void Run(Job job, std::vector<Reply>& replies);
  // Gives up on reads whose time is over.
  void ExpireReads(Instant now, std::vector<Reply>& replies);
  // The earliest deadline of a waiting read; max() if none waits.
  Instant next_deadline() const;

  // Ends the group: its chunks for the log, and the same records for all that follows from them.
  eventlog::ShardBatch FinishGroup(std::vector<Record>& records);
  bool dirty() const { return !records_.empty() || !consumed_.empty(); }
  // The derived store has applied everything through `applied`: what was kept for it may go.
  void Applied(std::uint64_t applied);

  std::uint64_t head() const { return builder_.head().sequence; }

 private:
  struct Heading {
    std::string actor;
    const Command* request = nullptr;  // With its request id; null if there is none.
    std::string answer;
    CauseOf cause;
  };

  void RunCommand(CommandJob job, std::vector<Reply>& replies);
  void RunRead(ReadJob job, std::vector<Reply>& replies);
  void RunDelivery(DeliverJob job, std::vector<Reply>& replies);
  void RunParked(ParkedJob job, std::vector<Reply>& replies);

  void React(const std::shared_ptr<const Record>& event);
  void Park(const Record& event, const std::string& reason);
  Outcome RetryParked(const ParkedJob& job);
  Outcome DiscardParked(const ParkedJob& job);
  // Handles one again; its failure if that fails again.
  std::optional<Failure> RetryOne(const ParkedJob& job, std::uint64_t parked_sequence);
  history::v1::EventParked ReadParked(std::uint64_t parked_sequence) const;
  void ReleaseParked(const ParkedJob& job, UnitOfWork& unit,
                     const history::v1::EventParked& parked);

  Instant Now(std::int64_t cause_recorded_at_us = 0) const;
  UnitOfWork Begin(const std::string& home, std::int64_t cause_recorded_at_us = 0);
  StateCache::Entry& Load(const std::string& home, std::string_view stream,
                          const UnitOfWork::Kind& kind);
  void Commit(UnitOfWork& unit, Heading heading);
  void Append(Record record);
  void LookAgain(const std::string& home, std::vector<Reply>& replies);
  Position position() const { return {index_, head()}; }

  const std::uint32_t index_;
  const ShardContext context_;
  eventlog::ChunkBuilder builder_;
  StateCache cache_;
  Requests requests_;
  Inbox inbox_;
  std::vector<Record> records_;                         // Of the group.
  std::map<std::string, history::v1::Cause> consumed_;  // Without effect, not yet recorded.
  std::map<std::string, std::uint64_t> passed_over_;    // Unlisted events since the last cause.
  std::multimap<std::string, ReadJob> waiting_;         // By home.
};

}  // namespace recourse::engine
