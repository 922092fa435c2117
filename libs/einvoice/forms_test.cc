#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>

#include "libs/base/testing/shared_file.h"
#include "libs/einvoice/read.h"
#include "libs/einvoice/testing/fields.h"

namespace recourse::einvoice {
namespace {

constexpr std::string_view kFolder = "data/xrechnung";
constexpr std::string_view kUblEnd = "_ubl.xml";
constexpr std::string_view kCiiEnd = "_uncefact.xml";
constexpr std::size_t kPairs = 40;

// What one form of a sample says and the other does not, or says otherwise; empty where it says
// nothing.
struct Difference {
  std::string sample;
  std::string field;
  std::string ubl;
  std::string cii;

  auto operator<=>(const Difference&) const = default;
};

void PrintTo(const Difference& difference, std::ostream* out) {
  *out << difference.sample << " " << difference.field << ": UBL \"" << difference.ubl
       << "\", CII \"" << difference.cii << "\"";
}

// What the files themselves say differently, and why: sample, field, UBL, CII.
constexpr std::string_view kKnown[][4] = {
    // The buyer's two names are exchanged in one of the files.
    {"01.01_comprehensive_test", "buyer/name", "[Buyer trading name]", "[Buyer name]"},
    {"01.01_comprehensive_test", "buyer/trading_name", "[Buyer name]", "[Buyer trading name]"},
    {"01.02_comprehensive_test", "buyer/name", "[Buyer trading name]", "[Buyer name]"},
    {"01.02_comprehensive_test", "buyer/trading_name", "[Buyer name]", "[Buyer trading name]"},
    {"01.03_comprehensive_test", "buyer/name", "[Buyer trading name]", "[Buyer name]"},
    {"01.03_comprehensive_test", "buyer/trading_name", "[Buyer name]", "[Buyer trading name]"},
    {"01.04_comprehensive_test", "buyer/name", "[Buyer trading name]", "[Buyer name]"},
    {"01.04_comprehensive_test", "buyer/trading_name", "[Buyer name]", "[Buyer trading name]"},
    // Only the UBL file says that the second price is for one unit.
    {"01.01_comprehensive_test", "lines[2]/price/base_quantity", "1", ""},
    {"01.01_comprehensive_test", "lines[2]/price/base_quantity/unit", "XPP", ""},
    {"01.02_comprehensive_test", "lines[2]/price/base_quantity", "1", ""},
    {"01.02_comprehensive_test", "lines[2]/price/base_quantity/unit", "XPP", ""},
    {"01.03_comprehensive_test", "lines[2]/price/base_quantity", "1", ""},
    {"01.03_comprehensive_test", "lines[2]/price/base_quantity/unit", "XPP", ""},
    {"01.04_comprehensive_test", "lines[2]/price/base_quantity", "1", ""},
    {"01.04_comprehensive_test", "lines[2]/price/base_quantity/unit", "XPP", ""},
    // Only the CII file has the payee's legal identifier.
    {"01.01_comprehensive_test", "payee/legal_id", "", "0204 90000000-03083-72"},
    {"01.02_comprehensive_test", "payee/legal_id", "", "0204 90000000-03083-72"},
    {"01.03_comprehensive_test", "payee/legal_id", "", "0204 90000000-03083-72"},
    {"01.04_comprehensive_test", "payee/legal_id", "", "0204 90000000-03083-72"},
    {"02.01a-cvd_INVOICE", "payee/legal_id", "", "0204 90000000-03083-72"},
    {"03.07a-INVOICE", "payee/legal_id", "", "0204 90000000-03083-72"},
    // Only the UBL file names a second preceding invoice.
    {"01.01_comprehensive_test", "preceding_invoices[2]/date", "2018-03-05", ""},
    {"01.01_comprehensive_test", "preceding_invoices[2]/number", "PIR0987654321", ""},
    // The CII file has two more identifiers of the seller, without scheme.
    {"01.01_comprehensive_test", "seller/ids[1]", "0088 987654321", "9876543217894897438"},
    {"01.01_comprehensive_test", "seller/ids[2]", "", "748387437438"},
    {"01.01_comprehensive_test", "seller/ids[3]", "", "0088 987654321"},
    {"02.01a-cvd_INVOICE", "seller/ids[1]", "0088 987654321", "9876543217894897438"},
    {"02.01a-cvd_INVOICE", "seller/ids[2]", "", "748387437438"},
    {"02.01a-cvd_INVOICE", "seller/ids[3]", "", "0088 987654321"},
    {"03.07a-INVOICE", "seller/ids[1]", "0088 987654321", "9876543217894897438"},
    {"03.07a-INVOICE", "seller/ids[2]", "", "748387437438"},
    {"03.07a-INVOICE", "seller/ids[3]", "", "0088 987654321"},
    // The CII file states a rounding of nothing, the UBL file none.
    {"01.01_comprehensive_test", "totals/rounding", "", "0.00 EUR"},
    {"01.02_comprehensive_test", "totals/rounding", "", "0.00 EUR"},
    {"01.03_comprehensive_test", "totals/rounding", "", "0.00 EUR"},
    {"01.04_comprehensive_test", "totals/rounding", "", "0.00 EUR"},
    {"02.01a-INVOICE", "totals/rounding", "", "0.00 EUR"},
    {"02.01a-cvd_INVOICE", "totals/rounding", "", "0.00 EUR"},
    {"02.02a-INVOICE", "totals/rounding", "", "0.00 EUR"},
    {"02.03a-INVOICE", "totals/rounding", "", "0.00 EUR"},
    {"02.04a-INVOICE", "totals/rounding", "", "0.00 EUR"},
    {"03.07a-INVOICE", "totals/rounding", "", "0.00 EUR"},
    // UBL cannot name the sales order without a purchase order, so the UBL file makes one up.
    {"01.02a-INVOICE", "purchase_order", "Dummywert", ""},
    {"01.08a-INVOICE", "purchase_order", "Dummywert", ""},
    {"01.09a-INVOICE", "purchase_order", "Dummywert", ""},
    {"01.10a-INVOICE", "purchase_order", "Dummywert", ""},
    {"01.11a-INVOICE", "purchase_order", "Dummywert", ""},
    {"01.12a-INVOICE", "purchase_order", "Dummywert", ""},
    {"01.13a-INVOICE", "purchase_order", "Dummywert", ""},
    // The contact is a person in UBL, a department in CII.
    {"01.03_comprehensive_test", "seller/contact/name", "Tim Tester", "Testorganisation"},
    {"01.04_comprehensive_test", "seller/contact/name", "Tim Tester", "Testorganisation"},
    // The UBL file states a tax of nothing, the CII file none.
    {"01.05_minimal_test", "totals/tax", "0.00 EUR", ""},
    // The files have other placeholders.
    {"01.20a-INVOICE", "seller/address/city", "[Seller city]", "[City]"},
    {"01.20a-INVOICE", "seller/address/line1", "[Seller street]", "[Street]"},
    // The CII file states a total of nothing, the UBL file none.
    {"01.20a-INVOICE", "totals/allowances", "", "0.00 EUR"},
    {"01.20a-INVOICE", "totals/charges", "", "0.00 EUR"},
    {"01.20a-INVOICE", "totals/prepaid", "", "0.00 EUR"},
    {"01.21a-INVOICE", "totals/allowances", "", "0.00 EUR"},
    // The files have other texts, and another VAT identifier.
    {"01.21a-INVOICE", "payment_means[1]/text", "Information", "Rechnung"},
    {"01.21a-INVOICE", "seller/vat_id", "DE 123456789", "DE152338654"},
    {"01.21a-INVOICE", "tax_breakdown[1]/exemption_reason", "Umkehrung der Steuerschuldnerschaft",
     "als gemeinnützig anerkannt"},
    // The attributes stand in another order.
    {"02.01a-cvd_INVOICE", "lines[1]/attributes[1]", "cva=clean", "Leistung=[Leistung Value]"},
    {"02.01a-cvd_INVOICE", "lines[1]/attributes[2]", "Leistung=[Leistung Value]",
     "Länge=[Länge Value]"},
    {"02.01a-cvd_INVOICE", "lines[1]/attributes[3]", "Länge=[Länge Value]",
     "Starthöchstmasse=[Starthöchstmasse Value]"},
    {"02.01a-cvd_INVOICE", "lines[1]/attributes[4]", "Starthöchstmasse=[Starthöchstmasse Value]",
     "Laufleistung=[Laufleistung Value]"},
    {"02.01a-cvd_INVOICE", "lines[1]/attributes[5]", "Laufleistung=[Laufleistung Value]",
     "Zeitpunkt Inbetriebnahme=[Zeitpunkt Inbetriebnahme Value]"},
    {"02.01a-cvd_INVOICE", "lines[1]/attributes[6]",
     "Zeitpunkt Inbetriebnahme=[Zeitpunkt Inbetriebnahme Value]", "cva=clean"},
    // A slip of the pen in the CII file.
    {"02.01a-cvd_INVOICE", "lines[1]/description", "Gruppe von Fahrzeug XY der Klasse Z",
     "Gruppe von Fahrzeugde XY der Klasse Z"},
    // Only the UBL file has a trading name.
    {"03.01a-INVOICE", "buyer/trading_name", "[Buyer name]", ""},
    // City and postcode are exchanged in the UBL file.
    {"03.06a-INVOICE", "buyer/address/city", "12345", "Testhausen"},
    {"03.06a-INVOICE", "buyer/address/postcode", "Testhausen", "12345"},
    {"03.06a-INVOICE", "seller/address/city", "12345", "Testhausen"},
    {"03.06a-INVOICE", "seller/address/postcode", "Testhausen", "12345"},
};

std::set<Difference> Known() {
  std::set<Difference> known;
  for (const auto& [sample, field, ubl, cii] : kKnown) {
    known.insert({std::string(sample), std::string(field), std::string(ubl), std::string(cii)});
  }
  return known;
}

std::vector<Difference> Compare(const std::string& sample, const Invoice& ubl, const Invoice& cii) {
  const auto ubl_fields = Fields(ubl);
  const auto cii_fields = Fields(cii);
  std::set<std::string> names;
  for (const auto& [name, value] : ubl_fields) names.insert(name);
  for (const auto& [name, value] : cii_fields) names.insert(name);
  const auto value_of = [](const auto& fields, const std::string& name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : found->second;
  };
  std::vector<Difference> differences;
  for (const std::string& name : names) {
    const Difference one{sample, name, value_of(ubl_fields, name), value_of(cii_fields, name)};
    if (one.ubl != one.cii) differences.push_back(one);
  }
  return differences;
}

std::string SampleOf(const std::filesystem::path& ubl_file) {
  const std::string name = ubl_file.filename();
  return name.substr(0, name.size() - kUblEnd.size());
}

// The UBL file and the CII file of each sample that has both.
std::map<std::filesystem::path, std::filesystem::path> Pairs() {
  std::map<std::filesystem::path, std::filesystem::path> pairs;
  for (const auto& file : std::filesystem::directory_iterator(testkit::SharedFile(kFolder))) {
    if (!file.path().string().ends_with(kUblEnd)) continue;
    const auto twin = file.path().parent_path() / (SampleOf(file.path()) + std::string(kCiiEnd));
    if (std::filesystem::exists(twin)) pairs.emplace(file.path(), twin);
  }
  return pairs;
}

TEST(TwoFormsTest, OfOneSampleGiveOneInvoiceButForWhatTheFilesSayDifferently) {
  RECOURSE_NEEDS_SHARED_FILE(kFolder);
  std::set<Difference> found;
  std::size_t equal = 0;
  for (const auto& [ubl_file, cii_file] : Pairs()) {
    const std::string sample = SampleOf(ubl_file);
    const auto ubl = ReadFile(ubl_file);
    const auto cii = ReadFile(cii_file);
    ASSERT_TRUE(ubl) << sample << ": " << ubl.error().message;
    ASSERT_TRUE(cii) << sample << ": " << cii.error().message;
    const auto differences = Compare(sample, *ubl, *cii);
    // Fields must not overlook what the comparison of invoices sees.
    EXPECT_EQ(*ubl == *cii, differences.empty()) << sample;
    equal += differences.empty() ? 1 : 0;
    found.insert(differences.begin(), differences.end());
  }
  const std::set<Difference> known = Known();
  for (const Difference& one : found) {
    EXPECT_TRUE(known.contains(one)) << testing::PrintToString(one);
  }
  for (const Difference& one : known) {
    EXPECT_TRUE(found.contains(one)) << testing::PrintToString(one);
  }
  EXPECT_EQ(Pairs().size(), kPairs);
  EXPECT_EQ(equal, 18u);
}

TEST(TwoFormsTest, TheCustomerOwesTheSameByBoth) {
  RECOURSE_NEEDS_SHARED_FILE(kFolder);
  for (const auto& [ubl_file, cii_file] : Pairs()) {
    const auto ubl = ReadFile(ubl_file);
    const auto cii = ReadFile(cii_file);
    ASSERT_TRUE(ubl && cii) << ubl_file;
    EXPECT_EQ(Payable(*ubl), Payable(*cii)) << ubl_file;
    EXPECT_EQ(IsCredit(*ubl), IsCredit(*cii)) << ubl_file;
    EXPECT_EQ(ubl->attachments, cii->attachments) << ubl_file;
  }
}

}  // namespace
}  // namespace recourse::einvoice
