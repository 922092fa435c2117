#include "libs/bank_statement/amount.h"

#include <gtest/gtest.h>

#include <string>

namespace recourse::bank_statement {
namespace {

// The amount as text, or the reason.
std::string Read(std::string_view text, std::string_view currency = "EUR", char sign = '.') {
  const auto amount = ReadAmount(text, *Currency::Parse(currency), sign, {1, "Amt"});
  return amount ? ToString(*amount) : amount.error().reason;
}

TEST(AmountTest, ZerosBeyondTheCurrencysDecimalsAreExactOthersAreRefused) {
  EXPECT_EQ(Read("18.150"), "18.15 EUR");
  EXPECT_EQ(Read("5442.09000", "RON"), "5442.09 RON");
  EXPECT_EQ(Read("8.855"), "AMOUNT_NOT_EXACT");
  EXPECT_EQ(Read("0.00001"), "AMOUNT_NOT_EXACT");
  EXPECT_EQ(Read("2700", "JPY"), "2700 JPY");
  EXPECT_EQ(Read("2700.00", "JPY"), "2700 JPY");
  EXPECT_EQ(Read("2700.5", "JPY"), "AMOUNT_NOT_EXACT");
  EXPECT_EQ(Read("1.234", "KWD"), "1.234 KWD");
}

TEST(AmountTest, AmountsAreReadAsBanksWriteThem) {
  for (const auto& [text, amount] : {std::pair("380115,12", "380115.12 EUR"),
                                     {"380115,1", "380115.10 EUR"},
                                     {"380115,", "380115.00 EUR"},
                                     {"0,12", "0.12 EUR"},
                                     {"001,12", "1.12 EUR"},
                                     {"000000000147,64", "147.64 EUR"},
                                     {"0000000000000000,00", "0.00 EUR"},
                                     {"500", "500.00 EUR"}}) {
    EXPECT_EQ(Read(text, "EUR", ','), amount);
  }
  EXPECT_EQ(Read(".5"), "0.50 EUR");
}

TEST(AmountTest, AnythingElseIsRefusedByName) {
  for (const std::string_view text : {"", ".", "-1", "+1", "1,5", "1.2.3", "1e3", " 1", "abc"}) {
    EXPECT_EQ(Read(text), "AMOUNT_MALFORMED") << text;
  }
  EXPECT_EQ(Read("1.5", "EUR", ','), "AMOUNT_MALFORMED");
  EXPECT_EQ(Read("10000000000000"), "10000000000000.00 EUR");
  EXPECT_EQ(Read("10000000000000.01"), "AMOUNT_TOO_LARGE");
}

TEST(AmountTest, ACurrencyThatIsGoneIsReadAndOneThatNeverWasIsRefused) {
  EXPECT_EQ(ReadCurrency("EUR", {1, "Amt"})->code(), "EUR");
  EXPECT_EQ(ReadCurrency("DEM", {1, "Amt"})->code(), "DEM");
  for (const std::string_view code : {"DEX", "eur", "", "EU"}) {
    const auto currency = ReadCurrency(code, {3, "Amt"});
    ASSERT_FALSE(currency) << code;
    EXPECT_EQ(currency.error().reason, "CURRENCY_UNKNOWN");
    EXPECT_EQ(currency.error().values,
              (Failure::Values{{"line", "3"}, {"field", "Amt"}, {"value", std::string(code)}}));
  }
}

}  // namespace
}  // namespace recourse::bank_statement
