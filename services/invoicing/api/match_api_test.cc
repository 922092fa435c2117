#include <gtest/gtest.h>

#include <functional>

#include "services/invoicing/api/statement_rig.h"

// What lines are found to pay, and which of them need no person.
namespace recourse::invoicing {
namespace {

class MatchApiTest : public StatementRig {
 protected:
  // A statement of lines of 100.00 EUR with these texts; its name.
  std::string LoadAll(const std::string& id, const std::vector<std::string>& texts) {
    auto request =
        Statement(id, static_cast<int>(texts.size()), 100 * static_cast<int>(texts.size()));
    for (const std::string& text : texts) AddLine(request, 100, text, "payer of " + id);
    return Put(request);
  }
  // A statement of one line that `say` completes; the line's name.
  std::string LoadOne(const std::string& id, int euros,
                      const std::function<void(v1::StatementLine&)>& say) {
    auto request = Statement(id, 1, euros);
    AddLine(request, euros, "", "");
    say(*request.mutable_lines(0)->mutable_line());
    return Put(request) + "/lines/1";
  }
  // Issues an invoice whose number is long enough to tell much: "R-2012-0<id>".
  void IssueLong(const std::string& account, const std::string& id) {
    auto request = InvoiceRequest("long-" + id, account, "R-2012-0" + id);
    request.set_invoice_id(id);
    ASSERT_TRUE(Call<v1::IssueInvoiceResponse>("IssueInvoice", request));
  }
  Expected<v1::MatchStatementResponse, Failure> MatchAfter(const std::string& statement,
                                                           int after_line) {
    v1::MatchStatementRequest request;
    request.set_request_id("m" + std::to_string(++matched_));
    request.set_name(statement);
    request.set_after_line(after_line);
    auto matched = Ask<v1::MatchStatementResponse>("MatchStatement", request);
    Settle();
    return matched;
  }
  Expected<v1::Line, Failure> ConfirmAs(const std::string& line, const v1::LineMatch& match) {
    v1::ConfirmMatchRequest request;
    request.set_request_id("c" + std::to_string(++matched_));
    request.set_name(line);
    request.set_account(match.account());
    *request.mutable_designations() = match.designations();
    auto confirmed = Ask<v1::Line>("ConfirmMatch", request);
    Settle();
    return confirmed;
  }

 private:
  std::string Put(const v1::LoadStatementRequest& request) {
    const auto loaded = Ask<v1::LoadStatementResponse>("LoadStatement", request);
    EXPECT_TRUE(loaded) << loaded.error().reason;
    Settle();
    return loaded ? loaded->name() : "";
  }

