#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "recourse/invoicing/v1/conversion_events.pb.h"
#include "recourse/invoicing/v1/set_off_events.pb.h"
#include "services/collections/testing/facts.h"

namespace recourse::collections {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const Date kDue = Day(2012, 2, 2);

// What happens elsewhere, the mornings, and the promises made to the communication log.
class ReactionsTest : public testing::Test {
 protected:
  ReactionsTest() {
    rig_.Happens(kAccount, GermanBusiness());
    rig_.Happens(kAccount, Issued("i1", kDue));
    rig_.News(kAccount);
  }

  ServiceRig rig_;
};

TEST_F(ReactionsTest, CaseObservesWhatInvoicingTells) {
  rig_.Happens(kAccount, Issued("i2", kDue, 60'00));
  EXPECT_EQ(rig_.Last<v1::InvoiceObserved>(kAccount).open().units(), 60);
  rig_.Happens(kAccount, Paid("i1", 70'00));
  rig_.Happens(kAccount, Marked("i1", 70'00, 20'00));
  EXPECT_EQ(rig_.Last<v1::BalancesObserved>(kAccount).cause(), v1::BALANCE_CAUSE_DISPUTED);
  EXPECT_EQ(rig_.Last<v1::BalancesObserved>(kAccount).reference(), "d1");
  rig_.Happens(kAccount, Released("i1", 70'00));
  EXPECT_EQ(rig_.Last<v1::BalancesObserved>(kAccount).cause(), v1::BALANCE_CAUSE_RELEASED);
  invoicing::v1::CreditNoteIssued credited;
  credited.set_credit_note_id("c1");
  AddBalance(credited, "i1", 0, 0);
  rig_.Happens(kAccount, credited);
  EXPECT_EQ(rig_.Last<v1::BalancesObserved>(kAccount).reference(), "c1");
  EXPECT_THAT(rig_.News(kAccount),
              ElementsAre("InvoiceObserved", "BalancesObserved", "BalancesObserved",
                          "BalancesObserved", "BalancesObserved"));
}

TEST_F(ReactionsTest, WhatIsOpenAgainIsChasedAgain) {
  rig_.Happens(kAccount, Paid("i1", 0));
  const auto chased = [&](const auto& event) {
    rig_.Happens(kAccount, event);
    return rig_.Last<v1::BalancesObserved>(kAccount);
  };
  invoicing::v1::PaymentReversed reversed;
  reversed.set_payment_id("p1");
  AddBalance(reversed, "i1", 100'00, 0);
  EXPECT_EQ(chased(reversed).cause(), v1::BALANCE_CAUSE_PAYMENT_REVERSED);
  EXPECT_EQ(chased(reversed).balances(0).open().units(), 100);
  invoicing::v1::InvoiceWrittenOff written_off;
  written_off.set_write_off_id("w1");
  AddBalance(written_off, "i1", 30'00, 0);
  EXPECT_EQ(chased(written_off).cause(), v1::BALANCE_CAUSE_WRITTEN_OFF);
  invoicing::v1::WriteOffReversed expected_again;
  expected_again.set_write_off_id("w1");
  AddBalance(expected_again, "i1", 100'00, 0);
  EXPECT_EQ(chased(expected_again).reference(), "w1");
  invoicing::v1::ItemsSetOff set_off;
  set_off.set_set_off_id("s1");
  AddBalance(set_off, "i1", 10'00, 0);
  EXPECT_EQ(chased(set_off).cause(), v1::BALANCE_CAUSE_SET_OFF);
  EXPECT_EQ(chased(set_off).balances(0).open().units(), 10);
  invoicing::v1::SetOffReversed owed_again;
  owed_again.set_set_off_id("s1");
  AddBalance(owed_again, "i1", 100'00, 0);
  EXPECT_EQ(chased(owed_again).cause(), v1::BALANCE_CAUSE_SET_OFF_REVERSED);
  EXPECT_EQ(chased(owed_again).reference(), "s1");
  invoicing::v1::ConversionReversed converted_back;
  converted_back.set_conversion_id("k1");
  AddBalance(converted_back, "i1", 90'00, 0);
  EXPECT_EQ(chased(converted_back).cause(), v1::BALANCE_CAUSE_PAYMENT_REVERSED);
  invoicing::v1::PaymentApplied applied;
  applied.set_payment_id("p2");
  AddBalance(applied, "i1", 0, 0);
  EXPECT_EQ(chased(applied).cause(), v1::BALANCE_CAUSE_PAYMENT);
}

TEST_F(ReactionsTest, ADiscountGoesWithItsPayment) {
  invoicing::v1::DiscountTaken taken;
  taken.set_payment_id("p1");
  AddBalance(taken, "i1", 0, 0);
  rig_.Happens(kAccount, taken);
  EXPECT_EQ(rig_.Last<v1::BalancesObserved>(kAccount).cause(), v1::BALANCE_CAUSE_PAYMENT);
  invoicing::v1::DiscountReversed reversed;
  reversed.set_payment_id("p1");
  AddBalance(reversed, "i1", 100'00, 0);
  rig_.Happens(kAccount, reversed);
  EXPECT_EQ(rig_.Last<v1::BalancesObserved>(kAccount).cause(), v1::BALANCE_CAUSE_PAYMENT_REVERSED);
}

TEST_F(ReactionsTest, AnExtensionMovesTheDueDay) {
  invoicing::v1::DueDateExtended extended;
  extended.set_invoice_id("i1");
  *extended.mutable_due() = wire::ToWire(kDue + Days(20));
  *extended.mutable_due_date() = wire::ToWire(kDue + Days(30));
  rig_.Happens(kAccount, extended);
  EXPECT_EQ(wire::FromWire(rig_.Last<v1::DueDateObserved>(kAccount).due_date()), kDue + Days(30));
  invoicing::v1::DueDateExtensionRevoked revoked;
  revoked.set_invoice_id("i1");
  *revoked.mutable_due_date() = wire::ToWire(kDue);
  rig_.Happens(kAccount, revoked);
  EXPECT_EQ(wire::FromWire(rig_.Last<v1::DueDateObserved>(kAccount).due_date()), kDue);
  // The invoice told once more is the one that was issued.
  rig_.Happens(kAccount, Issued("i1", kDue));
}

TEST_F(ReactionsTest, WhatIsKnownAlreadyIsNoNews) {
  rig_.Happens(kAccount, GermanBusiness());
  rig_.Happens(kAccount, Issued("i1", kDue));
  rig_.Happens(kAccount, Paid("i1", 100'00));
  EXPECT_THAT(rig_.News(kAccount), IsEmpty());
}

TEST_F(ReactionsTest, AnAccountThatChangesIsChasedAsItIsThen) {
  invoicing::v1::AccountChanged changed;
  ASSERT_TRUE(changed.ParseFromString(GermanBusiness().SerializeAsString()));
  rig_.Happens(kAccount, changed);
  EXPECT_THAT(rig_.News(kAccount), IsEmpty());
  changed.set_preferred_channel(invoicing::v1::PREFERRED_CHANNEL_LETTER);
  rig_.Happens(kAccount, changed);
  EXPECT_THAT(rig_.News(kAccount), ElementsAre("AccountObserved"));
}

TEST_F(ReactionsTest, EventThatCannotBeReadWaitsAsideWithAllThatFollows) {
  rig_.Deliver(kAccount, "recourse.invoicing.v1.PaymentRecorded", "\xff");
  rig_.Happens(kAccount, Paid("i1", 0));
  EXPECT_THAT(rig_.News(kAccount), IsEmpty());
  rig_.Happens("accounts/a2", GermanBusiness());
  EXPECT_THAT(rig_.News("accounts/a2"), ElementsAre("AccountObserved"));
}

TEST_F(ReactionsTest, EventThatTheCaseRefusesWaitsAside) {
  rig_.Happens(kAccount, Paid("i9", 0));
  rig_.Happens(kAccount, Paid("i1", 0));
  EXPECT_THAT(rig_.News(kAccount), IsEmpty());
}

TEST_F(ReactionsTest, MorningSendsAReminder) {
  rig_.Pass(kDue + Days(3));
  ASSERT_THAT(rig_.outbound().messages(), SizeIs(2));  // A note before, then the friendly one.
  const auto sent = rig_.outbound().messages().back();
  EXPECT_FALSE(sent.request_id().empty());
  EXPECT_EQ(sent.parent(), kAccount);
  EXPECT_EQ(sent.message_id(), "ladder-2012-02-05-EUR");
  EXPECT_EQ(sent.content().channel(), communication_log::v1::CHANNEL_EMAIL);
  EXPECT_EQ(sent.content().kind(), communication_log::v1::MESSAGE_KIND_FRIENDLY);
  EXPECT_EQ(sent.content().level(), "friendly");
  EXPECT_EQ(sent.content().language(), "de");
  EXPECT_EQ(sent.content().collection_case(), "accounts/a1/case");
  ASSERT_EQ(sent.content().facts_size(), 1);
  EXPECT_EQ(sent.content().facts(0).number(), "R-i1");
  EXPECT_FALSE(sent.content().facts(0).has_disputed());
  EXPECT_EQ(sent.content().total().units(), 100);
  EXPECT_EQ(wire::FromWire(sent.content().deadline()), kDue + Days(10));
  EXPECT_FALSE(sent.content().has_late_charge());
  EXPECT_EQ(sent.customer().kind(), communication_log::v1::CUSTOMER_KIND_BUSINESS);
  EXPECT_EQ(sent.customer().country(), "DE");
  EXPECT_EQ(sent.customer().time_zone(), "UTC");
  EXPECT_THAT(rig_.News(kAccount),
              ElementsAre("LadderRun", "MessagePromised", "RunScheduled", "MessageQueued",
                          "LadderRun", "MessagePromised", "RunScheduled", "MessageQueued"));
}

TEST_F(ReactionsTest, SecondReminderNamesTheDisputedPartAndTheCharge) {
  rig_.Happens(kAccount, Marked("i1", 100'00, 30'00));
  rig_.Pass(kDue + Days(20));
  const auto content = rig_.outbound().messages().back().content();
  EXPECT_EQ(content.kind(), communication_log::v1::MESSAGE_KIND_SECOND_REMINDER);
  EXPECT_EQ(content.facts(0).disputed().units(), 30);
  EXPECT_EQ(content.total().units(), 70);
  EXPECT_EQ(content.late_charge().amount().units(), 40);
  EXPECT_EQ(content.late_charge().clause(), "terms 2011, 7.2");
}

// Each is as much as one amount may be, their sum is more.
TEST_F(ReactionsTest, LargeInvoicesOfOneDayAreChasedTogether) {
  constexpr char kLarge[] = "accounts/a2";
  rig_.Happens(kLarge, GermanBusiness());
  rig_.Happens(kLarge, Issued("i1", kDue, 600'000'000'000'000));
  rig_.Happens(kLarge, Issued("i2", kDue, 600'000'000'000'000));
  rig_.Happens(kAccount, Paid("i1", 0));
  rig_.Pass(kDue + Days(10));
  ASSERT_THAT(rig_.outbound().messages(), SizeIs(2));
  EXPECT_EQ(rig_.outbound().messages().back().content().total().units(), 12'000'000'000'000);
  EXPECT_EQ(rig_.Last<v1::CallTaskRaised>(kLarge).total().units(), 12'000'000'000'000);
  rig_.Happens(kLarge, Paid("i2", 1));
  rig_.Restart(/*forget=*/true);
  v1::ListCallTasksRequest request;
  const auto tasks =
      rig_.Ask<v1::ListCallTasksResponse>(kClerk, "CollectionsService/ListCallTasks", request);
  ASSERT_TRUE(tasks) << tasks.error().message;
  ASSERT_EQ(tasks->tasks_size(), 1);
  EXPECT_EQ(tasks->tasks(0).total().units(), 6'000'000'000'000);
  EXPECT_EQ(tasks->tasks(0).total().nanos(), 10'000'000);
}

TEST_F(ReactionsTest, MessageRefusedByThePolicyIsRecordedWithItsRule) {
  rig_.outbound().RefuseMessages(communication_log::v1::POLICY_RULE_DO_NOT_CONTACT);
  rig_.Pass(kDue - Days(3));
  EXPECT_EQ(rig_.Last<v1::MessageRefused>(kAccount).rule(), "DO_NOT_CONTACT");
}

TEST_F(ReactionsTest, MessageThatCouldNeverBeSentIsRecordedWithItsRule) {
  rig_.outbound().AnswerMessages(Unexpected{
      Failure{Failure::Kind::kPrecondition, "DEADLINE_PASSED", "It lies in the past.", {}}});
  rig_.Pass(kDue - Days(3));
  EXPECT_EQ(rig_.Last<v1::MessageRefused>(kAccount).rule(), "DEADLINE_PASSED");
}

TEST_F(ReactionsTest, NothingIsSentForWhatIsPaid) {
  rig_.Happens(kAccount, Paid("i1", 0));
  rig_.Pass(kDue + Days(200));
  EXPECT_THAT(rig_.outbound().messages(), IsEmpty());
}

TEST_F(ReactionsTest, TimersSurviveARestartAndARebuild) {
  rig_.Pass(kDue + Days(3));
  rig_.Restart(/*forget=*/false);
  const auto live = rig_.DerivedRows();
  rig_.Restart(/*forget=*/true);
  EXPECT_EQ(rig_.DerivedRows(), live);
  rig_.Pass(kDue + Days(10));
  EXPECT_EQ(rig_.Last<v1::CallTaskRaised>(kAccount).task_id(), "call-2012-02-12-EUR");
}

}  // namespace
}  // namespace recourse::collections
