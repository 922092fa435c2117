#include "services/invoicing/views/line_standing.h"

#include <gtest/gtest.h>

#include "services/invoicing/views/statement_kit.h"

// What has become of a line, event by event.
namespace recourse::invoicing {
namespace {

class LineStandingTest : public StatementsViewRig {
 protected:
  LineStandingTest() { Happens(Whole({Line(1, Eur(60'00))})); }

  void Split() {
    Happens(SplitLine{
        kKey, 1, {{To("accounts/a1"), Eur(40'00)}, {To("accounts/a2"), Eur(20'00)}}, "payer"});
  }
  void Settle(int part, const std::optional<std::string>& refused_because = {}) {
    Happens(SettlePart{1, part, PartPaymentIdOf(kKey, 1, part, 0), refused_because});
  }
};

TEST_F(LineStandingTest, TheReasonIsThatOfWhatHappenedLast) {
  Happens(Confirm(1, To("accounts/a1")));
  Happens(SettleLine{1, PaymentIdOf(kKey, 1, 0), "NO_SUCH_ACCOUNT"});
  EXPECT_EQ(Standing(1).reason, "NO_SUCH_ACCOUNT");
  Happens(Confirm(1, To("accounts/a2")));
  EXPECT_EQ(Standing(1).reason, "");
  Happens(SettleLine{1, PaymentIdOf(kKey, 1, 0), std::nullopt});
  Happens(ReopenLine{1, "bounced", 0, true, Eur(60'00), Day(10), "payer",
                     "accounts/a2/payments/" + PaymentIdOf(kKey, 1, 0)});
  EXPECT_EQ(Standing(1).reason, "bounced");
  Happens(IgnoreLine{1, "ours"});
  EXPECT_EQ(Standing(1).reason, "ours");
}

TEST_F(LineStandingTest, PartsThatWereRefusedAreGoneAndOthersKeepTheirNumbers) {
  Split();
  Settle(1, "NO_SUCH_ACCOUNT");
  Settle(2);
  Happens(SplitLine{kKey, 1, {{To("accounts/a3"), Eur(40'00)}}, "payer"});
  EXPECT_EQ(Standing(1).part_numbers, (Numbered{2, 3}));
  EXPECT_EQ(Standing(1).waiting, Eur(40'00));
}

TEST_F(LineStandingTest, ARestThatIsRefusedTakesNoRecordedRestWithIt) {
  Split();
  Settle(1);
  Settle(2, "NO_SUCH_ACCOUNT");
  Happens(Confirm(1, To("accounts/a3")));
  Happens(SettleLine{1, PaymentIdOf(kKey, 1, 0), std::nullopt});
  const std::string reversed = "accounts/a1/payments/" + PartPaymentIdOf(kKey, 1, 1, 0);
  Happens(ReopenLine{1, "x", 0, true, Eur(40'00), Day(10), "payer", "", {reversed}});
  Happens(Confirm(1, To("accounts/a4")));
  Happens(SettleLine{1, PaymentIdOf(kKey, 1, 1), "NO_SUCH_ACCOUNT"});
  const LineStanding standing = Standing(1);
  EXPECT_EQ(standing.state, v1::LINE_STATE_WAITING);
  EXPECT_EQ(standing.waiting, Eur(40'00));
  ASSERT_EQ(standing.parts.size(), 1u);
  EXPECT_EQ(standing.parts[0].match().account(), "accounts/a3");
  EXPECT_EQ(standing.parts[0].state(), v1::LINE_STATE_RECORDED);
}

}  // namespace
}  // namespace recourse::invoicing
