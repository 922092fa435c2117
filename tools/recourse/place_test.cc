#include "tools/recourse/place.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace recourse::cli {
namespace {

class PlaceTest : public testing::Test {
 protected:
  void SetUp() override {
    unsetenv("RECOURSE_HOME");
    folder_ = testing::TempDir() + "place_test";
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void Write(const std::string& name, const std::string& text, std::filesystem::perms perms) {
    const auto path = std::filesystem::path(folder_) / name;
    std::ofstream(path) << text;
    std::filesystem::permissions(path, perms);
  }

  static constexpr auto kOwnerOnly =
      std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;
  std::string folder_;
};

TEST_F(PlaceTest, TheDataFolderIsNamedOrFromTheEnvironmentOrHere) {
  EXPECT_EQ(DataFolder({}), "./recourse-data");
  setenv("RECOURSE_HOME", "/srv/recourse", 1);
  EXPECT_EQ(DataFolder({}), "/srv/recourse");
  EXPECT_EQ(DataFolder({.data = "here", .address = "", .token_file = ""}), "here");
}

TEST_F(PlaceTest, TheAddressIsNamedOrLeftInTheDataFolder) {
  Place place{.data = folder_, .address = "", .token_file = ""};
  const auto none = Address(place);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, Failure::Kind::kUnavailable);
  EXPECT_EQ(none.error().values.front().second, folder_ + "/address");

  Write("address", "127.0.0.1:7443\n", kOwnerOnly);
  EXPECT_EQ(*Address(place), "127.0.0.1:7443");
  place.address = "localhost:1";
  EXPECT_EQ(*Address(place), "localhost:1");
}

TEST_F(PlaceTest, ConnectsOnlyWithATokenThatNobodyElseMayRead) {
  const Place place{.data = folder_, .address = "127.0.0.1:7443", .token_file = ""};
  const std::string token(64, 'a');
  Write("operator.token", token, kOwnerOnly | std::filesystem::perms::others_read);
  const auto open = Connect(place);
  ASSERT_FALSE(open);
  EXPECT_EQ(open.error().kind, Failure::Kind::kDenied);

  Write("operator.token", token, kOwnerOnly);
  EXPECT_TRUE(Connect(place));
}

TEST_F(PlaceTest, AMissingTokenFileIsNamedWithWhatToDo) {
  Place place{.data = folder_, .address = "127.0.0.1:7443", .token_file = ""};
  for (const std::string& path : {folder_ + "/operator.token", folder_ + "/mine"}) {
    const auto none = Connect(place);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().kind, Failure::Kind::kDenied);
    EXPECT_EQ(none.error().reason, "NO_TOKEN_FILE");
    EXPECT_EQ(none.error().message,
              "There is no such token file. Give the one that holds your token with --token-file; "
              "without it, operator.token in the data folder (--data) is taken.");
    EXPECT_EQ(none.error().values, (Failure::Values{{"path", path}}));
    place.token_file = folder_ + "/mine";
  }
}

}  // namespace
}  // namespace recourse::cli
