#include "tools/recourse/import/ids.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tools/recourse/import/value_rules.h"

namespace recourse::csv_import {
namespace {

TEST(IdsTest, AnIdShowsTheNumberWhereItCan) {
  EXPECT_EQ(IdFor("inv-", "acme", "2012-17"), "inv-2012-17");
  EXPECT_EQ(IdFor("inv-", "acme", std::string(52, '7')), "inv-" + std::string(52, '7'));
}

TEST(IdsTest, AnyNumberGetsAnIdThatServicesTake) {
  const std::vector<std::string> numbers = {"2012/17", "RE 17", "Größe", std::string(53, '7')};
  for (const std::string& number : numbers) {
    const std::string id = IdFor("inv-", "acme", number);
    EXPECT_TRUE(kId.allows(id)) << id;
    EXPECT_LE(id.size(), 56u);
    EXPECT_EQ(id, IdFor("inv-", "acme", number));
    EXPECT_NE(id, IdFor("inv-", "other", number));
  }
  EXPECT_NE(IdFor("inv-", "acme", "2012/17"), IdFor("inv-", "acme", "2012/18"));
}

TEST(IdsTest, ARequestIdFollowsFromMethodAndContent) {
  const std::string id = RequestIdFor("/a/B", "content");
  EXPECT_LE(id.size(), 64u);
  EXPECT_EQ(id, RequestIdFor("/a/B", "content"));
  EXPECT_NE(id, RequestIdFor("/a/B", "other"));
  EXPECT_NE(RequestIdFor("/a/B", "c"), RequestIdFor("/a/", "Bc"));
}

}  // namespace
}  // namespace recourse::csv_import
