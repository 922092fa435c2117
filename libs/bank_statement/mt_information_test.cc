#include "libs/bank_statement/mt_information.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace recourse::bank_statement {
namespace {

// An entry of 1 EUR, or of -1, with what these lines of :86: say.
Entry Told(const std::vector<std::string>& lines, int sign = 1) {
  Entry entry;
  entry.amount = {sign * 100, *Currency::Parse("EUR")};
  entry.details.resize(1);
  ReadMtInformation(lines, entry);
  return entry;
}

const Detail& DetailOf(const Entry& entry) { return entry.details.front(); }

TEST(MtInformationTest, GermanSubfieldsGoToTheirPlaces) {
  const Entry entry = Told({"166?00GUTSCHRIFT?100399?20EREF+EndToEndId TFNR 22 004?21 00001?22",
                            "SVWZ+Verw CTSc-01 BC-PPP TF?23Nr 22 004?30DRESDEFF508?31DE1450880",
                            "0500194785000?32KARL?33        KAUFMANN?70Empfaenger"});
  EXPECT_EQ(entry.booking_text, "GUTSCHRIFT");
  EXPECT_EQ(entry.code.proprietary, "166");
  const Detail& detail = DetailOf(entry);
  EXPECT_EQ(detail.references.end_to_end, "EndToEndId TFNR 22 004 00001");
  EXPECT_EQ(detail.remittance.text, "Verw CTSc-01 BC-PPP TFNr 22 004");
  EXPECT_EQ(detail.counterparty.name, "KARL        KAUFMANN");
  EXPECT_EQ(detail.counterparty.account, (Account{"DE14508800500194785000", ""}));
  EXPECT_EQ(detail.counterparty.bank.bic, "DRESDEFF508");
  EXPECT_TRUE(entry.information.ends_with("?70Empfaenger"));
}

TEST(MtInformationTest, KeywordsAreFoundWhereASubfieldOrAWordBegins) {
  const Entry entry = Told(
      {"835?20Cie., S.C.A.?21SEPA-BASISLASTSCHRIFT?22EREF+ 1234567890123 PAYPAL",
       "?23MREF+ 12AB234CD6E7F CRED+ A?24B12CDE0000000000000000034 S?25VWZ+ . SPOTIFY, Ihr Einkauf",
       "?26bei SPOTIFY?32PayPal (Europe) S.a.r.l. et"},
      -1);
  const Detail& detail = DetailOf(entry);
  EXPECT_EQ(detail.references.end_to_end, "1234567890123 PAYPAL");
  EXPECT_EQ(detail.references.mandate, "12AB234CD6E7F");
  EXPECT_EQ(detail.references.creditor_id, "AB12CDE0000000000000000034");
  EXPECT_EQ(detail.remittance.text,
            "Cie., S.C.A. SEPA-BASISLASTSCHRIFT\n. SPOTIFY, Ihr Einkaufbei SPOTIFY");
}

TEST(MtInformationTest, AKeywordWithinAWordOrSeenBeforeIsText) {
  const Entry entry = Told({"166?20SVWZ+xEREF+1 SVWZ+2 KREF+K1"});
  EXPECT_EQ(DetailOf(entry).remittance.text, "xEREF+1 SVWZ+2");
  EXPECT_EQ(DetailOf(entry).references.end_to_end, "");
  EXPECT_EQ(DetailOf(entry).references.customer, "K1");
  EXPECT_EQ(DetailOf(Told({"166?20EREF+1 SVWZ+a EREF+2"})).remittance.text, "a EREF+2");
}

TEST(MtInformationTest, AShortSubfieldEndsAWordAFullOneDoesNot) {
  EXPECT_EQ(DetailOf(Told({"166?20QQW53T2245ZGY46J ABBUCHUNG?21VOM PAYPAL"})).remittance.text,
            "QQW53T2245ZGY46J ABBUCHUNG VOM PAYPAL");
  const std::string full =
      "\xC3\x84"
      "BCDEFGHIJKLMNOPQRSTUVWXYZ1";  // 27 characters, 28 bytes.
  EXPECT_EQ(DetailOf(Told({"166?20" + full + "?21rest"})).remittance.text, full + "rest");
}

TEST(MtInformationTest, PurposeGoesOnInSubfields60To63) {
  const Entry entry = Told({"105?20SVWZ+A?29B?60C?61D?62ABWA+Finanzamt Muenchen ?63Abteilung"}, -1);
  EXPECT_EQ(DetailOf(entry).remittance.text, "A B C D");
  EXPECT_EQ(DetailOf(entry).counterparty.ultimate_name, "Finanzamt Muenchen Abteilung");
}

TEST(MtInformationTest, TheUltimatePartyIsThatOfTheOtherSide) {
  const std::vector<std::string> both = {"166?20ABWA+payer?21ABWE+payee"};
  EXPECT_EQ(DetailOf(Told(both)).counterparty.ultimate_name, "payer");
  EXPECT_EQ(DetailOf(Told(both, -1)).counterparty.ultimate_name, "payee");
}

TEST(MtInformationTest, IbanAndBicMayStandInThePurpose) {
  const Entry entry = Told({"166?20SVWZ+A?21IBAN+DE14508800500194785000?22BIC+DRESDEFF"});
  EXPECT_EQ(DetailOf(entry).counterparty.account.iban, "DE14508800500194785000");
  EXPECT_EQ(DetailOf(entry).counterparty.bank.bic, "DRESDEFF");
}

TEST(MtInformationTest, OtherSignsThanAQuestionMarkOccur) {
  const Entry entry =
      Told({"000>100987654321", ">20ALGEMENE TUSSENREKENING KOS>21TEN>310390123456"});
  EXPECT_EQ(DetailOf(entry).remittance.text, "ALGEMENE TUSSENREKENING KOSTEN");
  EXPECT_EQ(DetailOf(entry).counterparty.account.other, "0390123456");
}

TEST(MtInformationTest, ASignThatBeginsNoSubfieldIsText) {
  EXPECT_EQ(DetailOf(Told({"166?20Was?99 Euro?"})).remittance.text, "Was?99 Euro?");
  EXPECT_EQ(DetailOf(Told({"201/23 Rechnung"})).remittance.text, "201/23 Rechnung");
  EXPECT_EQ(DetailOf(Told({"999PN5477SCHECK"})).remittance.text, "999PN5477SCHECK");
}

TEST(MtInformationTest, CodesBetweenStrokesGoToTheirPlaces) {
  const Entry entry =
      Told({"/EREF/01-01-2013 12:00 0030000987654321/BENM//NAME/CONTRA ACCOUN",
            "T HOLDER/REMI/Reference 4711/ISDT/2013-07-11/MARF/M1/CSID/C1/RTRN/MS03"},
           -1);
  const Detail& detail = DetailOf(entry);
  EXPECT_EQ(detail.references.end_to_end, "01-01-2013 12:00 0030000987654321");
  EXPECT_EQ(detail.references.mandate, "M1");
  EXPECT_EQ(detail.references.creditor_id, "C1");
  EXPECT_EQ(detail.counterparty.name, "CONTRA ACCOUNT HOLDER");
  EXPECT_EQ(detail.remittance.text, "Reference 4711");
  EXPECT_EQ(detail.return_reason, "MS03");
}

TEST(MtInformationTest, OfTwoPartiesBetweenStrokesTheOtherOneCounts) {
  const std::vector<std::string> both = {"/ORDP//NAME/payer/IBAN/DE14508800500194785000",
                                         "/BENM//NAME/payee/ULTD//NAME/for whom/REMI/a/b"};
  EXPECT_EQ(DetailOf(Told(both)).counterparty.name, "payer");
  EXPECT_EQ(DetailOf(Told(both)).counterparty.account.iban, "DE14508800500194785000");
  EXPECT_EQ(DetailOf(Told(both)).counterparty.ultimate_name, "for whom");
  EXPECT_EQ(DetailOf(Told(both)).remittance.text, "a/b");
  EXPECT_EQ(DetailOf(Told(both, -1)).counterparty.name, "payee");
  EXPECT_EQ(DetailOf(Told(both, -1)).counterparty.account.iban, "");
  EXPECT_EQ(DetailOf(Told({"/TRTP/SEPA OVERBOEKING/NAME/X/EREF/NOTPROVIDED"})).counterparty.name,
            "X");
  EXPECT_EQ(DetailOf(Told({"/EREF/NOTPROVIDED"})).references.end_to_end, "");
}

TEST(MtInformationTest, AnyOtherTextStaysAsItIs) {
  EXPECT_EQ(DetailOf(Told({" GIRO 428428", "/FOO/bar", "", "last "})).remittance.text,
            "GIRO 428428\n/FOO/bar\nlast");
}

TEST(MtInformationTest, ATextThatIsACreditorReferenceIsOne) {
  EXPECT_EQ(DetailOf(Told({"166?20SVWZ+RF18539007547034"})).remittance.creditor_references,
            std::vector<std::string>{"RF18539007547034"});
  EXPECT_TRUE(
      DetailOf(Told({"166?20SVWZ+RF18539007547035"})).remittance.creditor_references.empty());
}

TEST(MtInformationTest, LinesOfNonSwiftCodesGoToTheirPlaces) {
  Entry entry = Told({});
  ReadMtNonSwift({"01Rechnung", "0212", "15ERGO Versicherung AG Fiokte", "16lep", "17Buchung",
                  "3310918001", "340000004279070017", "??"},
                 entry);
  EXPECT_EQ(DetailOf(entry).remittance.text, "Rechnung\n12");
  EXPECT_EQ(DetailOf(entry).counterparty.name, "ERGO Versicherung AG Fioktelep");
  EXPECT_EQ(DetailOf(entry).counterparty.bank.code, "10918001");
  EXPECT_EQ(DetailOf(entry).counterparty.account.other, "0000004279070017");
  EXPECT_EQ(entry.booking_text, "Buchung");
  EXPECT_TRUE(entry.information.ends_with("\n??"));
}

}  // namespace
}  // namespace recourse::bank_statement
