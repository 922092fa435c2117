#include <gtest/gtest.h>

#include "services/invoicing/api/statement_rig.h"

namespace recourse::invoicing {
namespace {

class StatementApiTest : public StatementRig {};

TEST_F(StatementApiTest, AStatementIsToldAsItWasLoaded) {
  const std::string name = Load("s1", 100, "Rechnung N-i1");
  v1::GetStatementRequest get;
  get.set_name(name);
  const auto statement = Ask<v1::Statement>("GetStatement", get, rpc::Role::kAnalyst);
  ASSERT_TRUE(statement) << statement.error().reason;
  EXPECT_EQ(statement->line_count(), 1);
  EXPECT_EQ(statement->verdict(), v1::STATEMENT_VERDICT_ADDS_UP);
  EXPECT_EQ(statement->content().id(), "s1");
  const auto lines = Lines("issuers/acme");
  ASSERT_EQ(lines.lines_size(), 1);
  EXPECT_EQ(lines.lines(0).name(), name + "/lines/1");
  EXPECT_EQ(lines.lines(0).state(), v1::LINE_STATE_WAITING);
  EXPECT_EQ(lines.lines(0).personal_data().remittance_text(), "Rechnung N-i1");
  EXPECT_EQ(lines.lines(0).line().payer(), "");
  EXPECT_FALSE(lines.lines(0).line().has_personal_data());
}

TEST_F(StatementApiTest, WhatIsPersonalIsInNoLogInTheClear) {
  Load("s1", 100, "Rechnung N-i1");
  const std::string bytes = LogBytes();
  for (const char* personal : {"Lovelace", "GB82WEST", "Rechnung"}) {
    EXPECT_EQ(bytes.find(personal), std::string::npos) << personal;
  }
}

TEST_F(StatementApiTest, LoadedAgainItAddsNothing) {
  const std::string name = Load("s1", 100, "N-i1");
  auto again = Statement("s1", 1, 100);
  AddLine(again, 100, "N-i1", "GB82WEST12345698765432");
  again.set_request_id("another");
  const auto answer = Ask<v1::LoadStatementResponse>("LoadStatement", again);
  ASSERT_TRUE(answer) << answer.error().reason;
  EXPECT_TRUE(answer->already_loaded());
  EXPECT_EQ(answer->name(), name);
  EXPECT_EQ(EventsOf("StatementBegun"), 1);
  EXPECT_EQ(EventsOf("StatementLinesAdded"), 1);
  EXPECT_EQ(EventsOf("StatementLoaded"), 1);
}

TEST_F(StatementApiTest, TwoThatDifferInTheAccountOnlyAreTwo) {
  auto request = Statement("s1", 1, 100);
  AddLine(request, 100, "N-i1", "");
  const auto first = Ask<v1::LoadStatementResponse>("LoadStatement", request);
  request.set_request_id("other");
  request.mutable_content()->set_iban("DE75512108001245126199");
  const auto second = Ask<v1::LoadStatementResponse>("LoadStatement", request);
  ASSERT_TRUE(first && second);
  EXPECT_NE(first->name(), second->name());
  EXPECT_EQ(Lines("issuers/acme").lines_size(), 2);
}

TEST_F(StatementApiTest, NothingCountsBeforeTheEnd) {
  auto begun = Statement("s1", 2, 150);
  AddLine(begun, 100, "N-i1", "");
  begun.set_complete(false);
  const auto answer = Ask<v1::LoadStatementResponse>("LoadStatement", begun);
  ASSERT_TRUE(answer);
  EXPECT_FALSE(answer->complete());
  EXPECT_EQ(Lines("issuers/acme").lines_size(), 0);
  v1::GetStatementRequest get;
  get.set_name(answer->name());
  EXPECT_EQ(Ask<v1::Statement>("GetStatement", get).error().reason, "NO_SUCH_STATEMENT");
  EXPECT_EQ(Confirm("c1", answer->name() + "/lines/1", "accounts/a1").error().reason,
            "NO_SUCH_LINE");
  auto rest = Statement("s1", 2, 150);
  AddLine(rest, 100, "", "");
  AddLine(rest, 50, "", "");
  rest.mutable_lines()->DeleteSubrange(0, 1);
  rest.set_first_line(2);
  rest.set_request_id("rest");
  ASSERT_TRUE(Ask<v1::LoadStatementResponse>("LoadStatement", rest));
  EXPECT_EQ(Lines(answer->name()).lines_size(), 2);
}

TEST_F(StatementApiTest, ALineIsProposedConfirmedAndClearsItsInvoice) {
  const std::string line = Load("s1", 100, "Rechnung n i1, danke") + "/lines/1";
  const auto proposals = Proposals(line);
  ASSERT_GE(proposals.proposals_size(), 1);
  EXPECT_EQ(proposals.proposals(0).account(), "accounts/a1");
  EXPECT_EQ(proposals.proposals(0).designations(0).invoice_id(), "i1");
  const auto confirmed = Confirm("c1", line, "accounts/a1");
  ASSERT_TRUE(confirmed) << confirmed.error().reason;
  EXPECT_EQ(confirmed->state(), v1::LINE_STATE_RECORDED);
  EXPECT_EQ(StateOf("accounts/a1/invoices/i1"), v1::INVOICE_STATE_CLEARED);
  v1::GetPaymentRequest get;
  get.set_name(confirmed->payment());
  const auto payment = Call<v1::Payment>("GetPayment", get);
  ASSERT_TRUE(payment) << payment.error().reason;
  EXPECT_EQ(payment->effective_date().day(), 1);
  // Asked again it gives the same answer, and pays nothing twice.
  const std::string before = LogBytes();
  EXPECT_EQ(Confirm("c1", line, "accounts/a1")->SerializeAsString(),
            confirmed->SerializeAsString());
  EXPECT_EQ(LogBytes(), before);
  EXPECT_EQ(Confirm("c2", line, "accounts/a1").error().reason, "LINE_NOT_WAITING");
}

TEST_F(StatementApiTest, AMatchThatIsSufficientConfirmsItself) {
  // A number of four characters tells little, so the invoice gets a longer one.
  auto long_number = InvoiceRequest("long", "a2", "R-2012-0017");
  long_number.set_invoice_id("i17");
  ASSERT_TRUE(Call<v1::IssueInvoiceResponse>("IssueInvoice", long_number));
  const std::string sure = Load("s1", 100, "RE R 2012/0017");
  EXPECT_EQ(Match(sure, "m1"), 1);
  EXPECT_EQ(StateOf("accounts/a2/invoices/i17"), v1::INVOICE_STATE_CLEARED);
  const auto line = Lines(sure).lines(0);
  EXPECT_EQ(line.state(), v1::LINE_STATE_RECORDED);
  EXPECT_TRUE(line.match().automatic());
  EXPECT_EQ(line.match().score(), 80);
  EXPECT_EQ(Match(sure, "m2"), 0);

  const std::string unsure = Load("s2", 100, "without a number");
  EXPECT_EQ(Match(unsure, "m3"), 0);
  EXPECT_EQ(Lines("issuers/acme", v1::LINE_STATE_WAITING).lines_size(), 1);
}

TEST_F(StatementApiTest, APayerIsKnownAgain) {
  ASSERT_TRUE(Confirm("c1", Load("s1", 70, "") + "/lines/1", "accounts/a2"));
  const auto proposals = Proposals(Load("s2", 30, "") + "/lines/1");
  ASSERT_EQ(proposals.proposals_size(), 2);
  EXPECT_EQ(proposals.proposals(0).account(), "accounts/a2");
  EXPECT_EQ(proposals.proposals(0).reasons(0).kind(), v1::MATCH_REASON_KIND_REST_OF_PARTLY_PAID);
  EXPECT_EQ(proposals.proposals(0).reasons(1).kind(), v1::MATCH_REASON_KIND_ONLY_ONE_OF_AMOUNT);
  EXPECT_EQ(proposals.proposals(0).reasons(2).kind(), v1::MATCH_REASON_KIND_KNOWN_PAYER);
  EXPECT_EQ(Proposals(Load("s3", 31, "", "another") + "/lines/1").proposals_size(), 0);
}

TEST_F(StatementApiTest, ARefusalBringsTheLineBack) {
  const std::string line = Load("s1", 100, "") + "/lines/1";
  loopback_.RefuseNext({Failure::Kind::kPrecondition, "TOO_MANY_ALLOCATIONS", "No.", {}});
  const auto refused = Confirm("c1", line, "accounts/a1");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "PAYMENT_REFUSED");
  const auto waiting = Lines("issuers/acme", v1::LINE_STATE_WAITING);
  ASSERT_EQ(waiting.lines_size(), 1);
  EXPECT_EQ(waiting.lines(0).reason(), "TOO_MANY_ALLOCATIONS");
  EXPECT_TRUE(Confirm("c2", line, "accounts/a1"));
}

TEST_F(StatementApiTest, AccountsOfOthersAreRefused) {
  const std::string line = Load("s1", 100, "") + "/lines/1";
  EXPECT_EQ(Confirm("c1", line, "accounts/a9").error().reason, "NO_SUCH_ACCOUNT");
  ASSERT_TRUE(Call<v1::Issuer>("RegisterIssuer", Text<v1::RegisterIssuerRequest>(R"(
      request_id: "other" issuer_id: "other"
      issuer { display_name: "Other" tax_id: "DE2" bank_account { iban: "DE02120300000000202051" }
               language_code: "de" country_code: "DE" time_zone: "Europe/Berlin" })")));
  OpenAccount("b1", "issuers/other");
  EXPECT_EQ(Confirm("c2", line, "accounts/b1").error().reason, "ACCOUNT_OF_OTHER_ISSUER");
}

TEST_F(StatementApiTest, ARecordedLineIsReopenedOnceItsPaymentIsReversed) {
  const std::string line = Load("s1", 100, "") + "/lines/1";
  const auto confirmed = Confirm("c1", line, "accounts/a1");
  ASSERT_TRUE(confirmed);
  EXPECT_EQ(Reopen("r1", line).error().reason, "PAYMENT_NOT_REVERSED");
  ASSERT_TRUE(Reverse(confirmed->payment()));
  const auto reopened = Reopen("r2", line);
  ASSERT_TRUE(reopened) << reopened.error().reason;
  EXPECT_EQ(reopened->state(), v1::LINE_STATE_WAITING);
  EXPECT_EQ(reopened->reopened(), 1);
  EXPECT_EQ(Reopen("r3", line)->reopened(), 1);  // It waits already.
  const auto again = Confirm("c2", line, "accounts/a2");
  ASSERT_TRUE(again) << again.error().reason;
  EXPECT_EQ(again->payment(), Lines("issuers/acme").lines(0).payment());
  EXPECT_EQ(StateOf("accounts/a2/invoices/i3"), v1::INVOICE_STATE_CLEARED);
}

TEST_F(StatementApiTest, IgnoredLinesLeaveTheQueueAndComeBack) {
  const std::string line = Load("s1", 100, "") + "/lines/1";
  ASSERT_TRUE(Change<v1::IgnoreLineRequest>("IgnoreLine", "g1", line));
  EXPECT_EQ(Lines("issuers/acme", v1::LINE_STATE_WAITING).lines_size(), 0);
  EXPECT_EQ(Lines("issuers/acme", v1::LINE_STATE_IGNORED).lines(0).reason(), "because");
  ASSERT_TRUE(Reopen("r1", line));
  EXPECT_EQ(Lines("issuers/acme", v1::LINE_STATE_WAITING).lines_size(), 1);
}

TEST_F(StatementApiTest, MoneyThatWentOutIsNeverAPayment) {
  const std::string line = Load("s1", -100, "N-i1") + "/lines/1";
  EXPECT_EQ(Proposals(line).proposals_size(), 0);
  EXPECT_EQ(Confirm("c1", line, "accounts/a1").error().reason, "LINE_NOT_WAITING");
  EXPECT_EQ(Reopen("r1", line).error().reason, "NOT_A_PAYMENT");
}

TEST_F(StatementApiTest, AllThatIsWrongIsSaidAtOnce) {
  auto request = Statement("s1", 1, 100);
  AddLine(request, -100, std::string(16'385, 'x'), "");
  request.mutable_lines(0)->mutable_line()->set_kind(v1::LINE_KIND_CREDIT);
  const auto refused = Ask<v1::LoadStatementResponse>("LoadStatement", request);
  ASSERT_FALSE(refused);
  ASSERT_EQ(refused.error().values.size(), 2u);
  EXPECT_EQ(refused.error().values[0].first, "lines[0].line.kind");
  EXPECT_EQ(refused.error().values[1].first, "lines[0].personal_data.remittance_text");
}

TEST_F(StatementApiTest, TheViewsAreTheSameWhenTheyAreRebuilt) {
  const std::string line = Load("s1", 100, "N-i1") + "/lines/1";
  ASSERT_TRUE(Confirm("c1", line, "accounts/a1"));
  Load("s2", 50, "");
  const auto before = DerivedRows();
  Rebuild();
  EXPECT_EQ(DerivedRows(), before);
}

}  // namespace
}  // namespace recourse::invoicing
