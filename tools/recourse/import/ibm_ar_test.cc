// The map of docs/examples against the real file that it is for.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "libs/base/testing/shared_file.h"
#include "tools/recourse/import/import_map.h"
#include "tools/recourse/import/overlay.h"
#include "tools/recourse/import/plan.h"
#include "tools/recourse/import/summary.h"

namespace recourse::csv_import {
namespace {

using testing::IsEmpty;

std::string Slurp(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

class IbmArTest : public testing::Test {
 protected:
  void SetUp() override {
    constexpr const char* kFile = "data/ibm_ar/late_payment_histories.csv";
    RECOURSE_NEEDS_SHARED_FILE(kFile);
    const auto map = ParseImportMap("ibm_ar.toml", Slurp("docs/examples/ibm_ar.toml"));
    ASSERT_TRUE(map) << ToString(map.error().front());
    map_ = *map;
    Complaints complaints;
    const CsvFile csv = ParseCsv("late_payment_histories.csv", Slurp(testkit::SharedFile(kFile)),
                                 map_.delimiter, complaints);
    file_ = ReadInvoices(csv, map_, std::nullopt, complaints);
    ASSERT_THAT(complaints, IsEmpty());
  }

  std::map<std::size_t, std::size_t> StepsByKind() const {
    std::map<std::size_t, std::size_t> count;
    for (const auto& step : MakePlan(file_, map_, std::nullopt).steps)
      ++count[step.command.index()];
    return count;
  }

  ImportMap map_;
  ImportedFile file_;
};

TEST_F(IbmArTest, HoldsWhatItIsKnownToHold) {
  EXPECT_EQ(ToString(Summarize(file_)),
            "2466 invoices of 100 customers, total 147703.18 EUR; 561 disputed, 877 paid late, "
            "0 open");
}

TEST_F(IbmArTest, BecomesOneStepForEachFact) {
  EXPECT_THAT(StepsByKind(), testing::ElementsAre(testing::Pair(0, 1), testing::Pair(1, 100),
                                                  testing::Pair(2, 2466), testing::Pair(3, 561),
                                                  testing::Pair(4, 561), testing::Pair(5, 2466)));
}

TEST_F(IbmArTest, TheOverlayWithholdsThePaymentsOfThreeUndisputedInvoices) {
  Complaints complaints;
  const CsvFile overlay =
      ParseCsv("ibm_ar_withheld.csv", Slurp("docs/examples/ibm_ar_withheld.csv"), ',', complaints);
  WithholdPayments(overlay, file_, complaints);
  ASSERT_THAT(complaints, IsEmpty());
  EXPECT_EQ(Summarize(file_).open, 3u);
  for (const InvoiceRow& invoice : file_.invoices) {
    EXPECT_TRUE(invoice.settled || !invoice.disputed) << invoice.number;
  }
  EXPECT_EQ(StepsByKind()[5], 2463u);
}

}  // namespace
}  // namespace recourse::csv_import
