#include <gtest/gtest.h>

#include "libs/wire/golden.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/codec/parts.h"
#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

const std::vector<InvoiceBalance> kBalances{
    {"i9", Eur(-10'00), Eur(0)}, {"i1", Eur(60'00), Eur(60'00)}, {"i2", Eur(40'00), Eur(0)}};

constexpr const char* kFolder = "services/invoicing/codec/golden";

void ExpectGolden(const LedgerEvent& event, const std::string& folder = kFolder) {
  wire::ExpectGolden<LedgerAggregate>(folder, event);
}

// Everything that an invoice can say.
InvoiceContent FullContent() {
  InvoiceContent content = Content("i1", Eur(-119'00));
  content.lines = {{"Work", "2.5", "40.0000", Eur(100'00)}, {"Part", "", "", Eur(5)}};
  content.lines[0].details = {"1",
                              "",
                              "HUR",
                              "10",
                              {"S", "19"},
                              {{true, Eur(2'00), "night", "ABC", {"S", "19"}}},
                              {{"product", "4711"}, {"region", "N"}}};
  content.lines[1].details.part_of = "1";
  InvoiceDetails& details = content.details;
  details.type_code = "381";
  details.preceding = {{"R-1", Day(1)}, {"R-2", std::nullopt}};
  details.buyer_reference = "04011000-12345-03";
  details.order_reference = "O-7";
  details.tax_breakdown = {{{"S", "19"}, Eur(100'00), Eur(19'00), "", ""},
                           {{"E", "0"}, Eur(5), Eur(0), "education", "VATEX-EU-132"}};
  details.tax_in_accounting_currency = "21.00 CHF";
  details.allowances_and_charges = {{false, Eur(3'00), "bulk", "95", {"S", "19"}}};
  details.totals = {Eur(100'00), Eur(3'00), Eur(0),  Eur(100'05), Eur(19'00),
                    Eur(119'05), Eur(1'00), Eur(-5), Eur(2'00)};
  details.source = SourceDocument{DocumentSyntax::kCii, std::string(32, '\xfe')};
  return content;
}

TEST(InvoiceGoldenTest, AnInvoiceThatSaysAll) {
  ExpectGolden(InvoiceRequested{"accounts/a1", "i1", FullContent()},
               std::string(kFolder) + "/full");
}

TEST(InvoiceGoldenTest, ItemsSetOff) {
  ExpectGolden(ItemsSetOff{"s1",
                           "i9",
                           Eur(50'00),
                           Day(40),
                           {{"i1", Eur(40'00)}, {"i2", Eur(10'00)}},
                           {{"i1", Eur(40'00), Day(40)}, {"i2", Eur(10'00), Day(44)}},
                           kBalances});
}

TEST(InvoiceGoldenTest, SetOffReversed) {
  ExpectGolden(SetOffReversed{"s1",
                              "i9",
                              Eur(50'00),
                              Day(41),
                              "wrong invoice",
                              {{"i1", Eur(40'00), Day(41)}, {"i2", Eur(10'00), Day(44)}},
                              kBalances});
}

}  // namespace
}  // namespace recourse::invoicing
