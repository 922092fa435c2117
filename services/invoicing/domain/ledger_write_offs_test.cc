#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

const auto kOpen100 = Open({Issued("i1", Eur(100'00))});
const WriteOffInvoice kWriteOff70{"w1", "i1", Eur(70'00), Day(90), "insolvent"};

TEST(LedgerWriteOffsTest, WhatIsWrittenOffIsNotOpen) {
  Given(kOpen100)
      .When(kWriteOff70)
      .Then({InvoiceWrittenOff{
          "w1", "i1", Eur(70'00), Day(90), "insolvent", {{"i1", Eur(30'00), Eur(0)}}}});
}

TEST(LedgerWriteOffsTest, NoPaymentClearsWhatIsWrittenOff) {
  Given(After(kOpen100, kWriteOff70))
      .When(RecordPayment{"p1", Eur(100'00), Day(95), {}})
      .Then({PaymentRecorded{"p1",
                             Eur(100'00),
                             Day(95),
                             {},
                             {{"i1", Eur(30'00), Day(95)}},
                             Eur(70'00),
                             false,
                             {{"i1", Eur(0), Eur(0)}}}});
}

TEST(LedgerWriteOffsTest, ReversedAllOfItIsOpenAgain) {
  const auto paid =
      After(After(kOpen100, kWriteOff70), RecordPayment{"p1", Eur(100'00), Day(95), {}});
  const auto reversed = After(paid, ReverseWriteOff{"w1", Day(95), "it paid"});
  EXPECT_EQ(reversed.back(),
            LedgerEvent(WriteOffReversed{
                "w1", "i1", Eur(70'00), Day(95), "it paid", {{"i1", Eur(70'00), Eur(0)}}}));
  Given(reversed)
      .When(ApplyPayment{"a1", "p1", Day(95), {}})
      .Then({PaymentApplied{"a1",
                            "p1",
                            Day(95),
                            {},
                            {{"i1", Eur(70'00), Day(95)}},
                            Eur(0),
                            {{"i1", Eur(0), Eur(0)}}}});
}

TEST(LedgerWriteOffsTest, AskedAgainNothingHappens) {
  const auto written_off = After(kOpen100, kWriteOff70);
  Given(written_off).When(kWriteOff70).ThenNothing();
  const ReverseWriteOff reversal{"w1", Day(95), ""};
  const auto reversed = After(written_off, reversal);
  Given(reversed).When(reversal).ThenNothing();
  Given(reversed).When(kWriteOff70).ThenNothing();
}

}  // namespace
}  // namespace recourse::invoicing
