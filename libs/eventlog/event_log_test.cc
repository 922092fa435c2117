// The contract of EventLog, held by every log there is.

#include "libs/eventlog/event_log.h"

#include <functional>
#include <memory>

#include "libs/eventlog/memory_log.h"
#include "libs/eventlog/rocks_log.h"
#include "libs/eventlog/testing.h"
#include "libs/eventlog/verify.h"

namespace recourse::eventlog {
namespace {

using Payloads = std::vector<std::string>;
using MakeLog = std::function<std::unique_ptr<EventLog>(const TempFolder&)>;

std::unique_ptr<EventLog> MakeMemoryLog(const TempFolder&) {
  return std::make_unique<MemoryLog>(kTestIdentity);
}

std::unique_ptr<EventLog> MakeRocksLog(const TempFolder& folder) {
  EXPECT_TRUE(RocksLog::Create(folder.path() / "log", kTestIdentity));
  auto log = RocksLog::Open(folder.path() / "log", RocksLog::Access::kReadWrite);
  EXPECT_TRUE(log);
  return *std::move(log);
}

class EventLogTest : public testing::TestWithParam<MakeLog> {
 protected:
  TempFolder folder_;
  std::unique_ptr<EventLog> log_ = GetParam()(folder_);
};

INSTANTIATE_TEST_SUITE_P(Logs, EventLogTest, testing::Values(MakeMemoryLog, MakeRocksLog),
                         [](const auto& test) { return test.index == 0 ? "Memory" : "Rocks"; });

TEST_P(EventLogTest, BeginsEmpty) {
  EXPECT_EQ(log_->identity(), kTestIdentity);
  EXPECT_EQ(log_->epoch(), 1u);
  EXPECT_EQ(log_->head(0), Head{});
  EXPECT_EQ(PayloadsOf(*log_, 0), Payloads{});
}

TEST_P(EventLogTest, GivesRecordsInOrderFromAnySequence) {
  AppendTo(*log_, 0, {"a", "b", "c"});
  AppendTo(*log_, 0, {"d"});
  EXPECT_EQ(PayloadsOf(*log_, 0), (Payloads{"a", "b", "c", "d"}));
  EXPECT_EQ(PayloadsOf(*log_, 0, 3), (Payloads{"c", "d"}));
  EXPECT_EQ(PayloadsOf(*log_, 0, 4), (Payloads{"d"}));
  EXPECT_EQ(PayloadsOf(*log_, 0, 5), Payloads{});
  EXPECT_EQ(log_->head(0).sequence, 4u);
}

TEST_P(EventLogTest, ShardsAreApart) {
  AppendTo(*log_, 0, {"a"});
  AppendTo(*log_, 1, {"b", "c"});
  EXPECT_EQ(PayloadsOf(*log_, 0), (Payloads{"a"}));
  EXPECT_EQ(PayloadsOf(*log_, 1), (Payloads{"b", "c"}));
}

TEST_P(EventLogTest, OneGroupMayHoldSeveralShards) {
  ChunkBuilder zero(0, 1, log_->head(0));
  zero.Add(TestRecord(0, 1, "a"), 1);
  ChunkBuilder one(1, 1, log_->head(1));
  one.Add(TestRecord(1, 1, "b"), 1);
  ASSERT_TRUE(log_->Append({zero.Finish(), one.Finish()}));
  EXPECT_EQ(PayloadsOf(*log_, 0), (Payloads{"a"}));
  EXPECT_EQ(PayloadsOf(*log_, 1), (Payloads{"b"}));
}

TEST_P(EventLogTest, ReadsOneRecord) {
  AppendTo(*log_, 0, {"a", "b"});
  EXPECT_EQ(*log_->Read(0, 2), TestRecord(0, 2, "b"));
  const auto missing = log_->Read(0, 3);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, LogError::Kind::kDamaged);
}

TEST_P(EventLogTest, ReadsARunAndNoMore) {
  AppendTo(*log_, 0, {"a", "b"});
  AppendTo(*log_, 0, {"c", "d"});
  Payloads records;
  const auto keep = [&](std::string_view record) { records.emplace_back(record); };
  ASSERT_TRUE(log_->ReadRun(0, 2, 2, keep));
  EXPECT_EQ(records, (Payloads{TestRecord(0, 2, "b"), TestRecord(0, 3, "c")}));
  ASSERT_TRUE(log_->ReadRun(0, 2, 0, keep));
  EXPECT_EQ(records.size(), 2u);
  const auto beyond = log_->ReadRun(0, 4, 2, keep);
  ASSERT_FALSE(beyond);
  EXPECT_EQ(beyond.error().message, "invoicing shard 0: there is no record 5");
}

TEST_P(EventLogTest, TellsTheChainAtAnyRecord) {
  std::vector<Hash> chains{Hash{}};
  for (const Payloads& group : {Payloads{"a"}, Payloads{"b", "c"}, Payloads{"d"}}) {
    AppendTo(*log_, 1, group);
    chains.push_back(log_->head(1).chain);
  }
  EXPECT_EQ(*log_->ChainAt(1, 0), chains[0]);
  EXPECT_EQ(*log_->ChainAt(1, 1), chains[1]);
  EXPECT_EQ(*log_->ChainAt(1, 3), chains[2]);
  EXPECT_EQ(*log_->ChainAt(1, 4), chains[3]);
  Sha256 sha256;
  EXPECT_EQ(*log_->ChainAt(1, 2), sha256.Link(chains[1], TestRecord(1, 2, "b")));
  const auto beyond = log_->ChainAt(1, 5);
  ASSERT_FALSE(beyond);
  EXPECT_EQ(beyond.error().message, "invoicing shard 1: record 5 is gone or damaged");
}

TEST_P(EventLogTest, VisitorEndsTheScan) {
  AppendTo(*log_, 0, {"a", "b", "c"});
  int visits = 0;
  EXPECT_TRUE(log_->Scan(0, 1, [&](auto, auto) { return ++visits < 2; }));
  EXPECT_EQ(visits, 2);
}

TEST_P(EventLogTest, VerifiesWhatItWrote) {
  AppendTo(*log_, 0, {"a", "b"});
  AppendTo(*log_, 1, {"c"});
  const auto verified = Verify(*log_);
  ASSERT_TRUE(verified) << verified.error().message;
  EXPECT_EQ(verified->records, 3u);
  EXPECT_EQ(verified->heads[0], log_->head(0));
}

TEST_P(EventLogTest, VerifyNamesARecordThatLiesAboutItsPlace) {
  AppendTo(*log_, 0, {"a"});
  ChunkBuilder builder(0, 1, log_->head(0));
  builder.Add(TestRecord(0, 7, "b"), 7);
  ASSERT_TRUE(log_->Append({builder.Finish()}));
  const auto verified = Verify(*log_);
  ASSERT_FALSE(verified);
  EXPECT_EQ(verified.error().message, "invoicing shard 0 record 2: says it is 7");
}

TEST_P(EventLogTest, VerifyNamesABrokenChain) {
  Head forged;
  forged.chain[0] = 1;
  ChunkBuilder builder(0, 1, forged);
  builder.Add(TestRecord(0, 1, "a"), 1);
  ASSERT_TRUE(log_->Append({builder.Finish()}));
  const auto verified = Verify(*log_);
  ASSERT_FALSE(verified);
  EXPECT_NE(verified.error().message.find("chain"), std::string::npos);
}

// A start takes the chain at the last record, and at a witnessed one, from the word of its chunk.
TEST_P(EventLogTest, VerifyNamesAChunkThatDoesNotFollowFromTheChainBefore) {
  AppendTo(*log_, 0, {"a"});
  const Head head = log_->head(0);
  ChunkBuilder forged(0, 1, {1, {}, 1});
  forged.Add(TestRecord(0, 2, "b"), 2);
  ShardBatch batch = forged.Finish();
  Sha256 sha256;
  batch.head.chain = sha256.Link(head.chain, TestRecord(0, 2, "b"));
  ASSERT_TRUE(log_->Append({batch}));
  AppendTo(*log_, 0, {"c"});
  const auto verified = Verify(*log_);
  ASSERT_FALSE(verified);
  EXPECT_EQ(verified.error().message,
            "invoicing shard 0 record 2: its chunk names another chain before it");
}

}  // namespace
}  // namespace recourse::eventlog
