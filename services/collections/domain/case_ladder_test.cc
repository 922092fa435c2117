#include <gmock/gmock.h>

#include "libs/decider/given.h"
#include "services/collections/testing/case_script.h"

namespace recourse::collections {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const Date kDue = Day(2012, 2, 2);
const Date kIssued = kDue - Days(30);

TEST(CaseLadderTest, EachStepIsTakenOnItsDay) {
  CaseScript script;
  script.Invoice("i1", kDue, kIssued);
  EXPECT_THAT(script.Through(kDue + Days(400)),
              ElementsAre("2012-01-30 note i1", "2012-02-05 friendly i1", "2012-02-12 call i1",
                          "2012-02-22 second_reminder i1", "2012-03-03 offer_of_help i1",
                          "2012-03-18 formal_letter i1", "2012-04-02 final_demand i1",
                          "2012-05-03 agency i1"));
}

TEST(CaseLadderTest, PaymentInFullEndsChasing) {
  CaseScript script;
  script.Invoice("i1", kDue, kIssued);
  script.Balance("i1", kDue + Days(4), BalanceCause::kPayment, 0);
  EXPECT_THAT(script.Through(kDue + Days(400)),
              ElementsAre("2012-01-30 note i1", "2012-02-05 friendly i1"));
  EXPECT_EQ(script.kase().next_run_at, std::nullopt);
}

TEST(CaseLadderTest, AnExtendedInvoiceWaitsForItsNewDueDay) {
  CaseScript script;
  script.Invoice("i1", kDue, kIssued);
  script.On(kDue + Days(4), ObserveDueDate{"i1", kDue + Days(60)});
  EXPECT_THAT(script.On(kDue + Days(5), ObserveDueDate{"i1", kDue + Days(60)}), IsEmpty());
  EXPECT_THAT(script.Through(kDue + Days(72)),
              ElementsAre("2012-01-30 note i1", "2012-02-05 friendly i1", "2012-04-12 call i1"));
}

TEST(CaseLadderTest, ARevokedExtensionIsAsIfItHadNeverBeen) {
  CaseScript script;
  script.Invoice("i1", kDue, kIssued);
  script.On(kDue + Days(4), ObserveDueDate{"i1", kDue + Days(60)});
  script.On(kDue + Days(6), ObserveDueDate{"i1", kDue});
  EXPECT_THAT(script.Through(kDue + Days(12)),
              ElementsAre("2012-01-30 note i1", "2012-02-05 friendly i1", "2012-02-12 call i1"));
}

TEST(CaseLadderTest, PaidOnTheDayOfTheStepIsNotReminded) {
  CaseScript script;
  script.Invoice("i1", kDue, kIssued);
  script.Balance("i1", kDue - Days(3), BalanceCause::kPayment, 0);
  EXPECT_THAT(script.Through(kDue + Days(400)), IsEmpty());
}

TEST(CaseLadderTest, PaidBeforeItWasIssuedIsNeverChased) {
  CaseScript script;
  script.On(kIssued, ObserveInvoice{"i1", "R-1", kIssued, kDue, Eur(100'00), Eur(0)});
  EXPECT_THAT(script.Through(kDue + Days(400)), IsEmpty());
}

TEST(CaseLadderTest, LateInvoiceSkipsNoStepAndKeepsDistances) {
  CaseScript script;
  const Date told = kDue + Days(100);
  script.Invoice("i1", kDue, told);
  EXPECT_THAT(
      script.Through(told + Days(400)),
      ElementsAre("2012-05-12 friendly i1", "2012-05-19 call i1", "2012-05-29 second_reminder i1",
                  "2012-06-08 offer_of_help i1", "2012-06-23 formal_letter i1",
                  "2012-07-08 final_demand i1", "2012-08-08 agency i1"));
}

TEST(CaseLadderTest, OneMessageARunWordedByTheHighestEachInvoiceKeepsItsLevel) {
  CaseScript script;
  script.Invoice("i1", kDue, kIssued);
  script.Invoice("i2", kDue + Days(17), kIssued);
  script.Balance("i2", kIssued, BalanceCause::kPayment, 40'00);
  EXPECT_THAT(script.Through(Day(2012, 2, 21)),
              ElementsAre("2012-01-30 note i1", "2012-02-05 friendly i1", "2012-02-12 call i1",
                          "2012-02-16 note i2"));
  EXPECT_THAT(script.Through(Day(2012, 2, 22)),
              ElementsAre("2012-02-22 second_reminder i1", "2012-02-22 friendly i2"));

  const auto message = script.All<MessagePromised>().back();
  EXPECT_EQ(message.message_id, "ladder-2012-02-22-EUR");
  EXPECT_EQ(message.step, StepKind::kSecondReminder);
  EXPECT_THAT(message.invoices,
              ElementsAre(InvoiceFact{"i1", "R-i1", kDue, Eur(100'00), Eur(0)},
                          InvoiceFact{"i2", "R-i2", kDue + Days(17), Eur(40'00), Eur(0)}));
  EXPECT_EQ(message.total, Eur(140'00));
  // i2 is called on 29 February, i1 offered help on 3 March: nobody is chased before the deadline.
  EXPECT_EQ(message.deadline, Day(2012, 2, 29));
  EXPECT_EQ(script.kase().invoices.at("i1").deadline, Day(2012, 3, 3));
  EXPECT_EQ(script.kase().invoices.at("i1").last_step()->kind, StepKind::kSecondReminder);
  EXPECT_EQ(script.kase().invoices.at("i2").last_step()->kind, StepKind::kFriendly);
}

TEST(CaseLadderTest, MessageGivesUntilTheEarliestOfItsDeadlines) {
  CaseScript script;
  script.Invoice("i2", kDue, kIssued);
  script.Invoice("i1", kDue - Days(50), kDue + Days(20));
  script.Through(kDue + Days(20));
  // The older one was told late and begins anew: its call comes before the other's offer of help.
  const auto message = script.All<MessagePromised>().back();
  EXPECT_EQ(message.invoices.front().invoice_id, "i1");
  EXPECT_EQ(message.invoices.back().invoice_id, "i2");
  EXPECT_EQ(message.step, StepKind::kSecondReminder);
  EXPECT_EQ(message.deadline, kDue + Days(27));
}

TEST(CaseLadderTest, PaymentOfOneInvoiceSkipsNoStepOfAnother) {
  CaseScript script;
  script.Invoice("i1", kDue, kIssued);
  script.Invoice("i2", kDue, kIssued);
  script.Through(kDue + Days(5));
  script.Balance("i1", kDue + Days(6), BalanceCause::kPayment, 0);
  EXPECT_THAT(script.Through(kDue + Days(25)),
              ElementsAre("2012-02-12 call i2", "2012-02-22 second_reminder i2"));
}

TEST(CaseLadderTest, EachCurrencyHasItsOwnMessage) {
  const Money usd{50'00, *Currency::Parse("USD")};
  CaseScript script;
  script.Invoice("i1", kDue, kIssued);
  script.On(kIssued, ObserveInvoice{"i2", "R-2", kIssued, kDue, usd, usd});
  script.Through(kDue);
  const auto messages = script.All<MessagePromised>();
  ASSERT_THAT(messages, SizeIs(2));
  EXPECT_EQ(messages[0].message_id, "ladder-2012-01-30-EUR");
  EXPECT_EQ(messages[1].message_id, "ladder-2012-01-30-USD");
  EXPECT_EQ(messages[1].total, usd);
}

TEST(CaseLadderTest, CallIsATaskAndNoMessage) {
  CaseScript script;
  script.Invoice("i1", kDue, kIssued);
  script.Through(kDue + Days(10));
  EXPECT_THAT(script.All<MessagePromised>(), SizeIs(2));  // Note and friendly reminder.
  EXPECT_THAT(script.All<CallTaskRaised>(),
              ElementsAre(CallTaskRaised{"call-2012-02-12-EUR",
                                         Day(2012, 2, 12),
                                         {{"i1", "R-i1", kDue, Eur(100'00), Eur(0)}},
                                         Eur(100'00),
                                         Day(2012, 2, 22)}));
}

TEST(CaseLadderTest, SecondReminderNamesTheLateChargeOfTheAgreement) {
  Account account = BusinessIn("UTC");
  account.late_charge = LateCharge{Eur(5'00), "terms 7.2", Day(2011, 1, 1), "with the order"};
  CaseScript script(account);
  script.Invoice("i1", kDue, kIssued);
  script.Through(kDue + Days(60));
  for (const auto& message : script.All<MessagePromised>()) {
    const bool names_it = message.step == StepKind::kSecondReminder;
    EXPECT_EQ(message.late_charge.has_value(), names_it) << message.message_id;
  }
}

TEST(CaseLadderTest, AHigherStepOfAnotherInvoiceDropsNoLateCharge) {
  Account account = BusinessIn("UTC");
  account.late_charge = LateCharge{Eur(5'00), "terms 7.2", Day(2011, 1, 1), "with the order"};
  CaseScript script(account);
  script.Invoice("i1", kDue, kIssued);
  script.Invoice("i2", kDue - Days(10), kIssued - Days(10));
  script.Through(kDue + Days(20));
  const auto message = script.All<MessagePromised>().back();
  EXPECT_EQ(message.step, StepKind::kOfferOfHelp);
  EXPECT_EQ(message.late_charge, account.late_charge);
  EXPECT_EQ(message.total, Eur(200'00));
}

TEST(CaseLadderTest, RunsAtNineInTheCustomersZone) {
  CaseScript script(BusinessIn("Asia/Tokyo"));
  script.Invoice("i1", kDue, kIssued);
  EXPECT_EQ(script.kase().next_run_at, Day(2012, 1, 30) + std::chrono::hours(0));
  script.On(kIssued + Days(1), ObserveAccount{BusinessIn("Europe/Moscow")});
  EXPECT_EQ(script.kase().next_run_at, Day(2012, 1, 30) + std::chrono::hours(5));
}

TEST(CaseLadderTest, MoreStepsThanARunTakesWaitForTheNextMorning) {
  CaseScript script;
  for (std::size_t i = 0; i < kStepsPerRunMax + 2; ++i) {
    script.Invoice("i" + std::to_string(i), kDue, kIssued);
  }
  EXPECT_THAT(script.Through(kDue - Days(3)), SizeIs(kStepsPerRunMax));
  EXPECT_THAT(script.Through(kDue - Days(2)), SizeIs(2));
}

using Given = GivenHistory<CaseDecider>;

const Instant kMorning = Day(2012, 1, 30) + std::chrono::hours(9);
const std::vector<CaseEvent> kDueNow{
    AccountObserved{BusinessIn("UTC")},
    InvoiceObserved{"i1", "R-1", kIssued, kDue, Eur(100'00), Eur(100'00)}, RunScheduled{kMorning}};

TEST(CaseLadderTest, RunBeforeItsTimeDoesNothing) {
  Given(kDueNow).At(kMorning - std::chrono::microseconds(1)).When(RunLadder{}).ThenNothing();
}

TEST(CaseLadderTest, RunWritesStepsMessageAndNextRun) {
  Given(kDueNow)
      .At(kMorning)
      .When(RunLadder{})
      .Then({LadderRun{Day(2012, 1, 30),
                       "strategies/default",
                       1,
                       {{"i1", StepKind::kNote, Day(2012, 1, 30), Day(2012, 2, 5)}}},
             MessagePromised{"ladder-2012-01-30-EUR",
                             StepKind::kNote,
                             Channel::kLetter,
                             "de",
                             DebtorKind::kBusiness,
                             "DE",
                             "UTC",
                             {{"i1", "R-1", kDue, Eur(100'00), Eur(0)}},
                             Eur(100'00),
                             Day(2012, 2, 5),
                             std::nullopt},
             RunScheduled{Day(2012, 2, 5) + std::chrono::hours(9)}});
}

TEST(CaseLadderTest, LateRunBelongsToTheMorningBefore) {
  const Instant night = Day(2012, 2, 1) + std::chrono::hours(3);
  const auto outcome = Given(kDueNow).At(night).When(RunLadder{});
  ASSERT_TRUE(outcome.decision);
  EXPECT_EQ(std::get<LadderRun>(outcome.decision->front()).day, Day(2012, 1, 31));
}

const LadderRun kRunOfToday{Day(2012, 1, 30), "strategies/default", 1, {}};

TEST(CaseLadderTest, WhatBecomesDueAfterTodaysRunWaitsForTheNextMorning) {
  const InvoiceObserved late{"i2", "R-2", kIssued, kDue, Eur(1'00), Eur(1'00)};
  Given({AccountObserved{BusinessIn("UTC")}, kRunOfToday})
      .At(kMorning)
      .When(ObserveInvoice{"i2", "R-2", kIssued, kDue, Eur(1'00), Eur(1'00)})
      .Then({late, RunScheduled{kMorning + Days(1)}});
}

TEST(CaseLadderTest, MoveToAnotherZoneTakesNoSecondRunOfADay) {
  // Tokyo's morning of the 31st is due, when the customer moves to where it is still the 30th.
  const Instant tokyo = Day(2012, 1, 31) + std::chrono::hours(0);
  const Instant honolulu = Day(2012, 1, 31) + std::chrono::hours(19);
  Given({AccountObserved{BusinessIn("Asia/Tokyo")}, kDueNow[1], kRunOfToday, RunScheduled{tokyo},
         AccountObserved{BusinessIn("Pacific/Honolulu")}})
      .At(tokyo + std::chrono::minutes(5))
      .When(RunLadder{})
      .Then({RunScheduled{honolulu}});
}

TEST(CaseLadderTest, FactBetweenTheTimeAndTheRunDoesNotPostponeTheRun) {
  const InvoiceBalance part{"i1", Eur(60'00), Eur(0)};
  Given(kDueNow)
      .At(kMorning + std::chrono::minutes(5))
      .When(ObserveBalances{BalanceCause::kPayment, "pay-1", {part}})
      .Then({BalancesObserved{BalanceCause::kPayment, "pay-1", {part}}});
}

}  // namespace
}  // namespace recourse::collections
