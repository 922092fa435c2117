#include "libs/files/durable.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "libs/base/testing/temp_folder.h"
#include "libs/files/testing/synced_paths.h"

namespace recourse::files {
namespace {

namespace fs = std::filesystem;

class DurableTest : public testing::Test {
 protected:
  std::string Text() const {
    std::ifstream in(file_);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  testkit::TempFolder folder_;
  const fs::path file_ = folder_.path() / "file";
};

TEST_F(DurableTest, FoldersAreMadeAndNamedOnDisk) {
  const fs::path deep = folder_.path() / "a" / "b" / "c";
  EXPECT_FALSE(MakeFolders(deep));
  EXPECT_TRUE(fs::is_directory(deep));
  const auto synced = SyncedPaths::All();
  for (fs::path made = deep; made != folder_.path(); made = made.parent_path()) {
    EXPECT_TRUE(synced.contains(made.parent_path())) << made;
  }
  EXPECT_FALSE(MakeFolders(deep));
}

TEST_F(DurableTest, FolderUnderAFileCannotBeMade) {
  ASSERT_FALSE(WriteDurably(file_, ""));
  EXPECT_TRUE(MakeFolders(file_ / "a"));
}

TEST_F(DurableTest, FileIsReplacedWholeAndSynced) {
  ASSERT_FALSE(WriteDurably(file_, "long and old"));
  ASSERT_FALSE(WriteDurably(file_, "new"));
  EXPECT_EQ(Text(), "new");
  EXPECT_TRUE(SyncedPaths::All().contains(file_.string() + ".new"));
  EXPECT_TRUE(SyncedPaths::All().contains(folder_.path()));
}

TEST_F(DurableTest, FileThatCannotBeWrittenIsAsItWas) {
  ASSERT_FALSE(WriteDurably(file_, "old"));
  fs::create_directory(file_.string() + ".new");
  EXPECT_TRUE(WriteDurably(file_, "new"));
  EXPECT_EQ(Text(), "old");
}

TEST_F(DurableTest, ModeHoldsWhateverLayThere) {
  std::ofstream(file_.string() + ".new") << "half, and everybody may read it";
  ASSERT_FALSE(WriteDurably(file_, "secret", 0600));
  EXPECT_EQ(fs::status(file_).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(Text(), "secret");
  EXPECT_FALSE(fs::exists(file_.string() + ".new"));
}

}  // namespace
}  // namespace recourse::files
