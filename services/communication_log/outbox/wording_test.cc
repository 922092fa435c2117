#include "services/communication_log/outbox/wording.h"

#include <gtest/gtest.h>

namespace recourse::communication_log {
namespace {

using namespace date::literals;
using enum Language;

Money Of(const char* currency, std::int64_t minor_units) {
  return {minor_units, *Currency::Parse(currency)};
}

TEST(WordingTest, AmountsAreWrittenAsTheLanguageDoes) {
  EXPECT_EQ(Written(Of("EUR", 1'234'567'89), kEn), "1,234,567.89 EUR");
  EXPECT_EQ(Written(Of("EUR", 1'234'567'89), kDe), "1.234.567,89 EUR");
  EXPECT_EQ(Written(Of("EUR", 1'234'567'89), kRu), "1\u00a0234\u00a0567,89 EUR");
}

TEST(WordingTest, SmallAndNegativeAmountsNeedNoSeparator) {
  EXPECT_EQ(Written(Of("EUR", 5), kEn), "0.05 EUR");
  EXPECT_EQ(Written(Of("EUR", 999'99), kEn), "999.99 EUR");
  EXPECT_EQ(Written(Of("EUR", -999'99), kEn), "-999.99 EUR");
  EXPECT_EQ(Written(Of("EUR", -1'000'00), kDe), "-1.000,00 EUR");
}

TEST(WordingTest, DecimalsAreThoseOfTheCurrency) {
  EXPECT_EQ(Written(Of("JPY", 1'000), kEn), "1,000 JPY");
  EXPECT_EQ(Written(Of("KWD", 1'000'123), kDe), "1.000,123 KWD");
}

TEST(WordingTest, DaysAreWrittenAsTheLanguageDoes) {
  EXPECT_EQ(Written(Date(2012_y / 3 / 5), kEn), "5 March 2012");
  EXPECT_EQ(Written(Date(2012_y / 12 / 31), kEn), "31 December 2012");
  EXPECT_EQ(Written(Date(2012_y / 3 / 5), kDe), "05.03.2012");
  EXPECT_EQ(Written(Date(2012_y / 3 / 5), kRu), "05.03.2012");
}

}  // namespace
}  // namespace recourse::communication_log
