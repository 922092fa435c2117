#include "services/communication_log/outbox/outbox_folder.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>

namespace recourse::communication_log {
namespace {

namespace fs = std::filesystem;

class OutboxFolderTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "outbox-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
  }
  void TearDown() override { fs::remove_all(root_); }

  OutboxFolder Open() {
    auto folder = OutboxFolder::Open(root_ / "outbox");
    EXPECT_TRUE(folder);
    return *folder;
  }

  std::string Content(const std::string& name) {
    std::ifstream file(root_ / "outbox" / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  fs::path root_;
};

TEST_F(OutboxFolderTest, WhatIsPutLiesThereWhole) {
  const auto posted = Open().Put("a1", "m1", "the mail");
  ASSERT_TRUE(posted);
  EXPECT_EQ(*posted, (Posted{"a1~m1.eml", "the mail"}));
  EXPECT_EQ(Content("a1~m1.eml"), "the mail");
}

TEST_F(OutboxFolderTest, TheFirstThatWasPutStands) {
  const auto first = Open().Put("a1", "m1", "the mail");
  const auto again = Open().Put("a1", "m1", "worded otherwise");
  ASSERT_TRUE(first && again);
  EXPECT_EQ(*again, *first);
  EXPECT_EQ(Content("a1~m1.eml"), "the mail");
}

TEST_F(OutboxFolderTest, AlikeIdsOfTwoAccountsAreTwoFiles) {
  const auto one = Open().Put("a1", "m1", "one");
  const auto two = Open().Put("a2", "m1", "two");
  ASSERT_TRUE(one && two);
  EXPECT_EQ(Content("a1~m1.eml"), "one");
  EXPECT_EQ(Content("a2~m1.eml"), "two");
}

TEST_F(OutboxFolderTest, WhatACrashLeftUnfinishedIsWrittenAnew) {
  Open();
  std::ofstream(root_ / "outbox" / "a1~m1.eml.new") << "half a mail, longer than the whole";
  ASSERT_TRUE(Open().Put("a1", "m1", "the mail"));
  EXPECT_EQ(Content("a1~m1.eml"), "the mail");
  EXPECT_FALSE(fs::exists(root_ / "outbox" / "a1~m1.eml.new"));
}

TEST_F(OutboxFolderTest, OnlyTheOwnerMayRead) {
  ASSERT_TRUE(Open().Put("a1", "m1", "the mail"));
  struct stat status {};
  ASSERT_EQ(stat((root_ / "outbox" / "a1~m1.eml").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST_F(OutboxFolderTest, AFolderThatIsNoneIsRefused) {
  std::ofstream(root_ / "outbox") << "a file";
  const auto folder = OutboxFolder::Open(root_ / "outbox");
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().kind, Failure::Kind::kUnavailable);
}

TEST_F(OutboxFolderTest, AFolderThatIsGoneIsNoPlaceToPut) {
  const OutboxFolder folder = Open();
  fs::remove_all(root_ / "outbox");
  const auto posted = folder.Put("a1", "m1", "the mail");
  ASSERT_FALSE(posted);
  EXPECT_EQ(posted.error().reason, "OUTBOX_UNAVAILABLE");
}

}  // namespace
}  // namespace recourse::communication_log
