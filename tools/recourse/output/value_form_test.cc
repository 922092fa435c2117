#include "tools/recourse/output/value_form.h"

#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include "google/type/date.pb.h"
#include "google/type/money.pb.h"
#include "recourse/invoicing/v1/ledger_events.pb.h"

namespace recourse::cli {
namespace {

std::string Wrong(const std::string& json) {
  invoicing::v1::InvoiceContent content;
  const auto read = google::protobuf::util::JsonStringToMessage(json, &content);
  return read.ok() ? "" : WithForm(std::string(read.message()));
}

TEST(ValueFormTest, OfDaysAndAmountsIsToldHowTheyAreWritten) {
  EXPECT_TRUE(Wrong(R"({"due_date": "2012-02-29"})")
                  .ends_with(R"(a date is written {"year": 2012, "month": 2, "day": 29})"));
  EXPECT_TRUE(Wrong(R"({"amount": "119.00 EUR"})")
                  .ends_with(R"(an amount is written {"currency_code": "EUR", "units": 119})"));
  EXPECT_EQ(Wrong(R"({"due_date": {"year": 2012, "month": 2, "day": 29}})"), "");
}

TEST(ValueFormTest, OfTheRestNothingIsAdded) {
  const std::string wrong = Wrong(R"({"due_date": {"year": "x"}})");
  EXPECT_TRUE(wrong.ends_with("TYPE_INT32")) << wrong;
}

}  // namespace
}  // namespace recourse::cli
