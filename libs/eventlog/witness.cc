#include "libs/eventlog/witness.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>

#include "libs/base/check.h"
#include "libs/base/hex.h"
#include "libs/eventlog/bytes.h"
#include "libs/files/durable.h"

namespace recourse::eventlog {
namespace {

using Kind = LogError::Kind;

// A slot: magic, generation, count, count times (shard, epoch, sequence, chain), checksum.
constexpr std::uint64_t kMagic = 0x3173736e74697752;  // "Rwitnss1"
constexpr std::size_t kSlotSize = 16 * 1024;          // Room for more shards than a log may have.
constexpr std::size_t kHeaderSize = 8 + 8 + 4;
constexpr std::size_t kEntrySize = 4 + 4 + 8 + 32;
constexpr std::size_t kEntriesMax = (kSlotSize - kHeaderSize - 8) / kEntrySize;

LogError SystemError(const std::filesystem::path& path, const char* what) {
  // Only `init` makes a witness: one that is gone is damage.
  const Kind kind = errno == EEXIST ? Kind::kExists : errno == ENOENT ? Kind::kDamaged : Kind::kIo;
  return {kind, fmt::format("witness {}: {}: {}", path.string(), what,
                            std::generic_category().message(errno))};
}

struct Slot {
  std::uint64_t generation = 0;
  std::map<std::uint32_t, Witnessed> heads;
};

std::string EncodeSlot(const Slot& slot) {
  CHECK(slot.heads.size() <= kEntriesMax);
  std::string bytes;
  AppendFixed64(bytes, kMagic);
  AppendFixed64(bytes, slot.generation);
  AppendFixed32(bytes, static_cast<std::uint32_t>(slot.heads.size()));
  for (const auto& [shard, head] : slot.heads) {
    AppendFixed32(bytes, shard);
    AppendFixed32(bytes, head.epoch);
    AppendFixed64(bytes, head.sequence);
    bytes.append(head.chain.begin(), head.chain.end());
  }
  AppendFixed64(bytes, XXH3_64bits(bytes.data(), bytes.size()));
  return bytes;
}

std::optional<Slot> DecodeSlot(std::string_view bytes) {
  if (bytes.size() < kHeaderSize || ReadFixed64(bytes, 0) != kMagic) return std::nullopt;
  const std::size_t count = ReadFixed32(bytes, 16);
  const std::size_t size = kHeaderSize + count * kEntrySize;
  if (count > kEntriesMax || bytes.size() < size + 8) return std::nullopt;
  if (ReadFixed64(bytes, size) != XXH3_64bits(bytes.data(), size)) return std::nullopt;

  Slot slot;
  slot.generation = ReadFixed64(bytes, 8);
  for (std::size_t at = kHeaderSize; at < size; at += kEntrySize) {
    Witnessed head;
    head.shard = ReadFixed32(bytes, at);
    head.epoch = ReadFixed32(bytes, at + 4);
    head.sequence = ReadFixed64(bytes, at + 8);
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(at) + 16, head.chain.size(),
                head.chain.begin());
    slot.heads[head.shard] = head;
  }
  return slot;
}

// The newer of the two slots that can be read.
Expected<Slot, LogError> ReadSlots(int file, const std::filesystem::path& path) {
  std::array<char, 2 * kSlotSize> bytes{};
  const ssize_t size = pread(file, bytes.data(), bytes.size(), 0);
  if (size < 0) return Unexpected{SystemError(path, "read")};
  Slot newest;
  for (std::size_t at = 0; at < bytes.size(); at += kSlotSize) {
    const auto slot = DecodeSlot({bytes.data() + at, kSlotSize});
    if (slot && slot->generation > newest.generation) newest = *slot;
  }
  if (newest.generation == 0) {
    return Unexpected{LogError{Kind::kDamaged,
                               fmt::format("witness {}: neither slot can be read", path.string())}};
  }
  return newest;
}

}  // namespace

Expected<Done, LogError> Witness::Create(const std::filesystem::path& path) {
  const int file = open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return Unexpected{SystemError(path, "create")};
  Witness witness(file, path);
  // Both slots get their place on disk now, so that Store only has data to sync.
  if (ftruncate(file, 2 * kSlotSize) != 0) return Unexpected{SystemError(path, "truncate")};
  if (fsync(file) != 0 || files::SyncFolder(path.parent_path())) {
    return Unexpected{SystemError(path, "sync")};
  }
  return witness.Store({});
}

