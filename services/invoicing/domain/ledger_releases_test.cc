// Credit notes on what is paid: payments give back what is credited beyond what is open.

#include <gtest/gtest.h>

#include "services/invoicing/domain/ledger_invariant.h"
#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

using History = std::vector<LedgerEvent>;

const History kOpen100 = Open({Issued("i1", Eur(100'00))});

RecordPayment Pay(const char* id, std::int64_t minor_units, int day) {
  return {id, Eur(minor_units), Day(day), {}};
}

IssueCreditNote Credit(std::int64_t minor_units, int day = 20, const char* id = "c1") {
  return {id, "i1", Eur(minor_units), Day(day), "damaged", ""};
}

CreditNoteIssued Credited(const IssueCreditNote& asked, Money open,
                          std::vector<ReleasedPayment> released) {
  CreditNoteIssued issued{asked.credit_note_id,  "i1", asked.amount, asked.effective, "damaged", "",
                          {{"i1", open, Eur(0)}}};
  issued.released = std::move(released);
  return issued;
}

TEST(LedgerReleasesTest, WhatIsPaidBecomesUnappliedCash) {
  const History paid = After(kOpen100, Pay("p1", 100'00, 10));
  Given(paid)
      .When(Credit(30'00))
      .Then({Credited(Credit(30'00), Eur(0), {{"p1", Eur(30'00), Eur(0), Day(20)}})});

  const Ledger ledger = Replay<LedgerDecider>(After(paid, Credit(30'00)));
  const Invoice& invoice = *ledger.Find("i1");
  EXPECT_EQ(invoice.paid, Eur(70'00));
  EXPECT_EQ(invoice.credited, Eur(30'00));
  EXPECT_EQ(invoice.open, Eur(0));
  const Payment& payment = ledger.payments.at("p1");
  EXPECT_EQ(payment.unapplied, Eur(30'00));
  EXPECT_EQ(payment.allocations, (std::vector<PaymentAllocation>{{"i1", Eur(100'00), Day(10)},
                                                                 {"i1", Eur(-30'00), Day(20)}}));
  EXPECT_EQ(ledger.credit_notes.at("c1").released.size(), 1u);
  EXPECT_EQ(BrokenInvariant(ledger), std::nullopt);
}

TEST(LedgerReleasesTest, OnlyWhatIsBeyondWhatIsOpenAndTheLastPaymentFirst) {
  History paid = After(kOpen100, Pay("p3", 20'00, 5));
  paid = After(paid, Pay("p1", 30'00, 12));
  paid = After(paid, Pay("p2", 40'00, 9));
  Given(paid).When(Credit(10'00)).Then({Credited(Credit(10'00), Eur(0), {})});
  Given(paid)
      .When(Credit(85'00))
      .Then({Credited(Credit(85'00), Eur(0),
                      {{"p1", Eur(30'00), Eur(0), Day(20)},
                       {"p2", Eur(40'00), Eur(0), Day(20)},
                       {"p3", Eur(5'00), Eur(0), Day(20)}})});
}

// Nobody owes it between the two days either.
TEST(LedgerReleasesTest, NotBeforeThePaymentHadClearedIt) {
  Given(After(kOpen100, Pay("p1", 100'00, 25)))
      .When(Credit(30'00, 20))
      .Then({Credited(Credit(30'00, 20), Eur(0), {{"p1", Eur(30'00), Eur(0), Day(25)}})});
}

TEST(LedgerReleasesTest, ADiscountGoesInProportionToTheLastCent) {
  InvoiceIssued discounted = Issued("i1", Eur(100'00));
  discounted.content.terms.discounts = {{Day(8), 30'000, Eur(3'00)}};
  const History paid = After(Open({discounted}), Pay("p1", 97'00, 8));
  const auto first = Credit(10'50);
  Given(paid).When(first).Then({Credited(first, Eur(0), {{"p1", Eur(10'18), Eur(32), Day(20)}})});
  const auto rest = Credit(89'50, 21, "c2");
  Given(After(paid, first))
      .When(rest)
      .Then({Credited(rest, Eur(0), {{"p1", Eur(86'82), Eur(2'68), Day(21)}})});
  const Ledger ledger = Replay<LedgerDecider>(After(After(paid, first), rest));
  EXPECT_EQ(ledger.payments.at("p1").unapplied, Eur(97'00));
  EXPECT_TRUE(ledger.payments.at("p1").allocations.empty());
  EXPECT_TRUE(ledger.discounts.empty());
  EXPECT_EQ(BrokenInvariant(ledger), std::nullopt);
}

TEST(LedgerReleasesTest, ACentOfDiscountMayGoByItself) {
  InvoiceIssued small = Issued("i1", Eur(2));
  small.content.terms.discounts = {{Day(8), 500'000, Eur(1)}};
  History history = After(Open({small}), Pay("p1", 1, 8));
  history = After(history, Credit(1));
  EXPECT_EQ(std::get<CreditNoteIssued>(history.back()).released,
            (std::vector<ReleasedPayment>{{"p1", Eur(0), Eur(1), Day(20)}}));
  EXPECT_EQ(Replay<LedgerDecider>(history).payments.at("p1").allocations.size(), 1u);
  history = After(history, Credit(1, 21, "c2"));
  EXPECT_EQ(std::get<CreditNoteIssued>(history.back()).released,
            (std::vector<ReleasedPayment>{{"p1", Eur(1), Eur(0), Day(21)}}));
  const Ledger ledger = Replay<LedgerDecider>(history);
  EXPECT_EQ(ledger.payments.at("p1").unapplied, Eur(1));
  EXPECT_EQ(BrokenInvariant(ledger), std::nullopt);
}

TEST(LedgerReleasesTest, AReversalReopensWhatIsLeftOfIt) {
  const History credited = After(After(kOpen100, Pay("p1", 100'00, 10)), Credit(30'00));
  const History reversed =
      After(credited, ReversePayment{"p1", ReversalCause::kBounced, Day(30), ""});
  EXPECT_EQ(std::get<PaymentReversed>(reversed.back()).reopened,
            (std::vector<PaymentAllocation>{{"i1", Eur(70'00), Day(30)}}));
  const Ledger ledger = Replay<LedgerDecider>(reversed);
  EXPECT_EQ(ledger.Find("i1")->open, Eur(70'00));
  EXPECT_EQ(BrokenInvariant(ledger), std::nullopt);
}

TEST(LedgerReleasesTest, NeverMoreThanWasPaidAndIsOpen) {
  const History part = After(kOpen100, Pay("p1", 60'00, 10));
  Given(part)
      .When(Credit(100'01))
      .ThenRefused(LedgerRule::kMoreThanOpen,
                   {{"amount", "100.01 EUR"}, {"open", "40.00 EUR"}, {"creditable", "100.00 EUR"}});
  const History written_off =
      After(part, WriteOffInvoice{"w1", "i1", Eur(40'00), Day(15), "small"});
  Given(written_off)
      .When(Credit(60'01))
      .ThenRefused(LedgerRule::kMoreThanOpen,
                   {{"amount", "60.01 EUR"}, {"open", "0.00 EUR"}, {"creditable", "60.00 EUR"}});
}

}  // namespace
}  // namespace recourse::invoicing
