#include "libs/eventlog/chunk.h"

#include <gtest/gtest.h>

namespace recourse::eventlog {
namespace {

std::vector<std::string> RecordsOf(std::string_view bytes, bool* damaged) {
  std::vector<std::string> records;
  auto chunk = ChunkReader::Open(bytes);
  *damaged = !chunk;
  while (chunk) {
    const auto record = chunk->Next();
    if (!record) break;
    records.emplace_back(*record);
  }
  if (chunk) *damaged = chunk->damaged();
  return records;
}

TEST(ChunkTest, GivesBackWhatWasAdded) {
  ChunkBuilder builder(3, 1, {});
  builder.Add("one", 10);
  builder.Add("", 10);
  builder.Add("three", 11);
  const ShardBatch batch = builder.Finish();
  ASSERT_EQ(batch.chunks.size(), 1u);
  EXPECT_EQ(batch.shard, 3u);
  EXPECT_EQ(batch.chunks[0].first, 1u);
  EXPECT_EQ(batch.head.sequence, 3u);
  EXPECT_EQ(batch.head.recorded_at_us, 11);
  bool damaged = true;
  EXPECT_EQ(RecordsOf(batch.chunks[0].bytes, &damaged),
            (std::vector<std::string>{"one", "", "three"}));
  EXPECT_FALSE(damaged);
}

TEST(ChunkTest, ChainDoesNotDependOnHowRecordsAreGrouped) {
  ChunkBuilder one(0, 1, {});
  one.Add("a", 1);
  one.Add("b", 2);
  ChunkBuilder two(0, 1, {});
  two.Add("a", 1);
  const Head between = two.Finish().head;
  ChunkBuilder three(0, 1, between);
  three.Add("b", 2);
  EXPECT_EQ(one.Finish().head, three.Finish().head);
}

TEST(ChunkTest, ChainIsSha256OverPreviousLinkAndRecord) {
  ChunkBuilder builder(0, 1, {});
  builder.Add("abc", 1);
  Sha256 sha256;
  EXPECT_EQ(builder.head().chain, sha256(std::string(32, '\0') + "abc"));
}

TEST(ChunkTest, FullChunkIsFollowedByAnother) {
  ChunkBuilder builder(0, 1, {});
  for (int i = 0; i < 5; ++i) builder.Add(std::string(kChunkSizeMax / 2 - 100, 'x'), i);
  builder.Add(std::string(3 * kChunkSizeMax, 'y'), 5);
  const ShardBatch batch = builder.Finish();
  std::vector<std::uint64_t> firsts;
  for (const Chunk& chunk : batch.chunks) firsts.push_back(chunk.first);
  EXPECT_EQ(firsts, (std::vector<std::uint64_t>{1, 3, 5, 6}));
}

TEST(ChunkTest, EveryFlippedBitIsNoticed) {
  ChunkBuilder builder(0, 1, {});
  builder.Add("first record", 1);
  builder.Add("second record", 2);
  const std::string whole = builder.Finish().chunks[0].bytes;
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    std::string bytes = whole;
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
    bool damaged = false;
    RecordsOf(bytes, &damaged);
    EXPECT_TRUE(damaged) << "bit " << bit;
  }
}

TEST(ChunkTest, EveryCutIsNoticed) {
  ChunkBuilder builder(0, 1, {});
  builder.Add("first record", 1);
  builder.Add("second record", 2);
  const std::string whole = builder.Finish().chunks[0].bytes;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    bool damaged = false;
    RecordsOf(std::string_view(whole).substr(0, size), &damaged);
    EXPECT_TRUE(damaged) << "size " << size;
  }
  bool damaged = false;
  RecordsOf(whole + 'x', &damaged);
  EXPECT_TRUE(damaged);
}

// The digests are from sha256sum: c2ca8f711fc4ef61... and 8c608d0f136c096e...
TEST(ShardOfTest, IsTheFirstEightBytesOfSha256ModuloShards) {
  EXPECT_EQ(ShardOf("accounts/a1", 16), 0xc2ca8f711fc4ef61 % 16);
  EXPECT_EQ(ShardOf("accounts/a1", 7), 0xc2ca8f711fc4ef61 % 7);
  EXPECT_EQ(ShardOf("issuers/acme", 16), 0x8c608d0f136c096e % 16);
}

}  // namespace
}  // namespace recourse::eventlog
