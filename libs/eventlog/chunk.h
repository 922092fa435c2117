#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/eventlog/hash.h"

namespace recourse::eventlog {

// Where a shard stands: its last record and the hash of the chain through it. Sequence 0 and a zero
// hash before the first record.
struct Head {
  std::uint64_t sequence = 0;
  Hash chain{};
  std::int64_t recorded_at_us = 0;  // Of the last record.

  bool operator==(const Head&) const = default;
};

inline constexpr std::size_t kChunkSizeMax = 16 * 1024;         // Of framed records, but for one
inline constexpr std::size_t kRecordSizeMax = 2 * 1024 * 1024;  // larger record in its own chunk.

// Records of one shard, framed as FORMAT.md says; the value that the log keeps under `first`.
struct Chunk {
  std::uint64_t first = 0;  // Sequence of the first record.
  std::string bytes;
};

// The part of a group that belongs to one shard.
struct ShardBatch {
  std::uint32_t shard = 0;
  std::vector<Chunk> chunks;
  Head head;  // After the batch.
};

// Frames the records of one shard and one group, and carries the chain on. One thread at a time.
class ChunkBuilder {
 public:
  ChunkBuilder(std::uint32_t shard, std::uint32_t epoch, const Head& head);

  // Where the shard will stand once what was added is written.
  const Head& head() const { return head_; }
  bool empty() const { return chunks_.empty(); }
  // Of what was added since the last Finish.
  std::size_t bytes() const { return bytes_; }
  // The sequence that the next record must carry.
  std::uint64_t next() const { return head_.sequence + 1; }

  void Add(std::string_view record, std::int64_t recorded_at_us);
  // Gives what was added since the last Finish, and goes on from there.
  ShardBatch Finish();

 private:
  void Open();
  void Close();

  const std::uint32_t shard_;
  const std::uint32_t epoch_;
  Head head_;
  Sha256 sha256_;
  std::vector<Chunk> chunks_;
  std::size_t bytes_ = 0;
  std::uint32_t open_count_ = 0;  // Records in the last chunk, which is open while this is not 0.
};

// Reads a stored chunk, checking every byte: header, checksum of each record, length.
class ChunkReader {
 public:
  // Nothing if the header cannot be read. `bytes` must outlive the reader.
  static std::optional<ChunkReader> Open(std::string_view bytes);

  std::uint32_t epoch() const { return epoch_; }
  std::uint32_t count() const { return count_; }
  const Hash& previous() const { return previous_; }  // The chain before the first record.

  // The next record; nothing at the end or at damage, which `damaged` tells apart.
  std::optional<std::string_view> Next();
  bool damaged() const { return damaged_; }

 private:
  std::string_view rest_;
  std::uint32_t epoch_ = 0;
  std::uint32_t count_ = 0;
  std::uint32_t left_ = 0;
  Hash previous_{};
  bool damaged_ = false;
};

}  // namespace recourse::eventlog
