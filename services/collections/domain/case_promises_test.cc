#include <gmock/gmock.h>

#include "services/collections/testing/case_script.h"

namespace recourse::collections {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Date kDue = Day(2012, 2, 2);
const Date kIssued = kDue - Days(30);
const Date kPromised = kDue + Days(10);
const RecordPromiseToPay kPromise{"y1", {"i1"}, Eur(60'00), kPromised + Days(7)};

class CasePromisesTest : public testing::Test {
 protected:
  CasePromisesTest() {
    script.Invoice("i1", kDue, kIssued);
    script.Through(kDue + Days(9));
    script.On(kPromised, kPromise);
  }

  CaseScript script;
};

TEST_F(CasePromisesTest, PromiseStopsTheLadderUntilItsToleranceHasPassed) {
  EXPECT_THAT(script.Through(kPromise.due + Days(2)), IsEmpty());
  EXPECT_THAT(script.Through(kPromise.due + Days(13)),
              ElementsAre("2012-02-22 promise broken y1", "2012-02-22 call i1",
                          "2012-03-03 second_reminder i1"));
}

TEST_F(CasePromisesTest, BrokenPromiseIsCounted) {
  script.Through(kPromise.due + Days(3));
  EXPECT_EQ(script.kase().promises_broken, 1u);
  EXPECT_THAT(script.All<PromiseBroken>(), ElementsAre(PromiseBroken{"y1", Eur(0)}));
}

TEST_F(CasePromisesTest, PromiseIsKeptOnceEnoughIsPaidAndTheRestIsChased) {
  script.Balance("i1", kPromised + Days(2), BalanceCause::kPayment, 70'00);
  EXPECT_THAT(script.All<PromiseKept>(), IsEmpty());
  script.Balance("i1", kPromised + Days(4), BalanceCause::kPayment, 40'00);
  EXPECT_THAT(script.All<PromiseKept>(),
              ElementsAre(PromiseKept{"y1", Eur(60'00), PromiseEnd::kPaid}));
  EXPECT_THAT(script.Through(kPromised + Days(4)),
              ElementsAre("2012-02-16 promise kept y1", "2012-02-16 call i1"));
}

TEST_F(CasePromisesTest, PartOfAPromiseIsABrokenPromise) {
  script.Balance("i1", kPromised + Days(2), BalanceCause::kPayment, 70'00);
  script.Through(kPromise.due + Days(3));
  EXPECT_THAT(script.All<PromiseBroken>(), ElementsAre(PromiseBroken{"y1", Eur(30'00)}));
}

TEST_F(CasePromisesTest, WhatIsTakenBackWasNotPaid) {
  script.Balance("i1", kPromised + Days(2), BalanceCause::kPayment, 70'00);
  script.Balance("i1", kPromised + Days(3), BalanceCause::kPaymentReversed, 100'00);
  script.Balance("i1", kPromised + Days(4), BalanceCause::kPayment, 60'00);
  script.Through(kPromise.due + Days(3));
  EXPECT_THAT(script.All<PromiseBroken>(), ElementsAre(PromiseBroken{"y1", Eur(40'00)}));
}

TEST_F(CasePromisesTest, WhatWasPaidBeforeThePromiseDoesNotCountAgainstIt) {
  script.Balance("i1", kPromised + Days(2), BalanceCause::kPaymentReversed, 130'00);
  script.Balance("i1", kPromised + Days(3), BalanceCause::kPayment, 70'00);
  EXPECT_THAT(script.All<PromiseKept>(),
              ElementsAre(PromiseKept{"y1", Eur(60'00), PromiseEnd::kPaid}));
}

TEST_F(CasePromisesTest, CreditNoteIsNoPaymentButMayLeaveNothingToPromise) {
  script.Balance("i1", kPromised + Days(1), BalanceCause::kCreditNote, 10'00);
  EXPECT_THAT(script.All<PromiseKept>(), IsEmpty());
  script.Balance("i1", kPromised + Days(2), BalanceCause::kCreditNote, 0);
  EXPECT_THAT(script.All<PromiseKept>(),
              ElementsAre(PromiseKept{"y1", Eur(0), PromiseEnd::kNothingLeft}));
}

TEST_F(CasePromisesTest, PaymentWithinTheToleranceKeepsThePromise) {
  script.Balance("i1", kPromise.due + Days(3), BalanceCause::kPayment, 0);
  EXPECT_THAT(script.Through(kDue + Days(400)), ElementsAre("2012-02-22 promise kept y1"));
}

TEST_F(CasePromisesTest, OneOfSeveralInvoicesMayBePaidForAll) {
  script.Invoice("i2", kDue + Days(30), kPromised);
  script.Invoice("i3", kDue + Days(30), kPromised);
  script.On(kPromised, RecordPromiseToPay{"y2", {"i2", "i3"}, Eur(90'00), kPromised + Days(7)});
  script.Balance("i3", kPromised + Days(1), BalanceCause::kPayment, 10'00);
  EXPECT_THAT(script.All<PromiseKept>(),
              ElementsAre(PromiseKept{"y2", Eur(90'00), PromiseEnd::kPaid}));
}

TEST_F(CasePromisesTest, InvoiceMayBePromisedAgainOnceThePromiseEnded) {
  script.Through(kPromise.due + Days(3));
  const Date later = kPromise.due + Days(4);
  script.On(later, RecordPromiseToPay{"y2", {"i1"}, Eur(100'00), later});
  EXPECT_EQ(script.kase().promises.at("y2").state, PromiseToPay::State::kOpen);
}

TEST_F(CasePromisesTest, RepeatedPromiseYieldsNothingEvenAfterItEnded) {
  EXPECT_THAT(script.On(kPromised, kPromise), IsEmpty());
  script.Through(kPromise.due + Days(3));
  EXPECT_THAT(script.On(kPromise.due + Days(4), kPromise), IsEmpty());
}

}  // namespace
}  // namespace recourse::collections
