// Reads the log of a service that has stopped. `replay` scans and parses all of it and counts the
// events by type, which is also how acknowledged commands are checked; `export` writes its records
// as frames, so that raw RocksDB can be given the same bytes; `append` writes records in groups.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/check.h"
#include "libs/eventlog/chunk.h"
#include "libs/eventlog/rocks_log.h"
#include "recourse/history/v1/record.pb.h"
#include "tests/bench/frames.h"
#include "tests/bench/json.h"
#include "tests/bench/usage.h"

namespace recourse::bench {
namespace {

using eventlog::EventLog;
using eventlog::RocksLog;

struct Arguments {
  std::string log;
  std::string frames;
  std::size_t count = SIZE_MAX;
  std::size_t per_group = 512;
  int passes = 3;
};

int Fail(const std::string& message) {
  fmt::print(stderr, "bench_log: {}\n", message);
  return 2;
}

// Visits every record, shard by shard.
Expected<Done, eventlog::LogError> Visit(const EventLog& log,
                                         const eventlog::RecordVisitor& visit) {
  for (std::uint32_t shard = 0; shard < log.identity().shards; ++shard) {
    const auto scanned = log.Scan(shard, 1, visit);
    if (!scanned) return Unexpected{scanned.error()};
  }
  return Done{};
}

int Replay(const EventLog& log, const Arguments& arguments) {
  std::uint64_t count = 0;
  std::uint64_t bytes = 0;
  std::map<std::string, std::uint64_t> types;
  history::v1::Record record;
  std::string damage;
  const Cost cost = MeasureMedian(arguments.passes, [&] {
    count = bytes = 0;
    const auto visited = Visit(log, [&](std::uint64_t, std::string_view stored) {
      ++count;
      bytes += stored.size();
      return record.ParseFromArray(stored.data(), static_cast<int>(stored.size()));
    });
    if (!visited) damage = visited.error().message;
  });
  // Apart from what is measured: raw RocksDB counts no types either.
  const auto counted = Visit(log, [&](std::uint64_t, std::string_view stored) {
    CHECK(record.ParseFromArray(stored.data(), static_cast<int>(stored.size())));
    ++types[record.type()];
    return true;
  });
  if (!counted) damage = counted.error().message;
  if (!damage.empty()) return Fail(damage);

  JsonObject by_type;
  for (const auto& [type, records] : types) by_type.Count(type, records);
  const auto records = static_cast<double>(count);
  fmt::print("{}\n", JsonObject()
                         .Count("records", count)
                         .Count("record_bytes", bytes)
                         .Count("passes", arguments.passes)
                         .Number("seconds", cost.seconds)
                         .Number("records_per_second", records / cost.seconds)
                         .Number("cpu_us_per_record", static_cast<double>(cost.cpu_us) / records)
                         .Object("types", by_type)
                         .ToString());
  return 0;
}

int Export(const EventLog& log, const Arguments& arguments) {
  std::ofstream out(arguments.frames, std::ios::binary);
  std::size_t left = arguments.count;
  const auto visited = Visit(log, [&](std::uint64_t, std::string_view record) {
    if (left == 0) return false;
    --left;
    out << Frame(record);
    return true;
  });
  if (!visited) return Fail(visited.error().message);
  if (!out.flush()) return Fail(arguments.frames + ": cannot be written");
  return 0;
}

// One group after another into the first shard of a new log, as a writer thread does it.
Expected<Done, eventlog::LogError> AppendAll(EventLog& log,
                                             std::vector<history::v1::Record> sources,
                                             const Arguments& arguments) {
  eventlog::ChunkBuilder builder(0, log.epoch(), log.head(0));
  std::string bytes;
  for (std::size_t i = 0; i < arguments.count; ++i) {
    history::v1::Record& record = sources[i % sources.size()];
    record.set_sequence(builder.next());
    record.SerializeToString(&bytes);
    builder.Add(bytes, record.recorded_at_us());
    if ((i + 1) % arguments.per_group != 0 && i + 1 != arguments.count) continue;
    const auto appended = log.Append({builder.Finish()});
    if (!appended) return Unexpected{appended.error()};
  }
  return Done{};
}

int Append(const Arguments& arguments) {
  const auto frames = FrameFile::Open(arguments.frames);
  if (!frames) return Fail(frames.error());
  std::vector<history::v1::Record> sources(frames->size());
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const std::string_view bytes = Unframe((*frames)[i]);
    if (!sources[i].ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
      return Fail(fmt::format("{}: frame {} is not a record", arguments.frames, i));
    }
    sources[i].set_shard(0);
  }
  const eventlog::Identity identity{sources[0].installation(), sources[0].service(), 1};
  const auto made = RocksLog::Create(arguments.log, identity);
  if (!made) return Fail(made.error().message);
  const auto log = RocksLog::Open(arguments.log, RocksLog::Access::kReadWrite);
  if (!log) return Fail(log.error().message);

  std::string failure;
  const Cost cost = Measure([&] {
    const auto appended = AppendAll(**log, std::move(sources), arguments);
    if (!appended) failure = appended.error().message;
  });
  if (!failure.empty()) return Fail(failure);
  const auto count = static_cast<double>(arguments.count);
  fmt::print("{}\n", JsonObject()
                         .Count("records", arguments.count)
                         .Count("records_per_group", arguments.per_group)
                         .Number("seconds", cost.seconds)
                         .Number("records_per_second", count / cost.seconds)
                         .Number("cpu_us_per_record", static_cast<double>(cost.cpu_us) / count)
                         .ToString());
  return 0;
}

int Main(int argc, char** argv) {
  CLI::App app("Measures a service's log by itself. The service must have stopped.");
  app.require_subcommand(1);
  Arguments arguments;
  const auto add = [&](const char* name, const char* what) {
    CLI::App* command = app.add_subcommand(name, what);
    command->add_option("--log", arguments.log, "folder of the log")->required();
    return command;
  };
  CLI::App* replay = add("replay", "scan and parse every record, and count them by type");
  replay->add_option("--passes", arguments.passes, "the one in the middle counts")
      ->check(CLI::Range(1, 99))
      ->capture_default_str();
  CLI::App* exports = add("export", "write records as a file of frames");
  exports->add_option("--out", arguments.frames, "file to write")->required();
  exports->add_option("--count", arguments.count, "records at most; all unless told");
  CLI::App* append = add("append", "make a log of one shard and append records in synced groups");
  append->add_option("--records", arguments.frames, "file of frames, repeated as needed")
      ->required();
  append->add_option("--count", arguments.count, "records in all")->required();
  append->add_option("--group", arguments.per_group, "records a group")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);

  if (append->parsed()) return Append(arguments);
  const auto log = RocksLog::Open(arguments.log, RocksLog::Access::kReadOnly);
  if (!log) return Fail(log.error().message);
  return replay->parsed() ? Replay(**log, arguments) : Export(**log, arguments);
}

}  // namespace
}  // namespace recourse::bench

int main(int argc, char** argv) { return recourse::bench::Main(argc, argv); }
