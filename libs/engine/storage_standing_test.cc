#include "libs/engine/storage_standing.h"

#include <fstream>

#include "libs/engine/derived_keys.h"
#include "libs/engine/testing/counter.h"
#include "libs/eventlog/testing.h"

namespace recourse::engine::counter {
namespace {

namespace fs = std::filesystem;

class StandingTest : public testing::Test {
 protected:
  StandingTest() { EXPECT_TRUE(CreateStorage(paths_, identity_, 1)); }

  // A commit of shard 1 that has consumed `service` through `sequence`.
  void Consume(const std::string& service, std::uint64_t sequence) {
    auto storage = OpenStorage(paths_, identity_, definition_, 1, [](auto&) {});
    ASSERT_TRUE(storage) << storage.error().message;
    eventlog::ChunkBuilder builder(1, 1, storage->log->head(1));
    Record record;
    record.set_shard(1);
    record.set_sequence(builder.next());
    record.mutable_event()->set_service(service);
    record.mutable_event()->set_epoch(1);
    record.mutable_event()->set_sequence(sequence);
    builder.Add(record.SerializeAsString(), 0);
    ASSERT_TRUE(storage->log->Append({builder.Finish()}));
  }
  void CatchUp() {
    auto storage = OpenStorage(paths_, identity_, definition_, 1, [](auto&) {});
    ASSERT_TRUE(storage) << storage.error().message;
    ASSERT_TRUE(Applier(definition_, *storage->derived, 2, [](auto&) {}).CatchUp(*storage->log));
  }
  std::uint64_t Mark(const std::string& service, std::uint32_t shard = 1) {
    const auto standing = ReadStanding(paths_, identity_);
    EXPECT_TRUE(standing) << standing.error().message;
    return standing->marks.at(shard).mark(service).sequence;
  }
  std::map<std::string, std::string> Files() {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder_.path())) {
      if (!entry.is_regular_file()) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      files[entry.path()] = {std::istreambuf_iterator<char>(in), {}};
    }
    return files;
  }

  testkit::TempFolder folder_;
  const fs::path derived_ = folder_.path() / "counter" / "derived";
  const StoragePaths paths_{folder_.path() / "counter", folder_.path() / "witness"};
  const eventlog::Identity identity_{7, "counter", 2};
  const Definition definition_ = MakeDefinition("counter");
};

TEST_F(StandingTest, MarksAreThoseOfTheDerivedStoreAndOfWhatCameAfter) {
  EXPECT_EQ(Mark("source"), 0u);
  Consume("source", 5);
  Consume("other", 9);
  EXPECT_EQ(Mark("source"), 5u);
  CatchUp();
  EXPECT_EQ(Mark("source"), 5u);
  Consume("source", 6);
  EXPECT_EQ(Mark("source"), 6u);
  EXPECT_EQ(Mark("other"), 9u);
  EXPECT_EQ(Mark("source", 0), 0u);
}

TEST_F(StandingTest, MarksOfTheDerivedStoreAreNotReadFromTheLogAgain) {
  Consume("source", 5);
  CatchUp();
  auto storage = OpenStorage(paths_, identity_, definition_, 1, [](auto&) {});
  ASSERT_TRUE(storage);
  const std::string told = std::string(4, '\1') + std::string(8, '\2');
  storage->derived->Apply({{keys::Inbox(1, "source"), Change(told)}});
  storage = Storage();
  EXPECT_EQ(Mark("source"), 0x0202020202020202u);
}

TEST_F(StandingTest, DerivedStoreThatIsNotTrustedIsPassedOver) {
  Consume("source", 5);
  CatchUp();
  std::ofstream(DamageMark(derived_)) << "damage";
  EXPECT_EQ(Mark("source"), 5u);
  fs::remove(DamageMark(derived_));
  std::ofstream(derived_ / "CURRENT") << "damage";
  EXPECT_EQ(Mark("source"), 5u);
  fs::remove_all(derived_);
  EXPECT_EQ(Mark("source"), 5u);
  EXPECT_FALSE(fs::exists(derived_));
}

TEST_F(StandingTest, DerivedStoreOfOtherTablesIsPassedOver) {
  Consume("source", 5);
  auto storage = OpenStorage(paths_, identity_, definition_, 1, [](auto&) {});
  ASSERT_TRUE(storage);
  storage->derived->Apply({{keys::TablesCode(), Change("other")}});
  storage->derived->Apply({{keys::Applied(1), Change(std::string(8, '\1'))}});
  storage = Storage();
  EXPECT_EQ(Mark("source"), 5u);
}

TEST_F(StandingTest, DerivedStoreAheadOfTheLogIsRefused) {
  auto storage = OpenStorage(paths_, identity_, definition_, 1, [](auto&) {});
  ASSERT_TRUE(storage);
  storage->derived->Apply({{keys::Applied(1), Change(std::string(8, '\1'))}});
  storage = Storage();
  const auto standing = ReadStanding(paths_, identity_);
  ASSERT_FALSE(standing);
  EXPECT_EQ(standing.error().reason, "DERIVED_AHEAD_OF_LOG");
}

TEST_F(StandingTest, ReadingItChangesNoFile) {
  Consume("source", 5);
  CatchUp();
  Consume("source", 6);
  const auto before = Files();
  EXPECT_EQ(Mark("source"), 6u);
  EXPECT_EQ(Files(), before);
}

}  // namespace
}  // namespace recourse::engine::counter
