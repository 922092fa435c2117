#include "libs/engine/dispatcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "libs/base/check.h"
#include "libs/base/thread_name.h"
#include "libs/engine/derived_keys.h"
#include "libs/engine/engine_events.h"
#include "libs/engine/log_failure.h"
#include "libs/engine/traceparent.h"
#include "libs/eventlog/bytes.h"
#include "libs/observability/log.h"
#include "libs/observability/trace.h"

namespace recourse::engine {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// 10 ms, 20 ms, ... up to 10 s; for ever.
milliseconds Backoff(int attempts) {
  return std::min(milliseconds(10) * (1 << std::min(attempts, 10)), milliseconds(10'000));
}

bool TryAgain(Failure::Kind kind) {
  switch (kind) {
    case Failure::Kind::kUnavailable:
    case Failure::Kind::kExhausted:
    case Failure::Kind::kUnknown:
      return true;
    case Failure::Kind::kInvalid:
    case Failure::Kind::kNotFound:
    case Failure::Kind::kPrecondition:
    case Failure::Kind::kExists:
    case Failure::Kind::kAborted:
    case Failure::Kind::kDenied:
    case Failure::Kind::kInternal:
      return false;
  }
  __builtin_unreachable();
}

// These are no answer of the domain: either side has a bug, or is not set up.
bool CanNeverBeKept(Failure::Kind kind) {
  return kind == Failure::Kind::kInvalid || kind == Failure::Kind::kDenied ||
         kind == Failure::Kind::kInternal || kind == Failure::Kind::kAborted;
}

// Of an attempt that failed: the first, the second, the fourth and so on, since a service that is
// away fails them all.
void LogTriedAgain(const Record& promise, const std::string& method, int attempts,
                   const Failure& failure) {
  if (!std::has_single_bit(static_cast<unsigned>(attempts))) return;
  const observability::TraceScope traced(promise.trace_id());
  observability::LogWarning("a promise is not kept yet", {{"service", promise.service()},
                                                          {"type", promise.type()},
                                                          {"method", method},
                                                          {"home", promise.home()},
                                                          {"reason", failure.reason},
                                                          {"attempts", attempts}});
}

}  // namespace

Dispatcher::Dispatcher(const Definition& definition, const eventlog::EventLog& log,
                       Outbound& outbound, Answer answer, Park park)
    : definition_(definition),
      log_(log),
      outbound_(outbound),
      answer_(std::move(answer)),
      park_(std::move(park)) {}

Dispatcher::~Dispatcher() { CHECK(!thread_.joinable()); }

void Dispatcher::Recover(const KeyValues& derived) {
  if (!definition_.promise) return;
  for (std::uint32_t shard = 0; shard < log_.identity().shards; ++shard) {
    const std::string table = keys::Promises(shard);
    derived.ForEach(table, [&](std::string_view key, std::string_view) {
      const auto bytes = log_.Read(shard, eventlog::ReadBigEndian64(key, table.size()));
      Record record;
      if (!bytes) EndOnLogError(bytes.error());
      CHECK(record.ParseFromString(*bytes));
      auto call = definition_.promise(record);
      CHECK(call);
      Add(record, *std::move(call));
      return true;
    });
  }
}

void Dispatcher::Follow(const Record& record) {
  if (record.has_promise()) {
    const std::lock_guard lock(mutex_);
    const auto known = by_sequence_.find({record.shard(), record.promise().sequence()});
    if (known != by_sequence_.end()) {
      const Queue queue = known->second;
      by_sequence_.erase(known);
      auto& promises = queues_[queue];
      CHECK(!promises.empty() && promises.front().record.sequence() == record.promise().sequence());
      promises.pop_front();
      if (promises.empty()) {
        queues_.erase(queue);
      } else {
        Schedule(queue, steady_clock::now());
      }
    }
  }
  if (record.type() == EventType<history::v1::PromiseParked>()) {
    const std::lock_guard lock(mutex_);
    const auto parked = ReadEvent<history::v1::PromiseParked>(record);
    const auto known = by_sequence_.find({record.shard(), parked.sequence()});
    if (known != by_sequence_.end()) parked_[known->second] = parked.reason();
  }
  if (record.stream().empty() || !definition_.promise) return;
  if (auto call = definition_.promise(record)) Add(record, *std::move(call));
}

void Dispatcher::Add(const Record& record, PromiseCall call) {
  const std::lock_guard lock(mutex_);
  const Queue queue{record.home(), call.target};
  auto& promises = queues_[queue];
  Promise promise;
  promise.record = record;
  promise.call = std::move(call);
  promise.call.traceparent = TraceparentOf(record);
  promise.request_id = fmt::format("{}-{}-{}-{}", record.service(), record.shard(), record.epoch(),
                                   record.sequence());
  promises.push_back(std::move(promise));
  by_sequence_[{record.shard(), record.sequence()}] = queue;
  if (promises.size() == 1) Schedule(queue, steady_clock::now());
}

void Dispatcher::Schedule(const Queue& queue, When when) {
  due_.emplace(when, queue);
  wake_.notify_one();
}

void Dispatcher::Start() {
  thread_ = std::thread([this] { Loop(); });
}

void Dispatcher::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
  // Calls under way come back into this object, so it waits for them.
  std::unique_lock lock(mutex_);
  quiet_.wait(lock, [&] { return in_flight_ == 0; });
}

bool Dispatcher::Idle() const {
  const std::lock_guard lock(mutex_);
  return queues_.size() == parked_.size();
}

std::size_t Dispatcher::parked() const {
  const std::lock_guard lock(mutex_);
  return parked_.size();
}

std::vector<ParkedPromise> Dispatcher::Parked() const {
  const std::lock_guard lock(mutex_);
  std::vector<ParkedPromise> parked;
  for (const auto& [queue, reason] : parked_) {
    const auto& promises = queues_.at(queue);
    const Promise& first = promises.front();
    parked.push_back({first.record.shard(), queue.first, queue.second, first.record.sequence(),
                      first.call.method, reason, promises.size() - 1});
  }
  return parked;
}

bool Dispatcher::Retry(const std::string& home, const std::string& target) {
  const std::lock_guard lock(mutex_);
  const auto parked = parked_.find({home, target});
  if (parked == parked_.end()) return false;
  Schedule(parked->first, steady_clock::now());
  parked_.erase(parked);
  return true;
}

void Dispatcher::Loop() {
  NameThread("send " + definition_.service);
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    if (due_.empty()) {
      wake_.wait(lock);
      continue;
    }
    const auto first = due_.begin();
    if (first->first > steady_clock::now()) {
      wake_.wait_until(lock, When(first->first));
      continue;
    }
    const Queue queue = first->second;
    due_.erase(first);
    ++in_flight_;
    lock.unlock();
    CallFirst(queue);
    lock.lock();
  }
}

