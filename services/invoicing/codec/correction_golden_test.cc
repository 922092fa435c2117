#include <gtest/gtest.h>

#include "libs/wire/golden.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/domain/ledger_corrections_kit.h"

namespace recourse::invoicing {
namespace {

const std::string kFolder = "services/invoicing/codec/golden";

TEST(CorrectionGoldenTest, CreditNoteIssuedWithLinesAndTaxes) {
  wire::ExpectGolden<LedgerAggregate>(
      kFolder + "/full", LedgerEvent{CreditNoteIssued{
                             "c1",
                             "i1",
                             Eur(50'37),
                             Day(60),
                             "damaged",
                             "",
                             {{"i1", Eur(90'03), Eur(0)}},
                             {"x1", Eur(20'00), 3},
                             CreditBasis::kLines,
                             {{1, "1", Eur(33'34), {"S", "19"}}, {2, "", Eur(10'00), {"S", "7.0"}}},
                             {Taxed("19", 33'33, 6'34), Taxed("7", 10'00, 70)}}});
}

TEST(CorrectionGoldenTest, CreditNoteIssuedOnWhatIsPaid) {
  CreditNoteIssued issued{"c1", "i1", Eur(30'00), Day(60), "damaged", "", {{"i1", Eur(0), Eur(0)}}};
  issued.released = {{"p1", Eur(29'40), Eur(60), Day(61)}};
  wire::ExpectGolden<LedgerAggregate>(kFolder + "/released", LedgerEvent{issued});
}

TEST(CorrectionGoldenTest, InvoiceCancelled) {
  wire::ExpectGolden<LedgerAggregate>(
      kFolder,
      LedgerEvent{InvoiceCancelled{"i1", Day(60), "replaced by N-i2", "replaced-i1", "i2"}});
}

}  // namespace
}  // namespace recourse::invoicing
