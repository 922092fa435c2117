#include "libs/engine/storage_standing.h"

#include <rocksdb/db.h>
#include <rocksdb/options.h>

#include <string>
#include <utility>

#include "libs/engine/applier.h"
#include "libs/engine/derived_keys.h"

namespace recourse::engine {
namespace {

// The rows of the derived store that tell how far it has come and what was consumed by then; empty
// if it is not there or not to be trusted, for the log tells the same.
std::unique_ptr<MemoryKeyValues> ReadMarkRows(const std::filesystem::path& folder,
                                              std::uint32_t shards) {
  auto rows = std::make_unique<MemoryKeyValues>();
  if (std::filesystem::exists(DamageMark(folder))) return rows;
  rocksdb::DB* db = nullptr;
  rocksdb::Status status = rocksdb::DB::OpenForReadOnly({}, folder.string(), &db);
  const std::unique_ptr<rocksdb::DB> owner(db);
  if (!status.ok()) return rows;

  Changes found;
  const std::unique_ptr<rocksdb::Iterator> it(db->NewIterator({}));
  const auto take = [&](const std::string& prefix) {
    for (it->Seek(prefix); it->Valid() && it->key().starts_with(prefix); it->Next()) {
      found[it->key().ToString()] = it->value().ToString();
    }
    if (status.ok()) status = it->status();
  };
  take(keys::TablesCode());
  for (std::uint32_t shard = 0; shard < shards; ++shard) {
    take(keys::Applied(shard));
    take(keys::Inboxes(shard));
  }
  const auto code = found.find(keys::TablesCode());
  const bool of_today = code != found.end() && code->second.value == TablesCodeNow();
  if (status.ok() && of_today) rows->Apply(found);
  return rows;
}

}  // namespace

Expected<Standing, Failure> ReadStanding(const StoragePaths& paths,
                                         const eventlog::Identity& expected) {
  // First what follows from the log: who has the log open may write on.
  const auto derived = ReadMarkRows(paths.folder / "derived", expected.shards);
  auto log = OpenToRead(paths, expected);
  if (!log) return Unexpected{log.error()};
  Standing standing{*std::move(log), {}};
  Record record;
  for (std::uint32_t shard = 0; shard < expected.shards; ++shard) {
    const auto applied = AppliedThrough(*derived, *standing.log, shard);
    if (!applied) return Unexpected{applied.error()};
    Inbox& marks = standing.marks.emplace_back(shard);
    marks.Recover(*derived);
    const auto scanned =
        standing.log->Scan(shard, *applied + 1, [&](std::uint64_t, std::string_view bytes) {
          CHECK(record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
          const auto& cause = record.event();
          if (record.has_event()) {
            marks.MoveMark(cause.service(), {cause.epoch(), cause.sequence()});
          }
          return true;
        });
    if (!scanned) return Unexpected{ToFailure(scanned.error())};
  }
  return standing;
}

}  // namespace recourse::engine
