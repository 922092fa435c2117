#include "libs/einvoice/payment.h"

#include <gtest/gtest.h>

namespace recourse::einvoice {
namespace {

const Currency kEur = *Currency::Parse("EUR");

PaymentTerms Read(std::string_view text) { return ReadPaymentTerms(text, kEur); }

SkontoStep Step(int days, std::string_view percent, std::optional<std::int64_t> base = {}) {
  return {.days = days,
          .percent = *Decimal::Parse(percent),
          .base = base ? std::optional(Money{*base, kEur}) : std::nullopt};
}

TEST(PaymentTermsTest, EachLineIsAStep) {
  const PaymentTerms terms =
      Read("#SKONTO#TAGE=7#PROZENT=2.00#\n#SKONTO#TAGE=14#PROZENT=1.25#BASISBETRAG=1200.50#\n");
  EXPECT_EQ(terms.skonto, (std::vector{Step(7, "2"), Step(14, "1.25", 1200'50)}));
  EXPECT_TRUE(terms.irregular_lines.empty());
}

TEST(PaymentTermsTest, StepsStandBetweenWordsForPeople) {
  const PaymentTerms terms = Read(
      "Please pay within 30 days.\r\n  #SKONTO#TAGE=0#PROZENT=3.00#BASISBETRAG=-5.00#  \r\n"
      "Thank you, # and goodbye.");
  EXPECT_EQ(terms.skonto, std::vector{Step(0, "3", -5'00)});
  EXPECT_TRUE(terms.irregular_lines.empty());
  EXPECT_TRUE(terms.text.starts_with("Please"));
}

TEST(PaymentTermsTest, ALineOfAnotherFormIsNoStepAndIsNamed) {
  for (const auto* line : {
           "#SKONTO#TAGE=7#PROZENT=2#",
           "#SKONTO#TAGE=7#PROZENT=2,00#",
           "#SKONTO#TAGE=7#PROZENT=2.000#",
           "#SKONTO#TAGE=-7#PROZENT=2.00#",
           "#SKONTO#TAGE=7#PROZENT=2.00",
           "#SKONTO#TAGE=7 #PROZENT=2.00#",
           "#skonto#tage=7#prozent=2.00#",
           "#SKONTO#PROZENT=2.00#TAGE=7#",
           "#SKONTO#TAGE=7#PROZENT=100.01#",
           "#SKONTO#TAGE=99999999999#PROZENT=2.00#",
           "#SKONTO#TAGE=7#PROZENT=2.00#BASISBETRAG=99999999999999999.00#",
           "#SKONTO#TAGE=7#PROZENT=2.00##SKONTO#TAGE=14#PROZENT=1.00#",
           "#VERZUG#TAGE=7#PROZENT=2.00#",
       }) {
    const PaymentTerms terms = Read(std::string(line) + "\n");
    EXPECT_TRUE(terms.skonto.empty()) << line;
    EXPECT_EQ(terms.irregular_lines, std::vector<std::string>{line});
  }
  const std::string digits(100'000, '1');
  EXPECT_EQ(Read("#SKONTO#TAGE=" + digits + "#PROZENT=2.00#\n").irregular_lines.size(), 1u);
}

TEST(PaymentTermsTest, ALastLineWithoutItsBreakIsAStepAndIsNamed) {
  const PaymentTerms terms = Read("#SKONTO#TAGE=7#PROZENT=2.00#");
  EXPECT_EQ(terms.skonto, std::vector{Step(7, "2")});
  EXPECT_EQ(terms.irregular_lines, std::vector<std::string>{"#SKONTO#TAGE=7#PROZENT=2.00#"});
}

}  // namespace
}  // namespace recourse::einvoice
