#include <gtest/gtest.h>

#include "libs/wire/golden.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

void ExpectGolden(const LedgerEvent& event) {
  wire::ExpectGolden<LedgerAggregate>("services/invoicing/codec/golden", event);
}

TEST(ConversionGoldenTest, PaymentConverted) {
  ExpectGolden(PaymentConverted{"k1",
                                "p1",
                                Usd(120'00),
                                Eur(110'00),
                                Eur(-60),
                                {"0.9217", "ECB", RoundingMode::kTruncated},
                                Day(9)});
}

TEST(ConversionGoldenTest, ConversionReversed) {
  ExpectGolden(ConversionReversed{
      "k1",
      "p1",
      Usd(120'00),
      Eur(110'00),
      Eur(-60),
      Day(12),
      "wrong rate",
      {{"i1", Eur(90'00), Day(12)}, {"c1", Eur(5'00), Day(13), ItemKind::kCharge}},
      Eur(10'00),
      {{"i1", Eur(90'00), Eur(0)}},
      {{"c1", Eur(5'00)}},
      Eur(5'00)});
}

}  // namespace
}  // namespace recourse::invoicing
