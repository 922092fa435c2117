#include "services/invoicing/documents/read_document.h"

#include <gtest/gtest.h>

#include "libs/einvoice/testing/fixture.h"

namespace recourse::invoicing {
namespace {

using einvoice::Fixture;
using einvoice::Replaced;

ReadInvoice Read(const std::string& document) {
  const auto read = ReadDocument(document);
  CHECK(read);
  return *read;
}

Money Eur(std::int64_t minor_units) { return {minor_units, *Currency::Parse("EUR")}; }

std::vector<std::string> ReasonsOf(const ReadInvoice& read) {
  std::vector<std::string> reasons;
  for (const Notice& notice : read.notices) reasons.push_back(notice.reason);
  return reasons;
}

// The document states what it credits as positive; what is due is the customer's.
TEST(ReadDocumentTest, ACreditNoteIsInTheCustomersFavourAndSaysWhatItsDocumentSays) {
  const InvoiceContent content = Read(Fixture("credit_note_381_ubl.xml")).content;
  EXPECT_EQ(content.number, "C-17");
  EXPECT_EQ(content.amount, Eur(-116'85));
  EXPECT_TRUE(content.imported);
  const InvoiceDetails& details = content.details;
  EXPECT_EQ(details.type_code, "381");
  const Date issued = date::year(2026) / 2 / 10;
  EXPECT_EQ(details.preceding, (std::vector<PrecedingInvoice>{{"R-9", issued}}));
  EXPECT_EQ(details.tax_breakdown,
            (std::vector<TaxSubtotal>{{{"S", "23"}, Eur(95'00), Eur(21'85), "", ""}}));
  EXPECT_EQ(details.allowances_and_charges,
            (std::vector<AllowanceCharge>{{false, Eur(5'00), "Handling", "", {"S", "23"}}}));
  EXPECT_EQ(details.totals.lines, Eur(100'00));
  EXPECT_EQ(details.totals.with_tax, Eur(116'85));
  EXPECT_EQ(details.totals.prepaid, std::nullopt);
  ASSERT_EQ(content.lines.size(), 1u);
  const InvoiceLine& line = content.lines[0];
  EXPECT_EQ(line.description, "Oar");
  EXPECT_EQ(line.quantity, "2");
  EXPECT_EQ(line.unit_price, "50");
  EXPECT_EQ(line.amount, Eur(100'00));
  EXPECT_EQ(line.details.id, "1");
  EXPECT_EQ(line.details.unit, "C62");
  EXPECT_EQ(line.details.tax, (TaxCategory{"S", "23"}));
}

TEST(ReadDocumentTest, BothFormsAreOneInvoiceFromTwoDocuments) {
  for (const std::string fixture : {"credit_note_381", "invoice_380_negative"}) {
    const InvoiceContent ubl = Read(Fixture(fixture + "_ubl.xml")).content;
    InvoiceContent cii = Read(Fixture(fixture + "_cii.xml")).content;
    EXPECT_EQ(ubl.content_digest, cii.content_digest) << fixture;
    EXPECT_EQ(ubl.details.source->syntax, DocumentSyntax::kUbl);
    EXPECT_EQ(cii.details.source->syntax, DocumentSyntax::kCii);
    EXPECT_NE(ubl.details.source->sha256, cii.details.source->sha256);
    cii.details.source = ubl.details.source;
    EXPECT_EQ(ubl, cii) << fixture;
  }
}

TEST(ReadDocumentTest, WithoutADueDateItIsDueOnItsIssueDateAndThatIsSaid) {
  const ReadInvoice read = Read(Fixture("credit_note_381_ubl.xml"));
  EXPECT_EQ(read.content.due_date, read.content.issue_date);
  EXPECT_EQ(ReasonsOf(read), std::vector<std::string>{"DUE_DATE_ASSUMED"});
}

// An invoice of 2 March over 116.85 EUR with these terms (BT-20).
std::string WithTerms(const std::string& lines) {
  const std::string invoice = Replaced(Fixture("credit_note_381_cii.xml"), ">381<", ">380<");
  return Replaced(invoice, "Set off against R-9.", lines);
}

TEST(ReadDocumentTest, DiscountsForPayingEarlyAreTakenOver) {
  const ReadInvoice read =
      Read(WithTerms("#SKONTO#TAGE=7#PROZENT=2.00#\n#SKONTO#TAGE=14#PROZENT=1.00#\n"
                     "#SKONTO#TAGE=30#PROZENT=0.00#\n"));
  const Date issued = date::year(2026) / 3 / 2;
  EXPECT_EQ(read.content.due_date, issued + Days(30));
  EXPECT_EQ(read.content.terms.discounts,
            (std::vector<EarlyPaymentDiscount>{{issued + Days(7), 20'000, Eur(2'34)},
                                               {issued + Days(14), 10'000, Eur(1'17)}}));
  EXPECT_EQ(ReasonsOf(read), std::vector<std::string>{"DUE_DATE_ASSUMED"});
}

TEST(ReadDocumentTest, DiscountsThatAreNotOursAreSaid) {
  for (const std::string lines :
       {"#SKONTO#TAGE=7#PROZENT=2.00#BASISBETRAG=50.00#\n",
        "#SKONTO#TAGE=7#PROZENT=1.00#\n#SKONTO#TAGE=14#PROZENT=2.00#\n", "#SKONTO#TAGE=7#\n"}) {
    const ReadInvoice read = Read(WithTerms(lines));
    EXPECT_EQ(read.content.terms.payment_terms, std::nullopt) << lines;
    EXPECT_EQ(read.content.terms.discounts.size(), 0u) << lines;
    EXPECT_EQ(ReasonsOf(read).at(1), "DISCOUNTS_NOT_TAKEN_OVER") << lines;
  }
}

TEST(ReadDocumentTest, AFatalRuleRefusesWithItsNumberAndPlace) {
  const auto read = ReadDocument(Replaced(Fixture("credit_note_381_ubl.xml"),
                                          "InclusiveAmount currencyID=\"EUR\">116.85",
                                          "InclusiveAmount currencyID=\"EUR\">116.86"));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, Failure::Kind::kPrecondition);
  EXPECT_EQ(read.error().reason, "EINVOICE_RULES");
  EXPECT_EQ(read.error().values,
            (Failure::Values{
                {"BR-CO-15", "BT-112 = BT-109 + BT-110: is 116.86 EUR, not 116.85 EUR"},
                {"BR-CO-16", "BT-115 = BT-112 - BT-113 + BT-114: is 116.85 EUR, not 116.86 EUR"}}));
}

TEST(ReadDocumentTest, WhatCannotBeReadIsRefusedAsTheReaderSays) {
  EXPECT_EQ(ReadDocument("<a/>").error().reason, "EINVOICE_UNKNOWN_ROOT");
  EXPECT_EQ(ReadDocument("").error().kind, Failure::Kind::kInvalid);
}

TEST(ReadDocumentTest, ADocumentThatIsTooLargeIsRefusedByName) {
  std::string document = Fixture("credit_note_381_ubl.xml");
  document.resize(kDocumentBytesMax, ' ');
  EXPECT_TRUE(ReadDocument(document));
  document += ' ';
  const auto read = ReadDocument(document);
  EXPECT_EQ(read.error().reason, "DOCUMENT_TOO_LARGE");
  EXPECT_EQ(read.error().values, (Failure::Values{{"document", "1000001"}, {"most", "1000000"}}));
}

}  // namespace
}  // namespace recourse::invoicing
