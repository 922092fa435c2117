#pragma once

#include <filesystem>
#include <memory>

#include "libs/eventlog/event_log.h"

namespace recourse::eventlog {

// The log on RocksDB: one WAL, synced once a group. Thread safe as EventLog says. A store that is
// opened read-only is not changed by a single byte, so it can be judged before it is trusted.
class RocksLog final : public EventLog {
 public:
  enum class Access { kReadOnly, kReadWrite };

  // Makes an empty log in the folder `path`, which must not exist. Only `init` calls this.
  static Expected<Done, LogError> Create(const std::filesystem::path& path,
                                         const Identity& identity);

  // Opens what Create made, and reads the last chunk of every shard.
  static Expected<std::unique_ptr<RocksLog>, LogError> Open(const std::filesystem::path& path,
                                                            Access access);
  ~RocksLog() override;

  const Identity& identity() const override;
  std::uint32_t epoch() const override;
  Head head(std::uint32_t shard) const override;
  Expected<Done, LogError> Append(const std::vector<ShardBatch>& group) override;
  Expected<Done, LogError> ScanChunks(std::uint32_t shard, std::uint64_t from, Reads reads,
                                      const ChunkVisitor& visit) const override;

 private:
  struct Store;
  explicit RocksLog(std::unique_ptr<Store> store);

  std::unique_ptr<Store> store_;
};

}  // namespace recourse::eventlog
