#include "libs/base/money.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "libs/base/active_currency.h"

namespace recourse {
namespace {

const Currency kEur = *Currency::Parse("EUR");
const Currency kJpy = *Currency::Parse("JPY");
const Currency kKwd = *Currency::Parse("KWD");

TEST(CurrencyTest, KnowsTheExponentOfIso4217) {
  EXPECT_EQ(kEur.exponent(), 2);
  EXPECT_EQ(kJpy.exponent(), 0);
  EXPECT_EQ(kKwd.exponent(), 3);
  EXPECT_EQ(kEur.code(), "EUR");
}

TEST(CurrencyTest, KnowsFundsAndTheirExponents) {
  EXPECT_EQ(Currency::Parse("CHE")->exponent(), 2);
  EXPECT_EQ(Currency::Parse("UYI")->exponent(), 0);
  EXPECT_EQ(Currency::Parse("CLF")->exponent(), 4);
  EXPECT_EQ(ToString(Money{12'3456, *Currency::Parse("UYW")}), "12.3456 UYW");
}

TEST(CurrencyTest, RefusesWhatIsNoCode) {
  for (const auto* code : {"", "EU", "eur", "EURO", "XXX", "XAU", "XTS", "R ", "D A", "ZZZ"}) {
    EXPECT_EQ(Currency::Parse(code), std::nullopt) << code;
    EXPECT_EQ(ParseActiveCurrency(code), std::nullopt) << code;
  }
}

TEST(CurrencyTest, WhatWasWithdrawnIsReadAndNotActive) {
  for (const auto& [code, exponent] : std::map<std::string, int>{
           {"DEM", 2}, {"ITL", 0}, {"RUR", 2}, {"TRL", 0}, {"HRK", 2}, {"BGN", 2}, {"ANG", 2}}) {
    ASSERT_TRUE(Currency::Parse(code)) << code;
    EXPECT_EQ(Currency::Parse(code)->exponent(), exponent) << code;
    EXPECT_EQ(ParseActiveCurrency(code), std::nullopt) << code;
    EXPECT_FALSE(IsActive(*Currency::Parse(code))) << code;
  }
  for (const auto* code : {"EUR", "RUB", "TRY", "XCG", "ZWG", "CLF"}) {
    EXPECT_EQ(ParseActiveCurrency(code), Currency::Parse(code)) << code;
    EXPECT_TRUE(IsActive(*Currency::Parse(code))) << code;
  }
}

TEST(MoneyTest, IsWrittenWithTheDecimalsOfItsCurrency) {
  EXPECT_EQ(ToString(Money{1234, kEur}), "12.34 EUR");
  EXPECT_EQ(ToString(Money{-5, kEur}), "-0.05 EUR");
  EXPECT_EQ(ToString(Money{100, kJpy}), "100 JPY");
  EXPECT_EQ(ToString(Money{1, kKwd}), "0.001 KWD");
}

TEST(MoneyTest, ParsesExactly) {
  EXPECT_EQ(ParseMoney("97.6", kEur), (Money{97'60, kEur}));
  EXPECT_EQ(ParseMoney("-12,30", kEur, ','), (Money{-12'30, kEur}));
  EXPECT_EQ(ParseMoney("7", kJpy), (Money{7, kJpy}));
  EXPECT_EQ(ParseMoney("10000000000000.00", kEur), (Money{kMoneyMax, kEur}));
}

TEST(MoneyTest, RefusesWhatItWouldHaveToGuess) {
  for (const auto* text : {"", "-", ".5", "5.", "1,000.00", "1.234", "12a", " 1", "+1", "1e3",
                           "--1", "10000000000000.01", "99999999999999999999"}) {
    EXPECT_EQ(ParseMoney(text, kEur), std::nullopt) << text;
  }
  EXPECT_EQ(ParseMoney("1.0", kJpy), std::nullopt);
}

TEST(MoneyTest, WhatIsWrittenIsReadBack) {
  for (const std::int64_t minor_units : {0, 1, -1, 99, 100, -12345}) {
    const Money amount{minor_units, kKwd};
    EXPECT_EQ(ParseMoney(ToDecimal(amount), kKwd), amount);
  }
}

TEST(MoneyTest, CurrenciesAreNeverMixed) {
  EXPECT_DEATH((Money{1, kEur} + Money{1, kJpy}), "currency");
  EXPECT_DEATH((void)(Money{1, kEur} < Money{1, kJpy}), "currency");
}

TEST(MoneyTest, OverflowEndsTheProcess) {
  EXPECT_DEATH((Money{INT64_MAX, kEur} + Money{1, kEur}), "overflow");
}

}  // namespace
}  // namespace recourse
