#include "libs/eventlog/chunk.h"

#include <xxhash.h>

#include <algorithm>
#include <utility>

#include "libs/base/check.h"
#include "libs/eventlog/bytes.h"

namespace recourse::eventlog {
namespace {

constexpr char kFormat = 1;
// format, epoch, count, previous chain hash, checksum of all that.
constexpr std::size_t kHeaderSize = 1 + 4 + 4 + 32 + 4;
constexpr std::size_t kCountAt = 1 + 4;
constexpr std::size_t kFrameSize = 4 + 4;

std::uint32_t Checksum(std::string_view bytes) {
  return static_cast<std::uint32_t>(XXH3_64bits(bytes.data(), bytes.size()));
}

}  // namespace

ChunkBuilder::ChunkBuilder(std::uint32_t shard, std::uint32_t epoch, const Head& head)
    : shard_(shard), epoch_(epoch), head_(head) {}

void ChunkBuilder::Open() {
  Chunk& chunk = chunks_.emplace_back();
  chunk.first = next();
  chunk.bytes.reserve(kChunkSizeMax / 4);
  chunk.bytes += kFormat;
  AppendFixed32(chunk.bytes, epoch_);
  AppendFixed32(chunk.bytes, 0);  // The count and the checksum are known when the chunk is closed.
  chunk.bytes.append(head_.chain.begin(), head_.chain.end());
  AppendFixed32(chunk.bytes, 0);
}

void ChunkBuilder::Close() {
  if (open_count_ == 0) return;
  std::string& bytes = chunks_.back().bytes;
  std::string field;
  AppendFixed32(field, open_count_);
  bytes.replace(kCountAt, field.size(), field);
  field.clear();
  AppendFixed32(field, Checksum(std::string_view(bytes).substr(0, kHeaderSize - 4)));
  bytes.replace(kHeaderSize - 4, field.size(), field);
  open_count_ = 0;
}

void ChunkBuilder::Add(std::string_view record, std::int64_t recorded_at_us) {
  CHECK(record.size() <= kRecordSizeMax);
  const std::size_t framed = kFrameSize + record.size();
  if (open_count_ > 0 && chunks_.back().bytes.size() + framed > kChunkSizeMax) Close();
  if (open_count_ == 0) Open();

  std::string& bytes = chunks_.back().bytes;
  AppendFixed32(bytes, static_cast<std::uint32_t>(record.size()));
  AppendFixed32(bytes, Checksum(record));
  bytes += record;
  bytes_ += framed;
  ++open_count_;
  ++head_.sequence;
  head_.chain = sha256_.Link(head_.chain, record);
  head_.recorded_at_us = recorded_at_us;
}

ShardBatch ChunkBuilder::Finish() {
  Close();
  bytes_ = 0;
  return {shard_, std::exchange(chunks_, {}), head_};
}

std::optional<ChunkReader> ChunkReader::Open(std::string_view bytes) {
  if (bytes.size() < kHeaderSize || bytes[0] != kFormat) return std::nullopt;
  const std::string_view header = bytes.substr(0, kHeaderSize);
  if (ReadFixed32(header, kHeaderSize - 4) != Checksum(header.substr(0, kHeaderSize - 4))) {
    return std::nullopt;
  }
  ChunkReader reader;
  reader.epoch_ = ReadFixed32(header, 1);
  reader.count_ = reader.left_ = ReadFixed32(header, kCountAt);
  std::copy_n(header.begin() + kCountAt + 4, reader.previous_.size(), reader.previous_.begin());
  reader.rest_ = bytes.substr(kHeaderSize);
  return reader;
}

std::optional<std::string_view> ChunkReader::Next() {
  if (damaged_ || (left_ == 0 && rest_.empty())) return std::nullopt;
  damaged_ = true;  // Until proven whole.
  if (left_ == 0 || rest_.size() < kFrameSize) return std::nullopt;
  const std::uint32_t size = ReadFixed32(rest_, 0);
  const std::uint32_t checksum = ReadFixed32(rest_, 4);
  if (rest_.size() - kFrameSize < size) return std::nullopt;
  const std::string_view record = rest_.substr(kFrameSize, size);
  if (Checksum(record) != checksum) return std::nullopt;

  rest_.remove_prefix(kFrameSize + size);
  --left_;
  damaged_ = false;
  return record;
}

}  // namespace recourse::eventlog
