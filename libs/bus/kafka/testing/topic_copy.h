#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "libs/bus/kafka/settings.h"
#include "libs/bus/kafka/topic_reader.h"
#include "libs/engine/running_engine.h"
#include "libs/eventlog/memory_log.h"

namespace recourse::bus::kafka {

// The sequences of a partition, as they lie there.
inline std::vector<std::uint64_t> SequencesOf(const Settings& settings, const std::string& service,
                                              std::uint32_t partition) {
  std::vector<std::uint64_t> sequences;
  const auto reader = TopicReader::Open(settings, TopicOf(service));
  const auto ends = (*reader)->FindEnds(partition);
  if (!ends) return sequences;
  const auto read = (*reader)->Read(
      partition, ends->first, ends->next, [&](std::int64_t, std::string_view message) {
        engine::Record record;
        EXPECT_TRUE(record.ParseFromArray(message.data(), static_cast<int>(message.size())));
        sequences.push_back(record.sequence());
        return true;
      });
  EXPECT_TRUE(read) << read.error().values.at(0).second;
  return sequences;
}

// A log made of nothing but what a topic holds: the second copy of the first. What comes twice is
// taken once, and what comes early waits for what is missing before it.
inline std::unique_ptr<eventlog::MemoryLog> RebuildLog(const Settings& settings,
                                                       const eventlog::Identity& identity) {
  auto log = std::make_unique<eventlog::MemoryLog>(identity);
  const auto reader = TopicReader::Open(settings, TopicOf(identity.service));
  for (std::uint32_t shard = 0; shard < identity.shards; ++shard) {
    const auto ends = (*reader)->FindEnds(shard);
    if (!ends) continue;
    std::map<std::uint64_t, std::string> records;
    const auto read = (*reader)->Read(shard, ends->first, ends->next,
                                      [&](std::int64_t, std::string_view message) {
                                        engine::Record record;
                                        EXPECT_TRUE(record.ParseFromString(std::string(message)));
                                        records.emplace(record.sequence(), message);
                                        return true;
                                      });
    EXPECT_TRUE(read) << read.error().values.at(0).second;
    eventlog::ChunkBuilder builder(shard, 1, log->head(shard));
    for (const auto& [sequence, bytes] : records) {
      if (sequence != builder.next()) break;
      engine::Record record;
      EXPECT_TRUE(record.ParseFromString(bytes));
      builder.Add(bytes, record.recorded_at_us());
    }
    if (builder.empty()) continue;
    EXPECT_TRUE(log->Append({builder.Finish()}));
  }
  return log;
}

}  // namespace recourse::bus::kafka
