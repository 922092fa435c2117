#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "libs/base/testing/temp_folder.h"
#include "libs/eventlog/event_log.h"
#include "recourse/history/v1/record.pb.h"

namespace recourse::eventlog {

using testkit::TempFolder;

inline const Identity kTestIdentity{0x1122334455667788, "invoicing", 2};

// A well-formed record of `shard`, outside any stream, whose payload is `payload`.
inline std::string TestRecord(std::uint32_t shard, std::uint64_t sequence,
                              const std::string& payload) {
  history::v1::Record record;
  record.set_installation(kTestIdentity.installation);
  record.set_service(kTestIdentity.service);
  record.set_shard(shard);
  record.set_epoch(1);
  record.set_sequence(sequence);
  record.set_recorded_at_us(static_cast<std::int64_t>(sequence));
  record.set_type("test.Event");
  record.set_payload(payload);
  return record.SerializeAsString();
}

// Appends one group of records to `shard`, as a writer would.
inline void AppendTo(EventLog& log, std::uint32_t shard, const std::vector<std::string>& payloads) {
  ChunkBuilder builder(shard, log.epoch(), log.head(shard));
  for (const std::string& payload : payloads) {
    const std::uint64_t sequence = builder.next();
    builder.Add(TestRecord(shard, sequence, payload), static_cast<std::int64_t>(sequence));
  }
  const auto appended = log.Append({builder.Finish()});
  ASSERT_TRUE(appended) << appended.error().message;
}

// The payloads of `shard` from sequence `from` on.
inline std::vector<std::string> PayloadsOf(const EventLog& log, std::uint32_t shard,
                                           std::uint64_t from = 1) {
  std::vector<std::string> payloads;
  const auto scanned = log.Scan(shard, from, [&](std::uint64_t sequence, std::string_view bytes) {
    history::v1::Record record;
    EXPECT_TRUE(record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
    EXPECT_EQ(record.sequence(), sequence);
    payloads.push_back(record.payload());
    return true;
  });
  EXPECT_TRUE(scanned) << scanned.error().message;
  return payloads;
}

}  // namespace recourse::eventlog
