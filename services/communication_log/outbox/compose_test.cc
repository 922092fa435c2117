#include "services/communication_log/outbox/compose.h"

#include <gtest/gtest.h>

#include <chrono>
#include <optional>

#include "services/communication_log/outbox/sample_letter.h"

namespace recourse::communication_log {
namespace {

using namespace std::chrono_literals;

constexpr const char* kName = "accounts/a1/messages/m1";

class ComposeTest : public testing::Test {
 protected:
  void SetUp() override {
    auto loaded = Templates::Load("services/communication_log/templates");
    ASSERT_TRUE(loaded) << loaded.error().message;
    templates_ = *std::move(loaded);
    date_ = letter_.written_on + 8h;
  }

  std::string Composed() {
    const auto eml = Compose(*templates_, letter_, kName, date_);
    EXPECT_TRUE(eml) << (eml ? "" : eml.error().message);
    return eml ? *eml : "";
  }

  std::optional<Templates> templates_;
  Letter letter_ = SampleLetter(Language::kEn, MessageKind::kFriendly);
  Instant date_;
};

TEST_F(ComposeTest, AMailIsFromTheCreditorToTheDebtor) {
  letter_.content.channel = Channel::kEmail;
  const std::string eml = Composed();
  for (const auto* header :
       {"From: Acme GmbH <billing@acme.example>\r\n", "X-Recourse-Channel: email\r\n",
        "To: \"Hansen & Co. KG\" <office@hansen.example>\r\n",
        "Date: Mon, 05 Mar 2012 08:00:00 +0000\r\n"}) {
    EXPECT_NE(eml.find(header), std::string::npos) << eml;
  }
  EXPECT_NE(eml.find("friendly reminder of 1,050.50 EUR"), std::string::npos) << eml;
  EXPECT_NE(eml.find("\r\n\r\nDear Hansen & Co.,\r\n"), std::string::npos) << eml;
}

TEST_F(ComposeTest, ALetterHasNoMailAddress) {
  letter_.debtor.email.clear();
  const std::string eml = Composed();
  EXPECT_EQ(eml.find("\r\nTo: "), std::string::npos) << eml;
  EXPECT_NE(eml.find("X-Recourse-Channel: letter\r\n"), std::string::npos) << eml;
  EXPECT_NE(eml.find("X-Recourse-Postal-Address: Hansen & Co. KG, Kai 7, 24103 Kiel\r\n"),
            std::string::npos)
      << eml;
  EXPECT_NE(eml.find("\r\nHansen & Co. KG\r\nKai 7\r\n24103 Kiel\r\n"), std::string::npos) << eml;
}

TEST_F(ComposeTest, EqualLettersGiveEqualBytes) { EXPECT_EQ(Composed(), Composed()); }

TEST_F(ComposeTest, AMailToNowhereIsRefused) {
  letter_.content.channel = Channel::kEmail;
  letter_.debtor.email.clear();
  const auto eml = Compose(*templates_, letter_, kName, date_);
  ASSERT_FALSE(eml);
  EXPECT_EQ(eml.error().values, (Failure::Values{{"to.address", ""}}));
}

TEST_F(ComposeTest, AnIncompleteLetterIsRefused) {
  letter_.reference.clear();
  const auto eml = Compose(*templates_, letter_, kName, date_);
  ASSERT_FALSE(eml);
  EXPECT_EQ(eml.error().values, (Failure::Values{{"field", "reference"}}));
}

}  // namespace
}  // namespace recourse::communication_log
