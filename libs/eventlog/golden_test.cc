// The bytes of FORMAT.md, as the first release wrote them. If a test here fails, logs that exist
// can no longer be read: give the new form another number, and keep reading the old one.

#include <gtest/gtest.h>
#include <rocksdb/db.h>
#include <rocksdb/options.h>

#include <fstream>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>

#include "libs/base/hex.h"
#include "libs/base/testing/temp_folder.h"
#include "libs/eventlog/rocks_log.h"
#include "libs/eventlog/witness.h"

namespace recourse::eventlog {
namespace {

using Rows = std::map<std::string, std::string>;

// sha256sum over 32 zero bytes and "abc", then over that and "de".
const std::string kChain = "b8d78c5f0deec8adcfff3ed5c5f7ed5e07597b5ceca531346c92e3d4793547a9";

ShardBatch TwoRecords() {
  ChunkBuilder builder(3, 1, {});
  builder.Add("abc", 1);
  builder.Add("de", 2);
  return builder.Finish();
}

std::string Join(std::initializer_list<std::string> fields) {
  std::string all;
  for (const std::string& field : fields) all += field;
  return all;
}

std::string HexAt(const std::filesystem::path& path, std::streamoff at, std::size_t size) {
  std::string bytes(size, '\0');
  std::ifstream file(path, std::ios::binary);
  file.seekg(at);
  file.read(bytes.data(), static_cast<std::streamsize>(size));
  return ToHex(bytes);
}

TEST(GoldenTest, ChunkOfTwoRecords) {
  const ShardBatch batch = TwoRecords();
  ASSERT_EQ(batch.chunks.size(), 1u);
  EXPECT_EQ(ToHex(batch.chunks[0].bytes), Join({
                                              "01",                  // Format.
                                              "01000000",            // Epoch.
                                              "02000000",            // Records.
                                              std::string(64, '0'),  // The chain before.
                                              "33939a0d",            // Checksum of all that.
                                              "03000000",
                                              "50392f89",
                                              "616263",
                                              "02000000",
                                              "56333c5f",
                                              "6465",
                                          }));
}

TEST(GoldenTest, ChunkThatFollows) {
  ChunkBuilder builder(3, 0x01020304, TwoRecords().head);
  builder.Add("f", 3);
  const ShardBatch batch = builder.Finish();
  ASSERT_EQ(batch.chunks.size(), 1u);
  EXPECT_EQ(batch.chunks[0].first, 3u);
  EXPECT_EQ(ToHex(batch.chunks[0].bytes),
            Join({"01", "04030201", "01000000", kChain, "9426b1f1", "01000000", "9abaf39f", "66"}));
}

TEST(GoldenTest, KeysAndIdentityOfALog) {
  testkit::TempFolder folder;
  const auto path = folder.path() / "log";
  ASSERT_TRUE(RocksLog::Create(path, {0x1122334455667788, "invoicing", 0x0a0b}));
  {
    const auto log = RocksLog::Open(path, RocksLog::Access::kReadWrite);
    ASSERT_TRUE(log);
    ASSERT_TRUE((*log)->Append({TwoRecords()}));
  }
  rocksdb::DB* db = nullptr;
  ASSERT_TRUE(rocksdb::DB::OpenForReadOnly({}, path.string(), &db).ok());
  const std::unique_ptr<rocksdb::DB> owner(db);
  Rows rows;
  const std::unique_ptr<rocksdb::Iterator> it(db->NewIterator({}));
  for (it->SeekToFirst(); it->Valid(); it->Next()) {
    rows[ToHex(it->key().ToStringView())] = ToHex(it->value().ToStringView());
  }
  const std::string chunk_key = Join({"00000003", "0000000000000001"});
  const std::string identity_key = "ffffffff" + ToHex("identity");
  EXPECT_EQ(rows, (Rows{{chunk_key, ToHex(TwoRecords().chunks[0].bytes)},
                        {identity_key, Join({
                                           "8877665544332211",  // Installation.
                                           "0b0a0000",          // Shards.
                                           "01000000",          // Epoch.
                                           ToHex("invoicing"),
                                       })}}));
}

TEST(GoldenTest, WitnessSlot) {
  testkit::TempFolder folder;
  const auto path = folder.path() / "invoicing-0.witness";
  ASSERT_TRUE(Witness::Create(path));
  const auto witness = Witness::Open(path);
  ASSERT_TRUE(witness);
  const Hash chain = TwoRecords().head.chain;
  ASSERT_TRUE((*witness)->Store({{3, 1, 2, chain}, {0x0102, 0x0304, 0x05060708090a0b0c, chain}}));

  const std::string first_slot = Join({
      ToHex("Rwitnss1"),
      "0200000000000000",  // Generation.
      "02000000",          // Entries.
      "03000000",          // Shard.
      "01000000",          // Epoch.
      "0200000000000000",  // Sequence.
      kChain, "02010000", "04030000", "0c0b0a0908070605", kChain,
      "8d85b5c7cc6e0f9e",  // Checksum of all that.
  });
  // What Create wrote: no entries.
  const std::string second_slot =
      Join({ToHex("Rwitnss1"), "0100000000000000", "00000000", "291ff259652bb2fa"});
  EXPECT_EQ(HexAt(path, 0, first_slot.size() / 2), first_slot);
  EXPECT_EQ(HexAt(path, 16 * 1024, second_slot.size() / 2), second_slot);
  EXPECT_EQ(std::filesystem::file_size(path), 2u * 16 * 1024);
}

}  // namespace
}  // namespace recourse::eventlog
