#include <gtest/gtest.h>

#include "libs/en16931/tax_category.h"
#include "libs/en16931/type_code.h"

namespace recourse::en16931 {
namespace {

TEST(TypeCodeTest, CreditNotesAreSomeOfThem) {
  for (const char* code : {"380", "384", "326", "389", "877"}) {
    EXPECT_TRUE(IsTypeCode(code)) << code;
    EXPECT_FALSE(IsCreditNoteCode(code)) << code;
  }
  for (const char* code : {"381", "81", "261", "396", "532"}) {
    EXPECT_TRUE(IsTypeCode(code)) << code;
    EXPECT_TRUE(IsCreditNoteCode(code)) << code;
  }
  for (const char* code : {"", "999", "38", "3800", "0380"}) EXPECT_FALSE(IsTypeCode(code)) << code;
}

TEST(TaxCategoryTest, SplitPaymentHasNoRules) {
  for (const char* code : {"S", "Z", "E", "AE", "K", "G", "O", "L", "M"}) {
    EXPECT_TRUE(IsTaxCategory(code)) << code;
    EXPECT_NE(FindTaxCategory(code), nullptr) << code;
  }
  EXPECT_TRUE(IsTaxCategory("B"));
  EXPECT_EQ(FindTaxCategory("B"), nullptr);
  for (const char* code : {"", "QQ", "s", "IC"}) EXPECT_FALSE(IsTaxCategory(code)) << code;
}

}  // namespace
}  // namespace recourse::en16931
