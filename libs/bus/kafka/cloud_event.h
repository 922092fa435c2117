#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "recourse/history/v1/record.pb.h"

namespace recourse::bus::kafka {

// The headers of a record on Kafka: CloudEvents 1.0 in binary mode, of the Kafka protocol binding
// and the extensions Partitioning and Sequence. The content is the record's own bytes.
//
//   content-type     application/protobuf, of a recourse.history.v1.Record
//   ce_specversion   1.0
//   ce_id            <shard>-<epoch>-<sequence>: one of a kind within its source
//   ce_source        /recourse/<installation, 16 hexadecimal digits>/<service>
//   ce_type          the event's message, which says how to read Record.payload
//   ce_subject       <home>/<stream>, where the record has one
//   ce_time          when it was recorded, RFC 3339, UTC, microseconds
//   ce_partitionkey  the home, where the record has one
//   ce_sequence      within the shard, 20 digits, so that texts order as the numbers do
//   traceparent      W3C Trace Context, where the record belongs to a trace: engine::TraceparentOf.
//                    The Distributed Tracing extension, by the header's own name
class CloudEvent {
 public:
  static constexpr std::array<std::string_view, 10> kNames = {
      "content-type", "ce_specversion", "ce_id",           "ce_source",   "ce_type",
      "ce_subject",   "ce_time",        "ce_partitionkey", "ce_sequence", "traceparent"};
  // In the order of the names; one that is empty is not sent.
  using Values = std::array<std::string, kNames.size()>;

  // Lives until the next call: what is described one after another shares its memory.
  const Values& Describe(const history::v1::Record& record);

 private:
  void DescribeSource(const history::v1::Record& record);
  void DescribeTime(std::int64_t recorded_at_us);

  Values values_ = {"application/protobuf", "1.0"};
  std::uint64_t installation_ = 0;  // Of the source that is described.
  std::string service_;
  std::int64_t second_ = 0;  // Of the time that is described, and its text up to the second.
  std::string second_text_;
};

}  // namespace recourse::bus::kafka
