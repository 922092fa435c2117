#include "libs/eventlog/rocks_log.h"

#include <fmt/format.h>
#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/options.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>

#include <mutex>
#include <utility>

#include "libs/base/check.h"
#include "libs/eventlog/bytes.h"
#include "libs/files/durable.h"
#include "recourse/history/v1/record.pb.h"

namespace recourse::eventlog {
namespace {

using Kind = LogError::Kind;

constexpr std::size_t kEntryOverheadMax = 64;  // Of a chunk in a WriteBatch, key and all.
constexpr std::size_t kShardBytes = 4;
constexpr std::size_t kKeySize = kShardBytes + 8;
// Sorts behind every shard. Its value is the identity and the epoch, written once by Create.
constexpr std::string_view kIdentityKey = "\xff\xff\xff\xffidentity";

std::string ChunkKey(std::uint32_t shard, std::uint64_t first) {
  std::string key;
  AppendBigEndian32(key, shard);
  AppendBigEndian64(key, first);
  return key;
}

rocksdb::Options LogOptions() {
  rocksdb::Options options;
  options.paranoid_checks = true;
  options.compression = rocksdb::kLZ4Compression;
  options.file_checksum_gen_factory = rocksdb::GetFileChecksumGenCrc32cFactory();
  options.max_bgerror_resume_count = 0;  // An error of the log ends the process; no resuming.
  options.wal_recovery_mode =
      rocksdb::WALRecoveryMode::kPointInTimeRecovery;  // The witness judges.
  options.wal_compression = rocksdb::kNoCompression;
  options.manual_wal_flush = false;
  options.recycle_log_file_num = 0;
  options.unordered_write = false;
  options.keep_log_file_num = 4;
  options.max_open_files = 256;
  // Keys only grow within a shard; files hold many shards, so compaction rewrites where they
  // overlap.
  options.write_buffer_size = 64 << 20;
  // A chunk is sought from the one before it in its shard.
  options.allow_concurrent_memtable_write = false;
  options.memtable_insert_with_hint_prefix_extractor.reset(
      rocksdb::NewFixedPrefixTransform(kShardBytes));
  rocksdb::BlockBasedTableOptions table;
  table.block_size = 16 << 10;                         // As large as a chunk may be.
  table.block_cache = rocksdb::NewLRUCache(64 << 20);  // Of records read here and there.
  table.format_version = 5;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

LogError IoError(const rocksdb::Status& status, const std::filesystem::path& path) {
  // RocksDB has no code for it: "While lock file: <path>/LOCK: Resource temporarily unavailable",
  // or "lock hold by current process".
  const std::string text = status.ToString();
  if (status.IsIOError() && (text.find("lock file") != std::string::npos ||
                             text.find("lock hold") != std::string::npos)) {
    return {Kind::kInUse,
            fmt::format("{}: another process has it open; is it running already?", path.string())};
  }
  const Kind kind = status.IsCorruption() ? Kind::kDamaged : Kind::kIo;
  return {kind, fmt::format("{}: {}", path.string(), text)};
}

std::string EncodeIdentity(const Identity& identity, std::uint32_t epoch) {
  std::string bytes;
  AppendFixed64(bytes, identity.installation);
  AppendFixed32(bytes, identity.shards);
  AppendFixed32(bytes, epoch);
  return bytes + identity.service;
}

bool DecodeIdentity(std::string_view bytes, Identity& identity, std::uint32_t& epoch) {
  if (bytes.size() < 16) return false;
  identity.installation = ReadFixed64(bytes, 0);
  identity.shards = ReadFixed32(bytes, 8);
  epoch = ReadFixed32(bytes, 12);
  identity.service = bytes.substr(16);
  return identity.shards > 0;
}

}  // namespace

struct RocksLog::Store {
  std::filesystem::path path;
  std::unique_ptr<rocksdb::DB> db;
  Identity identity;
  std::uint32_t epoch = 1;
  mutable std::mutex mutex;  // Guards heads: one writer thread a shard, readers anywhere.
  std::vector<Head> heads;

