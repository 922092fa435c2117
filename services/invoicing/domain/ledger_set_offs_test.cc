#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

// i9 is a credit note of 60.00, for N-i2 where it says so.
InvoiceIssued Credit(Money amount = Eur(-60'00), std::vector<std::string> preceding = {}) {
  InvoiceIssued issued = Issued("i9", amount);
  for (const std::string& number : preceding) {
    issued.content.details.preceding.push_back({number, std::nullopt});
  }
  return issued;
}

const auto kTwoOpen =
    Open({Issued("i1", Eur(100'00)), Issued("i2", Eur(50'00), Day(60)), Credit()});
const SetOffInvoice kSetOff{"s1", "i9", Day(40), {}};

TEST(LedgerSetOffsTest, TheOldestDueIsClearedFirst) {
  Given(Open({Issued("i1", Eur(50'00), Day(60)), Issued("i2", Eur(40'00)), Credit()}))
      .When(kSetOff)
      .Then({ItemsSetOff{
          "s1",
          "i9",
          Eur(60'00),
          Day(40),
          {},
          {{"i2", Eur(40'00), Day(40)}, {"i1", Eur(20'00), Day(40)}},
          {{"i9", Eur(0), Eur(0)}, {"i2", Eur(0), Eur(0)}, {"i1", Eur(30'00), Eur(0)}}}});
}

TEST(LedgerSetOffsTest, WhatTheCreditNamesAsPrecedingIsClearedBeforeTheOldest) {
  Given(Open({Issued("i1", Eur(100'00)), Issued("i2", Eur(50'00), Day(60)),
              Credit(Eur(-60'00), {"unheard of", "N-i2", "N-i2"})}))
      .When(kSetOff)
      .Then({ItemsSetOff{
          "s1",
          "i9",
          Eur(60'00),
          Day(40),
          {},
          {{"i2", Eur(50'00), Day(40)}, {"i1", Eur(10'00), Day(40)}},
          {{"i9", Eur(0), Eur(0)}, {"i2", Eur(0), Eur(0)}, {"i1", Eur(90'00), Eur(0)}}}});
}

TEST(LedgerSetOffsTest, WhatIsLeftStaysOpenInTheCustomersFavour) {
  Given(Open({Issued("i1", Eur(25'00)), Credit()}))
      .When(kSetOff)
      .Then({ItemsSetOff{"s1",
                         "i9",
                         Eur(25'00),
                         Day(40),
                         {},
                         {{"i1", Eur(25'00), Day(40)}},
                         {{"i9", Eur(-35'00), Eur(0)}, {"i1", Eur(0), Eur(0)}}}});
}

TEST(LedgerSetOffsTest, ADesignationClearsThatAndNothingElse) {
  SetOffInvoice designated = kSetOff;
  designated.designations = {{"i2", Eur(30'00)}};
  Given(kTwoOpen)
      .When(designated)
      .Then({ItemsSetOff{"s1",
                         "i9",
                         Eur(30'00),
                         Day(40),
                         {{"i2", Eur(30'00)}},
                         {{"i2", Eur(30'00), Day(40)}},
                         {{"i9", Eur(-30'00), Eur(0)}, {"i2", Eur(20'00), Eur(0)}}}});
}

TEST(LedgerSetOffsTest, WhatIsDisputedIsClearedOnlyIfDesignated) {
  const auto disputed = After(kTwoOpen, MarkDisputed{"d1", "i1", Eur(90'00), Day(1)});
  Given(disputed).When(kSetOff).Then({ItemsSetOff{
      "s1",
      "i9",
      Eur(60'00),
      Day(40),
      {},
      {{"i1", Eur(10'00), Day(40)}, {"i2", Eur(50'00), Day(40)}},
      {{"i9", Eur(0), Eur(0)}, {"i1", Eur(90'00), Eur(90'00)}, {"i2", Eur(0), Eur(0)}}}});
  SetOffInvoice designated = kSetOff;
  designated.designations = {{"i1", Eur(60'00)}};
  Given(disputed)
      .When(designated)
      .Then({ItemsSetOff{"s1",
                         "i9",
                         Eur(60'00),
                         Day(40),
                         {{"i1", Eur(60'00)}},
                         {{"i1", Eur(60'00), Day(40)}},
                         {{"i9", Eur(0), Eur(0)}, {"i1", Eur(40'00), Eur(40'00)}}}});
}

TEST(LedgerSetOffsTest, OtherCurrenciesAreLeftAlone) {
  Given(Open({Issued("i1", Usd(100'00)), Issued("i2", Eur(10'00), Day(60)), Credit()}))
      .When(kSetOff)
      .Then({ItemsSetOff{"s1",
                         "i9",
                         Eur(10'00),
                         Day(40),
                         {},
                         {{"i2", Eur(10'00), Day(40)}},
                         {{"i9", Eur(-50'00), Eur(0)}, {"i2", Eur(0), Eur(0)}}}});
}

// Both sides on that day: until then neither is cleared.
TEST(LedgerSetOffsTest, NoInvoiceIsClearedBeforeItIsIssued) {
  InvoiceIssued later = Issued("i1", Eur(100'00), Day(90));
  later.content.issue_date = Day(50);
  Given(Open({later, Credit()}))
      .When(kSetOff)
      .Then({ItemsSetOff{"s1",
                         "i9",
                         Eur(60'00),
                         Day(40),
                         {},
                         {{"i1", Eur(60'00), Day(50)}},
                         {{"i9", Eur(0), Eur(0)}, {"i1", Eur(40'00), Eur(0)}}}});
}

TEST(LedgerSetOffsTest, ReversedBothSidesAreOpenAgain) {
  Given(After(kTwoOpen, kSetOff))
      .When(ReverseSetOff{"s1", Day(45), "wrong invoice"})
      .Then({SetOffReversed{"s1",
                            "i9",
                            Eur(60'00),
                            Day(45),
                            "wrong invoice",
                            {{"i1", Eur(60'00), Day(45)}},
                            {{"i9", Eur(-60'00), Eur(0)}, {"i1", Eur(100'00), Eur(0)}}}});
}

TEST(LedgerSetOffsTest, WhatIsOpenAgainIsPaidAndSetOffAgain) {
  const auto reversed =
      After(After(kTwoOpen, kSetOff), ReverseSetOff{"s1", Day(45), "wrong invoice"});
  const auto paid = After(reversed, RecordPayment{"p1", Eur(100'00), Day(46), {}});
  Given(paid)
      .When(SetOffInvoice{"s2", "i9", Day(47), {}})
      .Then({ItemsSetOff{"s2",
                         "i9",
                         Eur(50'00),
                         Day(47),
                         {},
                         {{"i2", Eur(50'00), Day(47)}},
                         {{"i9", Eur(-10'00), Eur(0)}, {"i2", Eur(0), Eur(0)}}}});
}

TEST(LedgerSetOffsTest, AskedAgainNothingHappens) {
  const auto set_off = After(kTwoOpen, kSetOff);
  Given(set_off).When(kSetOff).ThenNothing();
  const ReverseSetOff reversal{"s1", Day(45), ""};
  const auto reversed = After(set_off, reversal);
  Given(reversed).When(reversal).ThenNothing();
  Given(reversed).When(kSetOff).ThenNothing();
}

TEST(LedgerSetOffsTest, NothingButASetOffClearsWhatIsInTheCustomersFavour) {
  const auto credit = Open({Credit()});
  Given(credit)
      .When(RecordPayment{"p1", Eur(10'00), Day(40), {{"i9", Eur(10'00)}}})
      .Then({PaymentRecorded{
          "p1", Eur(10'00), Day(40), {{"i9", Eur(10'00)}}, {}, Eur(10'00), false, {}}});
  Given(credit)
      .When(IssueCreditNote{"c1", "i9", Eur(10'00), Day(40), "", ""})
      .ThenRefused(LedgerRule::kMoreThanOpen);
  Given(credit)
      .When(WriteOffInvoice{"w1", "i9", Eur(10'00), Day(40), ""})
      .ThenRefused(LedgerRule::kMoreThanOpen);
}

// 365 days of 10 % on 100.00 from day 32; from day 41 on, only 40.00 are owed.
TEST(LedgerSetOffsTest, InterestStopsOnWhatIsSetOff) {
  AssessInterest assess{
      "h1", "i1", ChargeKind::kLateInterest, {"law", {}, ""}, {}, std::nullopt, Day(32), Day(60)};
  assess.terms.rate = calendar::Rate{100'000};
  const auto history = After(After(kTwoOpen, assess), kSetOff);
  const auto* const corrected = std::get_if<InterestAssessed>(&history.back());
  ASSERT_NE(corrected, nullptr);
  EXPECT_TRUE(corrected->corrected);
  ASSERT_EQ(corrected->segments.size(), 2u);
  EXPECT_EQ(corrected->segments[1].from, Day(41));
  EXPECT_EQ(corrected->segments[1].base, Eur(40'00));
  const auto back = After(history, ReverseSetOff{"s1", Day(40), ""});
  EXPECT_EQ(std::get<InterestAssessed>(back.back()).segments.size(), 1u);
}

}  // namespace
}  // namespace recourse::invoicing
