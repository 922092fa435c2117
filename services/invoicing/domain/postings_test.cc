#include "services/invoicing/domain/postings.h"

#include <gmock/gmock.h>

#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

using testing::ElementsAre;
using enum ChartAccount;

bool Is(const Posting& posting, ChartAccount account, std::string_view item, Date effective,
        const Money& amount) {
  return posting.account == account && posting.item == item && posting.effective == effective &&
         posting.amount == amount;
}

MATCHER_P4(Post, account, item, effective, amount, "") {
  return Is(arg, account, item, effective, amount);
}

TEST(PostingsTest, InvoiceIsReceivableFromItsIssueDate) {
  EXPECT_THAT(Postings(Issued("i1", Eur(100'00))),
              ElementsAre(Post(kReceivable, "i1", Day(1), Eur(100'00)),
                          Post(kRevenue, "i1", Day(1), Eur(-100'00))));
}

TEST(PostingsTest, PaymentClearsAndLeavesUnappliedCash) {
  const PaymentRecorded payment{"p1",      Eur(7'00), Day(9), {}, {{"i1", Eur(5'00), Day(9)}},
                                Eur(2'00), false,     {}};
  EXPECT_THAT(Postings(payment), ElementsAre(Post(kBank, "p1", Day(9), Eur(7'00)),
                                             Post(kReceivable, "i1", Day(9), Eur(-5'00)),
                                             Post(kUnappliedCash, "p1", Day(9), Eur(-2'00))));
}

TEST(PostingsTest, MoneyPaidBeforeTheIssueDateWaitsAsUnappliedCash) {
  const PaymentRecorded payment{"p1",   Eur(5'00), Day(-3), {}, {{"i1", Eur(5'00), Day(1)}},
                                Eur(0), false,     {}};
  EXPECT_THAT(Postings(payment), ElementsAre(Post(kBank, "p1", Day(-3), Eur(5'00)),
                                             Post(kUnappliedCash, "p1", Day(-3), Eur(-5'00)),
                                             Post(kUnappliedCash, "p1", Day(1), Eur(5'00)),
                                             Post(kReceivable, "i1", Day(1), Eur(-5'00))));
}

TEST(PostingsTest, CreditNoteClears) {
  const CreditNoteIssued credit{"c1", "i1", Eur(3'00), Day(4), "", "", {}};
  EXPECT_THAT(Postings(credit), ElementsAre(Post(kReceivable, "i1", Day(4), Eur(-3'00)),
                                            Post(kCreditsGranted, "i1", Day(4), Eur(3'00))));
}

TEST(PostingsTest, AnApplicationMovesUnappliedCash) {
  const PaymentApplied applied{"a1", "p1", Day(9), {}, {{"i1", Eur(5'00), Day(11)}}, Eur(2'00), {}};
  EXPECT_THAT(Postings(applied), ElementsAre(Post(kUnappliedCash, "p1", Day(11), Eur(5'00)),
                                             Post(kReceivable, "i1", Day(11), Eur(-5'00))));
}

TEST(PostingsTest, ASetOffClearsBothSidesOnTheDayOfEachPart) {
  const std::vector<SetOffPart> parts{{"i1", Eur(5'00), Day(9)}, {"i2", Eur(2'00), Day(11)}};
  EXPECT_THAT(
      Postings(ItemsSetOff{"s1", "i9", Eur(7'00), Day(9), {}, parts, {}}),
      ElementsAre(
          Post(kReceivable, "i9", Day(9), Eur(5'00)), Post(kSetOffs, "i9", Day(9), Eur(-5'00)),
          Post(kReceivable, "i1", Day(9), Eur(-5'00)), Post(kSetOffs, "i1", Day(9), Eur(5'00)),
          Post(kReceivable, "i9", Day(11), Eur(2'00)), Post(kSetOffs, "i9", Day(11), Eur(-2'00)),
          Post(kReceivable, "i2", Day(11), Eur(-2'00)), Post(kSetOffs, "i2", Day(11), Eur(2'00))));
  EXPECT_THAT(Postings(SetOffReversed{"s1", "i9", Eur(5'00), Day(9), "", {parts[0]}, {}}),
              ElementsAre(Post(kReceivable, "i9", Day(9), Eur(-5'00)),
                          Post(kSetOffs, "i9", Day(9), Eur(5'00)),
                          Post(kReceivable, "i1", Day(9), Eur(5'00)),
                          Post(kSetOffs, "i1", Day(9), Eur(-5'00))));
}

TEST(PostingsTest, AReversalTakesBackWhatWasPaid) {
  const PaymentReversed reversed{"p1",      Eur(7'00), {}, Day(9), "", {{"i1", Eur(5'00), Day(9)}},
                                 Eur(2'00), {}};
  EXPECT_THAT(Postings(reversed), ElementsAre(Post(kBank, "p1", Day(9), Eur(-7'00)),
                                              Post(kReceivable, "i1", Day(9), Eur(5'00)),
                                              Post(kUnappliedCash, "p1", Day(9), Eur(2'00))));
}

TEST(PostingsTest, MoneyTakenBackBeforeTheIssueDateHadWaitedAsUnappliedCash) {
  const PaymentReversed reversed{"p1",   Eur(5'00), {}, Day(-1), "", {{"i1", Eur(5'00), Day(1)}},
                                 Eur(0), {}};
  EXPECT_THAT(Postings(reversed), ElementsAre(Post(kBank, "p1", Day(-1), Eur(-5'00)),
                                              Post(kUnappliedCash, "p1", Day(-1), Eur(5'00)),
                                              Post(kUnappliedCash, "p1", Day(1), Eur(-5'00)),
                                              Post(kReceivable, "i1", Day(1), Eur(5'00))));
}

TEST(PostingsTest, AWriteOffIsBadDebtUntilItIsReversed) {
  EXPECT_THAT(Postings(InvoiceWrittenOff{"w1", "i1", Eur(3'00), Day(4), "", {}}),
              ElementsAre(Post(kReceivable, "i1", Day(4), Eur(-3'00)),
                          Post(kBadDebt, "i1", Day(4), Eur(3'00))));
  EXPECT_THAT(Postings(WriteOffReversed{"w1", "i1", Eur(3'00), Day(5), "", {}}),
              ElementsAre(Post(kReceivable, "i1", Day(5), Eur(3'00)),
                          Post(kBadDebt, "i1", Day(5), Eur(-3'00))));
}

TEST(PostingsTest, ARefundIsPayableUntilItIsSentAndComesBackToItsSource) {
  const RefundSource payment{RefundSourceKind::kPayment, "p1"};
  const RefundSource invoice{RefundSourceKind::kInvoice, "i1"};
  EXPECT_THAT(Postings(RefundRequested{"r1", payment, Eur(3'00), Day(4), "", {}, {}}),
              ElementsAre(Post(kUnappliedCash, "p1", Day(4), Eur(3'00)),
                          Post(kRefundsPayable, "r1", Day(4), Eur(-3'00))));
  EXPECT_THAT(Postings(RefundRequested{"r1", invoice, Eur(3'00), Day(4), "", {}, {}}),
              ElementsAre(Post(kReceivable, "i1", Day(4), Eur(3'00)),
                          Post(kRefundsPayable, "r1", Day(4), Eur(-3'00))));
  EXPECT_THAT(Postings(RefundSent{"r1", invoice, Eur(3'00), Day(5), ""}),
              ElementsAre(Post(kRefundsPayable, "r1", Day(5), Eur(3'00)),
                          Post(kRefundsPaid, "r1", Day(5), Eur(-3'00))));
  EXPECT_THAT(Postings(RefundFailed{"r1", payment, Eur(3'00), Day(6), "", {}}),
              ElementsAre(Post(kRefundsPaid, "r1", Day(6), Eur(3'00)),
                          Post(kUnappliedCash, "p1", Day(6), Eur(-3'00))));
  EXPECT_THAT(Postings(RefundCancelled{"r1", invoice, Eur(3'00), Day(6), "", {}}),
              ElementsAre(Post(kRefundsPayable, "r1", Day(6), Eur(3'00)),
                          Post(kReceivable, "i1", Day(6), Eur(-3'00))));
}

TEST(PostingsTest, MoneyThatWasRefundedIsOwedOnceItsPaymentIsReversed) {
  PaymentReversed reversed{"p1", Eur(7'00), {}, Day(9), "", {}, Eur(2'00), {}};
  reversed.refunded = Eur(5'00);
  EXPECT_THAT(Postings(reversed), ElementsAre(Post(kBank, "p1", Day(9), Eur(-7'00)),
                                              Post(kUnappliedCash, "p1", Day(9), Eur(2'00)),
                                              Post(kUnappliedCash, "p1", Day(9), Eur(5'00))));
}

TEST(PostingsTest, WhatMovesNoMoneyEntersNothing) {
  EXPECT_TRUE(Postings(Requested("i1", Eur(1))).empty());
  EXPECT_TRUE(Postings(InvoiceRefused{"i1", "N-i1", "NUMBER_TAKEN"}).empty());
  EXPECT_TRUE(Postings(DisputedMarked{"d1", "i1", Eur(1), Eur(1), false, {}}).empty());
  EXPECT_TRUE(Postings(DisputedReleased{"d1", "i1", Eur(1), {}, {}}).empty());
}

}  // namespace
}  // namespace recourse::invoicing
