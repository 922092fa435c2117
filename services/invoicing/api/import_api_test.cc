#include <algorithm>
#include <filesystem>

#include "libs/base/testing/csv_rows.h"
#include "libs/base/testing/shared_file.h"
#include "libs/einvoice/read.h"
#include "libs/einvoice/testing/fixture.h"
#include "libs/wire/convert.h"
#include "recourse/invoicing/v1/import_service.pb.h"
#include "recourse/invoicing/v1/set_off_service.pb.h"
#include "services/invoicing/testing/service_rig.h"

namespace recourse::invoicing {
namespace {

constexpr std::string_view kFolder = "data/xrechnung";
constexpr std::string_view kTotals = "data/xrechnung/totals.csv";
using einvoice::Fixture;
using Row = std::map<std::string, std::string>;

class ImportApiTest : public ServiceRig {
 protected:
  ImportApiTest() { clock_.AdvanceTo(Instant(Date(date::year(2026) / 6 / 1))); }

  // An issuer of this name, and its customer of the same id.
  void Open(const std::string& id, const std::string& name, const std::string& tax_id) {
    auto issuer = Text<v1::RegisterIssuerRequest>(R"(
        issuer { bank_account { iban: "DE02120300000000202051" }
                 language_code: "de" country_code: "DE"
                 time_zone: "Europe/Berlin" })");
    issuer.set_request_id("issuer-" + id);
    issuer.set_issuer_id(id);
    issuer.mutable_issuer()->set_display_name(name);
    issuer.mutable_issuer()->set_tax_id(tax_id);
    const auto registered = Call<v1::Issuer>("RegisterIssuer", issuer);
    ASSERT_TRUE(registered) << registered.error().message;
    auto account = Text<v1::OpenAccountRequest>(R"(
        account { kind: ACCOUNT_KIND_BUSINESS language_code: "de" time_zone: "Europe/Berlin"
                  country_code: "DE" preferred_channel: PREFERRED_CHANNEL_LETTER }
        personal_data { display_name: "Ruderverein" })");
    account.set_request_id("account-" + id);
    account.set_account_id(id);
    account.mutable_account()->set_issuer("issuers/" + id);
    const auto opened = Call<v1::Account>("OpenAccount", account);
    ASSERT_TRUE(opened) << opened.error().message;
  }

  Expected<v1::ImportInvoiceResponse, Failure> Import(const std::string& account,
                                                      const std::string& document,
                                                      const std::string& invoice_id = "") {
    v1::ImportInvoiceRequest request;
    request.set_request_id("import-" + std::to_string(++requests_));
    request.set_parent("accounts/" + account);
    request.set_invoice_id(invoice_id);
    request.set_document(document);
    return Call<v1::ImportInvoiceResponse>("/recourse.invoicing.v1.ImportService/ImportInvoice",
                                           request);
  }

  v1::Invoice Get(const std::string& name) {
    v1::GetInvoiceRequest request;
    request.set_name(name);
    const auto invoice = Call<v1::Invoice>("GetInvoice", request);
    CHECK(invoice);
    return *invoice;
  }

  v1::Balance BalanceOf(const std::string& account) {
    v1::GetBalanceRequest request;
    request.set_name("accounts/" + account);
    const auto balance = Call<v1::Balance>("GetBalance", request);
    CHECK(balance);
    return *balance;
  }