Expected<std::unique_ptr<Witness>, LogError> Witness::Open(const std::filesystem::path& path) {
  const int file = open(path.c_str(), O_RDWR | O_CLOEXEC);
  if (file < 0) return Unexpected{SystemError(path, "open")};
  std::unique_ptr<Witness> witness(new Witness(file, path));
  auto slot = ReadSlots(file, path);
  if (!slot) return Unexpected{slot.error()};
  // What was read may be a word that a killed process wrote and did not sync.
  if (fsync(file) != 0) return Unexpected{SystemError(path, "sync")};
  witness->generation_ = slot->generation;
  witness->heads_ = std::move(slot->heads);
  return witness;
}

Witness::~Witness() { close(file_); }

Expected<Done, LogError> Witness::Store(const std::vector<Witnessed>& heads) {
  for (const Witnessed& head : heads) {
    Witnessed& known = heads_[head.shard];
    CHECK(head.epoch > known.epoch || head.sequence >= known.sequence);
    known = head;
  }
  ++generation_;
  const std::string bytes = EncodeSlot({generation_, heads_});
  const auto at = static_cast<off_t>(generation_ % 2 * kSlotSize);
  const ssize_t written = pwrite(file_, bytes.data(), bytes.size(), at);
  if (written != static_cast<ssize_t>(bytes.size())) return Unexpected{SystemError(path_, "write")};
  if (fdatasync(file_) != 0) return Unexpected{SystemError(path_, "sync")};
  return Done{};
}

Expected<std::vector<Witnessed>, LogError> ReadWitness(const std::filesystem::path& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return Unexpected{SystemError(path, "open")};
  const auto slot = ReadSlots(file, path);
  close(file);
  if (!slot) return Unexpected{slot.error()};
  std::vector<Witnessed> heads;
  for (const auto& [shard, head] : slot->heads) heads.push_back(head);
  return heads;
}

Expected<Witnesses, LogError> ReadWitnesses(const std::filesystem::path& folder,
                                            const std::string& service) {
  Witnesses highest;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    const auto& file = entry.path();
    if (file.extension() != ".witness") continue;
    if (!file.filename().string().starts_with(service + "-")) continue;
    const auto heads = ReadWitness(file);
    if (!heads) return Unexpected{heads.error()};
    if (!highest) highest.emplace();
    for (const Witnessed& head : *heads) {
      Witnessed& known = (*highest)[head.shard];
      if (std::pair(head.epoch, head.sequence) >= std::pair(known.epoch, known.sequence)) {
        known = head;
      }
    }
  }
  return highest;
}

Expected<Done, LogError> CheckAgainst(const EventLog& log, const Witnesses& witnesses) {
  const auto refuse = [&](std::uint32_t shard, const std::string& why) {
    return Unexpected{LogError{Kind::kDamaged,
                               fmt::format("{} shard {}: {}", log.identity().service, shard, why)}};
  };
  if (!witnesses) {
    return Unexpected{LogError{
        Kind::kDamaged, log.identity().service +
                            ": there is no witness of this log, so nobody knows whether it is "
                            "whole"}};
  }
  for (const auto& [shard, said] : *witnesses) {
    if (shard >= log.identity().shards) return refuse(shard, "the log has no such shard");
    const Head head = log.head(shard);
    if (head.sequence < said.sequence) {
      return refuse(shard,
                    fmt::format("the log ends at record {}, but the witness saw {}: "
                                "acknowledged records are gone. Nothing was changed; restore "
                                "this log from a backup or a peer.",
                                head.sequence, said.sequence));
    }
    const auto chain = log.ChainAt(shard, said.sequence);
    if (!chain) return Unexpected{chain.error()};
    if (*chain != said.chain) {
      const auto hex = [](const Hash& hash) {
        return ToHex({reinterpret_cast<const char*>(hash.data()), 8});
      };
      return refuse(shard,
                    fmt::format("record {} has chain {}.., but the witness saw {}..: the log "
                                "was altered",
                                said.sequence, hex(*chain), hex(said.chain)));
    }
  }
  return Done{};
}

}  // namespace recourse::eventlog
