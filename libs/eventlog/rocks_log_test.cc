#include "libs/eventlog/rocks_log.h"

#include <fstream>
#include <iterator>

#include "libs/eventlog/testing.h"
#include "libs/eventlog/witness.h"
#include "libs/files/testing/synced_paths.h"

namespace recourse::eventlog {
namespace {

using Kind = LogError::Kind;
using Access = RocksLog::Access;
namespace fs = std::filesystem;

std::string FileBytes(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void WriteFile(const fs::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

class RocksLogTest : public testing::Test {
 protected:
  RocksLogTest() { EXPECT_TRUE(RocksLog::Create(path_, kTestIdentity)); }

  Expected<std::unique_ptr<RocksLog>, LogError> Open(Access access = Access::kReadWrite) {
    return RocksLog::Open(path_, access);
  }
  // Opens as a service does at its start; gives the first complaint, or nothing.
  std::string Complaint() {
    auto log = Open(Access::kReadOnly);
    if (!log) return log.error().message;
    const auto witnesses = ReadWitnesses(witnesses_, "invoicing");
    if (!witnesses) return witnesses.error().message;
    const auto checked = CheckAgainst(**log, *witnesses);
    return checked ? "" : checked.error().message;
  }
  // Appends groups of one record each, witnessed like a writer does.
  void AppendWitnessed(int groups) {
    fs::create_directory(witnesses_);
    ASSERT_TRUE(Witness::Create(witnesses_ / "invoicing-0.witness"));
    auto log = Open();
    ASSERT_TRUE(log) << log.error().message;
    auto witness = Witness::Open(witnesses_ / "invoicing-0.witness");
    ASSERT_TRUE(witness);
    for (int i = 0; i < groups; ++i) {
      AppendTo(**log, 0, {"payload " + std::to_string(i)});
      const Head head = (*log)->head(0);
      ASSERT_TRUE((*witness)->Store({{0, 1, head.sequence, head.chain}}));
    }
  }
  // All files but RocksDB's text diary, which is no part of the log.
  std::map<std::string, std::string> Files() const {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::directory_iterator(path_)) {
      const std::string name = entry.path().filename().string();
      if (!name.starts_with("LOG")) files[name] = FileBytes(entry.path());
    }
    return files;
  }
  fs::path Wal() const {
    fs::path wal;
    for (const auto& entry : fs::directory_iterator(path_)) {
      if (entry.path().extension() == ".log" && entry.file_size() > 0) wal = entry.path();
    }
    return wal;
  }

  TempFolder folder_;
  const fs::path path_ = folder_.path() / "log";
  const fs::path witnesses_ = folder_.path() / "witness";
};

TEST_F(RocksLogTest, OnlyCreateMakesALog) {
  const auto missing = RocksLog::Open(folder_.path() / "nothing", Access::kReadWrite);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, Kind::kMissing);
  const auto again = RocksLog::Create(path_, kTestIdentity);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, Kind::kExists);
}

TEST_F(RocksLogTest, KeepsRecordsAndHeadWhenReopened) {
  Head head;
  {
    auto log = Open();
    AppendTo(**log, 1, {"a", "b"});
    head = (*log)->head(1);
  }
  auto log = Open();
  ASSERT_TRUE(log);
  EXPECT_EQ((*log)->identity(), kTestIdentity);
  EXPECT_EQ((*log)->head(1), head);
  AppendTo(**log, 1, {"c"});
  EXPECT_EQ(PayloadsOf(**log, 1), (std::vector<std::string>{"a", "b", "c"}));
}

TEST_F(RocksLogTest, ReadingChangesNoFile) {
  AppendWitnessed(3);
  const auto before = Files();
  EXPECT_EQ(Complaint(), "");
  EXPECT_EQ(Files(), before);
}

// RocksDB opens a log whose WAL was cut without a word. The witness does not.
TEST_F(RocksLogTest, WalCutAtAnyByteIsRefusedAndNeverSilentlyShorter) {
  AppendWitnessed(8);
  const fs::path wal = Wal();
  const std::string whole = FileBytes(wal);
  ASSERT_EQ(Complaint(), "");
  int silent_for_rocksdb = 0;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    WriteFile(wal, whole.substr(0, size));
    EXPECT_NE(Complaint(), "") << "cut to " << size << " of " << whole.size();
    silent_for_rocksdb += Open(Access::kReadOnly) ? 1 : 0;
  }
  // The control: without the witness most of these cuts would have gone unnoticed.
  EXPECT_GT(silent_for_rocksdb, 100);
  WriteFile(wal, whole);
  EXPECT_EQ(Complaint(), "");
}

TEST_F(RocksLogTest, BitFlippedInTheWalIsRefused) {
  AppendWitnessed(4);
  const fs::path wal = Wal();
  const std::string whole = FileBytes(wal);
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << at % 8));
    WriteFile(wal, bytes);
    EXPECT_NE(Complaint(), "") << "byte " << at;
  }
}

TEST_F(RocksLogTest, ComplaintTellsWhatIsGoneAndThatNothingWasChanged) {
  AppendWitnessed(2);
  const fs::path wal = Wal();
  const std::string whole = FileBytes(wal);
  WriteFile(wal, whole.substr(0, whole.size() - 1));
  EXPECT_EQ(Complaint(),
            "invoicing shard 0: the log ends at record 1, but the witness saw 2: acknowledged "
            "records are gone. Nothing was changed; restore this log from a backup or a peer.");
}

TEST_F(RocksLogTest, IsNamedOnDiskOnceItIsMade) {
  EXPECT_TRUE(files::SyncedPaths::All().contains(path_.parent_path()));
}

}  // namespace
}  // namespace recourse::eventlog