void Dispatcher::CallFirst(const Queue& queue) {
  PromiseCall call;
  std::string request_id;
  std::string trace_id;
  {
    const std::lock_guard lock(mutex_);
    const Promise& promise = queues_.at(queue).front();
    trace_id = promise.record.trace_id();
    call = promise.call;
    request_id = promise.request_id;
  }
  const observability::TraceScope traced(trace_id);
  outbound_.Call(queue.first, call, request_id,
                 [this, queue](Expected<std::string, Failure> answer) {
                   Answered(queue, std::move(answer));
                   const std::lock_guard lock(mutex_);
                   --in_flight_;
                   quiet_.notify_all();
                 });
}

void Dispatcher::Answered(const Queue& queue, Expected<std::string, Failure> answer) {
  Record record;
  std::string method;
  int attempts = 0;
  {
    const std::lock_guard lock(mutex_);
    Promise& promise = queues_.at(queue).front();
    attempts = promise.attempts++;
    record = promise.record;
    method = promise.call.method;
  }
  const bool again = !answer && TryAgain(answer.error().kind);
  if (again) LogTriedAgain(record, method, attempts + 1, answer.error());
  bool taken = false;
  if (!again) {
    const bool park = !answer && CanNeverBeKept(answer.error().kind);
    taken = park ? park_(record, answer.error()) : answer_(record, std::move(answer));
  }
  if (taken) return;
  const std::lock_guard lock(mutex_);
  if (!stopping_) Schedule(queue, steady_clock::now() + Backoff(attempts));
}

}  // namespace recourse::engine
