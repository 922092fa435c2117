#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>

#include "libs/seal/keyring.h"
#include "libs/seal/testing/keyring_fixture.h"

// What becomes of a keyring when its files, its master key or the disk are not as they were.
namespace recourse::seal {
namespace {

using Kind = Error::Kind;

// While it lives, no file of this process can grow: writing fails as on a full disk.
class FullDisk {
 public:
  FullDisk() {
    std::signal(SIGXFSZ, SIG_IGN);
    CHECK(getrlimit(RLIMIT_FSIZE, &before_) == 0);
    const rlimit none{.rlim_cur = 0, .rlim_max = before_.rlim_max};
    CHECK(setrlimit(RLIMIT_FSIZE, &none) == 0);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;
  ~FullDisk() { CHECK(setrlimit(RLIMIT_FSIZE, &before_) == 0); }

 private:
  rlimit before_{};
};

using KeyringFaultTest = testing::KeyringFixture;

TEST_F(KeyringFaultTest, NothingIsMadeButByCreate) {
  Close();
  std::filesystem::remove_all(options_.folder);
  EXPECT_EQ(ReopeningFails(), Kind::kNoKeyring);
  std::filesystem::create_directory(options_.folder);
  EXPECT_EQ(ReopeningFails(), Kind::kNoKeyring);
}

TEST_F(KeyringFaultTest, CreateLeavesAKeyringAlone) {
  ASSERT_TRUE(keyring_->FindOrCreate("accounts/a1"));
  EXPECT_EQ(Keyring::Create(options_).error().kind, Kind::kInUse);
  Close();
  EXPECT_EQ(Keyring::Create(options_).error().kind, Kind::kExists);
  Reopen();
  EXPECT_TRUE(keyring_->Find("accounts/a1"));
}

TEST_F(KeyringFaultTest, CreateThatWasCutShortIsRepeated) {
  Close();
  std::filesystem::rename(OnlyFile("naming"), temp_.path() / "keyring/naming.tmp");
  ASSERT_TRUE(Keyring::Create(options_));
  Reopen();
  EXPECT_TRUE(keyring_->FindOrCreate("accounts/a1"));
}

TEST_F(KeyringFaultTest, OneKeyringAtATimeHoldsTheFolder) {
  EXPECT_EQ(Keyring::Open(options_).error().kind, Kind::kInUse);
  Reopen();
}

TEST_F(KeyringFaultTest, AMissingMasterIsTold) {
  std::filesystem::remove(options_.master_path);
  EXPECT_EQ(ReopeningFails(), Kind::kNoMaster);
  EXPECT_FALSE(std::filesystem::exists(options_.master_path));
}

TEST_F(KeyringFaultTest, AMasterThatOthersMayReadIsRefused) {
  std::filesystem::permissions(options_.master_path, std::filesystem::perms::group_read,
                               std::filesystem::perm_options::add);
  EXPECT_EQ(ReopeningFails(), Kind::kMasterExposed);
}

TEST_F(KeyringFaultTest, AnotherMasterIsToldFromDamage) {
  auto other = options_;
  other.folder = temp_.path() / "other";
  other.master_path = temp_.path() / "other-master";
  ASSERT_TRUE(Keyring::Create(other));
  options_.master_path = other.master_path;
  EXPECT_EQ(ReopeningFails(), Kind::kWrongMaster);
}

TEST_F(KeyringFaultTest, ADamagedMasterIsCorrupt) {
  const std::string line = Contents(options_.master_path);
  Cut(options_.master_path);
  EXPECT_EQ(ReopeningFails(), Kind::kCorrupt);
  Overwrite(options_.master_path, line + "more");
  EXPECT_EQ(ReopeningFails(), Kind::kCorrupt);
  Overwrite(options_.master_path, std::string(line).replace(line.size() - 2, 1, "x"));
  EXPECT_EQ(ReopeningFails(), Kind::kCorrupt);
  Overwrite(options_.master_path, line);
  Reopen();
}

TEST_F(KeyringFaultTest, ADamagedNamingFileIsCorrupt) {
  FlipBit(OnlyFile("naming"));
  EXPECT_EQ(ReopeningFails(), Kind::kCorrupt);
  FlipBit(OnlyFile("naming"));
  Reopen();
  Cut(OnlyFile("naming"));
  EXPECT_EQ(ReopeningFails(), Kind::kCorrupt);
}

TEST_F(KeyringFaultTest, ADamagedKeyIsCorruptAndNotMadeAgain) {
  ASSERT_TRUE(keyring_->FindOrCreate("accounts/a1"));
  for (const auto& damage : {FlipBit, Cut}) {
    const auto file = OnlyFile(".key");
    const std::string whole = Contents(file);
    damage(file);
    Reopen();
    EXPECT_EQ(keyring_->Find("accounts/a1").error().kind, Kind::kCorrupt);
    EXPECT_EQ(keyring_->FindOrCreate("accounts/a1").error().kind, Kind::kCorrupt);
    Overwrite(file, whole);
    EXPECT_TRUE(keyring_->Find("accounts/a1"));
  }
}

TEST_F(KeyringFaultTest, AKeyFileCannotStandForAnotherSubject) {
  ASSERT_TRUE(keyring_->FindOrCreate("accounts/a"));
  const auto a = OnlyFile(".key");
  const std::string key_of_a = Contents(a);
  ASSERT_TRUE(keyring_->FindOrCreate("accounts/b"));
  for (const auto& file : Files(".key")) Overwrite(file, key_of_a);
  Reopen();
  EXPECT_TRUE(keyring_->Find("accounts/a"));
  EXPECT_EQ(keyring_->Find("accounts/b").error().kind, Kind::kCorrupt);
}

TEST_F(KeyringFaultTest, AnErasureThatWasCutShortIsFinished) {
  ASSERT_TRUE(keyring_->FindOrCreate("accounts/a1"));
  const auto file = OnlyFile(".key");
  const std::string key = Contents(file);
  ASSERT_TRUE(keyring_->Erase("accounts/a1"));
  Close();
  Overwrite(file, key);
  Reopen();
  EXPECT_THAT(Files(".key"), ::testing::IsEmpty());
  EXPECT_EQ(keyring_->Find("accounts/a1").error().kind, Kind::kErased);
}

TEST_F(KeyringFaultTest, TheErasedKeyIsOverwrittenInItsPlace) {
  ASSERT_TRUE(keyring_->FindOrCreate("accounts/a1"));
  const auto file = OnlyFile(".key");
  const std::string key = Contents(file);
  // A second name for the same bytes on disk shows what is left of them.
  const auto witness = temp_.path() / "witness";
  std::filesystem::create_hard_link(file, witness);
  ASSERT_TRUE(keyring_->Erase("accounts/a1"));
  const std::string left = Contents(witness);
  EXPECT_EQ(left.size(), key.size());
  EXPECT_EQ(left.find(key.substr(0, 8)), std::string::npos);
  EXPECT_NE(left, key);
}

TEST_F(KeyringFaultTest, WhatAWriteLeftBehindIsDestroyed) {
  Overwrite(std::filesystem::path(options_.folder) / "0123.key.tmp", "half a key");
  Reopen();
  EXPECT_THAT(Files(".tmp"), ::testing::IsEmpty());
  EXPECT_EQ(keyring_->Count()->keys, 0u);
}

TEST_F(KeyringFaultTest, AFullDiskMakesNoKeyAndIsForgottenOnceThereIsRoom) {
  const auto kind = [&] {
    const FullDisk full;
    return keyring_->FindOrCreate("accounts/a1").error().kind;
  }();
  EXPECT_EQ(kind, Kind::kIo);
  EXPECT_THAT(Files(".tmp"), ::testing::IsEmpty());
  EXPECT_EQ(keyring_->Find("accounts/a1").error().kind, Kind::kUnknownSubject);
  EXPECT_TRUE(keyring_->FindOrCreate("accounts/a1"));
}

TEST_F(KeyringFaultTest, AFullDiskErasesNothing) {
  ASSERT_TRUE(keyring_->FindOrCreate("accounts/a1"));
  const auto kind = [&] {
    const FullDisk full;
    return keyring_->Erase("accounts/a1").error().kind;
  }();
  EXPECT_EQ(kind, Kind::kIo);
  EXPECT_TRUE(keyring_->Find("accounts/a1"));
  EXPECT_TRUE(keyring_->Erase("accounts/a1"));
}

}  // namespace
}  // namespace recourse::seal
