#include <gtest/gtest.h>

#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

using History = std::vector<LedgerEvent>;
using enum LedgerRule;

// i1 and i2 of 100.00, due on days 31 and 40.
const History kTwo = Open({Issued("i1", Eur(100'00)), Issued("i2", Eur(100'00), Day(40))});

ExtendDueDate Extend(const std::string& id, int day, bool for_interest = true,
                     bool for_aging = true) {
  return {id, "i1", Day(day), "storm", for_interest, for_aging};
}
const DueDateExtended kExtended{"e1", "i1", Day(60), "storm", true, true, Day(60)};

TEST(LedgerExtensionsTest, AnExtensionSaysWhenTheInvoiceIsDueNow) {
  Given(kTwo).When(Extend("e1", 60)).Then({kExtended});
  const History extended = After(kTwo, Extend("e1", 60));
  Given(extended).When(Extend("e1", 60)).ThenNothing();
  Given(extended)
      .When(RevokeExtension{"e1", "no storm"})
      .Then({DueDateExtensionRevoked{"e1", "i1", "no storm", Day(31)}});
  Given(After(extended, RevokeExtension{"e1", "no storm"}))
      .When(RevokeExtension{"e1", "no storm"})
      .ThenNothing();
}

TEST(LedgerExtensionsTest, TheLatestOfThoseInForceHolds) {
  History story = After(After(kTwo, Extend("e1", 60)), Extend("e2", 80));
  Given(story)
      .When(RevokeExtension{"e2", "x"})
      .Then({DueDateExtensionRevoked{"e2", "i1", "x", Day(60)}});
  Given(story)
      .When(RevokeExtension{"e1", "x"})
      .Then({DueDateExtensionRevoked{"e1", "i1", "x", Day(80)}});
}

TEST(LedgerExtensionsTest, InterestAndAgingUseOnlyWhatIsMeantForThem) {
  const History story =
      After(After(kTwo, Extend("e1", 60, true, false)), Extend("e2", 80, false, true));
  const Invoice invoice = *Replay<LedgerDecider>(story).Find("i1");
  EXPECT_EQ(invoice.DueDay(), Day(80));
  EXPECT_EQ(invoice.AgingDueDay(), Day(80));
  EXPECT_EQ(invoice.InterestStart(), std::optional(Day(61)));
  EXPECT_EQ(Replay<LedgerDecider>(kTwo).Find("i1")->InterestStart(), std::nullopt);
}

