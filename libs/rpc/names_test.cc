#include <gtest/gtest.h>

#include <string>

#include "libs/rpc/digest.h"
#include "libs/rpc/identity.h"
#include "libs/rpc/page.h"
#include "libs/rpc/resource_name.h"

namespace recourse::rpc {
namespace {

constexpr NamePattern<2> kInvoice{"accounts/{account}/invoices/{invoice}"};

TEST(ResourceNameTest, FormatsAndParses) {
  EXPECT_EQ(kInvoice.Format("a1", std::string("i1")), "accounts/a1/invoices/i1");
  const auto ids = kInvoice.Parse("accounts/a1/invoices/i1");
  ASSERT_TRUE(ids);
  EXPECT_EQ((*ids)[0], "a1");
  EXPECT_EQ((*ids)[1], "i1");
}

TEST(ResourceNameTest, WhatDoesNotMatchAsAWholeIsRefused) {
  for (const char* name :
       {"", "accounts/a1", "accounts/a1/invoices", "accounts/a1/invoices/", "accounts//invoices/i1",
        "/accounts/a1/invoices/i1", "accounts/a1/invoices/i1/", "accounts/a1/invoices/i1/x",
        "account/a1/invoices/i1", "accounts/a 1/invoices/i1", "accounts/ä/invoices/i1"}) {
    EXPECT_FALSE(kInvoice.Parse(name)) << name;
  }
}

TEST(ResourceNameTest, IdHasOneTo64SafeCharacters) {
  EXPECT_TRUE(IsId("A-z_0.9"));
  EXPECT_TRUE(IsId(std::string(64, 'a')));
  EXPECT_FALSE(IsId(std::string(65, 'a')));
  EXPECT_FALSE(IsId(""));
  EXPECT_FALSE(IsId("a/b"));
}

TEST(ResourceNameDeathTest, FormattingWhatIsNoIdIsOurBug) {
  EXPECT_DEATH(kInvoice.Format("a/1", "i1"), "IsId");
}

TEST(PositionTest, FormatsAndParses) {
  EXPECT_EQ(FormatPosition({3, 41}), "3/41");
  EXPECT_EQ(ParsePosition("3/41"), (engine::Position{3, 41}));
  for (const char* text : {"", "3", "/", "3/", "/41", "3/41/", "-3/41", "3/ 41", "4294967296/1"}) {
    EXPECT_FALSE(ParsePosition(text)) << text;
  }
}

class PageTokensTest : public testing::Test {
 protected:
  const PageTokens pages_{KeyedHash(std::string(32, 'k'))};
};

TEST_F(PageTokensTest, TokenOpensToItsCursorForItsQuestionOnly) {
  const std::string cursor("\0binary\xff", 8);
  const std::string token = pages_.Issue("list a", cursor);
  EXPECT_EQ(pages_.Open("list a", token), cursor);
  EXPECT_FALSE(pages_.Open("list b", token));
}

TEST_F(PageTokensTest, EmptyTokenIsTheFirstPage) { EXPECT_EQ(pages_.Open("list a", ""), ""); }

TEST_F(PageTokensTest, WhatWasNotIssuedHereDoesNotOpen) {
  std::string token = pages_.Issue("list a", "cursor");
  token.back() = token.back() == '0' ? '1' : '0';
  EXPECT_FALSE(pages_.Open("list a", token));
  EXPECT_FALSE(pages_.Open("list a", "zz"));
  EXPECT_FALSE(pages_.Open("list a", "00"));
  EXPECT_FALSE(pages_.Open("list a", std::string(10'000, '0')));
  const PageTokens elsewhere(KeyedHash(std::string(32, 'x')));
  EXPECT_FALSE(elsewhere.Open("list a", pages_.Issue("list a", "cursor")));
}

TEST(DigestTest, Sha256IsSha256) {
  const Digest digest = Sha256({"ab", "c"});
  EXPECT_EQ(static_cast<unsigned char>(digest[0]), 0xba);
  EXPECT_EQ(static_cast<unsigned char>(digest[31]), 0xad);
  EXPECT_EQ(digest, Sha256({"abc"}));
}

TEST(DigestTest, KeyedHashDependsOnKeyContextAndContent) {
  const KeyedHash hash(std::string(32, 'k'));
  EXPECT_EQ(hash("c", "x").size(), KeyedHash::kBytes);
  EXPECT_EQ(hash("c", "x"), hash("c", "x"));
  EXPECT_NE(hash("c", "x"), hash("c", "y"));
  EXPECT_NE(hash("c", "x"), hash("d", "x"));
  EXPECT_NE(hash("ab", "c"), hash("a", "bc"));
  EXPECT_NE(hash("c", "x"), KeyedHash(std::string(32, 'l'))("c", "x"));
}

TEST(RolesTest, NobodyIsInByDefault) {
  constexpr Roles kNone;
  constexpr Roles kTwo = {Role::kOperator, Role::kService};
  EXPECT_TRUE(kNone.empty());
  EXPECT_FALSE(kNone.Has(Role::kOperator));
  EXPECT_TRUE(kTwo.Has(Role::kOperator));
  EXPECT_TRUE(kTwo.Has(Role::kService));
  EXPECT_FALSE(kTwo.Has(Role::kClerk));
}

TEST(RolesTest, NamesAreReadBack) {
  for (const char* name : {"operator", "clerk", "approver", "analyst", "agency", "service"}) {
    const auto role = ParseRole(name);
    ASSERT_TRUE(role) << name;
    EXPECT_EQ(ToString(*role), name);
  }
  EXPECT_FALSE(ParseRole("Operator"));
}

}  // namespace
}  // namespace recourse::rpc