  int matched_ = 0;
};

TEST_F(MatchApiTest, ANumberIsFoundWhereverALineSaysIt) {
  IssueLong("a2", "17");
  using Line = v1::StatementLine;
  const auto first = [&](const std::string& line) {
    const auto proposals = Proposals(line);
    EXPECT_TRUE(proposals.sufficient());
    return proposals.proposals_size() == 0 ? "" : proposals.proposals(0).account();
  };
  EXPECT_EQ(first(LoadOne("s1", 100, [](Line& line) { line.set_end_to_end_id("R2012017"); })),
            "accounts/a2");
  EXPECT_EQ(first(LoadOne("s2", 100, [](Line& line) { line.add_documents("R-2012-017"); })),
            "accounts/a2");
  EXPECT_EQ(
      first(LoadOne("s3", 100, [](Line& line) { line.add_creditor_references("R 2012 017"); })),
      "accounts/a2");
  EXPECT_FALSE(Proposals(LoadOne("s4", 100, [](Line&) {})).sufficient());
}

TEST_F(MatchApiTest, OfTwoLinesThatPayOneInvoiceOnlyTheFirstConfirmsItself) {
  IssueLong("a2", "17");
  const std::string statement = LoadAll("s1", {"R-2012-017", "R-2012-017"});
  const auto matched = MatchAfter(statement, 0);
  ASSERT_TRUE(matched) << matched.error().reason;
  EXPECT_EQ(matched->seen(), 2);
  EXPECT_EQ(matched->confirmed(), 1);
  EXPECT_EQ(Lines(statement).lines(0).state(), v1::LINE_STATE_RECORDED);
  EXPECT_EQ(Lines(statement).lines(1).state(), v1::LINE_STATE_WAITING);
}

TEST_F(MatchApiTest, WhatCameBackWaitsForAPerson) {
  IssueLong("a2", "17");
  const std::string statement = LoadAll("s1", {"R-2012-017"});
  loopback_.RefuseNext({Failure::Kind::kPrecondition, "TOO_MANY_ALLOCATIONS", "No.", {}});
  EXPECT_EQ(MatchAfter(statement, 0)->confirmed(), 1);
  EXPECT_EQ(Lines(statement).lines(0).state(), v1::LINE_STATE_WAITING);
  EXPECT_EQ(MatchAfter(statement, 0)->confirmed(), 0);
  EXPECT_TRUE(Proposals(statement + "/lines/1").sufficient());
}

TEST_F(MatchApiTest, AStatementIsMatchedPieceByPiece) {
  IssueLong("a1", "17");
  IssueLong("a2", "18");
  std::vector<std::string> texts(500, "");
  texts[0] = "R-2012-017";
  auto begun = Statement("s1", 501, 501);
  for (const std::string& text : texts) AddLine(begun, 1, text, "");
  begun.set_complete(false);
  const auto name = Ask<v1::LoadStatementResponse>("LoadStatement", begun)->name();
  EXPECT_EQ(MatchAfter(name, 0).error().reason, "NO_SUCH_STATEMENT");
  auto rest = Statement("s1", 501, 501);
  for (int i = 0; i < 501; ++i) AddLine(rest, 1, "", "");
  rest.mutable_lines()->DeleteSubrange(0, 500);
  rest.set_first_line(501);
  rest.set_request_id("rest");
  ASSERT_TRUE(Ask<v1::LoadStatementResponse>("LoadStatement", rest));
  Settle();
  const auto first = MatchAfter(name, 0);
  ASSERT_TRUE(first) << first.error().reason;
  EXPECT_EQ(first->seen(), 500);
  EXPECT_EQ(first->last_line(), 500);
  const auto second = MatchAfter(name, first->last_line());
  ASSERT_TRUE(second) << second.error().reason;
  EXPECT_EQ(second->seen(), 1);
  EXPECT_EQ(second->last_line(), 0);
}

TEST_F(MatchApiTest, WhatWasConfirmedTellsTheScoreOfItsOwnProposalOnly) {
  const std::string one = LoadAll("s1", {"N-i1"}) + "/lines/1";
  const v1::LineMatch best = Proposals(one).proposals(0);
  ASSERT_GT(best.score(), 0);
  const auto confirmed = ConfirmAs(one, best);
  ASSERT_TRUE(confirmed) << confirmed.error().reason;
  EXPECT_EQ(confirmed->match().score(), best.score());
  EXPECT_EQ(confirmed->match().reasons_size(), best.reasons_size() + 1);

  const std::string two = LoadAll("s2", {"N-i2"}) + "/lines/1";
  v1::LineMatch whole = Proposals(two).proposals(0);
  ASSERT_GT(whole.score(), 0);
  whole.clear_designations();
  const auto by_rule = ConfirmAs(two, whole);
  ASSERT_TRUE(by_rule) << by_rule.error().reason;
  EXPECT_EQ(by_rule->match().score(), 0);
  EXPECT_EQ(by_rule->match().reasons_size(), 1);
}

TEST_F(MatchApiTest, APayerIsLearnedOfWhatConfirmedItselfAndForgottenWithIt) {
  IssueLong("a2", "17");
  const std::string statement = LoadAll("s1", {"R-2012-017"});
  ASSERT_EQ(MatchAfter(statement, 0)->confirmed(), 1);
  const auto of_payer = [&](const std::string& id) {
    auto request = Statement(id, 1, 31);
    AddLine(request, 31, "", "payer of s1");
    const auto loaded = Ask<v1::LoadStatementResponse>("LoadStatement", request);
    Settle();
    return Proposals(loaded->name() + "/lines/1").proposals_size();
  };
  EXPECT_EQ(of_payer("s2"), 1);
  ASSERT_TRUE(Reverse(Lines(statement).lines(0).payment()));
  ASSERT_TRUE(Reopen("r1", statement + "/lines/1"));
  EXPECT_EQ(of_payer("s3"), 0);
}

TEST_F(MatchApiTest, ALineWithoutADayIsOfThatOfItsStatement) {
  const std::string line =
      LoadOne("s1", 100, [](v1::StatementLine& each) { each.clear_booking_date(); });
  EXPECT_GT(Proposals(line).proposals_size(), 0);
  const auto confirmed = Confirm("c1", line, "accounts/a1");
  ASSERT_TRUE(confirmed) << confirmed.error().reason;
  v1::GetPaymentRequest get;
  get.set_name(confirmed->payment());
  const auto payment = Call<v1::Payment>("GetPayment", get);
  ASSERT_TRUE(payment);
  EXPECT_EQ(payment->effective_date().day(), 1);
}

TEST_F(MatchApiTest, ADiscountIsToBeHadOnTheDayOfTheLineOnly) {
  auto request = InvoiceRequest("i4", "a2", "R-2012-0018");
  request.set_invoice_id("i4");
  auto& content = *request.mutable_invoice()->mutable_content();
  content.clear_due_date();
  *content.mutable_payment_terms() =
      Text<v1::PaymentTerms>("net_days: 30 discounts { days: 7 millionths: 20000 }");
  const auto issued = Call<v1::IssueInvoiceResponse>("IssueInvoice", request);
  ASSERT_TRUE(issued) << issued.error().message;
  const auto on = [](int day) {
    return [day](v1::StatementLine& line) {
      line.mutable_booking_date()->set_month(1);
      line.mutable_booking_date()->set_day(day);
    };
  };
  EXPECT_EQ(Proposals(LoadOne("s1", 98, on(8))).proposals_size(), 1);
  EXPECT_EQ(Proposals(LoadOne("s2", 98, on(9))).proposals_size(), 0);
}

TEST_F(MatchApiTest, LinesHaveOneNameOnly) {
  const std::string statement = LoadAll("s1", {""});
  for (const char* number : {"01", "x", "1 ", "99999999999"}) {
    v1::ProposeMatchesRequest request;
    request.set_name(statement + "/lines/" + number);
    const auto refused = Ask<v1::ProposeMatchesResponse>("ProposeMatches", request);
    ASSERT_FALSE(refused) << number;
    EXPECT_EQ(refused.error().kind, Failure::Kind::kInvalid) << number;
  }
  EXPECT_EQ(Confirm("c1", statement + "/lines/0", "accounts/a1").error().reason, "NO_SUCH_LINE");
  EXPECT_EQ(Confirm("c2", statement + "/lines/2", "accounts/a1").error().reason, "NO_SUCH_LINE");
}

}  // namespace
}  // namespace recourse::invoicing
