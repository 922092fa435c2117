#include "libs/einvoice/read.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "libs/einvoice/check.h"
#include "libs/einvoice/testing/fields.h"
#include "libs/einvoice/testing/fixture.h"

namespace recourse::einvoice {
namespace {

constexpr auto* kUblCreditNote = "credit_note_381_ubl.xml";
constexpr auto* kUblInvoice = "invoice_380_negative_ubl.xml";
constexpr auto* kCiiCreditNote = "credit_note_381_cii.xml";
constexpr auto* kCiiInvoice = "invoice_380_negative_cii.xml";

Invoice Good(const std::string& document) {
  const auto invoice = Read(document);
  EXPECT_TRUE(invoice) << (invoice ? "" : invoice.error().message);
  return invoice ? *invoice : Invoice{};
}

std::string Value(const Failure& failure, std::string_view name) {
  for (const auto& [key, value] : failure.values) {
    if (key == name) return value;
  }
  return "none";
}

struct Refusal {
  std::string reason;
  std::string term;
  std::string path;
  std::string value;
  std::string line;
};

void ExpectRefused(const std::string& document, const Refusal& refusal) {
  const auto invoice = Read(document);
  ASSERT_FALSE(invoice) << refusal.reason;
  const Failure& failure = invoice.error();
  EXPECT_EQ(failure.kind, Failure::Kind::kInvalid);
  EXPECT_EQ(failure.reason, refusal.reason) << failure.message;
  EXPECT_EQ(Value(failure, "term"), refusal.term) << failure.message;
  EXPECT_EQ(Value(failure, "path"), refusal.path) << failure.message;
  EXPECT_EQ(Value(failure, "value"), refusal.value) << failure.message;
  EXPECT_EQ(Value(failure, "line"), refusal.line) << failure.message;
}

TEST(SignTest, ACreditNoteAndANegativeInvoiceEndTheSameInBothSyntaxes) {
  for (const auto* name : {kUblCreditNote, kUblInvoice, kCiiCreditNote, kCiiInvoice}) {
    const Invoice invoice = Good(Fixture(name));
    EXPECT_EQ(ToString(Payable(invoice)), "-116.85 EUR") << name;
    EXPECT_TRUE(IsCredit(invoice)) << name;
    EXPECT_TRUE(Check(invoice).empty()) << name;
  }
}

TEST(SignTest, TheDocumentsOwnSignsAreKept) {
  EXPECT_EQ(ToString(Good(Fixture(kUblCreditNote)).totals.due), "116.85 EUR");
  EXPECT_EQ(ToString(Good(Fixture(kCiiInvoice)).totals.due), "-116.85 EUR");
}

TEST(SignTest, ThereAndBackIsADebit) {
  Invoice invoice = Good(Fixture(kUblInvoice));
  invoice.type_code = "381";  // A credit note of less than nothing.
  EXPECT_EQ(ToString(Payable(invoice)), "116.85 EUR");
  EXPECT_FALSE(IsCredit(invoice));
  invoice.totals.due.minor_units = 0;
  EXPECT_TRUE(IsCredit(invoice));
  invoice.type_code = "380";
  EXPECT_FALSE(IsCredit(invoice));
}

TEST(ReadTest, BothSyntaxesGiveOneInvoice) {
  EXPECT_EQ(Fields(Good(Fixture(kUblCreditNote))), Fields(Good(Fixture(kCiiCreditNote))));
  EXPECT_EQ(Good(Fixture(kUblCreditNote)), Good(Fixture(kCiiCreditNote)));
  EXPECT_EQ(Good(Fixture(kUblInvoice)), Good(Fixture(kCiiInvoice)));
}

TEST(ReadTest, AnAttachmentIsItsNameSizeAndHash) {
  const Invoice invoice = Good(Fixture(kUblInvoice));
  ASSERT_EQ(invoice.attachments.size(), 1u);
  EXPECT_EQ(invoice.attachments[0].content,
            (Attachment::Content{
                .filename = "oars.csv",
                .mime_type = "text/csv",
                .size_bytes = 6,
                .sha256 = "7adca19a83aabcd483cc97c589ccbcb58b753c322b5a3fd23acf7e57ee37b99b"}));
}

TEST(ReadTest, ACreditNoteOfUblHasItsDueDateWithThePaymentMeans) {
  const std::string means =
      "<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>"
      "<cbc:PaymentDueDate>2026-03-31</cbc:PaymentDueDate>"
      "<cac:PayeeFinancialAccount><cbc:ID>X</cbc:ID></cac:PayeeFinancialAccount>"
      "</cac:PaymentMeans>";
  const Invoice invoice =
      Good(Replaced(Fixture(kUblCreditNote), "<cac:PaymentTerms>", means + "<cac:PaymentTerms>"));
  ASSERT_TRUE(invoice.due_date);
  EXPECT_EQ(ToString(*invoice.due_date), "2026-03-31");
}

TEST(ReadTest, ZerosAtTheEndAreNoDecimals) {
  const Invoice invoice = Good(Replaced(Fixture(kUblCreditNote), ">116.85</cbc:PayableAmount>",
                                        ">116.850000</cbc:PayableAmount>"));
  EXPECT_EQ(ToString(invoice.totals.due), "116.85 EUR");
}

TEST(RefusalTest, BrokenXmlIsNamedByItsLine) {
  const auto invoice = Read(Replaced(Fixture(kUblInvoice), "</cbc:IssueDate>", "</cbc:Date>"));
  ASSERT_FALSE(invoice);
  EXPECT_EQ(invoice.error().reason, "XML_MALFORMED");
  EXPECT_EQ(Value(invoice.error(), "line"), "7");
}

TEST(RefusalTest, ADoctypeIsRefused) {
  const auto invoice = Read(Replaced(
      Fixture(kCiiInvoice), "<rsm:Cross",
      "<!DOCTYPE a [<!ENTITY b 'bb'><!ENTITY c '&b;&b;'><!ENTITY d '&c;&c;'>]>\n<rsm:Cross"));
  ASSERT_FALSE(invoice);
  EXPECT_EQ(invoice.error().reason, "XML_DOCTYPE");
  EXPECT_EQ(Value(invoice.error(), "line"), "2");
}

TEST(RefusalTest, WhatIsTooLargeIsRefused) {
  const std::string document = Fixture(kUblInvoice);
  EXPECT_TRUE(Read(document, {.bytes_max = document.size()}));
  EXPECT_EQ(Read(document, {.bytes_max = document.size() - 1}).error().reason, "XML_TOO_LARGE");
  EXPECT_EQ(Read(std::string(kLimits.bytes_max + 1, ' ')).error().reason, "XML_TOO_LARGE");
}

TEST(RefusalTest, AnotherRootIsNamed) {
  for (const auto* document : {"<Invoice/>", "<Order xmlns='urn:o'/>",
                               "<CreditNote xmlns='urn:oasis:names:specification:ubl:schema:xsd:"
                               "Invoice-2'/>"}) {
    const auto invoice = Read(document);
    ASSERT_FALSE(invoice) << document;
    EXPECT_EQ(invoice.error().reason, "EINVOICE_UNKNOWN_ROOT");
    EXPECT_EQ(Value(invoice.error(), "line"), "1");
  }
}

TEST(RefusalTest, UblNamesTermPathValueAndLine) {
  const std::string good = Fixture(kUblInvoice);
  const std::string sums = "Invoice/cac:LegalMonetaryTotal";
  const struct {
    std::string from;
    std::string to;
    Refusal refusal;
  } rows[] = {
      {"<cbc:ID>C-17</cbc:ID>", "", {"EINVOICE_MISSING", "BT-1", "Invoice", "", "4"}},
      {">C-17<", "> <", {"EINVOICE_MISSING", "BT-1", "Invoice", "", "4"}},
      {"2026-03-02",
       "02.03.2026",
       {"EINVOICE_BAD_DATE", "BT-2", "Invoice/cbc:IssueDate", "02.03.2026", "7"}},
      {"2026-03-02",
       "2026-02-30",
       {"EINVOICE_BAD_DATE", "BT-2", "Invoice/cbc:IssueDate", "2026-02-30", "7"}},
      {"2026-03-02",
       "2026-3-2",
       {"EINVOICE_BAD_DATE", "BT-2", "Invoice/cbc:IssueDate", "2026-3-2", "7"}},
      {">380<", "><", {"EINVOICE_MISSING", "BT-3", "Invoice", "", "4"}},
      {">EUR<", "><", {"EINVOICE_MISSING", "BT-5", "Invoice", "", "4"}},
      {">EUR<",
       ">EUX<",
       {"EINVOICE_UNKNOWN_CURRENCY", "BT-5", "Invoice/cbc:DocumentCurrencyCode", "EUX", "10"}},
      {">-116.85</cbc:Pay",
       ">-116.855</cbc:Pay",
       {"EINVOICE_TOO_MANY_DECIMALS", "BT-115", sums + "/cbc:PayableAmount", "-116.855", "89"}},
      {">-116.85</cbc:Pay",
       ">116,85</cbc:Pay",
       {"EINVOICE_BAD_AMOUNT", "BT-115", sums + "/cbc:PayableAmount", "116,85", "89"}},
      {">-116.85</cbc:Pay",
       ">10000000000000.01</cbc:Pay",
       {"EINVOICE_BAD_AMOUNT", "BT-115", sums + "/cbc:PayableAmount", "10000000000000.01", "89"}},
      {"<cbc:PayableAmount currencyID=\"EUR\">",
       "<cbc:PayableAmount currencyID=\"USD\">",
       {"EINVOICE_OTHER_CURRENCY", "BT-115", sums + "/cbc:PayableAmount", "USD", "89"}},
      {"<cbc:PayableAmount",
       "<cbc:PayableAmount>1</cbc:PayableAmount><cbc:PayableAmount",
       {"EINVOICE_REPEATED", "Element", sums + "/cbc:PayableAmount[2]", "-116.85", "89"}},
      {"unitCode=\"C62\">-2",
       "unitCode=\"C62\">two",
       {"EINVOICE_BAD_NUMBER", "BT-129", "Invoice/cac:InvoiceLine/cbc:InvoicedQuantity", "two",
        "93"}},
      {">false<",
       ">no<",
       {"EINVOICE_BAD_INDICATOR", "BT-92", "Invoice/cac:AllowanceCharge/cbc:ChargeIndicator", "no",
        "59"}},
      {"b2FyOzIK",
       "b2Fy-zIK",
       {"EINVOICE_BAD_BASE64", "BT-125",
        "Invoice/cac:AdditionalDocumentReference/cac:Attachment/cbc:EmbeddedDocumentBinaryObject",
        "b2Fy-zIK", "20"}},
      {"b2FyOzIK",
       "b2FyOzI",
       {"EINVOICE_BAD_BASE64", "BT-125",
        "Invoice/cac:AdditionalDocumentReference/cac:Attachment/cbc:EmbeddedDocumentBinaryObject",
        "b2FyOzI", "20"}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.from + " as " + row.to);
    ExpectRefused(Replaced(good, row.from, row.to), row.refusal);
  }
}

TEST(RefusalTest, CiiNamesTermPathValueAndLine) {
  const std::string good = Fixture(kCiiInvoice);
  const std::string transaction = "CrossIndustryInvoice/rsm:SupplyChainTradeTransaction";
  const std::string settlement = transaction + "/ram:ApplicableHeaderTradeSettlement";
  const std::string sums = settlement + "/ram:SpecifiedTradeSettlementHeaderMonetarySummation";
  const std::string head = "CrossIndustryInvoice/rsm:ExchangedDocument";
  const struct {
    std::string from;
    std::string to;
    Refusal refusal;
  } rows[] = {
      {"<ram:ID>C-17</ram:ID>", "", {"EINVOICE_MISSING", "BT-1", head, "", "11"}},
      {"20260302",
       "2026032",
       {"EINVOICE_BAD_DATE", "BT-2", head + "/ram:IssueDateTime/udt:DateTimeString", "2026032",
        "15"}},
      {"format=\"102\">20260302",
       "format=\"610\">202603",
       {"EINVOICE_BAD_DATE", "BT-2", head + "/ram:IssueDateTime/udt:DateTimeString", "610", "15"}},
      {">EUR<",
       ">XYZ<",
       {"EINVOICE_UNKNOWN_CURRENCY", "BT-5", settlement + "/ram:InvoiceCurrencyCode", "XYZ", "75"}},
      {"-116.85</ram:Due",
       "-116.851</ram:Due",
       {"EINVOICE_TOO_MANY_DECIMALS", "BT-115", sums + "/ram:DuePayableAmount", "-116.851", "104"}},
      {"<ram:DuePayableAmount>-116.85</ram:DuePayableAmount>",
       "",
       {"EINVOICE_MISSING", "BT-115", sums, "", "98"}},
      {"TaxTotalAmount currencyID=\"EUR\"",
       "TaxTotalAmount currencyID=\"GBP\"",
       {"EINVOICE_OTHER_CURRENCY", "BT-110", sums + "/ram:TaxTotalAmount", "GBP", "102"}},
      {"<ram:LineID>1</ram:LineID>",
       "<ram:LineID>1</ram:LineID><ram:ParentLineID>0</ram:ParentLineID>",
       {"EINVOICE_UNSUPPORTED", "BG-25",
        transaction + "/ram:IncludedSupplyChainTradeLineItem/ram:AssociatedDocumentLineDocument/"
                      "ram:ParentLineID",
        "0", "25"}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.from + " as " + row.to);
    ExpectRefused(Replaced(good, row.from, row.to), row.refusal);
  }
}

// The document with `more` before the first `place` in it.
Expected<Invoice, Failure> ReadWith(const std::string& more, const std::string& place,
                                    std::string_view fixture) {
  return Read(Replaced(Fixture(fixture), place, more + place));
}

TEST(RefusalTest, UblSaysNothingTwiceAndDifferently) {
  const auto means = [](const std::string& part) {
    const std::string one = "<cac:PaymentMeans><cbc:PaymentMeansCode>1</cbc:PaymentMeansCode>";
    return one + Replaced(part, "?", "1") + "</cac:PaymentMeans>" + one + Replaced(part, "?", "2") +
           "</cac:PaymentMeans>";
  };
  const struct {
    std::string term;
    std::string more;
    std::string place;
  } rows[] = {
      {"BT-83", means("<cbc:PaymentID>R-?</cbc:PaymentID>"), "<cac:PaymentTerms>"},
      {"BT-9", means("<cbc:PaymentDueDate>2026-04-0?</cbc:PaymentDueDate>"), "<cac:PaymentTerms>"},
      {"BT-89", means("<cac:PaymentMandate><cbc:ID>?</cbc:ID></cac:PaymentMandate>"),
       "<cac:PaymentTerms>"},
      {"BT-110",
       "<cac:TaxTotal><cbc:TaxAmount currencyID=\"EUR\">21.85</cbc:TaxAmount></cac:TaxTotal>",
       "<cac:TaxTotal>"},
      {"BT-31",
       "<cac:PartyTaxScheme><cbc:CompanyID>IE1</cbc:CompanyID>"
       "<cac:TaxScheme><cbc:ID>vat</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>",
       "<cac:PartyTaxScheme>"},
  };
  for (const auto& row : rows) {
    const auto invoice = ReadWith(row.more, row.place, kUblCreditNote);
    ASSERT_FALSE(invoice) << row.term;
    EXPECT_EQ(invoice.error().reason, "EINVOICE_REPEATED") << row.term;
    EXPECT_EQ(Value(invoice.error(), "term"), row.term);
  }
}

TEST(RefusalTest, CiiSaysNothingTwiceAndDifferently) {
  const auto taxes = [](const std::string& part) {
    const std::string one =
        "<ram:ApplicableTradeTax><ram:CalculatedAmount>0</ram:CalculatedAmount>"
        "<ram:BasisAmount>0</ram:BasisAmount><ram:CategoryCode>S</ram:CategoryCode>";
    return one + Replaced(part, "?", "5") + "</ram:ApplicableTradeTax>" + one +
           Replaced(part, "?", "7") + "</ram:ApplicableTradeTax>";
  };
  const auto debited = [](const std::string& account) {
    return "<ram:SpecifiedTradeSettlementPaymentMeans><ram:PayerPartyDebtorFinancialAccount>"
           "<ram:IBANID>" +
           account +
           "</ram:IBANID></ram:PayerPartyDebtorFinancialAccount>"
           "</ram:SpecifiedTradeSettlementPaymentMeans>";
  };
  const struct {
    std::string term;
    std::string more;
    std::string place;
  } rows[] = {
      {"BT-7",
       taxes("<ram:TaxPointDate><udt:DateString format=\"102\">2026030?</udt:DateString>"
             "</ram:TaxPointDate>"),
       "<ram:SpecifiedTradePaymentTerms>"},
      {"BT-8", taxes("<ram:DueDateTypeCode>?</ram:DueDateTypeCode>"),
       "<ram:SpecifiedTradePaymentTerms>"},
      {"BT-91", debited("1") + debited("2"), "<ram:SpecifiedTradePaymentTerms>"},
      {"BT-110", "<ram:TaxTotalAmount>1</ram:TaxTotalAmount>", "<ram:TaxTotalAmount"},
      {"BT-31",
       "<ram:SpecifiedTaxRegistration><ram:ID schemeID=\"VA\">IE1</ram:ID>"
       "</ram:SpecifiedTaxRegistration>",
       "<ram:SpecifiedTaxRegistration>"},
  };
  for (const auto& row : rows) {
    const auto invoice = ReadWith(row.more, row.place, kCiiCreditNote);
    ASSERT_FALSE(invoice) << row.term;
    EXPECT_EQ(invoice.error().reason, "EINVOICE_REPEATED") << row.term;
    EXPECT_EQ(Value(invoice.error(), "term"), row.term);
  }
}

TEST(RefusalTest, ACreditNoteIsOfATypeThatSaysSo) {
  ExpectRefused(Replaced(Fixture(kUblCreditNote), ">381<", ">380<"),
                {"EINVOICE_BAD_TYPE", "BT-3", "CreditNote/cbc:CreditNoteTypeCode", "380", "8"});
}

TEST(RefusalTest, WhatIsMissingNamesItsRule) {
  const auto invoice = Read(Replaced(Fixture(kUblInvoice), "<cbc:ID>C-17</cbc:ID>", ""));
  ASSERT_FALSE(invoice);
  EXPECT_EQ(Value(invoice.error(), "rule"), "BR-02");
}

TEST(RefusalTest, ElementsOfAnotherNamespaceAreNotTheOnesMeant) {
  ExpectRefused(
      Replaced(Fixture(kUblInvoice), "<cbc:ID>C-17</cbc:ID>", "<x:ID xmlns:x='urn:x'>C-17</x:ID>"),
      {"EINVOICE_MISSING", "BT-1", "Invoice", "", "4"});
}

// Of a damaged document comes an invoice or a refusal that says where, whatever the damage.
RC_GTEST_PROP(DamagePropertyTest, ADamagedDocumentIsReadOrRefused, ()) {
  std::string document = Fixture(*rc::gen::element(kUblCreditNote, kCiiInvoice));
  const auto damages = *rc::gen::inRange(1, 4);
  for (int i = 0; i < damages; ++i) {
    const auto at = *rc::gen::inRange<std::size_t>(0, document.size());
    const auto size = *rc::gen::inRange<std::size_t>(0, 40);
    document.replace(at, size,
                     *rc::gen::element<std::string>("", "9", "-", "<", ">", "\"", "&#0;"));
  }
  const auto invoice = Read(document);
  if (invoice) {
    (void)Check(*invoice);
    (void)Payable(*invoice);
  } else {
    RC_ASSERT(Value(invoice.error(), "line") != "none");
  }
}

}  // namespace
}  // namespace recourse::einvoice