 private:
  int requests_ = 0;
};

// The four documents of the fixtures: a credit note with positive amounts and an invoice with
// negative ones, in both syntaxes.
TEST_F(ImportApiTest, ACreditNoteAndANegativeInvoiceEndTheSame) {
  std::vector<std::string> ends;
  for (const std::string kind : {"credit_note_381", "invoice_380_negative"}) {
    const std::string id = kind.substr(0, 6);
    Open(id, "West Rigging", "IE6388047V");
    const auto ubl = Import(id, Fixture(kind + "_ubl.xml"), "c17");
    ASSERT_TRUE(ubl) << ubl.error().reason;
    EXPECT_FALSE(ubl->known());
    const auto cii = Import(id, Fixture(kind + "_cii.xml"));
    ASSERT_TRUE(cii) << cii.error().reason;
    EXPECT_TRUE(cii->known());
    EXPECT_EQ(cii->invoice().name(), "accounts/" + id + "/invoices/c17");

    auto debt = InvoiceRequest("debt-" + id, id, "R-9");
    debt.set_invoice_id("r9");
    ASSERT_TRUE(Call<v1::IssueInvoiceResponse>("IssueInvoice", debt));
    auto set_off = Text<v1::SetOffInvoiceRequest>(R"(
        set_off_id: "s1" effective_date { year: 2026 month: 3 day: 5 })");
    set_off.set_request_id("set-off-" + id);
    set_off.set_parent("accounts/" + id);
    set_off.set_invoice("accounts/" + id + "/invoices/c17");
    const auto cleared =
        Call<v1::SetOff>("/recourse.invoicing.v1.SetOffService/SetOffInvoice", set_off);
    ASSERT_TRUE(cleared) << cleared.error().reason;
    Settle();
    v1::Invoice end = Get("accounts/" + id + "/invoices/c17");
    EXPECT_EQ(end.content().source().syntax(), v1::DOCUMENT_SYNTAX_UBL);
    EXPECT_EQ(wire::FromWire(end.open())->minor_units, -16'85);
    EXPECT_EQ(wire::FromWire(end.set_off())->minor_units, -100'00);
    const v1::Invoice owed = Get("accounts/" + id + "/invoices/r9");
    EXPECT_EQ(owed.state(), v1::INVOICE_STATE_CLEARED);
    end.clear_name();
    end.clear_content();
    ends.push_back(end.DebugString() + BalanceOf(id).DebugString());
  }
  EXPECT_EQ(ends[0], ends[1]);
}

TEST_F(ImportApiTest, AnothersDocumentIsRefusedWithBothNames) {
  Open("acme", "Acme GmbH", "DE1");
  const auto imported = Import("acme", Fixture("credit_note_381_ubl.xml"));
  ASSERT_FALSE(imported);
  EXPECT_EQ(imported.error().reason, "SELLER_DIFFERS");
  EXPECT_EQ(imported.error().values, (Failure::Values{{"issuer", "Acme GmbH, DE1"},
                                                      {"seller", "West Rigging, IE6388047V"}}));
  Settle();
  EXPECT_EQ(BalanceOf("acme").lines_size(), 0);
}

TEST_F(ImportApiTest, WhatBreaksARuleOrCannotBeReadIsRefused) {
  Open("west", "West Rigging", "IE6388047V");
  const std::string document = Fixture("credit_note_381_ubl.xml");
  const auto wrong =
      Import("west", einvoice::Replaced(document, "PayableAmount currencyID=\"EUR\">116.85",
                                        "PayableAmount currencyID=\"EUR\">116.80"));
  EXPECT_EQ(wrong.error().reason, "EINVOICE_RULES");
  ASSERT_EQ(wrong.error().values.size(), 1u);
  EXPECT_EQ(wrong.error().values[0].first, "BR-CO-16");
  EXPECT_EQ(Import("west", "<a/>").error().reason, "EINVOICE_UNKNOWN_ROOT");
  EXPECT_EQ(Import("west", std::string(1'000'001, ' ')).error().reason, "DOCUMENT_TOO_LARGE");
  EXPECT_EQ(Import("nobody", document).error().reason, "NO_SUCH_ACCOUNT");
  EXPECT_EQ(Import("west", document, "not an id").error().kind, Failure::Kind::kInvalid);
}

TEST_F(ImportApiTest, TheSameNumberWithOtherContentIsRefused) {
  Open("west", "West Rigging", "IE6388047V");
  const std::string document = Fixture("credit_note_381_ubl.xml");
  ASSERT_TRUE(Import("west", document));
  const auto other = Import("west", einvoice::Replaced(document, "Name>Oar<", "Name>Mast<"));
  EXPECT_EQ(other.error().kind, Failure::Kind::kExists);
}

TEST_F(ImportApiTest, WhatIsAssumedIsSaid) {
  Open("west", "West Rigging", "IE6388047V");
  const auto imported = Import("west", Fixture("credit_note_381_ubl.xml"));
  ASSERT_TRUE(imported);
  ASSERT_EQ(imported->warnings_size(), 2);
  EXPECT_EQ(imported->warnings(0).reason(), "NO_AGREEMENT");
  EXPECT_EQ(imported->warnings(1).reason(), "DUE_DATE_ASSUMED");
}

// Some samples state none: then the name alone tells who bills.
std::string TaxIdOf(const einvoice::Party& seller) {
  if (!seller.vat_id.empty()) return seller.vat_id;
  return seller.tax_number.empty() ? "none" : seller.tax_number;
}

std::string SampleOf(const std::string& file) {
  return file.substr(0, file.find(file.ends_with("_ubl.xml") ? "_ubl.xml" : "_uncefact.xml"));
}

// What a cell of totals.csv says, or nothing.
std::optional<Money> Amount(const std::string& cell) {
  const auto value = Decimal::Parse(cell);
  return value ? ToMoney(*value, *Currency::Parse("EUR")) : std::nullopt;
}

std::optional<Money> Said(bool said, const google::type::Money& amount) {
  return said ? wire::FromWire(amount) : std::nullopt;
}

void ExpectTotals(const v1::InvoiceContent& content, Row& row) {
  const v1::DocumentTotals& totals = content.totals();
  EXPECT_EQ(content.number(), row["id"]);
  EXPECT_EQ(content.type_code(), row["type"]);
  EXPECT_EQ(wire::FromWire(content.amount()), Amount(row["payable"]));
  EXPECT_EQ(wire::FromWire(totals.lines()), Amount(row["line"]));
  EXPECT_EQ(Said(totals.has_allowances(), totals.allowances()), Amount(row["allow"]));
  EXPECT_EQ(Said(totals.has_charges(), totals.charges()), Amount(row["charge"]));
  EXPECT_EQ(wire::FromWire(totals.without_tax()), Amount(row["excl"]));
  EXPECT_EQ(Said(totals.has_tax(), totals.tax()), Amount(row["tax"]));
  EXPECT_EQ(wire::FromWire(totals.with_tax()), Amount(row["incl"]));
  EXPECT_EQ(Said(totals.has_prepaid(), totals.prepaid()), Amount(row["prepaid"]));
  EXPECT_EQ(Said(totals.has_rounding(), totals.rounding()), Amount(row["rounding"]));
  const auto top = std::count_if(content.lines().begin(), content.lines().end(),
                                 [](const auto& line) { return line.part_of().empty(); });
  EXPECT_EQ(top, std::stol(row["nlines"]));
}

// Each sample under an issuer of its own, made from the seller of its first form.
TEST_F(ImportApiTest, AllSamplesAreImportedAndBothFormsOfOneAreOneInvoice) {
  RECOURSE_NEEDS_SHARED_FILE(kTotals);
  std::map<std::string, std::string> names;  // Of invoices, by sample.
  std::map<std::string, Money> open;
  std::size_t known = 0;
  auto rows = testkit::CsvRows(testkit::SharedFile(kTotals)).value();
  for (Row& row : rows) {
    SCOPED_TRACE(row["file"]);
    const std::string path = testkit::SharedFile(kFolder) / row["file"];
    std::ifstream file(path, std::ios::binary);
    const std::string document{std::istreambuf_iterator<char>(file), {}};
    const std::string sample = SampleOf(row["file"]);
    if (!names.contains(sample)) {
      const auto read = einvoice::Read(document);
      ASSERT_TRUE(read);
      Open(sample, read->seller.name, TaxIdOf(read->seller));
    }
    const auto imported = Import(sample, document);
    ASSERT_TRUE(imported) << imported.error().reason << ": " << imported.error().message;
    ExpectTotals(imported->invoice().content(), row);
    EXPECT_EQ(imported->known(), names.contains(sample));
    known += imported->known() ? 1 : 0;
    const auto [first, is_new] = names.emplace(sample, imported->invoice().name());
    EXPECT_EQ(imported->invoice().name(), first->second);
    open.emplace(sample, *wire::FromWire(imported->invoice().content().amount()));
  }
  EXPECT_EQ(rows.size(), 86u);
  EXPECT_EQ(names.size(), 46u);
  EXPECT_EQ(known, 40u);
  Settle();
  for (const auto& [sample, amount] : open) {
    const v1::Balance balance = BalanceOf(sample);
    ASSERT_EQ(balance.lines_size(), 1) << sample;
    EXPECT_EQ(wire::FromWire(balance.lines(0).open()), amount) << sample;
  }
}

}  // namespace
}  // namespace recourse::invoicing
