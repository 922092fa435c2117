#include "libs/bank_statement/account_id.h"

#include <gtest/gtest.h>

#include <string>

namespace recourse::bank_statement {
namespace {

TEST(AccountIdTest, AnIbanHasRightCheckDigits) {
  EXPECT_TRUE(IsIban("GB82WEST12345698765432"));  // ISO 13616's own example.
  EXPECT_TRUE(IsIban("DE02120300000000202051"));
  EXPECT_TRUE(IsIban("NO9386011117947"));
  EXPECT_FALSE(IsIban("GB82WEST12345698765423"));
  EXPECT_FALSE(IsIban("gb82west12345698765432"));
  EXPECT_FALSE(IsIban("GB82 WEST 1234 5698 7654 32"));
  EXPECT_FALSE(IsIban("0194787400888"));
  EXPECT_FALSE(IsIban(""));
}

TEST(AccountIdTest, ACreditorReferenceHasRightCheckDigits) {
  EXPECT_TRUE(IsCreditorReference("RF18539007547034"));  // ISO 11649's own example.
  EXPECT_FALSE(IsCreditorReference("RF18539007547043"));
  EXPECT_FALSE(IsCreditorReference("RF18"));
  EXPECT_FALSE(IsCreditorReference("GB82WEST12345698765432"));
}

TEST(AccountIdTest, ABicHasItsShape) {
  EXPECT_TRUE(IsBic("DRESDEFF508"));
  EXPECT_TRUE(IsBic("BANKCHBE"));
  EXPECT_FALSE(IsBic("50070010"));
  EXPECT_FALSE(IsBic("DRESDEFF5"));
}

TEST(AccountIdTest, TheAccountFieldIsReadAsBanksWriteIt) {
  const auto read = [](std::string_view text) {
    const auto [servicer, account] = ReadAccountField(text, *Currency::Parse("EUR"));
    return servicer.bic + "," + servicer.code + "," + account.iban + "," + account.other;
  };
  EXPECT_EQ(read("DE02120300000000202051"), ",,DE02120300000000202051,");
  EXPECT_EQ(read("DE02120300000000202051EUR"), ",,DE02120300000000202051,");
  EXPECT_EQ(read("51210600/9223382012EUR"), ",51210600,,9223382012");
  EXPECT_EQ(read("1291.99.348EUR"), ",,,1291.99.348");
  EXPECT_EQ(read("UBRTHUHB/123456789150ABCDEF002/EUR"), "UBRTHUHB,,,123456789150ABCDEF002");
  EXPECT_EQ(read("BPHKPLPK/320000546101"), "BPHKPLPK,,,320000546101");
  EXPECT_EQ(read("TRIODOSBANK/0390123456"), "TRIODOSBANK,,,0390123456");
  EXPECT_EQ(read("1291.99.348PLN"), ",,,1291.99.348PLN");
  EXPECT_EQ(read("ACCOUNTEUR"), ",,,ACCOUNTEUR");
  EXPECT_EQ(read("EUR"), ",,,EUR");
  EXPECT_EQ(read("/12"), ",,,/12");
}

}  // namespace
}  // namespace recourse::bank_statement
