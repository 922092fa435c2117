#include "services/invoicing/export/statement_csv.h"

#include <gtest/gtest.h>

#include "services/invoicing/export/statement_kit.h"

namespace recourse::invoicing {
namespace {

TEST(StatementCsvTest, EveryFigureHasItsRow) {
  EXPECT_EQ(ToCsv(SampleStatement()),
            "row,currency,date,due_date,kind,item,reference,amount,balance,open,disputed,days_late,"
            "invoice,invoice_number\r\n"
            "\"opening\",\"EUR\",\"2012-01-01\",,,,,,\"10.50\",,,,,\r\n"
            "\"entry\",\"EUR\",\"2012-01-05\",,\"invoiced\",\"accounts/a1/invoices/i1\",\"R, 17\","
            "\"1234567.89\",\"1234578.39\",,,,,\r\n"
            "\"entry\",\"EUR\",\"2012-02-01\",,\"paid\",\"accounts/a1/payments/p1\",\"p1\","
            "\"-34.39\",\"1234544.00\",,,,,\r\n"
            "\"closing\",\"EUR\",\"2012-03-31\",,,,,,\"1234544.00\",,,,,\r\n"
            "\"open_item\",\"EUR\",\"2012-01-05\",\"2012-02-04\",,\"accounts/a1/invoices/i1\","
            "\"R, 17\",\"1234567.89\",,\"1234551.11\",\"99.00\",\"56\",,\r\n"
            "\"unapplied\",\"EUR\",,,,\"accounts/a1/payments/p1\",,,,\"7.11\",,,,\r\n"
            "\"aging\",\"EUR\",,,\"days_31_to_60\",,,,,\"1234551.11\",,,,\r\n");
}

TEST(StatementCsvTest, ACreditNoteStandsByItsOwnNameBesideItsInvoice) {
  EXPECT_NE(ToCsv(CreditedStatement())
                .find("\"credited\",\"accounts/a1/creditNotes/c1\",\"c1\",\"-5.00\",\"95.00\",,,,"
                      "\"accounts/a1/invoices/i1\",\"R-17\"\r\n"),
            std::string::npos);
}

TEST(StatementCsvTest, TextFromOutsideIsNoFormula) {
  for (const std::string formula : {"=1+1", "+49", "-2", "@SUM(A1)", "\t=1", "\r=1"}) {
    v1::StatementOfAccount statement = SampleStatement();
    statement.mutable_currencies(0)->mutable_entries(0)->set_reference(formula);
    statement.mutable_currencies(0)->mutable_open_items(0)->set_reference(formula);
    const std::string csv = ToCsv(statement);
    const std::size_t first = csv.find(",\"'" + formula + "\",");
    ASSERT_NE(first, std::string::npos) << csv;
    EXPECT_NE(csv.find(",\"'" + formula + "\",", first + 1), std::string::npos) << csv;
    EXPECT_NE(csv.find("\"-34.39\""), std::string::npos) << "amounts stay numbers";
  }
}

TEST(StatementCsvTest, WithoutAnyEntryTheHeaderStays) {
  EXPECT_TRUE(ToCsv(v1::StatementOfAccount()).ends_with("invoice_number\r\n"));
}

}  // namespace
}  // namespace recourse::invoicing
