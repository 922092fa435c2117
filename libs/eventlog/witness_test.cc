#include "libs/eventlog/witness.h"

#include <fstream>
#include <iterator>

#include "libs/eventlog/memory_log.h"
#include "libs/eventlog/testing.h"

namespace recourse::eventlog {
namespace {

constexpr std::size_t kSlotSize = 16 * 1024;

Witnessed Saw(std::uint32_t shard, std::uint64_t sequence) {
  Witnessed head{shard, 1, sequence, {}};
  head.chain[0] = static_cast<unsigned char>(sequence);
  return head;
}

class WitnessTest : public testing::Test {
 protected:
  WitnessTest() { EXPECT_TRUE(Witness::Create(file_)); }

  std::unique_ptr<Witness> Open() {
    auto witness = Witness::Open(file_);
    EXPECT_TRUE(witness) << witness.error().message;
    return *std::move(witness);
  }
  std::vector<Witnessed> Read() {
    const auto heads = ReadWitness(file_);
    EXPECT_TRUE(heads) << heads.error().message;
    return *heads;
  }
  void Flip(std::size_t at) {
    std::fstream file(file_, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(static_cast<std::streamoff>(at));
    const int byte = file.get();
    file.seekp(static_cast<std::streamoff>(at));
    file.put(static_cast<char>(byte ^ 1));
  }

  TempFolder folder_;
  const std::filesystem::path file_ = folder_.path() / "invoicing-0.witness";
};

TEST_F(WitnessTest, RemembersTheLastWordOfEachShard) {
  {
    auto witness = Open();
    ASSERT_TRUE(witness->Store({Saw(0, 1), Saw(1, 5)}));
    ASSERT_TRUE(witness->Store({Saw(0, 2)}));
  }
  EXPECT_EQ(Read(), (std::vector<Witnessed>{Saw(0, 2), Saw(1, 5)}));
  EXPECT_EQ(Open()->heads().at(0), Saw(0, 2));
}

TEST_F(WitnessTest, TornWriteLeavesTheWordBefore) {
  {
    auto witness = Open();
    ASSERT_TRUE(witness->Store({Saw(0, 1)}));  // Generation 2, slot 0.
    ASSERT_TRUE(witness->Store({Saw(0, 2)}));  // Generation 3, slot 1.
  }
  Flip(kSlotSize + 20);
  EXPECT_EQ(Read(), (std::vector<Witnessed>{Saw(0, 1)}));
}

TEST_F(WitnessTest, TwoDamagedSlotsAreRefused) {
  Open();
  Flip(4);
  Flip(kSlotSize + 4);
  const auto heads = ReadWitness(file_);
  ASSERT_FALSE(heads);
  EXPECT_EQ(heads.error().kind, LogError::Kind::kDamaged);
  EXPECT_FALSE(Witness::Open(file_));
}

TEST_F(WitnessTest, OnlyCreateMakesOne) {
  const auto again = Witness::Create(file_);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, LogError::Kind::kExists);
  std::filesystem::remove(file_);
  const auto gone = Witness::Open(file_);
  ASSERT_FALSE(gone);
  EXPECT_EQ(gone.error().kind, LogError::Kind::kDamaged);
  EXPECT_FALSE(std::filesystem::exists(file_));
}

TEST_F(WitnessTest, EmptyFileIsDamage) {
  std::filesystem::resize_file(file_, 0);
  const auto heads = ReadWitness(file_);
  ASSERT_FALSE(heads);
  EXPECT_EQ(heads.error().kind, LogError::Kind::kDamaged);
  EXPECT_FALSE(Witness::Open(file_));
}

TEST_F(WitnessTest, NeverMovesBack) {
  auto witness = Open();
  ASSERT_TRUE(witness->Store({Saw(0, 2)}));
  EXPECT_DEATH((void)witness->Store({Saw(0, 1)}), "CHECK");
}

class WitnessCheckTest : public WitnessTest {
 protected:
  WitnessCheckTest() { AppendTo(log_, 0, {"a", "b"}); }

  void Say(Witnessed head) { ASSERT_TRUE(Open()->Store({head})); }
  std::string Complaint() {
    const auto witnesses = ReadWitnesses(folder_.path(), "invoicing");
    if (!witnesses) return witnesses.error().message;
    const auto checked = CheckAgainst(log_, *witnesses);
    return checked ? "" : checked.error().message;
  }

  MemoryLog log_{kTestIdentity};
};

TEST_F(WitnessCheckTest, AcceptsALogThatReachesIt) {
  Say({0, 1, 2, log_.head(0).chain});
  EXPECT_EQ(Complaint(), "");
  AppendTo(log_, 0, {"written, then killed before the witness heard of it"});
  EXPECT_EQ(Complaint(), "");
}

TEST_F(WitnessCheckTest, RefusesAShorterLog) {
  Say(Saw(0, 3));
  EXPECT_NE(Complaint().find("ends at record 2, but the witness saw 3"), std::string::npos);
}

TEST_F(WitnessCheckTest, RefusesAnotherChain) {
  Say(Saw(0, 2));
  EXPECT_NE(Complaint().find("the log was altered"), std::string::npos);
}

// A backup that ended before the witnessed record was put back and written on.
TEST_F(WitnessCheckTest, RefusesALongerLogThatHadAnotherChainThere) {
  MemoryLog lost(kTestIdentity);
  AppendTo(lost, 0, {"a", "b", "c that the witness saw"});
  Say({0, 1, 3, lost.head(0).chain});
  AppendTo(log_, 0, {"another c", "d"});
  AppendTo(log_, 0, {"e"});
  EXPECT_NE(Complaint().find("record 3 has chain "), std::string::npos) << Complaint();
}

TEST_F(WitnessCheckTest, RefusesALogWithoutAWitness) {
  std::filesystem::remove(file_);
  EXPECT_NE(Complaint().find("there is no witness of this log"), std::string::npos);
}

TEST_F(WitnessCheckTest, RefusesAShardThatTheLogDoesNotHave) {
  Say(Saw(9, 1));
  EXPECT_NE(Complaint().find("no such shard"), std::string::npos);
}

}  // namespace
}  // namespace recourse::eventlog
