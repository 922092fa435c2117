#include "libs/seal/sealer.h"

#include <gtest/gtest.h>

#include <map>

#include "libs/base/hex.h"
#include "libs/seal/crypto.h"
#include "libs/seal/testing/keyring_fixture.h"

namespace recourse::seal {
namespace {

using Kind = Error::Kind;

constexpr std::string_view kVera = "accounts/vera";
constexpr std::string_view kOpened = "recourse.invoicing.v1.AccountOpened";
constexpr std::string_view kRecorded = "recourse.communication_log.v1.ContactRecorded";

class SealerTest : public testing::KeyringFixture {
 protected:
  void SetUp() override {
    KeyringFixture::SetUp();
    sealer_ = std::make_unique<Sealer>(*keyring_, "installation-1");
    auto sealed = sealer_->Seal(kVera, kOpened, "Vera Example");
    ASSERT_TRUE(sealed);
    sealed_ = *sealed;
  }

  Kind Refusal(std::string_view subject, std::string_view purpose, const Sealed& sealed) const {
    return sealer_->Open(subject, purpose, sealed).error().kind;
  }

  std::unique_ptr<Sealer> sealer_;
  Sealed sealed_;
};

TEST_F(SealerTest, RoundTrips) {
  const std::string every_byte = RandomBytes(1000);
  for (const auto& plaintext :
       {std::string(), std::string("\0\1", 2), every_byte, std::string(kPlaintextMax, 'x')}) {
    const auto sealed = sealer_->Seal(kVera, kOpened, plaintext);
    ASSERT_TRUE(sealed);
    EXPECT_EQ(*sealer_->Open(kVera, kOpened, *sealed), plaintext);
  }
}

TEST_F(SealerTest, OpensAfterReopening) {
  Reopen();
  const Sealer again(*keyring_, "installation-1");
  EXPECT_EQ(*again.Open(kVera, kOpened, sealed_), "Vera Example");
}

TEST_F(SealerTest, TheEnvelopeTellsNeitherSubjectNorContent) {
  EXPECT_EQ(sealed_.envelope.find("vera"), std::string::npos);
  EXPECT_EQ(sealed_.envelope.find("Vera"), std::string::npos);
}

TEST_F(SealerTest, EqualContentHasEqualDigestsAndDifferentEnvelopes) {
  const auto again = sealer_->Seal(kVera, kOpened, "Vera Example");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->digest, sealed_.digest);
  EXPECT_NE(again->envelope, sealed_.envelope);
  EXPECT_TRUE(*again == sealed_);
}

TEST_F(SealerTest, OtherContentSubjectOrPurposeHasAnotherDigest) {
  EXPECT_NE(sealer_->Seal(kVera, kOpened, "Vera Example.")->digest, sealed_.digest);
  EXPECT_NE(sealer_->Seal("accounts/otto", kOpened, "Vera Example")->digest, sealed_.digest);
  EXPECT_NE(sealer_->Seal(kVera, kRecorded, "Vera Example")->digest, sealed_.digest);
}

TEST_F(SealerTest, EveryFlippedBitIsRefused) {
  for (std::size_t bit = 0; bit < sealed_.envelope.size() * 8; ++bit) {
    Sealed flipped = sealed_;
    flipped.envelope[bit / 8] = static_cast<char>(flipped.envelope[bit / 8] ^ 1 << bit % 8);
    EXPECT_EQ(Refusal(kVera, kOpened, flipped), bit < 8 ? Kind::kMalformed : Kind::kNotAuthentic)
        << "bit " << bit;
  }
}

TEST_F(SealerTest, EveryCutIsRefused) {
  for (std::size_t size = 0; size < sealed_.envelope.size(); ++size) {
    const Sealed cut{sealed_.envelope.substr(0, size), sealed_.digest};
    const auto kind = Refusal(kVera, kOpened, cut);
    EXPECT_TRUE(kind == Kind::kMalformed || kind == Kind::kNotAuthentic) << size;
  }
  EXPECT_EQ(Refusal(kVera, kOpened, {sealed_.envelope + '\0', sealed_.digest}),
            Kind::kNotAuthentic);
}

TEST_F(SealerTest, AnotherDigestIsRefused) {
  Sealed other = sealed_;
  other.digest[0] = static_cast<char>(other.digest[0] ^ 1);
  EXPECT_EQ(Refusal(kVera, kOpened, other), Kind::kNotAuthentic);
  EXPECT_EQ(Refusal(kVera, kOpened, {sealed_.envelope, ""}), Kind::kNotAuthentic);
}

TEST_F(SealerTest, CannotBeMovedToAnotherSubject) {
  ASSERT_TRUE(keyring_->FindOrCreate("accounts/otto"));
  EXPECT_EQ(Refusal("accounts/otto", kOpened, sealed_), Kind::kNotAuthentic);
  EXPECT_EQ(Refusal("accounts/nobody", kOpened, sealed_), Kind::kUnknownSubject);
}

TEST_F(SealerTest, CannotBeMovedToAnotherPurpose) {
  EXPECT_EQ(Refusal(kVera, kRecorded, sealed_), Kind::kNotAuthentic);
}

TEST_F(SealerTest, CannotBeMovedToAnotherInstallation) {
  const Sealer elsewhere(*keyring_, "installation-2");
  EXPECT_EQ(elsewhere.Open(kVera, kOpened, sealed_).error().kind, Kind::kNotAuthentic);
}

TEST_F(SealerTest, AnErasedSubjectIsUnreadableAndSealsNothingMore) {
  ASSERT_TRUE(keyring_->Erase(kVera));
  EXPECT_EQ(Refusal(kVera, kOpened, sealed_), Kind::kErased);
  EXPECT_EQ(sealer_->Seal(kVera, kOpened, "Vera Example").error().kind, Kind::kErased);
}

TEST_F(SealerTest, TooMuchIsRefusedAndMakesNoKey) {
  const std::string large(kPlaintextMax + 1, 'x');
  EXPECT_EQ(sealer_->Seal("accounts/new", kOpened, large).error().kind, Kind::kTooLarge);
  EXPECT_EQ(keyring_->Find("accounts/new").error().kind, Kind::kUnknownSubject);
}

// One key for each subject that it was given, as a client of another service's keyring has it.
class FixedKeys final : public KeySource {
 public:
  explicit FixedKeys(char mark)
      : key_{std::string(kReferenceBytes, 'r'), std::string(kKeyIdBytes, 'i'),
             Secret(std::string(kSecretBytes, mark))} {}

