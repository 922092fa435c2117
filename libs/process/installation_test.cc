#include "libs/process/installation.h"

#include <gtest/gtest.h>

#include <fstream>

#include "libs/base/testing/temp_folder.h"

namespace recourse::process {
namespace {

class InstallationTest : public testing::Test {
 protected:
  // Complains about recourse.toml with this text.
  std::string Complaint(const std::string& text) {
    std::ofstream(data_ / "recourse.toml") << text;
    const auto read = ReadInstallation(data_);
    return read ? "" : read.error().message.substr(data_.string().size() + 1);
  }

  testkit::TempFolder folder_;
  const std::filesystem::path data_ = folder_.path();
};

TEST_F(InstallationTest, IsReadAsItWasWritten) {
  Installation written;
  written.data = data_;
  written.id = 0xfedcba9876543210;
  written.shards = 4;
  written.simulated_from = Date(date::year(2012) / 1 / 1);
  written.witnesses = "/elsewhere/witness";
  written.master_key = "/elsewhere/master.key";
  ASSERT_TRUE(WriteInstallation(written));
  const auto read = ReadInstallation(data_);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->id, written.id);
  EXPECT_EQ(read->shards, written.shards);
  EXPECT_EQ(read->simulated_from, written.simulated_from);
  EXPECT_EQ(read->witnesses, written.witnesses);
  EXPECT_EQ(read->master_key, written.master_key);
}

TEST_F(InstallationTest, IsNeverMadeTwice) {
  Installation installation;
  installation.data = data_;
  ASSERT_TRUE(WriteInstallation(installation));
  const auto again = WriteInstallation(installation);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, Failure::Kind::kExists);
}

TEST_F(InstallationTest, FolderThatIsNoneSaysWhatToDo) {
  const auto read = ReadInstallation(data_);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().reason, "NOT_INITIALISED");
}

TEST_F(InstallationTest, WrongFileIsRefusedByKeyAndValue) {
  const std::string id = "installation = '0123456789abcdef'\n";
  const std::string paths = "witnesses = '/w'\nmaster_key = '/k'\n";
  EXPECT_EQ(Complaint("installation = 'x'\n"),
            "recourse.toml: installation is 'x', expected 16 hexadecimal digits");
  EXPECT_EQ(Complaint(id + "shards = 0\n"), "recourse.toml: shards is 0, expected 1 to 256");
  EXPECT_EQ(Complaint(id + "shards = 16\nwitnesses = 'w'\n"),
            "recourse.toml: witnesses is 'w', expected an absolute path");
  EXPECT_EQ(Complaint(id + "shards = 16\n" + paths + "simulated_from = '2012-13-01'\n"),
            "recourse.toml: simulated_from is '2012-13-01', expected a day such as 2012-01-01");
  EXPECT_EQ(Complaint(id + "shards = 16\n" + paths), "");
  EXPECT_EQ(Complaint("installation = [").substr(0, 20), "recourse.toml: line ");
}

}  // namespace
}  // namespace recourse::process
