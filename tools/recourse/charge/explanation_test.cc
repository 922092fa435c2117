#include "tools/recourse/charge/explanation.h"

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

namespace recourse::cli {
namespace {

using invoicing::v1::Charge;
using Rows = std::vector<std::vector<std::string>>;

Charge FromText(const std::string& text) {
  Charge charge;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &charge));
  return charge;
}

const char* const kInterest = R"pb(
  name: "accounts/a1/charges/z1"
  invoice: "accounts/a1/invoices/i1"
  kind: CHARGE_KIND_LATE_INTEREST
  entitlement { basis: "BGB 288(2)" }
  effective_date { year: 2012 month: 2 day: 5 }
  amount { currency_code: "EUR" nanos: 350000000 }
  paid { currency_code: "EUR" }
  waived { currency_code: "EUR" nanos: 50000000 }
  open { currency_code: "EUR" nanos: 300000000 }
  interest {
    segments {
      from { year: 2012 month: 2 day: 1 }
      to { year: 2012 month: 2 day: 2 }
      days: 2
      rate { millionths: 81200 per: RATE_PERIOD_YEAR }
      compounded: "0"
      table: "de-basiszinssatz"
      version: 3
      base { currency_code: "EUR" units: 100 }
      time: "1/180"
      exact: "20"
      amount { currency_code: "EUR" nanos: 200000000 }
    }
    segments {
      from { year: 2012 month: 2 day: 3 }
      to { year: 2012 month: 2 day: 5 }
      days: 3
      rate { millionths: 1000 per: RATE_PERIOD_DAY }
      compounded: "1/2"
      base { currency_code: "EUR" units: 50 }
      time: "3"
      exact: "15"
      amount { currency_code: "EUR" nanos: 150000000 }
    }
  })pb";

TEST(ExplanationTest, ShowsTheChargeAndEachSegment) {
  const Charge charge = FromText(kInterest);
  EXPECT_EQ(ChargeTable({charge}).rows,
            (Rows{{"z1", "i1", "late_interest", "2012-02-05", "BGB 288(2)", "EUR", "0.35", "0.00",
                   "0.05", "0.30"}}));
  EXPECT_EQ(SegmentTable(charge).rows,
            (Rows{{"2012-02-01", "2012-02-02", "2", "100.00", "0", "8.12 % a year",
                   "de-basiszinssatz v3", "1/180", "20", "0.20"},
                  {"2012-02-03", "2012-02-05", "3", "50.00", "1/2", "0.10 % a day", "", "3", "15",
                   "0.15"}}));
}

TEST(ExplanationTest, ShowsWhatAPercentageWasComputedFrom) {
  const Charge charge = FromText(R"(
      effective_date { year: 2012 month: 2 day: 9 } amount { currency_code: "EUR" units: 5 }
      basis { debt { currency_code: "EUR" units: 200 } millionths: 25000 })");
  EXPECT_EQ(
      SegmentTable(charge).rows,
      (Rows{{"2012-02-09", "2012-02-09", "0", "200.00", "", "2.5000 %", "", "", "", "5.00"}}));
}

TEST(ExplanationTest, NoticesPartsThatDoNotAddUp) {
  Charge charge = FromText(kInterest);
  EXPECT_EQ(WrongSum(charge), std::nullopt);
  charge.mutable_open()->set_nanos(310'000'000);
  EXPECT_EQ(WrongSum(charge), "paid, waived and open do not add up to the amount");
  charge.mutable_open()->set_nanos(300'000'000);
  charge.mutable_interest()->mutable_segments(1)->mutable_amount()->set_nanos(140'000'000);
  EXPECT_EQ(WrongSum(charge), "its segments add up to 0.34 EUR, not to 0.35 EUR");
  charge.mutable_interest()->mutable_segments(1)->mutable_amount()->set_currency_code("USD");
  EXPECT_EQ(WrongSum(charge), "a segment is of another currency");
}

}  // namespace
}  // namespace recourse::cli
