#include "tools/recourse/statement/target_argument.h"

#include <gtest/gtest.h>

namespace recourse::cli {
namespace {

using invoicing::v1::ConfirmMatchRequest;

TEST(TargetArgumentTest, ReadsAnAccountAndPartsOfItsInvoices) {
  ConfirmMatchRequest request;
  EXPECT_EQ(ReadTargets({"accounts/a1"}, request), std::nullopt);
  EXPECT_EQ(request.account(), "accounts/a1");
  EXPECT_EQ(request.designations_size(), 0);

  ConfirmMatchRequest parts;
  EXPECT_EQ(
      ReadTargets({"accounts/a1/invoices/i1=12.34EUR", "accounts/a1/invoices/i2=100JPY"}, parts),
      std::nullopt);
  EXPECT_EQ(parts.account(), "accounts/a1");
  ASSERT_EQ(parts.designations_size(), 2);
  EXPECT_EQ(parts.designations(0).invoice_id(), "i1");
  EXPECT_EQ(parts.designations(0).amount().units(), 12);
  EXPECT_EQ(parts.designations(0).amount().nanos(), 340'000'000);
  EXPECT_EQ(parts.designations(1).amount().currency_code(), "JPY");
}

TEST(TargetArgumentTest, SaysWhatIsWrong) {
  ConfirmMatchRequest request;
  for (const char* target : {"a1", "accounts/a1=5EUR", "accounts/a1/invoices/i1",
                             "accounts/a1/invoices/i1=5", "accounts/a1/invoices/i1=5.001EUR"}) {
    request.Clear();
    const auto wrong = ReadTargets({target}, request);
    ASSERT_TRUE(wrong) << target;
    EXPECT_EQ(wrong->find(target), 0u) << *wrong;
  }
  request.Clear();
  EXPECT_EQ(ReadTargets({"accounts/a1", "accounts/a2"}, request),
            "a line is confirmed for one account, not for accounts/a1 and accounts/a2");
}

}  // namespace
}  // namespace recourse::cli
