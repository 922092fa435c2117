#include <gtest/gtest.h>

#include "services/invoicing/api/statement_rig.h"

// Pages, filters and orders of statements and lines, from outside.
namespace recourse::invoicing {
namespace {

class StatementListsApiTest : public StatementRig {
 protected:
  Expected<v1::ListLinesResponse, Failure> Page(v1::ListLinesRequest request,
                                                const std::string& token) {
    request.set_parent("issuers/acme");
    request.set_page_size(1);
    request.set_page_token(token);
    return Ask<v1::ListLinesResponse>("ListLines", request);
  }
};

TEST_F(StatementListsApiTest, PagesAreTheListAsItWasWhenTheFirstWasAskedFor) {
  for (const int euros : {30, 10, 20}) Load("s" + std::to_string(euros), euros, "");
  v1::ListLinesRequest request;
  request.set_state(v1::LINE_STATE_WAITING);
  request.mutable_order()->set_by(v1::LINE_ORDER_BY_AMOUNT);
  std::vector<std::int64_t> amounts;
  std::string token;
  do {
    const auto page = Page(request, token);
    ASSERT_TRUE(page) << page.error().reason;
    for (const v1::Line& line : page->lines()) {
      EXPECT_EQ(line.state(), v1::LINE_STATE_WAITING);
      amounts.push_back(line.line().amount().units());
      if (amounts.size() > 1) continue;
      // Those that are still to come leave the queue, and another joins it.
      const auto all = Lines("issuers/acme");
      for (const v1::Line& each : all.lines()) {
        ASSERT_TRUE(Confirm("c" + std::to_string(each.line().amount().units()), each.name(),
                            "accounts/a1"));
      }
      Load("s25", 25, "");
    }
    token = page->next_page_token();
  } while (!token.empty());
  EXPECT_EQ(amounts, (std::vector<std::int64_t>{10, 20, 30}));
  EXPECT_EQ(Lines("issuers/acme", v1::LINE_STATE_WAITING).lines_size(), 1);
}

TEST_F(StatementListsApiTest, ATokenGoesWithItsRequest) {
  Load("s1", 30, "");
  Load("s2", 10, "");
  const std::string token = Page({}, "")->next_page_token();
  ASSERT_NE(token, "");
  v1::ListLinesRequest other;
  other.mutable_filter()->set_kind(v1::LINE_KIND_CREDIT);
  EXPECT_EQ(Page(other, token).error().values[0].first, "page_token");
  EXPECT_TRUE(Page({}, token));
  // And with who asked.
  v1::ListLinesRequest same;
  same.set_parent("issuers/acme");
  same.set_page_size(1);
  same.set_page_token(token);
  const auto refused = Ask<v1::ListLinesResponse>("ListLines", same, rpc::Role::kOperator);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().values[0].first, "page_token");
}

TEST_F(StatementListsApiTest, LinesOfOneStatementAreListedByItsName) {
  const std::string first = Load("s1", 30, "");
  Load("s2", 10, "");
  const auto lines = Lines(first);
  ASSERT_EQ(lines.lines_size(), 1);
  EXPECT_EQ(lines.lines(0).name(), first + "/lines/1");
}

TEST_F(StatementListsApiTest, LongLinesComeOnMorePagesAndNoneIsLost) {
  std::vector<std::string> expected;
  std::string name;
  for (int piece = 0; piece < 2; ++piece) {
    auto request = Statement("s1", 80, 80);
    for (int i = 0; i < 40 * (piece + 1); ++i) {
      AddLine(request, 1, i < 40 * piece ? "" : std::string(16'000, 'x'), "");
    }
    request.mutable_lines()->DeleteSubrange(0, 40 * piece);
    request.set_first_line(40 * piece + 1);
    request.set_complete(piece == 1);
    request.set_request_id("piece-" + std::to_string(piece));
    const auto loaded = Ask<v1::LoadStatementResponse>("LoadStatement", request);
    ASSERT_TRUE(loaded) << loaded.error().reason;
    name = loaded->name();
  }
  Settle();
  for (int i = 1; i <= 80; ++i) expected.push_back(name + "/lines/" + std::to_string(i));
  for (const bool by_amount : {false, true}) {
    v1::ListLinesRequest request;
    request.set_parent(name);
    request.set_page_size(200);
    if (by_amount) request.mutable_order()->set_by(v1::LINE_ORDER_BY_AMOUNT);
    std::vector<std::string> names;
    int pages = 0;
    do {
      const auto page = Ask<v1::ListLinesResponse>("ListLines", request);
      ASSERT_TRUE(page) << page.error().reason;
      for (const v1::Line& line : page->lines()) names.push_back(line.name());
      request.set_page_token(page->next_page_token());
      ++pages;
    } while (!request.page_token().empty());
    EXPECT_EQ(names, expected);
    EXPECT_EQ(pages, 2);
  }
}

TEST_F(StatementListsApiTest, StatementsAreFilteredOrderedAndPaged) {
  Load("s1", 30, "");
  Load("s2", 10, "");
  auto request = Text<v1::ListStatementsRequest>(R"(
      parent: "issuers/acme" page_size: 1
      filter { verdict: STATEMENT_VERDICT_ADDS_UP } order { descending: true })");
  const auto first = Ask<v1::ListStatementsResponse>("ListStatements", request);
  ASSERT_TRUE(first) << first.error().reason;
  ASSERT_EQ(first->statements_size(), 1);
  Load("s3", 20, "");
  request.set_page_token(first->next_page_token());
  const auto second = Ask<v1::ListStatementsResponse>("ListStatements", request);
  ASSERT_TRUE(second) << second.error().reason;
  ASSERT_EQ(second->statements_size(), 1);
  EXPECT_EQ(second->next_page_token(), "");
  EXPECT_LT(second->statements(0).name(), first->statements(0).name());
}

TEST_F(StatementListsApiTest, WhatIsWrongWithARequestIsSaidAtOnce) {
  const auto lines = Text<v1::ListLinesRequest>(R"(
      filter { booking_from { year: 2012 month: 2 day: 2 }
               booking_through { year: 2012 month: 2 day: 1 }
               value_from { year: 2012 month: 13 day: 1 }
               amount_at_least { currency_code: "EURO" } })");
  const auto refused = Page(lines, "x");
  ASSERT_FALSE(refused);
  std::vector<std::string> fields;
  for (const auto& [field, value] : refused.error().values) fields.push_back(field);
  EXPECT_EQ(fields, (std::vector<std::string>{"page_token", "filter.booking_through",
                                              "filter.value_from", "filter.amount_at_least"}));
  EXPECT_TRUE(Page(Text<v1::ListLinesRequest>(R"(
      filter { booking_from { year: 2012 month: 2 day: 2 }
               booking_through { year: 2012 month: 2 day: 2 } })"),
                   ""));
}

}  // namespace
}  // namespace recourse::invoicing
