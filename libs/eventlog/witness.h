#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "libs/eventlog/event_log.h"

namespace recourse::eventlog {

// What a witness says of one shard: the log has reached this record, and this is its chain.
struct Witnessed {
  std::uint32_t shard = 0;
  std::uint32_t epoch = 0;
  std::uint64_t sequence = 0;
  Hash chain{};

  bool operator==(const Witnessed&) const = default;
};

// A small file outside the log that remembers how far the log had come, so that a log that lost its
// tail is refused and not believed. One for each writer thread. Two slots are written in turn, each
// checksummed and synced: a torn write leaves the other one. It never moves back. One thread.
class Witness {
 public:
  // Makes a witness that has seen nothing yet; kExists if there is a file. Only `init` calls this:
  // a witness that is gone later cannot be told from one that had seen all.
  static Expected<Done, LogError> Create(const std::filesystem::path& file);
  // Opens what Create made, for the shards that its thread will report.
  static Expected<std::unique_ptr<Witness>, LogError> Open(const std::filesystem::path& file);
  ~Witness();
  Witness(const Witness&) = delete;
  Witness& operator=(const Witness&) = delete;

  // On disk when this returns. Shards that are not named keep what was said before.
  Expected<Done, LogError> Store(const std::vector<Witnessed>& heads);

  const std::map<std::uint32_t, Witnessed>& heads() const { return heads_; }

 private:
  Witness(int file, std::filesystem::path path) : file_(file), path_(std::move(path)) {}

  const int file_;
  const std::filesystem::path path_;
  std::uint64_t generation_ = 0;
  std::map<std::uint32_t, Witnessed> heads_;
};

// What the witness file says, without changing it. A file of which neither slot can be read, or
// that is empty, is damaged.
Expected<std::vector<Witnessed>, LogError> ReadWitness(const std::filesystem::path& file);

// The highest word of all `<service>-*.witness` files of a folder, by shard; nothing if there is no
// such file.
using Witnesses = std::optional<std::map<std::uint32_t, Witnessed>>;
Expected<Witnesses, LogError> ReadWitnesses(const std::filesystem::path& folder,
                                            const std::string& service);

// Refused if there is no witness, or if a shard of the log is shorter than was seen, or had another
// chain where it was seen.
Expected<Done, LogError> CheckAgainst(const EventLog& log, const Witnesses& witnesses);

}  // namespace recourse::eventlog
