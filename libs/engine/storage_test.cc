// The engine on disk: what is acknowledged is there after a stop or a damage, or the start is
// refused.

#include "libs/engine/storage.h"

#include <fstream>
#include <thread>

#include "libs/engine/derived_keys.h"
#include "libs/engine/testing/rig.h"
#include "libs/eventlog/testing.h"
#include "libs/eventlog/verify.h"

namespace recourse::engine::counter {
namespace {

namespace fs = std::filesystem;

class StorageTest : public testing::Test {
 protected:
  StorageTest() { EXPECT_TRUE(CreateStorage(paths_, identity_, 2)); }
  ~StorageTest() override { Close(); }

  Expected<Storage, Failure> OpenOnly() {
    return OpenStorage(paths_, identity_, definition_, 2, [this](const std::string& line) {
      said_.push_back(line);
      if (at_say_) at_say_();
    });
  }
  void Open() {
    auto storage = OpenOnly();
    ASSERT_TRUE(storage) << storage.error().message;
    storage_ = *std::move(storage);
    RunningEngine::Options options;
    options.writers = 2;
    options.fire_timers = false;
    auto engine = RunningEngine::Open(
        {definition_, *storage_.log, storage_.witness_pointers(), *storage_.derived, clock_, bank_},
        options);
    ASSERT_TRUE(engine) << engine.error().message;
    engine_ = *std::move(engine);
    engine_->Start();
  }
  void Close() {
    if (engine_) engine_->Stop();
    engine_.reset();
    storage_ = {};
  }
  std::string Add(const std::string& home, int amount, const std::string& request_id) {
    Answer answer;
    engine_->Submit({home, "operators/test", request_id, std::to_string(amount),
                     Adding("count", counter::Add{amount, {}}), answer.Taker()});
    return *answer.Get().outcome;
  }
  std::vector<KeyValues::Row> Rows() { return storage_.derived->Scan("", "", 100'000); }

  testkit::TempFolder folder_;
  const StoragePaths paths_{folder_.path() / "counter", folder_.path() / "witness"};
  const eventlog::Identity identity_{7, "counter", 4};
  Definition definition_ = MakeDefinition("counter");
  SimulatedClock clock_{kStart};
  Bank bank_;
  std::vector<std::string> said_;
  std::function<void()> at_say_;  // Runs when OpenStorage has just said something.
  Storage storage_;
  std::unique_ptr<RunningEngine> engine_;
};

TEST_F(StorageTest, EverythingIsThereAfterARestart) {
  Open();
  for (int i = 0; i < 50; ++i) Add("h" + std::to_string(i), i, "r");
  Close();
  Open();
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(Add("h" + std::to_string(i), i, "r"), std::to_string(i));  // A repeat adds nothing.
    EXPECT_EQ(Add("h" + std::to_string(i), 1, "s"), std::to_string(i + 1));
  }
  EXPECT_TRUE(eventlog::Verify(*storage_.log));
}

TEST_F(StorageTest, DroppedDerivedDataIsRebuiltByteForByte) {
  Open();
  for (int i = 0; i < 50; ++i) Add("h" + std::to_string(i % 5), i, "r" + std::to_string(i));
  Close();
  Open();
  const auto live = Rows();
  Close();
  fs::remove_all(paths_.folder / "derived");
  Open();
  EXPECT_EQ(Rows(), live);
  EXPECT_TRUE(said_.empty());
}

TEST_F(StorageTest, RowThatIsAppendedToIsReadWhole) {
  std::string expected;
  for (const int amount : {1, 3, 2, 40, 5, 3, 4, 6}) {
    if (amount == 40) expected.clear();
    expected += std::to_string(amount) + (amount == 3 ? ",(3)," : ",");
    Open();  // Each in a batch, a memory table and a file of its own.
    Add("h", amount, "r" + expected);
    Close();
  }
  Open();
  Add("h", 7, "seven");
  Add("h", 8, "eight");
  Close();
  Open();
  const auto shard = eventlog::ShardOf("h", 4);
  EXPECT_EQ(engine_->views().Get("trail", shard, "h/count"), expected + "7,8,");
  const auto rows = engine_->views().Scan("trail", shard, "h/", "", 10);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows.front().second, expected + "7,8,");
}

TEST_F(StorageTest, DamagedDerivedDataIsRebuiltByteForByte) {
  Open();
  for (int i = 0; i < 50; ++i) Add("h" + std::to_string(i % 5), i, "r" + std::to_string(i));
  Close();
  Open();
  const auto live = Rows();
  Close();
  std::ofstream(paths_.folder / "derived" / "CURRENT") << "damage";
  Open();
  EXPECT_EQ(Rows(), live);
  EXPECT_EQ(said_.size(), 1u);
}

TEST_F(StorageTest, ReadErrorInDerivedDataEndsTheProcessAndTheNextStartRebuilds) {
  Open();
  for (int i = 0; i < 50; ++i) Add("h" + std::to_string(i % 5), i, "r" + std::to_string(i));
  Close();
  for (const auto& entry : fs::directory_iterator(paths_.folder / "derived")) {
    if (entry.path().extension() != ".sst") continue;
    std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(100);
    file << "damage";
  }
  EXPECT_EXIT(Open(), testing::ExitedWithCode(70), "makes it again from the log");
  EXPECT_TRUE(fs::exists(DamageMark(paths_.folder / "derived")));
  Open();
  EXPECT_EQ(Add("h0", 1, "new"), std::to_string(0 + 5 + 10 + 15 + 20 + 25 + 30 + 35 + 40 + 45 + 1));
}

TEST_F(StorageTest, ViewOfAnotherVersionIsRebuilt) {
  class SumsTwo final : public View {
   public:
    std::string_view name() const override { return "sums"; }
    std::uint32_t code_version() const override { return 2; }
    void Apply(const Record& record, ViewRows& rows) override { rows.Put(record.home(), "new"); }
  };
  Open();
  Add("h", 1, "r");
  Close();
  definition_.views = {std::make_shared<SumsTwo>()};
  Open();
  EXPECT_EQ(engine_->views().Get("sums", eventlog::ShardOf("h", 4), "h"), "new");
  EXPECT_EQ(engine_->views().Get("sums", eventlog::ShardOf("h", 4), "h/count"), std::nullopt);
}

TEST_F(StorageTest, DerivedDataWithTablesOfAnotherVersionIsRebuiltByteForByte) {
  Open();
  for (int i = 0; i < 50; ++i) Add("h" + std::to_string(i % 5), i, "r" + std::to_string(i));
  Close();
  Open();
  const auto live = Rows();
  Changes older;
  older[keys::TablesCode()] = Change(std::string(4, '\1'));
  storage_.derived->Apply(older);
  Close();
  Open();
  EXPECT_EQ(Rows(), live);
  EXPECT_EQ(said_.size(), 1u);
}

TEST_F(StorageTest, KillBeforeAnotherVersionIsDroppedLeavesItAsItWas) {
  const fs::path derived = paths_.folder / "derived";
  const fs::path killed = folder_.path() / "killed";
  Open();
  Add("h", 1, "r");
  storage_.derived->Apply({{keys::TablesCode(), Change(std::string(4, '\1'))}});
  storage_.derived->Apply({{keys::Applied(0), Change("of the older version")}});
  Close();
  at_say_ = [&] { fs::copy(derived, killed, fs::copy_options::recursive); };
  ASSERT_TRUE(OpenOnly());
  ASSERT_EQ(said_.size(), 1u);

  at_say_ = nullptr;
  fs::remove_all(derived);
  fs::rename(killed, derived);
  const auto storage = OpenOnly();
  ASSERT_TRUE(storage);
  EXPECT_EQ(said_.size(), 2u);
  EXPECT_EQ(storage->derived->Get(keys::Applied(0)), std::nullopt);
}

TEST_F(StorageTest, DerivedDataAheadOfTheLogIsRefused) {
  Open();
  for (int i = 0; i < 10; ++i) Add("h", 1, "r" + std::to_string(i));
  Close();
  fs::remove_all(paths_.folder / "log");
  fs::remove_all(paths_.witnesses);
  ASSERT_TRUE(CreateStorage(paths_, identity_, 2));
  auto storage = OpenOnly();
  ASSERT_TRUE(storage);
  RunningEngine::Options options;
  options.writers = 2;
  const auto engine = RunningEngine::Open(
      {definition_, *storage->log, storage->witness_pointers(), *storage->derived, clock_, bank_},
      options);
  ASSERT_FALSE(engine);
  EXPECT_EQ(engine.error().reason, "DERIVED_AHEAD_OF_LOG");
}

TEST_F(StorageTest, LogThatIsOpenAlreadyIsReadButNotOpenedAgain) {
  Open();
  EXPECT_TRUE(OpenToRead(paths_, identity_));
  const auto again = OpenOnly();
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, Failure::Kind::kUnavailable);
  EXPECT_EQ(again.error().reason, "LOG_IN_USE");
}

TEST_F(StorageTest, LogOfAnotherInstallationIsRefused) {
  const auto storage = OpenStorage(paths_, {8, "counter", 4}, definition_, 1, [](auto&) {});
  ASSERT_FALSE(storage);
  EXPECT_EQ(storage.error().reason, "LOG_MISMATCH");
}

TEST_F(StorageTest, WhatAKillKeptFromTheWitnessIsSeenBeforeItIsTold) {
  const auto witnessed = [&] { return **eventlog::ReadWitnesses(paths_.witnesses, "counter"); };
  auto storage = OpenOnly();
  ASSERT_TRUE(storage);
  eventlog::AppendTo(*storage->log, 1, {"synced, then killed before the witness heard of it"});
  eventlog::AppendTo(*storage->log, 2, {"a", "b"});
  const auto one = storage->log->head(1);
  const auto two = storage->log->head(2);
  storage = Storage();
  EXPECT_TRUE(witnessed().empty());
  storage = OpenOnly();
  ASSERT_TRUE(storage);
  EXPECT_EQ(witnessed().at(1), (eventlog::Witnessed{1, 1, 1, one.chain}));
  EXPECT_EQ(witnessed().at(2), (eventlog::Witnessed{2, 1, 2, two.chain}));
}

TEST_F(StorageTest, BackupThatWasWrittenOnIsRefusedOnceTheWitnessIsBack) {
  const fs::path backup = folder_.path() / "backup";
  const fs::path seen = folder_.path() / "seen";
  const auto add = [&](int from, int to) {
    Open();
    for (int i = from; i < to; ++i) Add("h", i, "r" + std::to_string(i));
    Close();
  };
  add(1, 10);
  fs::copy(folder_.path() / "counter", backup, fs::copy_options::recursive);
  fs::copy(paths_.witnesses, seen);
  add(10, 13);
  fs::rename(paths_.witnesses, folder_.path() / "later");
  fs::rename(seen, paths_.witnesses);
  fs::remove_all(paths_.folder);
  fs::rename(backup, paths_.folder);
  add(20, 30);
  fs::remove_all(paths_.witnesses);
  fs::rename(folder_.path() / "later", paths_.witnesses);
  for (const auto& refused : {OpenToRead(paths_, identity_).error(), OpenOnly().error()}) {
    EXPECT_EQ(refused.reason, "LOG_DAMAGED");
    EXPECT_NE(refused.message.find("record 12 has chain"), std::string::npos) << refused.message;
  }
}

TEST_F(StorageTest, WitnessOfOneWriterThatIsGoneIsRefused) {
  fs::remove(paths_.witnesses / "counter-1.witness");
  const auto storage = OpenOnly();
  ASSERT_FALSE(storage);
  EXPECT_EQ(storage.error().reason, "LOG_DAMAGED");
}

TEST_F(StorageTest, LostTailIsRefusedWithAClearMessage) {
  Open();
  for (int i = 0; i < 10; ++i) Add("h", 1, "r" + std::to_string(i));
  Close();
  for (const auto& entry : fs::directory_iterator(paths_.folder / "log")) {
    if (entry.path().extension() == ".log" && entry.file_size() > 0) {
      fs::resize_file(entry.path(), entry.file_size() - 1);
    }
  }
  const auto storage = OpenOnly();
  ASSERT_FALSE(storage);
  EXPECT_EQ(storage.error().reason, "LOG_DAMAGED");
  EXPECT_NE(storage.error().message.find("ends at record 9, but the witness saw 10"),
            std::string::npos)
      << storage.error().message;
}

}  // namespace
}  // namespace recourse::engine::counter
