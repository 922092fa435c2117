#include "services/invoicing/domain/ledger_kit.h"
#include "services/invoicing/domain/postings.h"

namespace recourse::invoicing {
namespace {

const RefundSource kFromPayment{RefundSourceKind::kPayment, "p1"};
const RefundSource kFromInvoice{RefundSourceKind::kInvoice, "i1"};
const RefundPayee kPayee{RefundMethod::kBankTransfer, "vendor-17"};

// 100.00 are owed and 130.00 were paid on the fifth.
std::vector<LedgerEvent> Overpaid() {
  return After(Open({Issued("i1", Eur(100'00))}), RecordPayment{"p1", Eur(130'00), Day(5), {}});
}
std::vector<LedgerEvent> InFavour() { return Open({Issued("i1", Eur(-100'00))}); }

RequestRefund OfPayment(Money amount, int day = 9) {
  return {"r1", kFromPayment, amount, Day(day), "paid twice", kPayee};
}
RequestRefund OfInvoice(Money amount, int day = 9) {
  return {"r1", kFromInvoice, amount, Day(day), "returned", kPayee};
}

std::string UnappliedOf(const std::vector<LedgerEvent>& history) {
  return ToString(Replay<LedgerDecider>(history).payments.at("p1").unapplied);
}
std::string OpenOf(const std::vector<LedgerEvent>& history) {
  return ToString(Replay<LedgerDecider>(history).Find("i1")->open);
}

TEST(LedgerRefundsTest, WhatIsRequestedIsSetAside) {
  Given(Overpaid())
      .When(OfPayment(Eur(20'00)))
      .Then({RefundRequested{"r1", kFromPayment, Eur(20'00), Day(9), "paid twice", kPayee, {}}});
  const auto requested = After(Overpaid(), OfPayment(Eur(20'00)));
  EXPECT_EQ(UnappliedOf(requested), "10.00 EUR");
  Given(requested)
      .When(RequestRefund{"r2", kFromPayment, Eur(10'01), Day(9), "", kPayee})
      .ThenRefused(LedgerRule::kMoreThanToRefund);
}

TEST(LedgerRefundsTest, AnInvoiceInTheCustomersFavourIsRefundedInParts) {
  Given(InFavour())
      .When(OfInvoice(Eur(40'00)))
      .Then({RefundRequested{"r1",
                             kFromInvoice,
                             Eur(40'00),
                             Day(9),
                             "returned",
                             kPayee,
                             {{"i1", Eur(-60'00), Eur(0)}}}});
  const auto requested = After(InFavour(), OfInvoice(Eur(40'00)));
  const Invoice invoice = *Replay<LedgerDecider>(requested).Find("i1");
  EXPECT_EQ(invoice.refunded, Eur(-40'00));
  EXPECT_EQ(invoice.amount, invoice.Cleared() + invoice.open);
}

TEST(LedgerRefundsTest, NoApplicationTakesWhatIsSetAside) {
  auto history = After(Overpaid(), OfPayment(Eur(20'00)));
  for (const LedgerEvent& event : Open({Issued("i2", Eur(50'00))})) history.push_back(event);
  const auto applied = After(history, ApplyPayment{"a1", "p1", Day(10), {}});
  EXPECT_EQ(std::get<PaymentApplied>(applied.back()).allocations,
            (std::vector<PaymentAllocation>{{"i2", Eur(10'00), Day(10)}}));
}

TEST(LedgerRefundsTest, SentItIsGoneAndFailedItIsBack) {
  const auto requested = After(Overpaid(), OfPayment(Eur(20'00)));
  Given(requested)
      .When(SendRefund{"r1", Day(10), "bank-7"})
      .Then({RefundSent{"r1", kFromPayment, Eur(20'00), Day(10), "bank-7"}});
  const auto sent = After(requested, SendRefund{"r1", Day(10), "bank-7"});
  EXPECT_EQ(UnappliedOf(sent), "10.00 EUR");
  Given(sent)
      .When(FailRefund{"r1", Day(12), "account closed"})
      .Then({RefundFailed{"r1", kFromPayment, Eur(20'00), Day(12), "account closed", {}}});
  const auto failed = After(sent, FailRefund{"r1", Day(12), "account closed"});
  EXPECT_EQ(UnappliedOf(failed), "30.00 EUR");
}

TEST(LedgerRefundsTest, CancelledItIsBack) {
  const auto requested = After(InFavour(), OfInvoice(Eur(100'00)));
  EXPECT_EQ(OpenOf(requested), "0.00 EUR");
  Given(requested)
      .When(CancelRefund{"r1", Day(9), "it will buy again"})
      .Then({RefundCancelled{"r1",
                             kFromInvoice,
                             Eur(100'00),
                             Day(9),
                             "it will buy again",
                             {{"i1", Eur(-100'00), Eur(0)}}}});
  EXPECT_EQ(OpenOf(After(requested, CancelRefund{"r1", Day(9), ""})), "-100.00 EUR");
}

TEST(LedgerRefundsTest, AskedAgainNothingHappens) {
  const SendRefund send{"r1", Day(10), "bank-7"};
  const FailRefund fail{"r1", Day(12), "account closed"};
  const CancelRefund cancel{"r1", Day(10), "it will buy again"};
  const auto requested = After(Overpaid(), OfPayment(Eur(20'00)));
  Given(requested).When(OfPayment(Eur(20'00))).ThenNothing();
  const auto sent = After(requested, send);
  Given(sent).When(send).ThenNothing();
  const auto failed = After(sent, fail);
  Given(failed).When(OfPayment(Eur(20'00))).ThenNothing();
  Given(failed).When(send).ThenNothing();
  Given(failed).When(fail).ThenNothing();
  Given(After(requested, cancel)).When(cancel).ThenNothing();
}

// The money that was sent is owed: the payment's cash is overdrawn by it until it comes back.
TEST(LedgerRefundsTest, APaymentThatDidNotStayIsOverdrawnByWhatWasSentOfIt) {
  const auto sent =
      After(After(Overpaid(), OfPayment(Eur(20'00))), SendRefund{"r1", Day(10), "bank-7"});
  const ReversePayment bounce{"p1", ReversalCause::kBounced, Day(11), "no funds"};
  PaymentReversed expected{"p1",
                           Eur(130'00),
                           ReversalCause::kBounced,
                           Day(11),
                           "no funds",
                           {{"i1", Eur(100'00), Day(11)}},
                           Eur(10'00),
                           {{"i1", Eur(100'00), Eur(0)}}};
  expected.refunded = Eur(20'00);
  Given(sent).When(bounce).Then({expected});
  const auto bounced = After(sent, bounce);
  EXPECT_EQ(UnappliedOf(bounced), "-20.00 EUR");
  EXPECT_EQ(UnappliedOf(After(bounced, FailRefund{"r1", Day(12), ""})), "0.00 EUR");
}

TEST(LedgerRefundsTest, APaymentWaitsForItsPendingRefundBeforeItIsReversed) {
  const auto requested = After(Overpaid(), OfPayment(Eur(20'00)));
  const ReversePayment bounce{"p1", ReversalCause::kBounced, Day(11), "no funds"};
  Given(requested).When(bounce).ThenRefused(LedgerRule::kRefundPending,
                                            {{"refund_id", "r1"}, {"amount", "20.00 EUR"}});
  const auto cancelled = After(requested, CancelRefund{"r1", Day(10), ""});
  EXPECT_EQ(UnappliedOf(After(cancelled, bounce)), "0.00 EUR");
}

// What the bank has lost, whatever became of a refund.
std::int64_t BankOf(const std::vector<LedgerEvent>& history) {
  std::int64_t sum = 0;
  for (const LedgerEvent& event : history) {
    for (const Posting& posting : Postings(event)) {
      if (posting.account == ChartAccount::kBank || posting.account == ChartAccount::kRefundsPaid) {
        sum += posting.amount.minor_units;
      }
    }
  }
  return sum;
}

TEST(LedgerRefundsTest, TheBankPaysOnceItIsSentAndHasItBackOnceItFailed) {
  const auto requested = After(Overpaid(), OfPayment(Eur(20'00)));
  EXPECT_EQ(BankOf(requested), 130'00);
  const auto sent = After(requested, SendRefund{"r1", Day(10), "bank-7"});
  EXPECT_EQ(BankOf(sent), 110'00);
  EXPECT_EQ(BankOf(After(sent, FailRefund{"r1", Day(12), ""})), 130'00);
  EXPECT_EQ(BankOf(After(requested, CancelRefund{"r1", Day(12), ""})), 130'00);
}

}  // namespace
}  // namespace recourse::invoicing
