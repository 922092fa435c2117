// RocksDB without us: what the log's figures are divided by. `write` puts records one a key, 512 a
// batch, WAL synced each time; `scan` reads and parses them all. One line of JSON each.

#include <fmt/format.h>
#include <rocksdb/db.h>
#include <rocksdb/options.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>

#include <CLI/CLI.hpp>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "recourse/history/v1/record.pb.h"
#include "tests/bench/frames.h"
#include "tests/bench/json.h"
#include "tests/bench/usage.h"

namespace recourse::bench {
namespace {

struct Arguments {
  std::string db;
  std::string records;
  std::size_t count = 1'000'000;
  std::size_t per_batch = 512;
  int passes = 3;
};

// Tuned as libs/eventlog tunes its own, so that the figures compare what is done with RocksDB.
rocksdb::Options DbOptions() {
  rocksdb::Options options;
  options.create_if_missing = true;
  options.error_if_exists = true;
  options.compression = rocksdb::kLZ4Compression;
  options.write_buffer_size = 64 << 20;
  options.allow_concurrent_memtable_write = false;
  options.memtable_insert_with_hint_prefix_extractor.reset(rocksdb::NewFixedPrefixTransform(4));
  rocksdb::BlockBasedTableOptions table;
  table.block_size = 16 << 10;
  table.format_version = 5;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

// As the log's keys are: a shard (here always the first), then a position, big-endian.
std::array<char, 12> Key(std::uint64_t position) {
  std::array<char, 12> key{};
  for (std::size_t i = 0; i < 8; ++i) key[11 - i] = static_cast<char>(position >> (8 * i));
  return key;
}

void OrDie(const rocksdb::Status& status) {
  if (status.ok()) return;
  fmt::print(stderr, "bench_rocksdb: {}\n", status.ToString());
  std::exit(2);
}

std::uint64_t BytesIn(const std::string& folder) {
  std::uint64_t bytes = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  return bytes;
}

void Put(rocksdb::DB& db, const FrameFile& records, const Arguments& arguments) {
  rocksdb::WriteOptions synced;
  synced.sync = true;
  rocksdb::WriteBatch batch;
  for (std::size_t i = 0; i < arguments.count; ++i) {
    const auto key = Key(i + 1);
    const std::string_view record = Unframe(records[i % records.size()]);
    OrDie(batch.Put(rocksdb::Slice(key.data(), key.size()),
                    rocksdb::Slice(record.data(), record.size())));
    if ((i + 1) % arguments.per_batch != 0 && i + 1 != arguments.count) continue;
    OrDie(db.Write(synced, &batch));
    batch.Clear();
  }
}

int Write(const Arguments& arguments) {
  const auto records = FrameFile::Open(arguments.records);
  if (!records) {
    fmt::print(stderr, "bench_rocksdb: {}\n", records.error());
    return 2;
  }
  rocksdb::DB* opened = nullptr;
  OrDie(rocksdb::DB::Open(DbOptions(), arguments.db, &opened));
  const std::unique_ptr<rocksdb::DB> db(opened);
  const Cost cost = Measure([&] { Put(*db, *records, arguments); });
  // Not flushed, as the log is not when its process ends: both leave their last records in the WAL.
  OrDie(db->Close());

  const auto count = static_cast<double>(arguments.count);
  fmt::print("{}\n", JsonObject()
                         .Count("records", arguments.count)
                         .Count("records_per_batch", arguments.per_batch)
                         .Number("seconds", cost.seconds)
                         .Number("records_per_second", count / cost.seconds)
                         .Number("cpu_us_per_record", static_cast<double>(cost.cpu_us) / count)
                         .Count("bytes_on_disk", BytesIn(arguments.db))
                         .ToString());
  return 0;
}

int Scan(const Arguments& arguments) {
  rocksdb::Options options = DbOptions();
  options.create_if_missing = false;
  options.error_if_exists = false;
  rocksdb::DB* opened = nullptr;
  OrDie(rocksdb::DB::OpenForReadOnly(options, arguments.db, &opened));
  const std::unique_ptr<rocksdb::DB> db(opened);

  std::uint64_t count = 0;
  history::v1::Record record;
  rocksdb::ReadOptions once;
  once.fill_cache = false;
  const Cost cost = MeasureMedian(arguments.passes, [&] {
    count = 0;
    const std::unique_ptr<rocksdb::Iterator> it(db->NewIterator(once));
    for (it->SeekToFirst(); it->Valid(); it->Next()) {
      const rocksdb::Slice value = it->value();
      if (!record.ParseFromArray(value.data(), static_cast<int>(value.size()))) {
        OrDie(rocksdb::Status::Corruption("a value is not a record"));
      }
      ++count;
    }
    OrDie(it->status());
  });
  fmt::print("{}\n", JsonObject()
                         .Count("records", count)
                         .Count("passes", arguments.passes)
                         .Number("seconds", cost.seconds)
                         .Number("records_per_second", static_cast<double>(count) / cost.seconds)
                         .Number("cpu_us_per_record",
                                 static_cast<double>(cost.cpu_us) / static_cast<double>(count))
                         .ToString());
  return 0;
}

int Main(int argc, char** argv) {
  CLI::App app("Writes and reads records with RocksDB alone: the baseline of the log's figures.");
  app.require_subcommand(1);
  Arguments arguments;
  auto* write = app.add_subcommand("write", "make a database and put records, a synced batch each");
  write->add_option("--db", arguments.db, "folder to make; must not exist")->required();
  write->add_option("--records", arguments.records, "file of frames, repeated as needed")
      ->required();
  write->add_option("--count", arguments.count, "records in all")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  write->add_option("--batch", arguments.per_batch, "records a batch")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  auto* scan = app.add_subcommand("scan", "read and parse every record that `write` put");
  scan->add_option("--db", arguments.db, "folder that `write` made")->required();
  scan->add_option("--passes", arguments.passes, "the one in the middle counts")
      ->check(CLI::Range(1, 99))
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  return write->parsed() ? Write(arguments) : Scan(arguments);
}

}  // namespace
}  // namespace recourse::bench

int main(int argc, char** argv) { return recourse::bench::Main(argc, argv); }
