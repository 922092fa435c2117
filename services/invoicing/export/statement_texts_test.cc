#include "services/invoicing/export/statement_texts.h"

#include <gtest/gtest.h>

namespace recourse::invoicing {
namespace {

Money Of(std::int64_t minor_units, std::string_view code) {
  return {minor_units, *Currency::Parse(code)};
}

TEST(StatementTextsTest, ALanguageIsFoundByItsFirstPart) {
  EXPECT_EQ(StatementTextsOf("de-AT").title, "Kontoauszug");
  EXPECT_EQ(StatementTextsOf("ru").title, "Выписка по счёту");
  EXPECT_EQ(StatementTextsOf("fr").title, "Statement of account");
}

TEST(StatementTextsTest, AmountsAreWrittenAsTheLanguageDoes) {
  const auto& en = StatementTextsOf("en");
  EXPECT_EQ(Written(Of(1234567'89, "EUR"), en), "1,234,567.89");
  EXPECT_EQ(Written(Of(-123456, "JPY"), en), "-123,456");
  EXPECT_EQ(Written(Of(-5, "EUR"), en), "-0.05");
  EXPECT_EQ(Written(Of(999'99, "EUR"), en), "999.99");
  EXPECT_EQ(Written(Of(1234567, "KWD"), StatementTextsOf("de")), "1.234,567");
  EXPECT_EQ(Written(Of(1234'00, "RUB"), StatementTextsOf("ru")), "1\u00a0234,00");
}

TEST(StatementTextsTest, DaysAreWrittenAsTheLanguageDoes) {
  const Date day{date::year(2012) / 3 / 5};
  EXPECT_EQ(Written(day, StatementTextsOf("en")), "05 Mar 2012");
  EXPECT_EQ(Written(day, StatementTextsOf("de")), "05.03.2012");
}

}  // namespace
}  // namespace recourse::invoicing
