#include "libs/engine/storage.h"

#include <fmt/format.h>

#include <utility>

#include "libs/engine/derived_keys.h"
#include "libs/eventlog/bytes.h"

namespace recourse::engine {
namespace {

using eventlog::LogError;
using eventlog::RocksLog;
using eventlog::Witness;
namespace fs = std::filesystem;

fs::path WitnessFile(const StoragePaths& paths, const std::string& service, std::uint32_t writer) {
  return paths.witnesses / fmt::format("{}-{}.witness", service, writer);
}

// Raise it when the engine's own tables change: the store is then made again at the next start.
constexpr std::uint32_t kTablesVersion = 3;

// Whether the store was made by the code as it is now; writes down how it is.
bool MadeByThisCode(KeyValues& derived, const Definition& definition) {
  bool same = true;
  Changes codes;
  std::size_t known = derived.Scan(keys::ViewCode(""), {}, 10'000).size();
  const auto compare = [&](const std::string& key, std::uint32_t version) {
    std::string code;
    eventlog::AppendFixed32(code, version);
    const auto stored = derived.Get(key);
    if (stored && *stored == code) --known;
    if (!stored || *stored != code) same = false;
    codes[key] = code;
  };
  compare(keys::TablesCode(), kTablesVersion);
  for (const auto& view : definition.views) {
    compare(keys::ViewCode(view->name()), view->code_version());
  }
  if (known > 0) same = false;
  derived.Apply(codes);
  return same;
}

Expected<std::unique_ptr<KeyValues>, Failure> OpenDerived(
    const fs::path& folder, const Definition& definition,
    const std::function<void(const std::string&)>& say) {
  if (!fs::exists(DamageMark(folder))) {
    const bool fresh = !fs::exists(folder);
    auto derived = OpenRocksKeyValues(folder);
    if (derived && (MadeByThisCode(**derived, definition) || fresh)) return derived;
  }
  say(fmt::format(
      "{}: derived data is damaged or of another version; it is made again from the log",
      folder.string()));
  fs::remove_all(folder);
  fs::remove(DamageMark(folder));
  auto derived = OpenRocksKeyValues(folder);
  if (derived) MadeByThisCode(**derived, definition);
  return derived;
}

}  // namespace

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

Expected<Done, Failure> CreateStorage(const StoragePaths& paths,
                                      const eventlog::Identity& identity) {
  std::error_code failed;
  fs::create_directories(paths.folder, failed);
  if (!failed) fs::create_directories(paths.witnesses, failed);
  if (failed) {
    return Unexpected{Failure{Failure::Kind::kInternal,
                              "CANNOT_CREATE",
                              fmt::format("{}: {}", paths.folder.string(), failed.message()),
                              {}}};
  }
  const auto created = RocksLog::Create(paths.folder / "log", identity);
  if (!created) return Unexpected{ToFailure(created.error())};
  const auto witness = Witness::Open(WitnessFile(paths, identity.service, 0));
  if (!witness) return Unexpected{ToFailure(witness.error())};
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
  auto log = RocksLog::Open(paths.folder / "log", RocksLog::Access::kReadWrite);
  if (!log) return Unexpected{ToFailure(log.error())};
  storage.log = *std::move(log);
  for (std::uint32_t writer = 0; writer < writers; ++writer) {
    auto witness = Witness::Open(WitnessFile(paths, expected.service, writer));
    if (!witness) return Unexpected{ToFailure(witness.error())};
    storage.witnesses.push_back(*std::move(witness));
  }
  auto derived = OpenDerived(paths.folder / "derived", definition, say);
  if (!derived) return Unexpected{derived.error()};
  storage.derived = *std::move(derived);
  return storage;
}

}  // namespace recourse::engine
