#include "libs/seal/subject_hash.h"

#include <gtest/gtest.h>

#include <string>

#include "libs/base/hex.h"
#include "libs/seal/testing/keyring_fixture.h"

namespace recourse::seal {
namespace {

constexpr std::string_view kVera = "accounts/vera";
constexpr std::string_view kSent = "recourse.communication_log.v1.MessageSent";

// One subject, whose key is known.
class OneKey final : public KeySource {
 public:
  Expected<SubjectKey, Error> Find(std::string_view) override { return key_; }
  Expected<SubjectKey, Error> FindOrCreate(std::string_view) override { return key_; }

 private:
  const SubjectKey key_{std::string(kReferenceBytes, 'r'), std::string(kKeyIdBytes, 'i'),
                        Secret(std::string(kSecretBytes, 'k'))};
};

class SubjectHashTest : public testing::KeyringFixture {
 protected:
  std::string Hash(std::string_view subject, std::string_view purpose, std::string_view text) {
    const auto hash = SubjectHash(*keyring_, subject, purpose, text);
    EXPECT_TRUE(hash) << Name(hash.error().kind);
    return hash ? *hash : "";
  }
};

TEST_F(SubjectHashTest, IsTheSameForOneTextOfOneSubjectOnly) {
  const std::string hash = Hash(kVera, kSent, "Dear Vera");
  EXPECT_EQ(hash.size(), 32u);
  EXPECT_EQ(Hash(kVera, kSent, "Dear Vera"), hash);
  EXPECT_NE(Hash(kVera, kSent, "Dear vera"), hash);
  EXPECT_NE(Hash("accounts/karl", kSent, "Dear Vera"), hash);
  EXPECT_NE(Hash(kVera, "recourse.test.v1.Other", "Dear Vera"), hash);
  Reopen();
  EXPECT_EQ(Hash(kVera, kSent, "Dear Vera"), hash);
}

TEST_F(SubjectHashTest, CannotBeMadeAgainOnceTheKeyIsErased) {
  Hash(kVera, kSent, "Dear Vera");
  ASSERT_TRUE(keyring_->Erase(kVera));
  const auto hash = SubjectHash(*keyring_, kVera, kSent, "Dear Vera");
  ASSERT_FALSE(hash);
  EXPECT_EQ(hash.error().kind, Error::Kind::kErased);
}

// The example of FORMAT.md.
TEST(SubjectHashFormatTest, IsTheDocumentedOne) {
  OneKey keys;
  const auto hash = SubjectHash(keys, kVera, kSent, "Dear Vera");
  ASSERT_TRUE(hash);
  EXPECT_EQ(ToHex(*hash), "6d4b4023a856ab2f1c33091a129b6843f6a0ba842f0d2f211f89c4c15206c600");
}

}  // namespace
}  // namespace recourse::seal
