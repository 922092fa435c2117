#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "recourse/invoicing/v1/invoice_number_events.pb.h"
#include "tools/recourse/testing/command_line_rig.h"

namespace recourse::cli {
namespace {

using testing::HasSubstr;

class ImportCommandTest : public CommandLineTest {
 protected:
  std::string Import(const std::string& rows) {
    const std::string csv = Write("f.csv", "No,Who,Issued,Due,Sum\n" + rows);
    const std::string map = Write("m.toml", R"(date_format = "%F"
number = {column = "No"}
customer = {column = "Who"}
issue_date = {column = "Issued"}
due_date = {column = "Due"}
amount = {column = "Sum"}
currency = "EUR"
channel = "letter"
country = "DE"
zone = "UTC"
issuer = {id = "acme", zone = "UTC"}
)");
    return "import csv " + csv + " --map " + map;
  }
};

TEST_F(ImportCommandTest, HandsThePlanToTheConductor) {
  ASSERT_EQ(Run(Import("7,a1,2012-01-03,2012-02-02,5.00\n")), ExitCode::kOk) << err_;
  EXPECT_THAT(conductor_.labels(),
              testing::ElementsAre("f.csv line 2, account a1", "f.csv line 2, invoice 7"));
  EXPECT_THAT(out_, HasSubstr("5.00 EUR"));
}

TEST_F(ImportCommandTest, SaysWhatWasThereAlready) {
  const std::string seven = "7,a1,2012-01-03,2012-02-02,5.00\n";
  ASSERT_EQ(Run(Import(seven)), ExitCode::kOk);
  EXPECT_EQ(err_, "");
  history_.Append("invoicing", 0, 1, "accounts/a1", invoicing::v1::NumberReserved());
  invoicing_.SetSecond("inv-7");
  ASSERT_EQ(Run(Import(seven) + " -o json"), ExitCode::kOk);
  EXPECT_EQ(err_,
            "looking at accounts: 1 of 1\n"
            "1 of 1 invoices were there already; nothing was added.\n");
  EXPECT_EQ(nlohmann::json::parse(out_).size(), 1u);
  conductor_.OnRun([this] {
    history_.Append("invoicing", 0, 2, "accounts/a1", invoicing::v1::NumberReserved());
  });
  ASSERT_EQ(Run(Import(seven + "8,a1,2012-01-03,2012-02-02,5.00\n")), ExitCode::kOk);
  EXPECT_EQ(err_, "looking at accounts: 1 of 1\n1 of 2 invoices were there already.\n");
}

TEST_F(ImportCommandTest, AFileWithFaultsChangesNothing) {
  EXPECT_EQ(Run(Import("7,a1,2012-01-03,2012-02-02,5.00\n8,a1,soon,2012-02-02,5\n")),
            ExitCode::kRefused);
  EXPECT_EQ(err_,
            "f.csv:3: Issued \"soon\": expected a date written %F\n1 error in all\n"
            "recourse: nothing was imported\n");
  EXPECT_TRUE(conductor_.labels().empty());
}

TEST_F(ImportCommandTest, CheckingAsksNobody) {
  EXPECT_EQ(Run(Import("7,a1,2012-01-03,2012-02-02,5.00\n") + " --check --address 127.0.0.1:1"),
            ExitCode::kOk);
  EXPECT_TRUE(conductor_.labels().empty());
}

TEST_F(ImportCommandTest, AFileThatIsNotThereIsNamed) {
  EXPECT_EQ(Run("import csv /nowhere.csv --map /nowhere.toml"), ExitCode::kRefused);
  EXPECT_EQ(err_,
            "recourse: A file cannot be read (FILE_UNREADABLE: file = /nowhere.toml, why = there "
            "is none)\n");
}

}  // namespace
}  // namespace recourse::cli
