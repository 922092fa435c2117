#include "libs/seal/keyring.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <set>
#include <thread>

#include "libs/seal/testing/keyring_fixture.h"

namespace recourse::seal {
namespace {

using Kind = Error::Kind;
using KeyringTest = testing::KeyringFixture;

TEST_F(KeyringTest, ASubjectKeepsItsKey) {
  const auto made = keyring_->FindOrCreate("accounts/a1");
  const auto again = keyring_->FindOrCreate("accounts/a1");
  const auto found = keyring_->Find("accounts/a1");
  ASSERT_TRUE(made && again && found);
  EXPECT_TRUE(again->secret == made->secret && found->secret == made->secret);
  EXPECT_EQ(found->reference, made->reference);
  EXPECT_EQ(found->id, made->id);
}

TEST_F(KeyringTest, TheKeySurvivesReopening) {
  const auto made = keyring_->FindOrCreate("accounts/a1");
  Reopen();
  const auto found = keyring_->Find("accounts/a1");
  ASSERT_TRUE(made && found);
  EXPECT_TRUE(found->secret == made->secret);
  EXPECT_EQ(found->reference, made->reference);
  EXPECT_EQ(found->id, made->id);
}

TEST_F(KeyringTest, TwoSubjectsShareNothing) {
  const auto a = keyring_->FindOrCreate("accounts/a");
  const auto b = keyring_->FindOrCreate("accounts/b");
  ASSERT_TRUE(a && b);
  EXPECT_FALSE(a->secret == b->secret);
  EXPECT_NE(a->reference, b->reference);
  EXPECT_NE(a->id, b->id);
}

TEST_F(KeyringTest, FindMakesNothing) {
  EXPECT_EQ(keyring_->Find("accounts/a1").error().kind, Kind::kUnknownSubject);
  EXPECT_EQ(*keyring_->Count(), (Keyring::Counts{.keys = 0, .erased = 0}));
}

TEST_F(KeyringTest, CountsKeysAndErasures) {
  for (const auto* subject : {"accounts/a", "accounts/b", "accounts/c"}) {
    ASSERT_TRUE(keyring_->FindOrCreate(subject));
  }
  ASSERT_TRUE(keyring_->Erase("accounts/b"));
  EXPECT_EQ(*keyring_->Count(), (Keyring::Counts{.keys = 2, .erased = 1}));
}

TEST_F(KeyringTest, NothingOnDiskTellsWhoOrWhatKey) {
  const auto made = keyring_->FindOrCreate("accounts/vera");
  ASSERT_TRUE(made);
  const auto file = OnlyFile(".key");
  EXPECT_EQ(file.string().find("vera"), std::string::npos);
  EXPECT_EQ(Contents(file).find("vera"), std::string::npos);
  EXPECT_EQ(Contents(file).find(made->secret.bytes()), std::string::npos);
}

TEST_F(KeyringTest, AnotherKeyringNamesTheSameSubjectOtherwise) {
  ASSERT_TRUE(keyring_->FindOrCreate("accounts/a1"));
  const auto name = OnlyFile(".key").filename();
  Close();
  std::filesystem::remove_all(options_.folder);
  ASSERT_TRUE(Keyring::Create(options_));
  Reopen();
  ASSERT_TRUE(keyring_->FindOrCreate("accounts/a1"));
  EXPECT_NE(OnlyFile(".key").filename(), name);
}

TEST_F(KeyringTest, OnlyTheOwnerMayReadItsFiles) {
  ASSERT_TRUE(keyring_->FindOrCreate("accounts/a1"));
  const auto mode = [](const std::filesystem::path& path) {
    struct stat status;
    CHECK(stat(path.c_str(), &status) == 0);
    return status.st_mode & 0777;
  };
  EXPECT_EQ(mode(options_.master_path), 0600u);
  EXPECT_EQ(mode(options_.folder), 0700u);
  EXPECT_EQ(mode(OnlyFile(".key")), 0600u);
}

TEST_F(KeyringTest, AnErasedSubjectIsNeverMadeAgain) {
  ASSERT_TRUE(keyring_->FindOrCreate("accounts/a1"));
  ASSERT_TRUE(keyring_->Erase("accounts/a1"));
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(keyring_->Find("accounts/a1").error().kind, Kind::kErased);
    EXPECT_EQ(keyring_->FindOrCreate("accounts/a1").error().kind, Kind::kErased);
    Reopen();
  }
  EXPECT_THAT(Files(".key"), ::testing::IsEmpty());
}

TEST_F(KeyringTest, ErasingAgainIsDone) {
  ASSERT_TRUE(keyring_->FindOrCreate("accounts/a1"));
  ASSERT_TRUE(keyring_->Erase("accounts/a1"));
  EXPECT_TRUE(keyring_->Erase("accounts/a1"));
}

TEST_F(KeyringTest, ErasingTheUnknownIsRefused) {
  EXPECT_EQ(keyring_->Erase("accounts/a1").error().kind, Kind::kUnknownSubject);
  EXPECT_TRUE(keyring_->FindOrCreate("accounts/a1"));
}

TEST_F(KeyringTest, ErasingLeavesTheOthers) {
  const auto kept = keyring_->FindOrCreate("accounts/kept");
  ASSERT_TRUE(keyring_->FindOrCreate("accounts/gone"));
  ASSERT_TRUE(keyring_->Erase("accounts/gone"));
  const auto found = keyring_->Find("accounts/kept");
  ASSERT_TRUE(kept && found);
  EXPECT_TRUE(found->secret == kept->secret);
}

TEST_F(KeyringTest, ThreadsThatRaceForANewSubjectGetOneKey) {
  constexpr int kThreads = 8;
  constexpr int kSubjects = 20;
  std::vector<std::set<std::string>> ids(kSubjects);
  std::mutex mutex;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&] {
      for (int s = 0; s < kSubjects; ++s) {
        const auto key = keyring_->FindOrCreate("accounts/" + std::to_string(s));
        const std::lock_guard lock(mutex);
        ids[s].insert(key ? key->id + std::string(key->secret.bytes()) : key.error().detail);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  for (const auto& distinct : ids) EXPECT_EQ(distinct.size(), 1u);
  EXPECT_EQ(keyring_->Count()->keys, std::size_t{kSubjects});
}

TEST_F(KeyringTest, AKeyIsGoneForAllThreadsOnceErased) {
  ASSERT_TRUE(keyring_->FindOrCreate("accounts/a1"));
  std::atomic<bool> erased = false;
  std::atomic<int> found_after = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int last = 0; last < 10;) {
        const bool before = erased.load();
        if (keyring_->FindOrCreate("accounts/a1") && before) ++found_after;
        if (before) ++last;
      }
    });
  }
  const bool done = static_cast<bool>(keyring_->Erase("accounts/a1"));
  erased = true;
  for (auto& thread : threads) thread.join();
  EXPECT_TRUE(done);
  EXPECT_EQ(found_after, 0);
}

TEST_F(KeyringTest, MoreSubjectsThanTheCacheHoldsAreAllFound) {
  options_.cached_keys_max = 2;
  Reopen();
  std::vector<SubjectKey> made;
  for (int i = 0; i < 6; ++i) made.push_back(*keyring_->FindOrCreate(std::to_string(i)));
  for (int i = 0; i < 6; ++i) {
    EXPECT_TRUE(keyring_->Find(std::to_string(i))->secret == made[i].secret) << i;
  }
}

TEST_F(KeyringTest, ASubjectHasABoundedName) {
  EXPECT_DEATH((void)keyring_->Find(""), "empty");
  EXPECT_DEATH((void)keyring_->Find(std::string(kSubjectMaxBytes + 1, 'a')), "kSubjectMaxBytes");
}

}  // namespace
}  // namespace recourse::seal
