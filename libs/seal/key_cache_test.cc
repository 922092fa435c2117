#include "libs/seal/key_cache.h"

#include <gtest/gtest.h>

namespace recourse::seal {
namespace {

SubjectKey KeyOf(char mark) {
  return {std::string(kReferenceBytes, mark), std::string(kKeyIdBytes, mark),
          Secret(std::string(kSecretBytes, mark))};
}

TEST(KeyCacheTest, GivesBackWhatWasPut) {
  KeyCache cache(2);
  cache.Put("accounts/a", KeyOf('a'));
  ASSERT_TRUE(cache.Get("accounts/a"));
  EXPECT_TRUE(cache.Get("accounts/a")->secret == KeyOf('a').secret);
  EXPECT_FALSE(cache.Get("accounts/b"));
}

TEST(KeyCacheTest, ForgetsWhatWasUsedLongestAgo) {
  KeyCache cache(2);
  cache.Put("a", KeyOf('a'));
  cache.Put("b", KeyOf('b'));
  EXPECT_TRUE(cache.Get("a"));
  cache.Put("c", KeyOf('c'));
  EXPECT_FALSE(cache.Get("b"));
  EXPECT_TRUE(cache.Get("a"));
  EXPECT_TRUE(cache.Get("c"));
}

TEST(KeyCacheTest, PuttingAgainTakesNoSecondPlace) {
  KeyCache cache(2);
  cache.Put("a", KeyOf('a'));
  cache.Put("b", KeyOf('b'));
  cache.Put("b", KeyOf('b'));
  EXPECT_TRUE(cache.Get("a"));
}

TEST(KeyCacheTest, ForgetsWhatIsRemoved) {
  KeyCache cache(2);
  cache.Put("a", KeyOf('a'));
  cache.Remove("a");
  cache.Remove("a");
  EXPECT_FALSE(cache.Get("a"));
}

}  // namespace
}  // namespace recourse::seal
