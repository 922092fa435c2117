#include "libs/bus/kafka/cloud_event.h"

#include <fmt/compile.h>

#include <iterator>

#include "libs/base/date.h"
#include "libs/engine/traceparent.h"

namespace recourse::bus::kafka {
namespace {

constexpr std::int64_t kMicroseconds = 1'000'000;

enum Place { kId = 2, kSource, kType, kSubject, kTime, kPartitionKey, kSequence, kTraceparent };

}  // namespace

const CloudEvent::Values& CloudEvent::Describe(const history::v1::Record& record) {
  for (const Place place : {kId, kSubject, kSequence}) values_[place].clear();
  fmt::format_to(std::back_inserter(values_[kId]), FMT_COMPILE("{}-{}-{}"), record.shard(),
                 record.epoch(), record.sequence());
  fmt::format_to(std::back_inserter(values_[kSequence]), FMT_COMPILE("{:020}"), record.sequence());
  values_[kTraceparent] = engine::TraceparentOf(record);
  values_[kType] = record.type();
  values_[kPartitionKey] = record.home();
  if (!record.home().empty()) {
    values_[kSubject].append(record.home()).append("/").append(record.stream());
  }
  DescribeSource(record);
  DescribeTime(record.recorded_at_us());
  return values_;
}

// The same for all records of a log.
void CloudEvent::DescribeSource(const history::v1::Record& record) {
  if (record.installation() == installation_ && record.service() == service_) return;
  installation_ = record.installation();
  service_ = record.service();
  values_[kSource] = fmt::format("/recourse/{:016x}/{}", installation_, service_);
}

// A calendar is asked once a second only: it is the dearest part of all this.
void CloudEvent::DescribeTime(std::int64_t recorded_at_us) {
  const Instant recorded_at{Instant::duration(recorded_at_us)};
  const auto second = date::floor<std::chrono::seconds>(recorded_at);
  if (second_text_.empty() || second.time_since_epoch().count() != second_) {
    second_ = second.time_since_epoch().count();
    second_text_ = date::format("%FT%T", second);
  }
  values_[kTime] = second_text_;
  fmt::format_to(std::back_inserter(values_[kTime]), FMT_COMPILE(".{:06}Z"),
                 recorded_at_us - second_ * kMicroseconds);
}

}  // namespace recourse::bus::kafka
