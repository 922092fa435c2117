#include "services/invoicing/domain/payment_terms.h"

#include <gtest/gtest.h>

namespace recourse::invoicing {
namespace {

using namespace date::literals;
using calendar::EndOfMonth;
using calendar::FixedDay;
using calendar::NetDays;
using calendar::OnReceipt;

Money Eur(std::int64_t minor_units) { return {minor_units, *Currency::Parse("EUR")}; }
Date Day(date::year_month_day day) { return day; }

const Date kStart = 2012_y / 3 / 1;  // A Thursday.

Date Due(const PaymentTerms& terms) {
  const auto due = DueDay(terms, kStart);
  EXPECT_TRUE(due);
  return due ? *due : Date{};
}

std::vector<EarlyPaymentDiscount> Discounts(const PaymentTerms& terms,
                                            Money amount = Eur(1000'00)) {
  return DiscountsOf(terms, kStart, Due(terms), amount);
}

TEST(PaymentTermsTest, EachRuleHasItsDueDay) {
  EXPECT_EQ(Due({NetDays{30}, "", {}}), Day(2012_y / 3 / 31));
  EXPECT_EQ(Due({EndOfMonth{10}, "", {}}), Day(2012_y / 4 / 10));
  EXPECT_EQ(Due({FixedDay{2012_y / 5 / 1}, "", {}}), Day(2012_y / 5 / 1));
  EXPECT_EQ(Due({OnReceipt{}, "", {}}), kStart);
}

// 31 March 2012 is a Saturday, 6 April Good Friday, 9 April Easter Monday.
TEST(PaymentTermsTest, ACalendarMovesADayForPaymentToTheNextWorkingDay) {
  EXPECT_EQ(Due({NetDays{30}, "MON-FRI", {}}), Day(2012_y / 4 / 2));
  EXPECT_EQ(Due({NetDays{36}, "MON-FRI", {}}), Day(2012_y / 4 / 6));
  EXPECT_EQ(Due({NetDays{36}, "DE", {}}), Day(2012_y / 4 / 10));
  EXPECT_EQ(Due({NetDays{36}, "US", {}}), Day(2012_y / 4 / 6));
}

TEST(PaymentTermsTest, AFixedDayBeforeTheInvoiceIsRefusedWithBothDays) {
  const auto due = DueDay({FixedDay{2012_y / 2 / 29}, "", {}}, kStart);
  ASSERT_FALSE(due);
  EXPECT_EQ(due.error().reason, "DUE_BEFORE_START");
  EXPECT_EQ(due.error().values,
            (Failure::Values{{"due_date", "2012-02-29"}, {"issue_date", "2012-03-01"}}));
}

// What XRechnung 01.10a writes as #SKONTO#TAGE=7#PROZENT=2.00##SKONTO#TAGE=14#PROZENT=1.00#.
TEST(PaymentTermsTest, EachStepHasItsLastDayAndAmount) {
  EXPECT_EQ(Discounts({NetDays{30}, "", {{7, 20'000}, {14, 10'000}}}),
            (std::vector<EarlyPaymentDiscount>{{2012_y / 3 / 8, 20'000, Eur(20'00)},
                                               {2012_y / 3 / 15, 10'000, Eur(10'00)}}));
}

TEST(PaymentTermsTest, ADiscountIsRoundedHalfUpOnce) {
  EXPECT_EQ(DiscountOf(Eur(25), 20'000), Eur(1));         // 0.5
  EXPECT_EQ(DiscountOf(Eur(24), 20'000), Eur(0));         // 0.48
  EXPECT_EQ(DiscountOf(Eur(333'33), 12'500), Eur(4'17));  // 416.6625
  EXPECT_EQ(DiscountOf(Eur(-100), 20'000), Eur(0));
  EXPECT_EQ(DiscountOf({kMoneyMax, Eur(0).currency}, 999'999).minor_units, 999'999'000'000'000);
}

TEST(PaymentTermsTest, AStepMovesWithItsCalendarAndEndsWithTheDueDayAtLatest) {
  EXPECT_EQ(Discounts({NetDays{40}, "DE", {{36, 20'000}}})[0].last_day, Day(2012_y / 4 / 10));
  EXPECT_EQ(Discounts({FixedDay{2012_y / 3 / 5}, "", {{3, 20'000}, {7, 10'000}, {9, 5'000}}}),
            (std::vector<EarlyPaymentDiscount>{{2012_y / 3 / 4, 20'000, Eur(20'00)},
                                               {2012_y / 3 / 5, 10'000, Eur(10'00)}}));
}

TEST(PaymentTermsTest, AnInvoiceThatIsNoDebitHasNoDiscount) {
  EXPECT_TRUE(Discounts({NetDays{30}, "", {{7, 20'000}}}, Eur(0)).empty());
  EXPECT_TRUE(Discounts({NetDays{30}, "", {{7, 20'000}}}, Eur(-5'00)).empty());
}

TEST(PaymentTermsTest, WhatIsNotSoundIsNamedWithItsValue) {
  const auto broken = [](const PaymentTerms& terms) {
    const auto failure = BrokenBy(terms);
    return failure ? failure->values[0].first + " " + failure->values[0].second : "";
  };
  EXPECT_EQ(broken({NetDays{3660}, "DE", {{7, 20'000}, {14, 10'000}}}), "");
  EXPECT_EQ(broken({NetDays{-1}, "", {}}), "net_days -1");
  EXPECT_EQ(broken({NetDays{3661}, "", {}}), "net_days 3661");
  EXPECT_EQ(broken({EndOfMonth{3661}, "", {}}), "end_of_month_days 3661");
  EXPECT_EQ(broken({NetDays{30}, "Berlin", {}}), "working_days Berlin");
  EXPECT_EQ(broken({NetDays{30}, "", {{1, 6}, {2, 5}, {3, 4}, {4, 3}, {5, 2}, {6, 1}}}),
            "discounts 6");
  EXPECT_EQ(broken({OnReceipt{}, "", {{0, 20'000}}}), "discounts[0].days 0");
  EXPECT_EQ(broken({NetDays{7}, "", {{8, 20'000}}}), "discounts[0].days 8");
  EXPECT_EQ(broken({NetDays{7}, "", {{-1, 20'000}}}), "discounts[0].days -1");
  EXPECT_EQ(broken({NetDays{7}, "", {{7, 0}}}), "discounts[0].millionths 0");
  EXPECT_EQ(broken({NetDays{7}, "", {{7, 1'000'000}}}), "discounts[0].millionths 1000000");
  EXPECT_EQ(broken({NetDays{30}, "", {{7, 20'000}, {7, 10'000}}}), "discounts[1].days 7");
  EXPECT_EQ(broken({NetDays{30}, "", {{7, 20'000}, {9, 20'000}}}), "discounts[1].millionths 20000");
}

}  // namespace
}  // namespace recourse::invoicing
