#include "libs/engine/storage.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "libs/engine/derived_keys.h"
#include "libs/eventlog/bytes.h"
#include "libs/files/durable.h"

namespace recourse::engine {
namespace {

using eventlog::LogError;
using eventlog::RocksLog;
using eventlog::Witness;
namespace fs = std::filesystem;

// Raise it when the engine's own tables change: the store is then made again at the next start.
constexpr std::uint32_t kTablesVersion = 3;

std::string Encode(std::uint32_t version) {
  std::string code;
  eventlog::AppendFixed32(code, version);
  return code;
}

// How the code is now, as rows of the store that it makes.
Changes CodesOf(const Definition& definition) {
  Changes codes;
  codes[keys::TablesCode()] = TablesCodeNow();
  for (const auto& view : definition.views) {
    codes[keys::ViewCode(view->name())] = Encode(view->code_version());
  }
  return codes;
}

// Whether the store was made by the code as it is now. Writes nothing: rows of an older store that
// bore the codes of today would be believed, should the process end before they are dropped.
bool MadeByThisCode(const KeyValues& derived, const Definition& definition) {
  const Changes codes = CodesOf(definition);
  // The key of the tables' code is the views' without a name.
  const auto stored = derived.Scan(keys::ViewCode(""), {}, codes.size() + 1);
  return std::equal(stored.begin(), stored.end(), codes.begin(), codes.end(),
                    [](const KeyValues::Row& row, const auto& code) {
                      return row.first == code.first && row.second == code.second.value;
                    });
}

Expected<std::unique_ptr<KeyValues>, Failure> MakeDerived(const fs::path& folder,
                                                          const Definition& definition) {
  auto derived = OpenRocksKeyValues(folder);
  if (derived) (*derived)->Apply(CodesOf(definition));
  return derived;
}

Expected<std::unique_ptr<KeyValues>, Failure> OpenDerived(
    const fs::path& folder, const Definition& definition,
    const std::function<void(const std::string&)>& say) {
  if (!fs::exists(DamageMark(folder))) {
    if (!fs::exists(folder)) return MakeDerived(folder, definition);
    auto derived = OpenRocksKeyValues(folder);
    if (derived && MadeByThisCode(**derived, definition)) return derived;
  }
  say(fmt::format(
      "{}: derived data is damaged or of another version; it is made again from the log",
      folder.string()));
  fs::remove_all(folder);
  fs::remove(DamageMark(folder));
  return MakeDerived(folder, definition);
}

// A kill between the log's sync and the witness's leaves records that no witness has seen. The
// engine is about to tell of them, so they are seen now.
Expected<Done, LogError> WitnessAll(const Storage& storage) {
  const RocksLog& log = *storage.log;
  std::vector<std::vector<eventlog::Witnessed>> unseen(storage.witnesses.size());
  for (std::uint32_t shard = 0; shard < log.identity().shards; ++shard) {
    const std::size_t writer = shard % storage.witnesses.size();
    const auto& seen = storage.witnesses[writer]->heads();
    const auto found = seen.find(shard);
    const eventlog::Head head = log.head(shard);
    if (head.sequence > (found == seen.end() ? 0 : found->second.sequence)) {
      unseen[writer].push_back({shard, log.epoch(), head.sequence, head.chain});
    }
  }
  for (std::size_t writer = 0; writer < unseen.size(); ++writer) {
    if (unseen[writer].empty()) continue;
    const auto stored = storage.witnesses[writer]->Store(unseen[writer]);
    if (!stored) return stored;
  }
  return Done{};
}

}  // namespace

fs::path WitnessFile(const StoragePaths& paths, const std::string& service, std::uint32_t writer) {
  return paths.witnesses / fmt::format("{}-{}.witness", service, writer);
}

std::string TablesCodeNow() { return Encode(kTablesVersion); }

Failure ToFailure(const LogError& error) {
  switch (error.kind) {
    case LogError::Kind::kMissing:
      return {Failure::Kind::kNotFound, "LOG_MISSING", error.message, {}};
    case LogError::Kind::kExists:
      return {Failure::Kind::kExists, "LOG_EXISTS", error.message, {}};
    case LogError::Kind::kMismatch:
      return {Failure::Kind::kInternal, "LOG_MISMATCH", error.message, {}};
    case LogError::Kind::kDamaged:
      return {Failure::Kind::kInternal, "LOG_DAMAGED", error.message, {}};
    case LogError::Kind::kInUse:
      return {Failure::Kind::kUnavailable, "LOG_IN_USE", error.message, {}};
    case LogError::Kind::kIo:
      return {Failure::Kind::kInternal, "LOG_IO", error.message, {}};
  }
  __builtin_unreachable();
}

std::vector<Witness*> Storage::witness_pointers() const {
  std::vector<Witness*> pointers;
  for (const auto& witness : witnesses) pointers.push_back(witness.get());
  return pointers;
}

Expected<Done, Failure> CreateStorage(const StoragePaths& paths, const eventlog::Identity& identity,
                                      std::uint32_t writers) {
  std::error_code failed = files::MakeFolders(paths.folder);
  if (!failed) failed = files::MakeFolders(paths.witnesses);
  if (failed) {
    return Unexpected{Failure{Failure::Kind::kInternal,
                              "CANNOT_CREATE",
                              fmt::format("{}: {}", paths.folder.string(), failed.message()),
                              {}}};
  }
  const auto created = RocksLog::Create(paths.folder / "log", identity);
  if (!created) return Unexpected{ToFailure(created.error())};
  for (std::uint32_t writer = 0; writer < writers; ++writer) {
    const auto witness = Witness::Create(WitnessFile(paths, identity.service, writer));
    if (!witness) return Unexpected{ToFailure(witness.error())};
  }
  return Done{};
}

Expected<std::unique_ptr<RocksLog>, Failure> OpenToRead(const StoragePaths& paths,
                                                        const eventlog::Identity& expected) {
  // First the witnesses: who has the log open may move them on once it has been read here.
  const auto witnesses = eventlog::ReadWitnesses(paths.witnesses, expected.service);
  if (!witnesses) return Unexpected{ToFailure(witnesses.error())};
  auto log = RocksLog::Open(paths.folder / "log", RocksLog::Access::kReadOnly);
  if (!log) return Unexpected{ToFailure(log.error())};
  const auto& found = (*log)->identity();
  if (found != expected) {
    return Unexpected{ToFailure(LogError{
        LogError::Kind::kMismatch,
        fmt::format("{}: is the log of {} in installation {:016x} with {} shards, expected {} in "
                    "{:016x} with {}",
                    (paths.folder / "log").string(), found.service, found.installation,
                    found.shards, expected.service, expected.installation, expected.shards)})};
  }
  const auto agrees = eventlog::CheckAgainst(**log, *witnesses);
  if (!agrees) return Unexpected{ToFailure(agrees.error())};
  return *std::move(log);
}

Expected<Storage, Failure> OpenStorage(const StoragePaths& paths,
                                       const eventlog::Identity& expected,
                                       const Definition& definition, std::uint32_t writers,
                                       const std::function<void(const std::string&)>& say) {
  const auto sound = OpenToRead(paths, expected);
  if (!sound) return Unexpected{sound.error()};

  Storage storage;
  for (std::uint32_t writer = 0; writer < writers; ++writer) {
    auto witness = Witness::Open(WitnessFile(paths, expected.service, writer));
    if (!witness) return Unexpected{ToFailure(witness.error())};
    storage.witnesses.push_back(*std::move(witness));
  }
  auto log = RocksLog::Open(paths.folder / "log", RocksLog::Access::kReadWrite);
  if (!log) return Unexpected{ToFailure(log.error())};
  storage.log = *std::move(log);
  const auto seen = WitnessAll(storage);
  if (!seen) return Unexpected{ToFailure(seen.error())};
  auto derived = OpenDerived(paths.folder / "derived", definition, say);
  if (!derived) return Unexpected{derived.error()};
  storage.derived = *std::move(derived);
  return storage;
}

}  // namespace recourse::engine
