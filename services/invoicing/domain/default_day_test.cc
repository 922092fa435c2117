#include "services/invoicing/domain/default_day.h"

#include <gtest/gtest.h>

#include "libs/base/testing/golden_case.h"
#include "libs/calendar/due_date.h"

namespace recourse::invoicing {
namespace {

using namespace date::literals;
using testkit::CaseSays;

std::optional<Date> Day(date::year_month_day day) { return Date(day); }

TEST(DefaultDayTest, InterestRunsFromTheDayAfterTheAgreedOne) {
  EXPECT_EQ(FirstDayOfDefault(Date(2021_y / 7 / 1)), Date(2021_y / 7 / 2));
  EXPECT_TRUE(CaseSays("EU-8", {"interest from the day after due"}));
}

TEST(DefaultDayTest, WithoutAnAgreedDayItIsThirtyDaysAfterTheInvoice) {
  const Date invoice = 2013_y / 3 / 1;
  EXPECT_EQ(FirstDayOfDefault({.due = invoice, .invoice_received = invoice}),
            Day(2013_y / 4 / 1));  // The 31st of March is the 30th day.
  EXPECT_TRUE(CaseSays("EU-8", {"no date agreed: 30 days after invoice"}));
}

TEST(DefaultDayTest, ThirtyDaysCountFromTheLaterOfDueDayAndReceipt) {
  const Date early = 2013_y / 3 / 1;
  const Date late = 2013_y / 3 / 11;
  EXPECT_EQ(FirstDayOfDefault({.due = early, .invoice_received = late}), Day(2013_y / 4 / 11));
  EXPECT_EQ(FirstDayOfDefault({.due = late, .invoice_received = early}), Day(2013_y / 4 / 11));
  EXPECT_TRUE(CaseSays("DE-4", {"30 days after due date AND receipt of invoice"}));
}

TEST(DefaultDayTest, AConsumerMustHaveBeenWarned) {
  const Date day = 2013_y / 3 / 1;
  EXPECT_EQ(FirstDayOfDefault({day, day, true, false}), std::nullopt);
  EXPECT_EQ(FirstDayOfDefault({day, day, true, true}), Day(2013_y / 4 / 1));
  EXPECT_EQ(FirstDayOfDefault({day, day, false, false}), Day(2013_y / 4 / 1));
  EXPECT_TRUE(CaseSays("DE-4", {"consumer only if invoice warned"}));
}

// Ten days from Wednesday, 20 December 2023, end on Saturday the 30th; the next working day in
// Germany is Tuesday, after New Year.
TEST(DefaultDayTest, APeriodLeavesOutItsFirstDayAndEndsOnAWorkingDay) {
  const auto germany = *calendar::WorkingDays::OfCountry("DE");
  const Date start = 2023_y / 12 / 20;
  const calendar::PaymentTerm ten_days{calendar::NetDays{10}, false};
  EXPECT_EQ(calendar::DueDay(ten_days, start, germany), Date(2023_y / 12 / 30));
  const calendar::PaymentTerm moved{calendar::NetDays{10}, true};
  EXPECT_EQ(calendar::DueDay(moved, start, germany), Date(2024_y / 1 / 2));
  EXPECT_TRUE(CaseSays(
      "DE-6", {"start day excluded; ends with last day", "Sat/Sun/holiday -> next working day"}));
}

}  // namespace
}  // namespace recourse::invoicing
