#include "libs/base/decimal.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace recourse {
namespace {

const Currency kEur = *Currency::Parse("EUR");
const Currency kJpy = *Currency::Parse("JPY");
const Currency kKwd = *Currency::Parse("KWD");

Decimal D(std::string_view text) { return *Decimal::Parse(text); }

// A number with up to 15 digits, of which up to 9 after the point.
rc::Gen<Decimal> AnyDecimal() {
  return rc::gen::map(
      rc::gen::pair(rc::gen::inRange<std::int64_t>(-1'000'000'000'000'000, 1'000'000'000'000'000),
                    rc::gen::inRange(0, 10)),
      [](const std::pair<std::int64_t, int>& drawn) {
        const Decimal unit = D("0." + std::string(drawn.second, '0') + "1");
        return *Product(Decimal(drawn.first), unit);
      });
}

TEST(DecimalTest, ReadsADecimalOfXmlSchema) {
  EXPECT_EQ(ToString(D("158.1250000000")), "158.125");
  EXPECT_EQ(ToString(D("-0.05")), "-0.05");
  EXPECT_EQ(ToString(D("+1.")), "1");
  EXPECT_EQ(ToString(D(".5")), "0.5");
  EXPECT_EQ(ToString(D("-0")), "0");
  EXPECT_EQ(ToString(D("120")), "120");
  EXPECT_EQ(ToString(D("0000000000000000000000000000000000000000012")), "12");
  EXPECT_EQ(D("1.50"), D("1.5"));
  EXPECT_EQ(D("1.50").scale(), 1);
}

TEST(DecimalTest, RefusesWhatIsNoDecimal) {
  for (const auto* text : {"", "-", ".", "+.", "1,5", "1e3", "1.2.3", " 1", "1 ", "--1", "+-1",
                           "INF", "NaN", "0x1", "1_000"}) {
    EXPECT_EQ(Decimal::Parse(text), std::nullopt) << text;
  }
}

TEST(DecimalTest, RefusesMoreDigitsThanItHas) {
  const std::string most(36, '9');
  EXPECT_EQ(ToString(D(most)), most);
  EXPECT_EQ(ToString(D("0." + most)), "0." + most);
  EXPECT_EQ(Decimal::Parse("1" + std::string(36, '0')), std::nullopt);
  EXPECT_EQ(Decimal::Parse("0." + std::string(36, '0') + "1"), std::nullopt);
  EXPECT_EQ(Decimal::Parse("1." + most), std::nullopt);
  EXPECT_EQ(Decimal::Parse(std::string(10'000, '9')), std::nullopt);
  EXPECT_EQ(Sum(D(most), D("1")), std::nullopt);
  EXPECT_EQ(Sum(D(most), D("0.1")), std::nullopt);
  EXPECT_EQ(Difference(-D(most), D("1")), std::nullopt);
  EXPECT_EQ(Product(D(most), D("10")), std::nullopt);
  EXPECT_EQ(Product(D("0." + most), D("0.1")), std::nullopt);
  EXPECT_EQ(Product(D(most), D(most)), std::nullopt);
}

TEST(DecimalTest, CalculatesExactly) {
  EXPECT_EQ(Sum(D("0.1"), D("0.2")), D("0.3"));
  EXPECT_EQ(Difference(D("0.1"), D("0.25")), D("-0.15"));
  EXPECT_EQ(Product(D("2.5"), D("-0.04")), D("-0.1"));
  EXPECT_EQ(Decimal(Money{12'30, kEur}), D("12.3"));
}

TEST(DecimalTest, IsOrderedByValue) {
  const std::string most(36, '9');
  EXPECT_LT(D("1.25"), D("1.3"));
  EXPECT_LT(D("-1.3"), D("-1.25"));
  EXPECT_LT(D("-0.5"), D("0.25"));
  EXPECT_LT(D("0." + most), D(most));
  EXPECT_LT(-D(most), D("0." + most));
  EXPECT_EQ(D("-2").sign(), -1);
  EXPECT_EQ(Decimal().sign(), 0);
  EXPECT_EQ(D("0.01").sign(), 1);
}

TEST(DecimalTest, BecomesMoneyOnlyIfNothingIsLost) {
  EXPECT_EQ(ToMoney(D("12.3000"), kEur), (Money{12'30, kEur}));
  EXPECT_EQ(ToMoney(D("-7"), kJpy), (Money{-7, kJpy}));
  EXPECT_EQ(ToMoney(D("0.001"), kKwd), (Money{1, kKwd}));
  EXPECT_EQ(ToMoney(D("12.345"), kEur), std::nullopt);
  EXPECT_EQ(ToMoney(D("0.5"), kJpy), std::nullopt);
  EXPECT_EQ(ToMoney(D("10000000000000.00"), kEur), (Money{kMoneyMax, kEur}));
  EXPECT_EQ(ToMoney(D("10000000000000.01"), kEur), std::nullopt);
  EXPECT_EQ(ToMoney(D(std::string(36, '9')), kEur), std::nullopt);
}

TEST(DecimalTest, RoundsHalfAwayFromZero) {
  const auto cents = [](std::string_view text) { return Rounded(D(text), kEur)->minor_units; };
  EXPECT_EQ(cents("0.005"), 1);
  EXPECT_EQ(cents("-0.005"), -1);
  EXPECT_EQ(cents("0.0049999"), 0);
  EXPECT_EQ(cents("0.0050001"), 1);
  EXPECT_EQ(cents("1.015"), 102);
  EXPECT_EQ(cents("-2.675"), -268);
  EXPECT_EQ(cents("0." + std::string(36, '9')), 100);
  EXPECT_EQ(Rounded(D("0.5"), kJpy), (Money{1, kJpy}));
  EXPECT_EQ(Rounded(D("10000000000000.005"), kEur), std::nullopt);
}

TEST(DecimalTest, AQuotientIsRoundedOnce) {
  const auto cents = [](std::string_view dividend, std::string_view divisor) {
    return RoundedQuotient(D(dividend), D(divisor), kEur)->minor_units;
  };
  EXPECT_EQ(cents("1", "3"), 33);
  EXPECT_EQ(cents("2", "3"), 67);
  EXPECT_EQ(cents("-2", "3"), -67);
  EXPECT_EQ(cents("2", "-3"), -67);
  EXPECT_EQ(cents("-2", "-3"), 67);
  EXPECT_EQ(cents("0.01", "2"), 1);
  EXPECT_EQ(cents("-0.01", "2"), -1);
  EXPECT_EQ(cents("0.0149", "3"), 0);
  EXPECT_EQ(cents("100", "0.5"), 200'00);
  EXPECT_EQ(RoundedQuotient(D("1"), D("0"), kEur), std::nullopt);
  EXPECT_EQ(RoundedQuotient(D(std::string(36, '9')), D("0.0001"), kEur), std::nullopt);
}

RC_GTEST_PROP(DecimalPropertyTest, WhatIsWrittenIsReadBack, ()) {
  const Decimal value = *AnyDecimal();
  RC_ASSERT(Decimal::Parse(ToString(value)) == value);
}

RC_GTEST_PROP(DecimalPropertyTest, WhatIsAddedCanBeTakenAway, ()) {
  const Decimal a = *AnyDecimal();
  const Decimal b = *AnyDecimal();
  RC_ASSERT(Difference(*Sum(a, b), b) == a);
  RC_ASSERT(Sum(a, b) == Sum(b, a));
  RC_ASSERT((a < b) == (Difference(a, b)->sign() < 0));
}

RC_GTEST_PROP(DecimalPropertyTest, RoundingMovesByHalfAMinorUnitAtMost, ()) {
  const Decimal value = *AnyDecimal();
  const auto rounded = Rounded(value, kEur);
  if (!rounded) RC_DISCARD("beyond the largest amount");
  const Decimal moved = *Difference(Decimal(*rounded), value);
  RC_ASSERT(moved <= D("0.005"));
  RC_ASSERT(moved >= D("-0.005"));
  RC_ASSERT(Rounded(-value, kEur) == -*rounded);
}

RC_GTEST_PROP(DecimalPropertyTest, AProductDividedIsItself, ()) {
  const Decimal value(Money{*rc::gen::inRange<std::int64_t>(-1'000'000'00, 1'000'000'00), kEur});
  const Decimal divisor = *AnyDecimal();
  if (divisor.sign() == 0) RC_DISCARD("nothing is divided by zero");
  const auto product = Product(value, divisor);
  RC_ASSERT(RoundedQuotient(*product, divisor, kEur) == ToMoney(value, kEur));
}

}  // namespace
}  // namespace recourse
