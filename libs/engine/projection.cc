#include "libs/engine/projection.h"

#include "libs/base/check.h"
#include "libs/engine/derived_keys.h"
#include "libs/engine/engine_events.h"
#include "libs/engine/requests.h"
#include "libs/engine/stream_run.h"
#include "libs/eventlog/bytes.h"

namespace recourse::engine {
namespace {

using eventlog::AppendFixed32;
using eventlog::AppendFixed64;

constexpr std::size_t kRowsKeptMax = 50'000;
constexpr std::int64_t kDayUs = std::int64_t{24} * 60 * 60 * 1'000'000;

std::string Fixed64(std::uint64_t number) {
  std::string bytes;
  AppendFixed64(bytes, number);
  return bytes;
}

std::int32_t DayOf(const Record& record) {
  return static_cast<std::int32_t>(record.recorded_at_us() / kDayUs);
}

// A run that begins with `record`.
StreamRun RunOf(const Record& record) {
  StreamRun run{record.sequence(), 1, {}};
  if (record.has_request()) {
    run.request = {Requests::HashOf(record.request().request_id()), DayOf(record)};
  }
  return run;
}

}  // namespace

// The rows of one view and shard, over what is pending and what is stored.
class Projection::Rows final : public ViewRows {
 public:
  Rows(Projection& projection, std::string prefix)
      : projection_(projection), prefix_(std::move(prefix)) {}

  std::optional<std::string> Get(std::string_view key) override {
    return projection_.Row(prefix_ + std::string(key));
  }
  void Put(std::string_view key, std::string_view value) override {
    projection_.SetRow(prefix_ + std::string(key), std::string(value));
  }
  void Delete(std::string_view key) override {
    projection_.SetRow(prefix_ + std::string(key), std::nullopt);
  }
  void Append(std::string_view key, std::string_view part) override {
    projection_.AppendToRow(prefix_ + std::string(key), part);
  }

 private:
  Projection& projection_;
  const std::string prefix_;
};

std::optional<std::string> Projection::Row(const std::string& key) {
  const auto [row, is_new] = rows_.try_emplace(key);
  if (!is_new) return row->second;
  const auto change = changes_.find(key);
  if (change == changes_.end() || change->second.appends) row->second = store_.Get(key);
  if (change == changes_.end()) return row->second;
  if (change->second.appends) {
    row->second = row->second.value_or(std::string()) + *change->second.value;
  } else {
    row->second = change->second.value;
  }
  return row->second;
}

void Projection::SetRow(std::string key, std::optional<std::string> value) {
  if (const auto row = rows_.find(key); row != rows_.end()) row->second = value;
  Change& change = changes_[std::move(key)];
  change.value = std::move(value);
  change.appends = false;
}

void Projection::AppendToRow(const std::string& key, std::string_view part) {
  if (const auto row = rows_.find(key); row != rows_.end()) {
    if (!row->second) row->second.emplace();
    row->second->append(part);
  }
  const auto [change, is_new] = changes_.try_emplace(key);
  if (is_new) change->second.appends = true;
  if (!change->second.value) change->second.value.emplace();
  change->second.value->append(part);
}

Changes Projection::Take() {
  CHECK(open_runs_.empty());  // A command is applied whole.
  for (const auto& [shard, sequence] : reached_) changes_[keys::Applied(shard)] = Fixed64(sequence);
  reached_.clear();
  records_ = 0;
  if (rows_.size() > kRowsKeptMax) rows_.clear();
  return std::exchange(changes_, {});
}

void Projection::AddToStream(const Record& record) {
  const auto open = open_runs_.find(record.stream());
  if (open == open_runs_.end()) {
    const StreamRun run = RunOf(record);
    std::string key =
        keys::StreamVersion(record.shard(), record.home(), record.stream(), record.version());
    changes_[key] = EncodeRun(run);
    if (record.remaining() > 0) open_runs_.emplace(record.stream(), std::move(key));
  } else {
    std::string& value = *changes_[open->second].value;
    StreamRun run = DecodeRun(value);
    CHECK(run.first + run.count == record.sequence());
    ++run.count;
    value = EncodeRun(run);
  }
}

// A request that led to no event of a stream lies with its home too, in a stream without a name.
void Projection::AddAnswered(const Record& record) {
  changes_[keys::StreamVersion(record.shard(), record.home(), "", record.sequence())] =
      EncodeRun(RunOf(record));
}

void Projection::AddCause(const Record& record) {
  switch (record.cause_case()) {
    case Record::kEvent: {
      std::string value;
      AppendFixed32(value, record.event().epoch());
      AppendFixed64(value, record.event().sequence());
      changes_[keys::Inbox(record.shard(), record.event().service())] = std::move(value);
      break;
    }
    case Record::kTimer:
      UseUpTimer(record);
      break;
    case Record::kPromise:
      changes_[keys::Promise(record.shard(), record.promise().sequence())] = Change();
      break;
    case Record::CAUSE_NOT_SET:
      break;
  }
}

// A command may have set the timer anew while it was on its way: that one is still to come.
void Projection::UseUpTimer(const Record& record) {
  const std::string key =
      keys::Timer(record.shard(), record.home(), record.timer().stream(), record.timer().id());
  const auto change = changes_.find(key);
  const auto due = change == changes_.end() ? store_.Get(key) : change->second.value;
  if (due == Fixed64(static_cast<std::uint64_t>(record.timer().due_at_us()))) {
    changes_[key] = Change();
  }
}

void Projection::AddParked(const Record& record) {
  if (record.type() == EventType<history::v1::EventParked>()) {
    const auto event = ReadEvent<history::v1::EventParked>(record);
    changes_[keys::ParkedEvent(record.shard(), event.service(), record.home(), event.sequence())] =
        Fixed64(record.sequence());
  } else if (record.type() == EventType<history::v1::ParkedEventReleased>()) {
    const auto event = ReadEvent<history::v1::ParkedEventReleased>(record);
    changes_[keys::ParkedEvent(record.shard(), event.service(), record.home(), event.sequence())] =
        Change();
  }
}

void Projection::Add(const Record& record) {
  ++records_;
  reached_[record.shard()] = record.sequence();
  AddCause(record);
  AddParked(record);
  if (record.stream().empty()) {
    if (record.has_request()) AddAnswered(record);
  } else {
    AddToStream(record);
    if (definition_.timers) {
      for (const TimerChange& change : definition_.timers(record)) {
        auto& due =
            changes_[keys::Timer(record.shard(), record.home(), record.stream(), change.id)];
        due = Change();
        if (change.due) {
          due = Fixed64(static_cast<std::uint64_t>(change.due->time_since_epoch().count()));
        }
      }
    }
    if (definition_.promise && definition_.promise(record)) {
      changes_[keys::Promise(record.shard(), record.sequence())] = std::string();
    }
    for (const auto& view : definition_.views) {
      Rows rows(*this, keys::View(record.shard(), view->name()));
      view->Apply(record, rows);
    }
  }
  if (record.remaining() == 0) open_runs_.clear();
}

}  // namespace recourse::engine
