#include "libs/bus/kafka/relay.h"

#include "libs/base/check.h"
#include "libs/base/thread_name.h"
#include "libs/bus/kafka/handle.h"
#include "libs/bus/kafka/topic_standing.h"
#include "libs/bus/kafka/topics.h"
#include "libs/engine/log_failure.h"
#include "libs/observability/log.h"

namespace recourse::bus::kafka {
namespace {

constexpr std::chrono::seconds kRetryPause{1};
constexpr std::chrono::milliseconds kIdleWait{500};
constexpr std::chrono::seconds kCursorEvery{1};
constexpr std::chrono::seconds kFinishWithin{2};
constexpr std::chrono::seconds kHaltedAfter{5};
constexpr char kHalted[] = "BROKERS_TAKE_NOTHING: they have not taken a record for 5 seconds.";

using Clock = std::chrono::steady_clock;

// Whether the brokers take nothing of what there is, for so long that somebody should look. A
// client tells nothing by itself of brokers that have gone away: it tries again.
class Progress {
 public:
  bool Halts(const std::vector<Place>& places, bool behind) {
    std::uint64_t published = 0;
    for (const Place& place : places) published += place.last.sequence;
    const auto now = Clock::now();
    if (!behind || published != published_) moved_at_ = now;
    published_ = published;
    return now - moved_at_ > kHaltedAfter;
  }

 private:
  std::uint64_t published_ = 0;
  Clock::time_point moved_at_ = Clock::now();
};

}  // namespace

Relay::Relay(engine::RunningEngine& engine, Settings settings, std::filesystem::path cursor)
    : engine_(engine),
      settings_(std::move(settings)),
      cursor_(std::move(cursor), engine.log().identity()),
      known_(engine.log().identity().shards),
      published_(new std::atomic<std::uint64_t>[known_.size()] {}) {}

Relay::~Relay() { CHECK(!thread_.joinable()); }

Expected<Done, Failure> Relay::Check() {
  auto known = cursor_.Read();
  if (!known) return Unexpected{known.error()};
  const auto reaches = CheckReaches(engine_, *known);
  if (!reaches) return reaches;
  known_ = *std::move(known);
  auto places = Look();
  if (places) {
    checked_ = *std::move(places);
  } else if (places.error().kind != Failure::Kind::kUnavailable) {
    return Unexpected{places.error()};
  }
  return Done{};
}

void Relay::Start() {
  listener_ = engine_.OnRelease([this] {
    const std::lock_guard lock(mutex_);
    if (publisher_ != nullptr) publisher_->Wake();
  });
  thread_ = std::thread([this] { Loop(); });
}

void Relay::Stop() {
  if (!thread_.joinable()) return;
  engine_.Forget(listener_);
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    if (publisher_ != nullptr) publisher_->Wake();
  }
  wake_.notify_one();
  thread_.join();
}

std::uint64_t Relay::behind() const {
  std::uint64_t behind = 0;
  for (std::uint32_t shard = 0; shard < engine_.log().identity().shards; ++shard) {
    // In this order: what is published was released.
    const std::uint64_t published = published_[shard].load();
    behind += engine_.released(shard) - published;
  }
  return behind;
}

bool Relay::AwaitPublished(std::chrono::milliseconds within) const {
  std::unique_lock lock(mutex_);
  return published_more_.wait_for(lock, within, [this] { return behind() == 0; });
}

std::string Relay::trouble() const {
  const std::lock_guard lock(mutex_);
  return trouble_;
}

bool Relay::stopping() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

void Relay::Pause() {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, kRetryPause, [&] { return stopping_; });
}

// Says it once, however often it is found.
void Relay::Complain(const std::string& trouble) {
  {
    const std::lock_guard lock(mutex_);
    if (trouble_ == trouble) return;
    trouble_ = trouble;
  }
  const std::string& service = engine_.log().identity().service;
  if (trouble.empty()) {
    observability::LogInfo("relay publishes", {{"service", service}});
  } else {
    observability::LogWarning("relay waits", {{"service", service}, {"why", trouble}});
  }
}

Expected<std::vector<Place>, Failure> Relay::Look() const {
  const auto& identity = engine_.log().identity();
  const auto checked = CheckTopics(settings_, {{TopicOf(identity.service), identity.shards}});
  if (!checked) return Unexpected{checked.error()};
  return FindPublished(settings_, engine_, known_);
}

void Relay::Note(const std::vector<Place>& places) {
  for (std::size_t shard = 0; shard < places.size(); ++shard) {
    published_[shard].store(places[shard].last.sequence);
    if (known_[shard] == places[shard].last) continue;
    known_[shard] = places[shard].last;
    saved_ = false;
  }
  { const std::lock_guard lock(mutex_); }  // Who waits has not looked yet, or is woken.
  published_more_.notify_all();
}

void Relay::SaveCursor() {
  if (saved_) return;
  const auto written = cursor_.Write(known_);
  if (!written) return Complain(Sentence(written.error()));
  saved_ = true;
}

void Relay::Loop() {
  NameThread("relay " + engine_.log().identity().service);
  while (!stopping()) {
    auto places =
        checked_ ? Expected<std::vector<Place>, Failure>(*std::exchange(checked_, {})) : Look();
    if (!places && IsLogFailure(places.error())) {
      engine::EndOnLogError({eventlog::LogError::Kind::kDamaged, places.error().message});
    }
    auto publisher =
        places ? Publisher::Open(settings_, engine_, *places) : Unexpected{places.error()};
    if (!publisher) {
      Complain(Sentence(publisher.error()));
      Pause();
      continue;
    }
    Publish(**publisher);
  }
}

void Relay::Publish(Publisher& publisher) {
  {
    const std::lock_guard lock(mutex_);
    publisher_ = &publisher;
  }
  Complain("");
  auto save_at = Clock::now();
  Progress progress;
  bool halted = false;
  std::optional<Clock::time_point> end;  // Once it is stopping.
  while (publisher.broken().empty() && (!end || Clock::now() < *end)) {
    if (!end && stopping()) end = Clock::now() + kFinishWithin;
    const bool more = publisher.Feed();
    if (end && !more && publisher.all_acknowledged()) break;
    publisher.Await(more ? std::chrono::milliseconds(0) : kIdleWait);
    const std::vector<Place> places = publisher.places();
    Note(places);
    if (progress.Halts(places, behind() > 0) != halted) {
      halted = !halted;
      Complain(halted ? kHalted : "");
    }
    if (Clock::now() < save_at) continue;
    SaveCursor();
    save_at = Clock::now() + kCursorEvery;
  }
  {
    const std::lock_guard lock(mutex_);
    publisher_ = nullptr;
  }
  Note(publisher.places());
  SaveCursor();
  if (publisher.broken().empty()) return;
  ++restarts_;
  Complain("the topic is not as it was left: " + publisher.broken());
}

}  // namespace recourse::bus::kafka
