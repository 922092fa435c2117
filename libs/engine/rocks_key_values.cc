#include <fmt/format.h>
#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/merge_operator.h>
#include <rocksdb/options.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <utility>

#include "libs/engine/key_values.h"

namespace recourse::engine {
namespace {

constexpr std::size_t kTablePrefixBytes = 3;  // A letter and a shard: see derived_keys.cc.

// What was appended to a row lies beside it until it is read or compacted.
class Concatenation final : public rocksdb::AssociativeMergeOperator {
 public:
  bool Merge(const rocksdb::Slice&, const rocksdb::Slice* existing, const rocksdb::Slice& part,
             std::string* merged, rocksdb::Logger*) const override {
    if (existing != nullptr) merged->assign(existing->data(), existing->size());
    merged->append(part.data(), part.size());
    return true;
  }
  const char* Name() const override { return "recourse.Concatenation"; }
};

class RocksKeyValues final : public KeyValues {
 public:
  RocksKeyValues(std::filesystem::path path, std::unique_ptr<rocksdb::DB> db)
      : path_(std::move(path)), db_(std::move(db)) {}

  std::optional<std::string> Get(std::string_view key) const override {
    std::string value;
    const rocksdb::Status status = db_->Get({}, key, &value);
    if (status.IsNotFound()) return std::nullopt;
    Expect(status);
    return value;
  }

  std::vector<Row> Scan(std::string_view prefix, std::string_view after,
                        std::size_t limit) const override {
    std::vector<Row> found;
    const std::unique_ptr<rocksdb::Iterator> it(db_->NewIterator({}));
    for (it->Seek(after > prefix ? after : prefix); it->Valid() && found.size() < limit;
         it->Next()) {
      const std::string_view key = it->key().ToStringView();
      if (!key.starts_with(prefix)) break;
      if (key == after) continue;
      found.emplace_back(key, it->value().ToStringView());
    }
    Expect(it->status());
    return found;
  }

  void Apply(const Changes& changes) override {
    rocksdb::WriteBatch batch;
    for (const auto& [key, change] : changes) {
      if (!change.value) {
        Expect(batch.Delete(key));
      } else {
        Expect(change.appends ? batch.Merge(key, *change.value) : batch.Put(key, *change.value));
      }
    }
    rocksdb::WriteOptions options;
    options.disableWAL = true;
    Expect(db_->Write(options, &batch));
  }

  void Flush() override { Expect(db_->Flush({})); }

 private:
  // Derived data is never trusted when in doubt: it is marked, and made again by the next start.
  void Expect(const rocksdb::Status& status) const {
    if (status.ok()) return;
    fmt::print(stderr, "recourse: {}: {}; the next start makes it again from the log\n",
               path_.string(), status.ToString());
    std::ofstream(DamageMark(path_)) << status.ToString() << '\n';
    std::fflush(nullptr);
    _exit(70);
  }

  const std::filesystem::path path_;
  const std::unique_ptr<rocksdb::DB> db_;
};

}  // namespace

std::filesystem::path DamageMark(const std::filesystem::path& folder) {
  return folder.string() + ".damaged";
}

Expected<std::unique_ptr<KeyValues>, Failure> OpenRocksKeyValues(
    const std::filesystem::path& path) {
  rocksdb::Options options;
  options.create_if_missing = true;
  options.paranoid_checks = true;
  options.max_bgerror_resume_count = 0;
  options.compression = rocksdb::kLZ4Compression;
  options.write_buffer_size = 64 << 20;
  options.max_open_files = 256;
  // Most keys asked for are not there (request ids that are new): answered without a search.
  options.memtable_prefix_bloom_size_ratio = 0.02;
  options.memtable_whole_key_filtering = true;
  // The keys of a batch are sorted: within a table and shard, each is sought from the one before.
  options.allow_concurrent_memtable_write = false;
  options.merge_operator = std::make_shared<Concatenation>();
  options.memtable_insert_with_hint_prefix_extractor.reset(
      rocksdb::NewFixedPrefixTransform(kTablePrefixBytes));
  options.keep_log_file_num = 4;
  options.avoid_flush_during_shutdown = false;
  rocksdb::BlockBasedTableOptions table;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  table.format_version = 5;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));

  rocksdb::DB* db = nullptr;
  const rocksdb::Status status = rocksdb::DB::Open(options, path.string(), &db);
  std::unique_ptr<rocksdb::DB> owner(db);
  if (!status.ok()) {
    return Unexpected{Failure{Failure::Kind::kInternal,
                              "DERIVED_STORE",
                              fmt::format("{}: {}", path.string(), status.ToString()),
                              {}}};
  }
  return std::unique_ptr<KeyValues>(std::make_unique<RocksKeyValues>(path, std::move(owner)));
}

}  // namespace recourse::engine
