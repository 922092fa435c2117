#include "tools/recourse/import/overlay.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools/recourse/import/import_testing.h"

namespace recourse::csv_import {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class OverlayTest : public testing::Test {
 protected:
  std::vector<std::string> Apply(std::string_view overlay) {
    Complaints complaints;
    const CsvFile csv = ParseCsv("o.csv", overlay, ',', complaints);
    WithholdPayments(csv, file_, complaints);
    std::vector<std::string> faults;
    for (const Complaint& complaint : complaints) faults.push_back(ToString(complaint));
    return faults;
  }

  ImportedFile file_ = ReadGoodRows(
      "i1,a1,03/01/2012,02/02/2012,1,EUR,No,20/01/2012,\n"
      "i2,a1,03/01/2012,02/02/2012,1,EUR,No,20/01/2012,\n"
      "i3,a1,03/01/2012,02/02/2012,1,EUR,No,,\n",
      TestMap());
};

TEST_F(OverlayTest, WithholdsThePaymentsOfTheNamedInvoices) {
  EXPECT_THAT(Apply("number,why\ni2,test\n"), IsEmpty());
  EXPECT_TRUE(file_.invoices[0].settled);
  EXPECT_FALSE(file_.invoices[1].settled);
}

TEST_F(OverlayTest, NamesWhatItCannotWithhold) {
  EXPECT_THAT(
      Apply("number\ni9\ni3\ni1\ni1\n"),
      ElementsAre("o.csv:2: number \"i9\": expected the number of an invoice in f.csv",
                  "o.csv:3: number \"i3\": expected an invoice with a payment to withhold; this "
                  "one has none",
                  "o.csv:5: number \"i1\": is named twice"));
}

TEST_F(OverlayTest, NeedsAColumnOfNumbers) {
  EXPECT_THAT(Apply("invoice\ni1\n"), ElementsAre("o.csv:1: expected a column named number"));
}

}  // namespace
}  // namespace recourse::csv_import
