#include <gtest/gtest.h>

#include "libs/wire/golden.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

void ExpectGolden(const LedgerEvent& event) {
  wire::ExpectGolden<LedgerAggregate>("services/invoicing/codec/golden", event);
}

const RefundSource kInvoice{RefundSourceKind::kInvoice, "i1"};
const RefundSource kPayment{RefundSourceKind::kPayment, "p1"};
const std::vector<InvoiceBalance> kBalances{{"i1", Eur(-60'00), Eur(0)}};

TEST(RefundGoldenTest, RefundRequested) {
  ExpectGolden(RefundRequested{"r1",
                               kInvoice,
                               Eur(40'00),
                               Day(40),
                               "returned",
                               {RefundMethod::kCheque, "vendor-17"},
                               kBalances});
}

TEST(RefundGoldenTest, RefundSent) {
  ExpectGolden(RefundSent{"r1", kPayment, Eur(40'00), Day(41), "bank-7"});
}

TEST(RefundGoldenTest, RefundFailed) {
  ExpectGolden(RefundFailed{"r1", kInvoice, Eur(40'00), Day(42), "account closed", kBalances});
}

TEST(RefundGoldenTest, RefundCancelled) {
  ExpectGolden(RefundCancelled{"r1", kPayment, Eur(40'00), Day(43), "it buys again", {}});
}

TEST(RefundGoldenTest, WhatWasRefundedIsReadBackFromAReversal) {
  PaymentReversed reversed{"p1",      Eur(50'00), ReversalCause::kBounced, Day(3), "", {},
                           Eur(9'00), {}};
  reversed.refunded = Eur(41'00);
  const auto encoded = LedgerAggregate::Encode(reversed);
  EXPECT_EQ(LedgerAggregate::Decode(encoded.type, encoded.payload), LedgerEvent(reversed));
}

}  // namespace
}  // namespace recourse::invoicing
