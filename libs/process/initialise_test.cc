#include "libs/process/initialise.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <string>

#include "libs/base/testing/temp_folder.h"
#include "libs/files/testing/synced_paths.h"

namespace recourse::process {
namespace {

namespace fs = std::filesystem;

class InitialiseTest : public testing::Test {
 protected:
  std::string Complaint() {
    const auto made = Initialise(options_);
    return made ? "" : made.error().message;
  }
  // All that lies under the test's folder, by its path from there.
  std::set<std::string> Everything() const {
    std::set<std::string> paths;
    for (const auto& entry : fs::recursive_directory_iterator(folder_.path())) {
      paths.insert(entry.path().lexically_relative(folder_.path()));
    }
    return paths;
  }

  testkit::TempFolder folder_;
  InitialiseOptions options_{.data = folder_.path() / "made" / "data",
                             .witnesses = folder_.path() / "other" / "witness",
                             .master_key = folder_.path() / "keys" / "master",
                             .shards = 2,
                             .simulated_from = {}};
};

TEST_F(InitialiseTest, FailedLeavesNothingBehindAndMayBeTriedAgain) {
  EXPECT_EQ(Complaint(), "master_key \"" + options_.master_key.string() +
                             "\" must lie in a folder that is there");
  EXPECT_EQ(Everything(), std::set<std::string>{});

  fs::create_directories(options_.data);
  fs::create_directory(folder_.path() / "keys");
  fs::create_directory(options_.master_key);
  const auto before = Everything();
  EXPECT_NE(Complaint(), "");  // A folder is no master key, but the logs are there by then.
  EXPECT_EQ(Everything(), before);

  fs::remove(options_.master_key);
  EXPECT_EQ(Complaint(), "");
  EXPECT_TRUE(ReadInstallation(options_.data));
}

TEST_F(InitialiseTest, WhatItMadeOutlivesAPowerCut) {
  fs::create_directory(folder_.path() / "keys");
  ASSERT_EQ(Complaint(), "");
  const auto synced = files::SyncedPaths::All();
  EXPECT_TRUE(synced.contains(options_.data / "recourse.toml.new"));
  for (const auto& entry : fs::recursive_directory_iterator(folder_.path())) {
    EXPECT_TRUE(synced.contains(entry.path().parent_path())) << entry.path();
  }
}

TEST_F(InitialiseTest, WitnessesOfAnotherInstallationAreLeftAlone) {
  fs::create_directory(folder_.path() / "keys");
  fs::create_directories(options_.witnesses);
  std::ofstream(options_.witnesses / "dispute-0.witness") << "of another";
  const auto before = Everything();
  EXPECT_NE(Complaint().find("dispute-0.witness: create: File exists"), std::string::npos);
  EXPECT_EQ(Everything(), before);
}

TEST_F(InitialiseTest, MasterKeyThatWasThereStays) {
  fs::create_directory(folder_.path() / "keys");
  ASSERT_EQ(Complaint(), "");
  fs::remove_all(options_.data);
  EXPECT_NE(Complaint(), "");  // Its witnesses are still there.
  EXPECT_TRUE(fs::exists(options_.master_key));
}

TEST_F(InitialiseTest, SimulatedClockBeginsOnADayThatAStartBelieves) {
  fs::create_directory(folder_.path() / "keys");
  options_.simulated_from = Date(date::year(1900) / 12 / 31);
  EXPECT_EQ(Complaint(),
            "clock \"simulated:1900-12-31\" must begin on a day from 1901-01-01 to 2199-12-31");
  options_.simulated_from = Date(date::year(2200) / 1 / 1);
  EXPECT_NE(Complaint(), "");
  EXPECT_EQ(Everything(), std::set<std::string>{"keys"});
  options_.simulated_from = Date(date::year(1901) / 1 / 1);
  EXPECT_EQ(Complaint(), "");
  const auto read = ReadInstallation(options_.data);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->simulated_from, options_.simulated_from);
}

}  // namespace
}  // namespace recourse::process