  Expected<SubjectKey, Error> Find(std::string_view) override { return key_; }
  Expected<SubjectKey, Error> FindOrCreate(std::string_view) override { return key_; }

 private:
  SubjectKey key_;
};

TEST(SealerKeyTest, AWrongKeyOpensNothing) {
  FixedKeys right('k');
  FixedKeys wrong('w');
  const auto sealed = Sealer(right, "installation-1").Seal(kVera, kOpened, "Vera Example");
  ASSERT_TRUE(sealed);
  EXPECT_EQ(*Sealer(right, "installation-1").Open(kVera, kOpened, *sealed), "Vera Example");
  EXPECT_EQ(Sealer(wrong, "installation-1").Open(kVera, kOpened, *sealed).error().kind,
            Kind::kNotAuthentic);
}

// The worked example of FORMAT.md: what format 1 has sealed must open for ever.
TEST(SealerKeyTest, OpensTheGoldenEnvelope) {
  FixedKeys keys('k');
  const Sealed golden{
      .envelope = *FromHex(
          "01727272727272727272727272727272726969696969696969000102030405060708090a0b8806b6"
          "8db2c85e1f1046941f02525ece75e4a09b0c54482e868880b6"),
      .digest = *FromHex("47edaeeceaec00b611292e70ebe096c21ee3b52a30e3d0d097e98df63d26fde6")};
  const auto opened = Sealer(keys, "installation-1").Open(kVera, kOpened, golden);
  ASSERT_TRUE(opened);
  EXPECT_EQ(*opened, "Vera Example");
}

TEST(ErrorTest, AnEdgeLearnsTheKindAndNoFile) {
  const Failure failure = ToFailure({Kind::kErased, "0123.erased"});
  EXPECT_EQ(failure.kind, Failure::Kind::kPrecondition);
  EXPECT_EQ(failure.reason, "ERASED");
  EXPECT_EQ(failure.message.find("0123"), std::string::npos);
}

}  // namespace
}  // namespace recourse::seal
