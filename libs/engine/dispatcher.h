#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "libs/engine/definition.h"
#include "libs/engine/key_values.h"
#include "libs/engine/parked.h"
#include "libs/eventlog/event_log.h"

namespace recourse::engine {

// How promises leave the process; main hands one in. Thread safe. `done` is called once, from any
// thread, also for a call that fails at once. kUnavailable, kExhausted and kUnknown are tried
// again.
class Outbound {
 public:
  virtual ~Outbound() = default;
  virtual void Call(const std::string& home, const PromiseCall& call, const std::string& request_id,
                    std::function<void(Expected<std::string, Failure>)> done) = 0;
};

// Keeps the promises that the log made: calls each until it is answered, in order and one at a time
// per (home, target). One thread of its own; the methods are thread safe.
class Dispatcher {
 public:
  // What to do with an answer: submit it as a command whose cause is the promise. False: not now.
  using Answer = std::function<bool(const Record& promise, Expected<std::string, Failure> answer)>;
  // A promise that cannot be kept as it stands.
  using Park = std::function<bool(const Record& promise, const Failure& why)>;

  Dispatcher(const Definition& definition, const eventlog::EventLog& log, Outbound& outbound,
             Answer answer, Park park);
  ~Dispatcher();

  void Recover(const KeyValues& derived);
  void Follow(const Record& record);
  void Start();
  void Stop();

  // True if there is no promise left to keep, but for parked ones.
  bool Idle() const;
  std::size_t parked() const;
  // Parked promises, by home and target.
  std::vector<ParkedPromise> Parked() const;
  // Asks the target of a parked promise again; false if none of this home and target is parked.
  bool Retry(const std::string& home, const std::string& target);

 private:
  using Queue = std::pair<std::string, std::string>;  // Home and target.
  using When = std::chrono::steady_clock::time_point;
  struct Promise {
    Record record;
    PromiseCall call;
    std::string request_id;
    int attempts = 0;
  };

  void Add(const Record& record, PromiseCall call);
  void Schedule(const Queue& queue, When when);
  void Loop();
  void CallFirst(const Queue& queue);
  void Answered(const Queue& queue, Expected<std::string, Failure> answer);

  const Definition& definition_;
  const eventlog::EventLog& log_;
  Outbound& outbound_;
  const Answer answer_;
  const Park park_;

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable quiet_;
  std::map<Queue, std::deque<Promise>> queues_;
  std::map<std::pair<std::uint32_t, std::uint64_t>, Queue> by_sequence_;  // (shard, sequence).
  std::map<Queue, std::string> parked_;  // Why its first promise is.
  std::multimap<When, Queue> due_;
  std::size_t in_flight_ = 0;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace recourse::engine
