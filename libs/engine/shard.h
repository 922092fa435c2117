#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "libs/engine/home_cache.h"
#include "libs/engine/inbox.h"
#include "libs/engine/job.h"
#include "libs/engine/latest_moment.h"
#include "libs/engine/requests.h"
#include "libs/engine/stream_run.h"
#include "libs/engine/unit_of_work.h"
#include "libs/eventlog/event_log.h"

namespace recourse::engine {

// What every shard of one engine shares. All of it outlives the shards.
struct ShardContext {
  const Definition& definition;
  const eventlog::EventLog& log;
  const KeyValues& derived;
  const Clock& clock;
  LatestMoment& latest;
  HomeCache::Bounds cached;
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
  // Asks reads again that wait, where something of their home has changed since: once for all that
  // a group does, since a home may have as many of them as the group has commands.
  void LookAgain(std::vector<Reply>& replies);
  // Gives up on reads whose time is over.
  void ExpireReads(Instant now, std::vector<Reply>& replies);
  // The earliest deadline of a waiting read; max() if none waits.
  Instant next_deadline() const;

  // Ends the group: its chunks for the log, and the same records for all that follows from them.
  eventlog::ShardBatch FinishGroup(Records& records);
  std::size_t group_bytes() const { return builder_.bytes(); }
  bool dirty() const { return !records_.empty() || !consumed_.empty(); }
  // The derived store has applied everything through `applied`: what was kept for it may go.
  void Applied(std::uint64_t applied);
  // Whether more is kept than may be. Reads and refusals keep things too, and commit nothing.
  bool crowded() const { return cache_.crowded(); }

  std::uint64_t head() const { return builder_.head().sequence; }

 private:
  struct Heading {
    std::string actor;
    history::v1::Request request;  // Without an id: none.
    CauseOf cause;
    std::string trace_id;  // Empty: none.
  };

  struct Consumed {
    history::v1::Cause cause;
    std::int64_t recorded_at_us = 0;  // There.
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
  void ReleaseParked(const ParkedJob& job, UnitOfWork& unit, const history::v1::EventParked& parked,
                     const Record& event);

  Instant Now(std::int64_t cause_recorded_at_us = 0) const;
  UnitOfWork Begin(const std::string& home, std::int64_t cause_recorded_at_us = 0);
  UnitOfWork Begin(const std::string& home, CachedHome& cached,
                   std::int64_t cause_recorded_at_us = 0);
  void ForEachRun(const std::string& prefix,
                  const std::function<void(const StreamRun&)>& visit) const;
  CachedState& LoadStream(const std::string& name, CachedHome& home, std::string_view stream,
                          const UnitOfWork::Kind& kind);
  Requests& RequestsOf(const std::string& name, CachedHome& home, Instant now);
  // What was answered to this request of the home, if that may be asked for again.
  std::optional<history::v1::Request> FindRequest(const std::string& name, CachedHome& home,
                                                  const std::string& request_id, Instant now);
  // A record of this shard, of the group or before.
  Record ReadOwn(std::uint64_t sequence) const;
  void Commit(UnitOfWork& unit, Heading heading);
  void Append(std::unique_ptr<Record> record);
  // Reads that wait for something of the home are asked again with the group.
  void Touch(const std::string& home);
  Position position() const { return {index_, head()}; }

  const std::uint32_t index_;
  const ShardContext context_;
  eventlog::ChunkBuilder builder_;
  HomeCache cache_;
  std::uint64_t applied_ = 0;
  Inbox inbox_;
  Records records_;                                   // Of the group.
  std::map<std::string, Consumed> consumed_;          // Without effect, not yet recorded.
  std::map<std::string, std::uint64_t> passed_over_;  // Unlisted events since the last cause.
  std::multimap<std::string, ReadJob> waiting_;       // By home.
  std::set<std::string> touched_;                     // Homes of which a read is asked again.
};

}  // namespace recourse::engine
