#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "libs/engine/applier.h"
#include "libs/engine/dispatcher.h"
#include "libs/engine/engine.h"
#include "libs/engine/parked.h"
#include "libs/engine/stored_views.h"
#include "libs/engine/stream_reader.h"
#include "libs/engine/timers.h"
#include "libs/engine/writer.h"

namespace recourse::engine {

// The engine of one service: its writers, its derived data, its timers, its promises, its inbox.
//
//   Open    catches the derived store up with the log; reads are served, nothing is written
//   Start   begins to take commands
//   Stop    finishes and answers what was taken
//
// All methods but these three are thread safe.
class RunningEngine final : public Commands, public StreamReader {
 public:
  // What the engine stands on; all of it outlives the engine.
  struct Parts {
    const Definition& definition;
    eventlog::EventLog& log;
    std::vector<eventlog::Witness*> witnesses;  // One a writer thread; empty for a MemoryLog.
    KeyValues& derived;
    const Clock& clock;
    Outbound& outbound;
  };
  struct Options {
    std::uint32_t writers = 1;
    std::size_t mailbox_max = 16'384;
    // Of one shard in one write of the log; a command may go beyond it.
    std::size_t group_bytes_max = std::size_t{4} << 20;
    // Of all shards: what is kept of homes, so as to decide without reading. A request is some 50
    // bytes.
    HomeCache::Bounds cached{.streams = 1'000'000, .requests = 20'000'000};
    // Real time: due timers fire by themselves. Otherwise a conductor calls FireDue.
    bool fire_timers = true;
    // Asked before each command is taken: false refuses it, while reads and all that the engine
    // has begun go on. Must not block.
    std::function<bool()> has_room;
    // Told of a storage error of the log; must end the process. The default prints and exits
    // with 70.
    std::function<void(const eventlog::LogError&)> fatal;
  };

  static Expected<std::unique_ptr<RunningEngine>, Failure> Open(Parts parts, Options options);
  ~RunningEngine() override;

  void Start();
  void Stop();

  void Submit(Command command) override;
  void Read(std::string home, std::function<Outcome(Unit&)> read,
            std::function<void(const Result&)> done) override;
  void ReadWhen(std::string home, std::function<std::optional<Outcome>(Unit&)> look,
                Instant deadline, std::function<void(const Result&)> done) override;
  void WaitApplied(Position position, Instant deadline, std::function<void(bool)> done) override;
  const ViewReader& views() const override;
  const Clock& clock() const override { return parts_.clock; }

  // Other services' events, for the bus. `done` gets the mark after the delivery; false if the
  // engine is stopping, and `done` is not called.
  bool Deliver(DeliverJob job);
  // Through where `shard` has consumed `service`: where to go on after a restart.
  std::uint64_t consumed(std::string_view service, std::uint32_t shard) const;

  // What waits for an operator. Events of a shard, by source, home and sequence, as far as the
  // derived store has applied them; promises by home and target. True if the promise was parked,
  // and is now asked for again.
  std::vector<ParkedEvent> ParkedEvents(std::uint32_t shard) const;
  void RetryParked(ParkedJob job);
  std::vector<ParkedPromise> ParkedPromises() const { return dispatcher_->Parked(); }
  bool RetryParkedPromise(const std::string& home, const std::string& target) {
    return dispatcher_->Retry(home, target);
  }

  // What others may see of this log. To read it and to find it broken ends the process.
  const eventlog::EventLog& log() const { return parts_.log; }
  std::uint64_t released(std::uint32_t shard) const { return released_[shard].load(); }
  void ScanStream(const std::string& home, const std::string& stream, std::uint64_t version,
                  const eventlog::RecordVisitor& visit) const override;
  std::uint64_t applied(std::uint32_t shard) const override { return applier_.applied(shard); }
  // `told` is called after each release, on a writer thread; it must not block. Gives what Forget
  // takes; after Forget it is not called any more.
  std::uint64_t OnRelease(std::function<void()> told);
  void Forget(std::uint64_t listener);

  // For a conductor: the next timer, and firing what is due at the clock's present moment.
  std::optional<Instant> next_timer() const { return timers_.next_due(); }
  std::size_t FireDue();
  // True when nothing is under way here: mailboxes empty, records followed, promises kept.
  bool Idle() const;

  // What an operator should be told of, counted.
  std::size_t parked_promises() const { return dispatcher_->parked(); }
  std::size_t parked_events() const;

 private:
  RunningEngine(Parts parts, Options options);
  std::uint32_t ShardOf(const std::string& home) const;
  void Post(std::uint32_t shard, Job job, const std::function<void(const Result&)>& refuse);
  bool PostUrgent(std::uint32_t shard, Job job);
  void Release(const std::vector<eventlog::Witnessed>& heads);
  void Follow(const Record& record);
  void Fire(const DueTimer& timer);
  bool SubmitAnswer(const Record& promise, Expected<std::string, Failure> answer);
  bool SubmitPark(const Record& promise, const Failure& why);
  void TimerLoop();

  const Parts parts_;
  const Options options_;
  std::unique_ptr<std::atomic<std::uint64_t>[]> released_;
  std::mutex listeners_mutex_;
  std::map<std::uint64_t, std::function<void()>> listeners_;
  std::uint64_t next_listener_ = 1;
  LatestMoment latest_;
  Timers timers_;
  Applier applier_;
  std::unique_ptr<Dispatcher> dispatcher_;
  std::unique_ptr<StoredViews> views_;
  std::vector<std::unique_ptr<Writer>> writers_;

  std::mutex timer_mutex_;
  std::condition_variable timer_wake_;
  bool stopping_ = false;
  std::thread timer_thread_;
};

}  // namespace recourse::engine