  Expected<Head, LogError> FindHead(std::uint32_t shard) const;
};

// The last chunk of the shard, read through to its last record and the chain's hash there.
Expected<Head, LogError> RocksLog::Store::FindHead(std::uint32_t shard) const {
  const std::string bound = ChunkKey(shard + 1, 0);
  const std::unique_ptr<rocksdb::Iterator> it(db->NewIterator({}));
  it->SeekForPrev(bound);
  if (!it->status().ok()) return Unexpected{IoError(it->status(), path)};
  if (!it->Valid() || it->key().size() != kKeySize ||
      ReadBigEndian32(it->key().ToStringView(), 0) != shard) {
    return Head{};
  }
  Head head;
  head.sequence = ReadBigEndian64(it->key().ToStringView(), 4) - 1;
  auto chunk = ChunkReader::Open(it->value().ToStringView());
  if (chunk) head.chain = chunk->previous();
  Sha256 sha256;
  history::v1::Record record;
  while (chunk) {
    const auto bytes = chunk->Next();
    if (!bytes) break;
    ++head.sequence;
    head.chain = sha256.Link(head.chain, *bytes);
    CHECK(record.ParseFromArray(bytes->data(), static_cast<int>(bytes->size())));
    head.recorded_at_us = record.recorded_at_us();
  }
  if (!chunk || chunk->damaged()) {
    return Unexpected{
        LogError{Kind::kDamaged, fmt::format("{} shard {}: the chunk after record {} is damaged",
                                             identity.service, shard, head.sequence)}};
  }
  return head;
}

RocksLog::RocksLog(std::unique_ptr<Store> store) : store_(std::move(store)) {}
RocksLog::~RocksLog() = default;

Expected<Done, LogError> RocksLog::Create(const std::filesystem::path& path,
                                          const Identity& identity) {
  CHECK(identity.shards > 0 && !identity.service.empty());
  if (std::filesystem::exists(path)) {
    return Unexpected{LogError{Kind::kExists, fmt::format("{}: is there already", path.string())}};
  }
  rocksdb::Options options = LogOptions();
  options.create_if_missing = true;
  options.error_if_exists = true;
  rocksdb::DB* db = nullptr;
  rocksdb::Status status = rocksdb::DB::Open(options, path.string(), &db);
  const std::unique_ptr<rocksdb::DB> owner(db);
  if (!status.ok()) return Unexpected{IoError(status, path)};

  rocksdb::WriteOptions synced;
  synced.sync = true;
  const std::string value = EncodeIdentity(identity, 1);
  status = db->Put(synced, rocksdb::Slice(kIdentityKey), value);
  if (status.ok()) status = db->Close();
  if (!status.ok()) return Unexpected{IoError(status, path)};
  if (const auto failed = files::SyncFolder(path.parent_path())) {
    return Unexpected{LogError{Kind::kIo, fmt::format("{}: {}", path.string(), failed.message())}};
  }
  return Done{};
}

Expected<std::unique_ptr<RocksLog>, LogError> RocksLog::Open(const std::filesystem::path& path,
                                                             Access access) {
  if (!std::filesystem::exists(path / "CURRENT")) {
    return Unexpected{LogError{Kind::kMissing, fmt::format("{}: there is no log", path.string())}};
  }
  auto store = std::make_unique<Store>();
  store->path = path;
  rocksdb::DB* db = nullptr;
  rocksdb::Options options = LogOptions();
  if (access == Access::kReadOnly) options.max_open_files = -1;
  const rocksdb::Status status = access == Access::kReadOnly
                                     ? rocksdb::DB::OpenForReadOnly(options, path.string(), &db)
                                     : rocksdb::DB::Open(options, path.string(), &db);
  store->db.reset(db);
  if (!status.ok()) return Unexpected{IoError(status, path)};

  std::string value;
  const rocksdb::Status got = db->Get({}, rocksdb::Slice(kIdentityKey), &value);
  if (!got.ok() && !got.IsNotFound()) return Unexpected{IoError(got, path)};
  if (!got.ok() || !DecodeIdentity(value, store->identity, store->epoch)) {
    return Unexpected{LogError{
        Kind::kDamaged, fmt::format("{}: the log's identity is gone or damaged", path.string())}};
  }
  for (std::uint32_t shard = 0; shard < store->identity.shards; ++shard) {
    const auto head = store->FindHead(shard);
    if (!head) return Unexpected{head.error()};
    store->heads.push_back(*head);
  }
  return std::unique_ptr<RocksLog>(new RocksLog(std::move(store)));
}

const Identity& RocksLog::identity() const { return store_->identity; }
std::uint32_t RocksLog::epoch() const { return store_->epoch; }

Head RocksLog::head(std::uint32_t shard) const {
  const std::lock_guard lock(store_->mutex);
  return store_->heads.at(shard);
}

Expected<Done, LogError> RocksLog::Append(const std::vector<ShardBatch>& group) {
  std::size_t bytes = 0;
  for (const ShardBatch& shard : group) {
    for (const Chunk& chunk : shard.chunks) bytes += chunk.bytes.size() + kEntryOverheadMax;
  }
  rocksdb::WriteBatch batch(bytes, 0, /*protection_bytes_per_key=*/8, 0);
  for (const ShardBatch& shard : group) {
    CHECK(!shard.chunks.empty() && shard.chunks.front().first == head(shard.shard).sequence + 1);
    for (const Chunk& chunk : shard.chunks) {
      const auto put = batch.Put(ChunkKey(shard.shard, chunk.first), chunk.bytes);
      if (!put.ok()) return Unexpected{IoError(put, store_->path)};
    }
  }
  rocksdb::WriteOptions synced;
  synced.sync = true;
  const rocksdb::Status status = store_->db->Write(synced, &batch);
  if (!status.ok()) return Unexpected{IoError(status, store_->path)};

  const std::lock_guard lock(store_->mutex);
  for (const ShardBatch& shard : group) store_->heads[shard.shard] = shard.head;
  return Done{};
}

Expected<Done, LogError> RocksLog::ScanChunks(std::uint32_t shard, std::uint64_t from, Reads reads,
                                              const ChunkVisitor& visit) const {
  const std::string bound = ChunkKey(shard + 1, 0);
  const rocksdb::Slice upper(bound);
  rocksdb::ReadOptions options;
  options.iterate_upper_bound = &upper;
  options.fill_cache = reads == Reads::kFew;
  options.verify_checksums = true;
  const std::unique_ptr<rocksdb::Iterator> it(store_->db->NewIterator(options));

  // The chunk that holds `from` begins at or before it.
  it->SeekForPrev(ChunkKey(shard, from));
  if (!it->Valid() || ReadBigEndian32(it->key().ToStringView(), 0) != shard) {
    it->Seek(ChunkKey(shard, 0));
  }
  for (; it->Valid(); it->Next()) {
    if (it->key().size() != kKeySize) break;
    const std::uint64_t first = ReadBigEndian64(it->key().ToStringView(), 4);
    if (!visit(first, it->value().ToStringView())) return Done{};
  }
  if (!it->status().ok()) return Unexpected{IoError(it->status(), store_->path)};
  return Done{};
}

}  // namespace recourse::eventlog
