#include <gtest/gtest.h>

#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

using History = std::vector<LedgerEvent>;

// Of 100.00, issued on day 1, due on day 31: 2 % through day 8, 1 % through day 15.
InvoiceIssued Discounted(const std::string& id) {
  InvoiceIssued issued = Issued(id, Eur(100'00));
  issued.content.terms.discounts = {{Day(8), 20'000, Eur(2'00)}, {Day(15), 10'000, Eur(1'00)}};
  return issued;
}
const History kOne = Open({Discounted("i1")});

RecordPayment Pay(std::int64_t minor_units, int day,
                  std::vector<PaymentDesignation> designations = {}) {
  return {"p1", Eur(minor_units), Day(day), std::move(designations)};
}

// What of i1 is discounted, and what is open, after `command`.
std::pair<Money, Money> After1(const History& history, const LedgerCommand& command) {
  const Ledger ledger = Replay<LedgerDecider>(After(history, command));
  return {ledger.Find("i1")->discounted, ledger.Find("i1")->open};
}
const std::pair kSettled2{Eur(2'00), Eur(0)};
std::pair<Money, Money> Open1(std::int64_t minor_units) { return {Eur(0), Eur(minor_units)}; }

TEST(LedgerDiscountsTest, APaymentInTimeThatLeavesNoMoreThanTheStepTakesIt) {
  Given(kOne)
      .When(Pay(98'00, 8))
      .Then(
          {PaymentRecorded{"p1",
                           Eur(98'00),
                           Day(8),
                           {},
                           {{"i1", Eur(98'00), Day(8)}},
                           Eur(0),
                           false,
                           {{"i1", Eur(2'00), Eur(0)}}},
           DiscountTaken{"p1", "i1", Eur(2'00), Day(8), Day(8), 20'000, {{"i1", Eur(0), Eur(0)}}}});
}

TEST(LedgerDiscountsTest, EachStepHasItsDays) {
  EXPECT_EQ(After1(kOne, Pay(98'00, 9)), Open1(2'00));
  EXPECT_EQ(After1(kOne, Pay(99'00, 9)), std::pair(Eur(1'00), Eur(0)));
  EXPECT_EQ(After1(kOne, Pay(99'00, 15)), std::pair(Eur(1'00), Eur(0)));
  EXPECT_EQ(After1(kOne, Pay(99'00, 16)), Open1(1'00));
}

TEST(LedgerDiscountsTest, NeverMoreThanAgreedNorThanIsLeft) {
  EXPECT_EQ(After1(kOne, Pay(97'99, 8)), Open1(2'01));
  EXPECT_EQ(After1(kOne, Pay(98'50, 8)), std::pair(Eur(1'50), Eur(0)));
  EXPECT_EQ(After1(kOne, Pay(100'00, 8)), Open1(0));
  EXPECT_EQ(After1(kOne, Pay(50'00, 8)), Open1(50'00));
}

// Of the other half, which was paid before, none.
TEST(LedgerDiscountsTest, APartPaymentEarnsNoneAndTheStepIsOfWhatWasOpen) {
  History half = After(kOne, RecordPayment{"p0", Eur(50'00), Day(3), {}});
  EXPECT_EQ(After1(half, Pay(48'00, 8)), Open1(2'00));
  EXPECT_EQ(After1(half, Pay(49'00, 8)), std::pair(Eur(1'00), Eur(0)));
}

TEST(LedgerDiscountsTest, NoneWhileAnythingIsClaimed) {
  const History disputed = After(kOne, MarkDisputed{"d1", "i1", Eur(1'00), Day(2)});
  EXPECT_EQ(After1(disputed, Pay(98'00, 8, {{"i1", Eur(98'00)}})), Open1(2'00));
  const History released = After(disputed, ReleaseDisputed{"d1", "i1", ReleaseOutcome::kWithdrawn});
  EXPECT_EQ(After1(released, Pay(98'00, 8)), kSettled2);
}

TEST(LedgerDiscountsTest, WhatIsDesignatedTakesEachItsOwnAndTheRestGoesOn) {
  const History two = Open({Discounted("i1"), Discounted("i2")});
  const Ledger both =
      Replay<LedgerDecider>(After(two, Pay(196'00, 8, {{"i1", Eur(98'00)}, {"i2", Eur(98'00)}})));
  EXPECT_EQ(both.Find("i1")->discounted, Eur(2'00));
  EXPECT_EQ(both.Find("i2")->discounted, Eur(2'00));
  const Ledger rest = Replay<LedgerDecider>(After(two, Pay(150'00, 8, {{"i1", Eur(98'00)}})));
  EXPECT_EQ(rest.Find("i1")->discounted, Eur(2'00));
  EXPECT_EQ(rest.Find("i2")->open, Eur(48'00));
}

// One bank transfer for two invoices: 98.00 + 98.00, or 98.00 + 40.00 of one without a discount.
TEST(LedgerDiscountsTest, WhatPaysTheOldestExactlyLessTheirDiscountsTakesThemAll) {
  const History three = Open({Discounted("i1"), Discounted("i2"), Issued("i3", Eur(40'00))});
  const auto open = [&](const RecordPayment& payment) {
    const Ledger ledger = Replay<LedgerDecider>(After(three, payment));
    return std::vector{ledger.Find("i1")->open, ledger.Find("i2")->open, ledger.Find("i3")->open};
  };
  EXPECT_EQ(open(Pay(196'00, 8)), (std::vector{Eur(0), Eur(0), Eur(40'00)}));
  EXPECT_EQ(open(Pay(236'00, 8)), (std::vector{Eur(0), Eur(0), Eur(0)}));
  EXPECT_EQ(open(Pay(198'00, 15)), (std::vector{Eur(0), Eur(0), Eur(40'00)}));
  EXPECT_EQ(open(Pay(138'00, 8, {{"i3", Eur(40'00)}})), (std::vector{Eur(0), Eur(100'00), Eur(0)}));
  EXPECT_EQ(open(Pay(198'00, 8, {{"i1", Eur(100'00)}})), (std::vector{Eur(0), Eur(0), Eur(40'00)}));
  EXPECT_EQ(open(Pay(195'99, 8)), (std::vector{Eur(0), Eur(4'01), Eur(40'00)}));
  EXPECT_EQ(open(Pay(196'00, 9)), (std::vector{Eur(0), Eur(4'00), Eur(40'00)}));
  const Ledger part = Replay<LedgerDecider>(After(three, Pay(196'00, 8, {{"i2", Eur(1'00)}})));
  EXPECT_EQ(part.Find("i1")->discounted, Eur(0));
}

TEST(LedgerDiscountsTest, MoneyThatCameInTimeTakesItWhenItIsApplied) {
  History early = Open({});
  early = After(early, RecordPayment{"p2", Eur(98'00), Day(8), {}});
  for (const LedgerEvent& event : kOne) early.push_back(event);
  EXPECT_EQ(After1(early, ApplyPayment{"a1", "p2", Day(30), {}}), kSettled2);
  History late = Open({});
  late = After(late, RecordPayment{"p2", Eur(98'00), Day(16), {}});
  for (const LedgerEvent& event : kOne) late.push_back(event);
  EXPECT_EQ(After1(late, ApplyPayment{"a1", "p2", Day(30), {}}), Open1(2'00));
}

TEST(LedgerDiscountsTest, AReversalTakesItBack) {
  Given(After(kOne, Pay(98'00, 8)))
      .When(ReversePayment{"p1", ReversalCause::kBounced, Day(12), "no funds"})
      .Then({PaymentReversed{"p1",
                             Eur(98'00),
                             ReversalCause::kBounced,
                             Day(12),
                             "no funds",
                             {{"i1", Eur(98'00), Day(12)}},
                             Eur(0),
                             {{"i1", Eur(98'00), Eur(0)}}},
             DiscountReversed{"p1", "i1", Eur(2'00), Day(12), {{"i1", Eur(100'00), Eur(0)}}}});
}

// The discount is part of the base's fall: interest assessed before is corrected by both events.
TEST(LedgerDiscountsTest, InterestFollowsThePaymentAndTheDiscount) {
  InterestTerms terms;
  terms.rate = calendar::Rate{360'000};
  terms.day_count = calendar::DayCount::kActual360;
  History story = After(kOne, AssessInterest{"z1",
                                             "i1",
                                             ChargeKind::kCreditInterest,
                                             {"law", {}, ""},
                                             terms,
                                             std::nullopt,
                                             Day(2),
                                             Day(11)});
  EXPECT_EQ(Replay<LedgerDecider>(story).charges.at("z1").amount, Eur(1'00));
  story = After(story, Pay(98'00, 6, {{"i1", Eur(98'00)}}));
  EXPECT_EQ(Replay<LedgerDecider>(story).charges.at("z1").amount, Eur(50));
  story = After(story, ReversePayment{"p1", ReversalCause::kBounced, Day(6), ""});
  EXPECT_EQ(Replay<LedgerDecider>(story).charges.at("z1").amount, Eur(1'00));
}

TEST(LedgerDiscountsTest, TheOrderAgreedForAnInvoiceIsThatOfItsDebt) {
  InvoiceIssued issued = Issued("i1", Eur(100'00));
  issued.content.terms.allocation_order = PartOrder::kPrincipalFirst;
  const History story =
      After(Open({issued}), AssessCharge{"f1", "i1", ChargeKind::kCosts, Eur(5'00), Day(2), {}});
  const auto first = [&](std::optional<PartOrder> order) {
    RecordPayment payment = Pay(10'00, 20);
    payment.order = order;
    const auto events = LedgerDecider::Decide(payment, Replay<LedgerDecider>(story), kEndOf2012);
    return std::get<PaymentRecorded>(events->front()).allocations[0].item_id;
  };
  EXPECT_EQ(first(std::nullopt), "i1");
  EXPECT_EQ(first(PartOrder::kCostsInterestPrincipal), "f1");
}

}  // namespace
}  // namespace recourse::invoicing
