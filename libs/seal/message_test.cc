#include "libs/seal/message.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "libs/seal/testing/keyring_fixture.h"
#include "libs/seal/testing/person.pb.h"

namespace recourse::seal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kVera = "accounts/vera";
constexpr std::string_view kAdded = "recourse.seal.testing.PersonAdded";

testing::Person Vera() {
  testing::Person vera;
  vera.set_name("Vera Example");
  vera.set_email("vera@example.com");
  vera.add_addresses()->set_street("1 Main St");
  for (const auto* key : {"a", "b", "c", "d", "e"}) (*vera.mutable_notes())[key] = key;
  return vera;
}

class MessageTest : public testing::KeyringFixture {
 protected:
  void SetUp() override {
    KeyringFixture::SetUp();
    sealer_ = std::make_unique<Sealer>(*keyring_, "installation-1");
  }

  std::unique_ptr<Sealer> sealer_;
};

TEST_F(MessageTest, RoundTripsThroughAnEvent) {
  const auto sealed = SealMessage(*sealer_, kVera, kAdded, Vera());
  ASSERT_TRUE(sealed);
  testing::PersonAdded added;
  added.mutable_personal()->set_envelope(sealed->envelope);
  added.mutable_personal()->set_digest(sealed->digest);
  EXPECT_EQ(added.SerializeAsString().find("Vera"), std::string::npos);

  testing::Person opened;
  const Sealed read{added.personal().envelope(), added.personal().digest()};
  ASSERT_TRUE(OpenMessage(*sealer_, kVera, kAdded, read, opened));
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(opened, Vera()));
}

TEST_F(MessageTest, EqualMessagesHaveEqualDigestsHoweverTheyWereFilled) {
  testing::Person reversed = Vera();
  reversed.clear_notes();
  for (const auto* key : {"e", "d", "c", "b", "a"}) (*reversed.mutable_notes())[key] = key;
  EXPECT_EQ(SealMessage(*sealer_, kVera, kAdded, reversed)->digest,
            SealMessage(*sealer_, kVera, kAdded, Vera())->digest);
}

TEST_F(MessageTest, WhatIsNotOfTheTypeIsMalformed) {
  const auto sealed = sealer_->Seal(kVera, kAdded, "\xff not a message");
  ASSERT_TRUE(sealed);
  testing::Person opened;
  EXPECT_EQ(OpenMessage(*sealer_, kVera, kAdded, *sealed, opened).error().kind,
            Error::Kind::kMalformed);
}

TEST_F(MessageTest, RefusalsPassThrough) {
  const auto sealed = SealMessage(*sealer_, kVera, kAdded, Vera());
  ASSERT_TRUE(keyring_->Erase(kVera));
  testing::Person opened;
  EXPECT_EQ(OpenMessage(*sealer_, kVera, kAdded, *sealed, opened).error().kind,
            Error::Kind::kErased);
  EXPECT_EQ(SealMessage(*sealer_, kVera, kAdded, Vera()).error().kind, Error::Kind::kErased);
}

TEST_F(MessageTest, WhatHoldsNothingPersonalIsNotSealed) {
  EXPECT_DEATH((void)SealMessage(*sealer_, kVera, kAdded, testing::PersonAdded()),
               "PersonalFields");
}

TEST(PersonalFieldsTest, FindsThemAtEveryDepth) {
  EXPECT_THAT(PersonalFields(*testing::Person::descriptor()),
              ElementsAre("name", "addresses.street", "by_purpose.value.street", "phone.number",
                          "email", "notes"));
}

TEST(PersonalFieldsTest, SealedDataIsNotPersonal) {
  EXPECT_THAT(PersonalFields(*testing::PersonAdded::descriptor()), IsEmpty());
}

}  // namespace
}  // namespace recourse::seal
