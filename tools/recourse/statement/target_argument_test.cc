#include "tools/recourse/statement/target_argument.h"

#include <gtest/gtest.h>

namespace recourse::cli {
namespace {

using invoicing::v1::SplitLineRequest;

TEST(TargetArgumentTest, ReadsAnAccountAndPartsOfItsInvoices) {
  SplitLineRequest request;
  EXPECT_EQ(ReadTargets({"accounts/a1"}, request), std::nullopt);
  EXPECT_TRUE(IsWhole(request));
  EXPECT_EQ(request.shares(0).account(), "accounts/a1");
  EXPECT_EQ(request.shares(0).designations_size(), 0);

  SplitLineRequest parts;
  EXPECT_EQ(
      ReadTargets({"accounts/a1/invoices/i1=12.34EUR", "accounts/a1/invoices/i2=100JPY"}, parts),
      std::nullopt);
  EXPECT_TRUE(IsWhole(parts));
  const auto& share = parts.shares(0);
  EXPECT_EQ(share.account(), "accounts/a1");
  ASSERT_EQ(share.designations_size(), 2);
  EXPECT_EQ(share.designations(0).invoice_id(), "i1");
  EXPECT_EQ(share.designations(0).amount().units(), 12);
  EXPECT_EQ(share.designations(0).amount().nanos(), 340'000'000);
  EXPECT_EQ(share.designations(1).amount().currency_code(), "JPY");
}

TEST(TargetArgumentTest, ReadsSharesOfSeveralAccounts) {
  SplitLineRequest request;
  EXPECT_EQ(ReadTargets({"accounts/a1=50EUR", "accounts/a2/invoices/i1=1.50EUR",
                         "accounts/a1/invoices/i9=20EUR", "accounts/a2/invoices/i2=2.25EUR"},
                        request),
            std::nullopt);
  EXPECT_FALSE(IsWhole(request));
  ASSERT_EQ(request.shares_size(), 2);
  EXPECT_EQ(request.shares(0).amount().units(), 50);
  EXPECT_EQ(request.shares(0).designations(0).invoice_id(), "i9");
  EXPECT_EQ(request.shares(1).account(), "accounts/a2");
  EXPECT_EQ(request.shares(1).amount().units(), 3);
  EXPECT_EQ(request.shares(1).amount().nanos(), 750'000'000);
  SplitLineRequest one;
  EXPECT_EQ(ReadTargets({"accounts/a1=50EUR"}, one), std::nullopt);
  EXPECT_FALSE(IsWhole(one));
}

TEST(TargetArgumentTest, SaysWhatIsWrong) {
  SplitLineRequest request;
  for (const char* target : {"a1", "accounts/a1=5", "accounts/a1/invoices/i1",
                             "accounts/a1/invoices/i1=5", "accounts/a1/invoices/i1=5.001EUR"}) {
    request.Clear();
    const auto wrong = ReadTargets({target}, request);
    ASSERT_TRUE(wrong) << target;
    EXPECT_EQ(wrong->find(target), 0u) << *wrong;
  }
  request.Clear();
  EXPECT_EQ(ReadTargets({"accounts/a1=1EUR", "accounts/a2"}, request),
            "accounts/a2 must say how much of the line it gets: ...=12.34EUR");
  request.Clear();
  EXPECT_EQ(ReadTargets({"accounts/a1=1EUR", "accounts/a1=2EUR"}, request),
            "accounts/a1 says twice how much it gets");
  request.Clear();
  EXPECT_EQ(ReadTargets({"accounts/a1/invoices/i1=1EUR", "accounts/a1/invoices/i2=1USD",
                         "accounts/a2=1EUR"},
                        request),
            "accounts/a1 gets two currencies");
}

}  // namespace
}  // namespace recourse::cli