// i2 is the older one now.
TEST(LedgerExtensionsTest, PaymentsFollowTheNewOrder) {
  const auto first_paid = [](const History& story) {
    const auto events = LedgerDecider::Decide(RecordPayment{"p1", Eur(10'00), Day(20), {}},
                                              Replay<LedgerDecider>(story), kEndOf2012);
    return std::get<PaymentRecorded>(events->front()).allocations[0].item_id;
  };
  const History extended = After(kTwo, Extend("e1", 60));
  EXPECT_EQ(first_paid(kTwo), "i1");
  EXPECT_EQ(first_paid(extended), "i2");
  EXPECT_EQ(first_paid(After(extended, RevokeExtension{"e1", "x"})), "i1");
}

TEST(LedgerExtensionsTest, WhatBreaksARule) {
  const History extended = After(kTwo, Extend("e1", 60));
  Given(kTwo)
      .When(RevokeExtension{"e9", "x"})
      .ThenRefused(kUnknownExtension, {{"extension_id", "e9"}});
  Given({}).When(Extend("e1", 60)).ThenRefused(kUnknownInvoice);
  Given({Requested("i1", Eur(1))}).When(Extend("e1", 60)).ThenRefused(kInvoiceNotIssued);
  Given(extended)
      .When(Extend("e1", 61))
      .ThenRefused(kExtensionIdReused, {{"invoice_id", "i1"},
                                        {"due_date", "2012-02-29"},
                                        {"differs", "due_date: kept 2012-02-29, said 2012-03-01"}});
  Given(extended).When(Extend("e1", 60, false)).ThenRefused(kExtensionIdReused);
  Given(extended).When(Extend("e1", 60, true, false)).ThenRefused(kExtensionIdReused);
  Given(kTwo)
      .When(Extend("e1", 31))
      .ThenRefused(kDueDateNotLater, {{"due_date", "2012-01-31"}, {"due_now", "2012-01-31"}});
  Given(extended).When(Extend("e2", 60)).ThenRefused(kDueDateNotLater);
  Given(kTwo).When(Extend("e1", 31 + 3661)).ThenRefused(kExtensionTooLong);
  ExtendDueDate wordy = Extend("e1", 60);
  wordy.reason.assign(kTextBytesMax + 1, 'x');
  Given(kTwo).When(wordy).ThenRefused(kReasonTooLong);
  History full = kTwo;
  for (int i = 0; i < static_cast<int>(kExtensionsMax); ++i) {
    full = After(full, Extend("e" + std::to_string(i), 32 + i));
  }
  Given(full).When(Extend("more", 300)).ThenRefused(kTooManyExtensions);
  Given(After(extended, RevokeExtension{"e1", "x"}))
      .When(RevokeExtension{"e1", "y"})
      .ThenRefused(kRevokedOtherwise, {{"extension_id", "e1"}, {"reason", "x"}});
}

// 36 % a year by 360 days: ten cents a day from day 32 on.
AssessInterest Interest(ChargeKind kind = ChargeKind::kLateInterest) {
  InterestTerms terms;
  terms.rate = calendar::Rate{360'000};
  terms.day_count = calendar::DayCount::kActual360;
  return {"z1", "i1", kind, {"law", {}, ""}, terms, std::nullopt, Day(32), Day(61)};
}

Money ChargedAfter(const History& story) {
  return Replay<LedgerDecider>(story).charges.at("z1").amount;
}

TEST(LedgerExtensionsTest, InterestIsCorrectedToStartAfterIt) {
  History story = After(kTwo, Interest());
  EXPECT_EQ(ChargedAfter(story), Eur(3'00));
  story = After(story, Extend("e1", 41));
  EXPECT_EQ(ChargedAfter(story), Eur(2'00));
  EXPECT_TRUE(std::get<InterestAssessed>(story.back()).corrected);
  EXPECT_EQ(std::get<InterestAssessed>(story.back()).segments.front().from, Day(42));
  story = After(story, Extend("e2", 70));
  EXPECT_EQ(ChargedAfter(story), Eur(0));
  story = After(story, RevokeExtension{"e2", "x"});
  EXPECT_EQ(ChargedAfter(story), Eur(2'00));
  EXPECT_EQ(ChargedAfter(After(story, RevokeExtension{"e1", "x"})), Eur(3'00));
}

TEST(LedgerExtensionsTest, WhatWasPaidOfTheInterestIsGivenBack) {
  History story = After(kTwo, Interest());
  story = After(story, RecordPayment{"p1", Eur(3'00), Day(62), {}});
  story = After(story, Extend("e1", 41));
  EXPECT_EQ(Replay<LedgerDecider>(story).payments.at("p1").unapplied, Eur(1'00));
}

TEST(LedgerExtensionsTest, ThePriceOfCreditAndOtherExtensionsLeaveInterestAlone) {
  const History credit = After(kTwo, Interest(ChargeKind::kCreditInterest));
  EXPECT_EQ(ChargedAfter(After(credit, Extend("e1", 41))), Eur(3'00));
  EXPECT_EQ(ChargedAfter(After(After(kTwo, Interest()), Extend("e1", 41, false))), Eur(3'00));
}

TEST(LedgerExtensionsTest, InterestAssessedAfterwardsStartsAfterItToo) {
  const History story = After(After(kTwo, Extend("e1", 41)), Interest());
  EXPECT_EQ(ChargedAfter(story), Eur(2'00));
}

}  // namespace
}  // namespace recourse::invoicing
