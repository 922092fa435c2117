#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <set>

#include "services/invoicing/api/statement_rig.h"

// A line that paid several accounts.
namespace recourse::invoicing {
namespace {

class LineSplitApiTest : public StatementRig {
 protected:
  // Whose parts are "accounts/a1" and so on, and euros; of one invoice if one is named.
  struct Part {
    std::string account;
    int euros = 0;
    std::string invoice_id = "";
  };
  static v1::SplitLineRequest SplitRequest(const std::string& request_id, const std::string& line,
                                           const std::vector<Part>& parts) {
    v1::SplitLineRequest request;
    request.set_request_id(request_id);
    request.set_name(line);
    for (const Part& part : parts) {
      v1::LineShare& share = *request.add_shares();
      share.set_account("accounts/" + part.account);
      share.mutable_amount()->set_currency_code("EUR");
      share.mutable_amount()->set_units(part.euros);
      if (part.invoice_id.empty()) continue;
      share.add_designations()->set_invoice_id(part.invoice_id);
      *share.mutable_designations(0)->mutable_amount() = share.amount();
    }
    return request;
  }
  Expected<v1::Line, Failure> Split(const std::string& request_id, const std::string& line,
                                    const std::vector<Part>& parts) {
    auto split = Ask<v1::Line>("SplitLine", SplitRequest(request_id, line, parts));
    Settle();
    return split;
  }
  // Without waiting for what its accounts answer.
  std::future<Answer> BeginSplit(const std::string& line, const std::vector<Part>& parts) {
    return Begin(rpc::Role::kClerk, "/recourse.invoicing.v1.BankStatementService/SplitLine",
                 SplitRequest("x1", line, parts));
  }
  v1::Line Only(const std::string& line) {
    const auto lines = Lines("issuers/acme");
    for (const v1::Line& each : lines.lines()) {
      if (each.name() == line) return each;
    }
    ADD_FAILURE() << line;
    return {};
  }
  v1::Payment PaymentOf(const std::string& name) {
    v1::GetPaymentRequest get;
    get.set_name(name);
    const auto payment = Call<v1::Payment>("GetPayment", get);
    EXPECT_TRUE(payment) << payment.error().reason;
    return payment ? *payment : v1::Payment();
  }
};

TEST_F(LineSplitApiTest, EachAccountGetsItsPart) {
  const std::string line = Load("s1", 250, "") + "/lines/1";
  const auto split = Split("x1", line, {{"a1", 150, ""}, {"a2", 100, "i3"}});
  ASSERT_TRUE(split) << split.error().reason;
  EXPECT_EQ(split->state(), v1::LINE_STATE_RECORDED);
  ASSERT_EQ(split->parts_size(), 2);
  EXPECT_EQ(split->parts(1).state(), v1::LINE_STATE_RECORDED);
  EXPECT_EQ(StateOf("accounts/a2/invoices/i3"), v1::INVOICE_STATE_CLEARED);
  EXPECT_EQ(StateOf("accounts/a1/invoices/i1"), v1::INVOICE_STATE_CLEARED);
  EXPECT_EQ(PaymentOf(split->parts(0).payment()).amount().units(), 150);
  const v1::Line told = Only(line);
  EXPECT_EQ(told.state(), v1::LINE_STATE_RECORDED);
  EXPECT_EQ(told.payment(), "");
  EXPECT_FALSE(told.has_waiting());
  ASSERT_EQ(told.parts_size(), 2);
  EXPECT_EQ(told.parts(0).payment(), split->parts(0).payment());
  // Asked again it gives the same answer, and pays nothing twice.
  const std::string before = LogBytes();
  EXPECT_EQ(Split("x1", line, {{"a1", 150, ""}, {"a2", 100, "i3"}})->SerializeAsString(),
            split->SerializeAsString());
  EXPECT_EQ(LogBytes(), before);
  EXPECT_EQ(Split("x2", line, {{"a1", 150, ""}, {"a2", 100, "i3"}}).error().reason,
            "LINE_NOT_WAITING");
}

TEST_F(LineSplitApiTest, WhatIsPaidTooMuchStaysUnappliedAtTheAccountThatIsNamed) {
  const std::string line = Load("s1", 250, "") + "/lines/1";
  const auto split = Split("x1", line, {{"a1", 50, "i1"}, {"a2", 200, ""}});
  ASSERT_TRUE(split) << split.error().reason;
  const v1::Payment payment = PaymentOf(split->parts(1).payment());
  EXPECT_EQ(payment.unapplied().units(), 100);
}

TEST_F(LineSplitApiTest, NothingIsPromisedIfOneAccountWouldRefuse) {
  const std::string line = Load("s1", 250, "") + "/lines/1";
  const auto reason = [&](const std::vector<Part>& parts) {
    const auto split = Split("x", line, parts);
    EXPECT_FALSE(split);
    return split ? "" : split.error().reason;
  };
  const std::string before = LogBytes();
  EXPECT_EQ(reason({{"a1", 150, ""}, {"a9", 100, ""}}), "NO_SUCH_ACCOUNT");
  EXPECT_EQ(reason({{"a1", 150, ""}, {"a2", 100, "i1"}}), "UNKNOWN_INVOICE");
  EXPECT_EQ(reason({{"a1", 150, ""}, {"a2", 99, ""}}), "PARTS_NOT_THE_AMOUNT");
  EXPECT_EQ(reason({{"a1", 150, ""}, {"a1", 100, ""}}), "ACCOUNT_TWICE");
  ASSERT_TRUE(Call<v1::Issuer>("RegisterIssuer", Text<v1::RegisterIssuerRequest>(R"(
      request_id: "other" issuer_id: "other"
      issuer { display_name: "Other" tax_id: "DE2" bank_account { iban: "DE02120300000000202051" }
               language_code: "de" country_code: "DE" time_zone: "Europe/Berlin" })")));
  OpenAccount("b1", "issuers/other");
  EXPECT_EQ(reason({{"a1", 150, ""}, {"b1", 100, ""}}), "ACCOUNT_OF_OTHER_ISSUER");
  EXPECT_EQ(EventsOf("LinePartConfirmed"), 0);
  EXPECT_EQ(Only(line).state(), v1::LINE_STATE_WAITING);
}

TEST_F(LineSplitApiTest, WhatAnAccountWouldRefuseIsSaidWithTheAccount) {
  const std::string line = Load("s1", 250, "") + "/lines/1";
  const auto refused = Split("x1", line, {{"a1", 150, ""}, {"a2", 100, "i1"}});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().values, testing::Contains(testing::Pair("account", "accounts/a2")));
}

TEST_F(LineSplitApiTest, APayerIsKnownAgainForEachAccount) {
  ASSERT_TRUE(Split("x1", Load("s1", 250, "") + "/lines/1", {{"a1", 150, ""}, {"a2", 100, ""}}));
  std::set<std::string> accounts;
  const auto proposals = Proposals(Load("s2", 31, "") + "/lines/1");
  for (const auto& each : proposals.proposals()) {
    for (const auto& reason : each.reasons()) {
      if (reason.kind() == v1::MATCH_REASON_KIND_KNOWN_PAYER) accounts.insert(each.account());
    }
  }
  EXPECT_EQ(accounts, (std::set<std::string>{"accounts/a1", "accounts/a2"}));
}

TEST_F(LineSplitApiTest, WhatIsProposedForARestIsOfItsAmount) {
  const std::string line = Load("s1", 250, "", "") + "/lines/1";
  loopback_.RefuseNext({Failure::Kind::kPrecondition, "TOO_MANY_ALLOCATIONS", "No.", {}});
  ASSERT_FALSE(Split("x1", line, {{"a1", 100, ""}, {"a2", 150, ""}}));
  EXPECT_EQ(Only(line).waiting().units(), 100);
  const auto proposals = Proposals(line);
  ASSERT_EQ(proposals.proposals_size(), 2);  // Of both invoices that a1 owes.
  EXPECT_EQ(proposals.proposals(0).reasons(0).kind(), v1::MATCH_REASON_KIND_AMOUNT_EQUAL);
}

TEST_F(LineSplitApiTest, APartThatIsRefusedAllTheSameWaitsAgain) {
  const std::string line = Load("s1", 250, "") + "/lines/1";
  loopback_.RefuseNext({Failure::Kind::kPrecondition, "TOO_MANY_ALLOCATIONS", "No.", {}});
  const auto refused = Split("x1", line, {{"a1", 150, ""}, {"a2", 100, ""}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "PART_REFUSED");
  const v1::Line waiting = Only(line);
  EXPECT_EQ(waiting.state(), v1::LINE_STATE_WAITING);
  EXPECT_EQ(waiting.reason(), "TOO_MANY_ALLOCATIONS");
  ASSERT_EQ(waiting.parts_size(), 1);
  EXPECT_EQ(waiting.parts(0).amount().units() + waiting.waiting().units(), 250);
  // What is proposed for it is proposed for the rest.
  EXPECT_EQ(Confirm("c1", line, "accounts/a1")->state(), v1::LINE_STATE_RECORDED);
  const v1::Line recorded = Only(line);
  EXPECT_EQ(recorded.state(), v1::LINE_STATE_RECORDED);
  ASSERT_EQ(recorded.parts_size(), 2);
  EXPECT_EQ(recorded.parts(0).amount().units() + recorded.parts(1).amount().units(), 250);
  EXPECT_NE(recorded.parts(0).payment(), recorded.parts(1).payment());
}

TEST_F(LineSplitApiTest, NothingIsLostWhileAnAccountCannotBeReached) {
  const std::string line = Load("s1", 250, "") + "/lines/1";
  loopback_.Hold();
  auto asked = BeginSplit(line, {{"a1", 150, ""}, {"a2", 100, ""}});
  loopback_.AwaitHeld(1);
  v1::ConfirmMatchRequest other;
  other.set_request_id("c1");
  other.set_name(line);
  other.set_account("accounts/a1");
  EXPECT_EQ(Ask<v1::Line>("ConfirmMatch", other).error().reason, "CONFIRMED_OTHERWISE");
  loopback_.RefuseNext({Failure::Kind::kUnavailable, "AWAY", "Not now.", {}});
  loopback_.Release();
  ASSERT_TRUE(asked.get());
  Settle();
  const v1::Line recorded = Only(line);
  EXPECT_EQ(recorded.state(), v1::LINE_STATE_RECORDED);
  ASSERT_EQ(recorded.parts_size(), 2);
  for (const v1::LinePart& part : recorded.parts()) {
    EXPECT_EQ(PaymentOf(part.payment()).amount().units(), part.amount().units());
  }
  EXPECT_EQ(EventsOf("PaymentRecorded"), 2);
  EXPECT_EQ(EventsOf("LinePartRecorded"), 2);
}

// Ends after the first part was recorded, and before the second was asked for.
class LineSplitCrashTest : public LineSplitApiTest {
 protected:
  const std::vector<Part> kParts{{"a1", 150, "i1"}, {"a2", 100, "i3"}};
  std::string line_ = Load("s1", 250, "") + "/lines/1";

  // How often an account was asked to record a part.
  std::size_t Asked() const {
    const auto calls = loopback_.calls();
    return static_cast<std::size_t>(
        std::count_if(calls.begin(), calls.end(),
                      [](const std::string& each) { return each.ends_with("RecordPayment"); }));
  }
  void ExpectRecorded(int payments, int parts) {
    EXPECT_EQ(EventsOf("LinePartConfirmed"), 2);
    EXPECT_EQ(EventsOf("PaymentRecorded"), payments);
    EXPECT_EQ(EventsOf("LinePartRecorded"), parts);
  }
  void ExpectSecondMissing() {
    ExpectRecorded(1, 1);
    const v1::Line line = Only(line_);
    EXPECT_EQ(line.state(), v1::LINE_STATE_CONFIRMED);
    EXPECT_EQ(line.waiting().units(), 100);
    ASSERT_EQ(line.parts_size(), 2);
    EXPECT_EQ(line.parts(0).state(), v1::LINE_STATE_RECORDED);
    EXPECT_EQ(line.parts(1).state(), v1::LINE_STATE_CONFIRMED);
    EXPECT_EQ(StateOf("accounts/a1/invoices/i1"), v1::INVOICE_STATE_CLEARED);
    EXPECT_EQ(StateOf("accounts/a2/invoices/i3"), v1::INVOICE_STATE_OPEN);
  }
  void ExpectBothOnce() {
    Settle();
    ExpectRecorded(2, 2);
    const v1::Line line = Only(line_);
    EXPECT_EQ(line.state(), v1::LINE_STATE_RECORDED);
    EXPECT_FALSE(line.has_waiting());
    ASSERT_EQ(line.parts_size(), 2);
    for (const v1::LinePart& part : line.parts()) {
      EXPECT_EQ(part.state(), v1::LINE_STATE_RECORDED);
      EXPECT_EQ(PaymentOf(part.payment()).amount().units(), part.amount().units());
    }
    EXPECT_EQ(StateOf("accounts/a2/invoices/i3"), v1::INVOICE_STATE_CLEARED);
    // Who got no answer asks again.
    const std::string before = LogBytes();
    EXPECT_EQ(Split("x1", line_, kParts)->state(), v1::LINE_STATE_RECORDED);
    EXPECT_EQ(LogBytes(), before);
  }
  void EndBetweenParts() {
    loopback_.Hold();
    auto asked = BeginSplit(line_, kParts);
    loopback_.AwaitHeld(1);
    loopback_.ReleaseHeld();
    loopback_.AwaitHeld(1);
    ExpectSecondMissing();
    Crash();
    EXPECT_FALSE(asked.get());
    ExpectRecorded(1, 1);
    EXPECT_EQ(Asked(), 2u);
  }
  void GoOn() {
    // The control: as long as nothing is asked for again, the second is missing.
    loopback_.Hold();
    Start();
    loopback_.AwaitHeld(1);
    ExpectSecondMissing();
    EXPECT_EQ(Asked(), 3u);
    loopback_.Release();
    ExpectBothOnce();
    EXPECT_EQ(Asked(), 3u);
  }
};

TEST_F(LineSplitCrashTest, BothPartsAreRecordedOnceThoughItEndsBetweenThem) {
  EndBetweenParts();
  GoOn();
}

TEST_F(LineSplitCrashTest, ThePromiseIsFoundInTheLogWhereAllElseIsLost) {
  EndBetweenParts();
  LoseDerived();
  GoOn();
}

TEST_F(LineSplitCrashTest, APartWhoseAnswerIsLostIsAskedForAgainAndRecordedOnce) {
  loopback_.HoldAnswers();
  auto asked = BeginSplit(line_, kParts);
  loopback_.AwaitHeld(1);
  ExpectRecorded(1, 0);
  Crash();
  EXPECT_FALSE(asked.get());
  ExpectRecorded(1, 0);
  EXPECT_EQ(Asked(), 1u);
  Start();
  ExpectBothOnce();
  EXPECT_EQ(Asked(), 3u);
}

TEST_F(LineSplitApiTest, OnlyPartsWhosePaymentsAreReversedComeBack) {
  const std::string line = Load("s1", 250, "") + "/lines/1";
  const auto split = Split("x1", line, {{"a1", 150, ""}, {"a2", 100, ""}});
  ASSERT_TRUE(split) << split.error().reason;
  EXPECT_EQ(Reopen("r1", line).error().reason, "PAYMENT_NOT_REVERSED");
  ASSERT_TRUE(Reverse(split->parts(1).payment()));
  ASSERT_TRUE(Reopen("r2", line));
  const v1::Line waiting = Only(line);
  EXPECT_EQ(waiting.state(), v1::LINE_STATE_WAITING);
  EXPECT_EQ(waiting.waiting().units(), 100);
  ASSERT_EQ(waiting.parts_size(), 1);
  EXPECT_EQ(waiting.parts(0).payment(), split->parts(0).payment());
  const auto again = Split("x2", line, {{"a1", 60, ""}, {"a2", 40, ""}});
  ASSERT_TRUE(again) << again.error().reason;
  EXPECT_EQ(again->reopened(), 1);
  EXPECT_EQ(Only(line).parts_size(), 3);
  // All of it.
  const v1::Line recorded = Only(line);
  EXPECT_EQ(recorded.state(), v1::LINE_STATE_RECORDED);
  for (const v1::LinePart& part : recorded.parts()) ASSERT_TRUE(Reverse(part.payment()));
  ASSERT_TRUE(Reopen("r3", line));
  EXPECT_EQ(Only(line).waiting().units(), 250);
  EXPECT_EQ(Only(line).parts_size(), 0);
}

TEST_F(LineSplitApiTest, AnIgnoredRestComesBackAsTheRest) {
  const std::string line = Load("s1", 250, "") + "/lines/1";
  loopback_.RefuseNext({Failure::Kind::kPrecondition, "TOO_MANY_ALLOCATIONS", "No.", {}});
  ASSERT_FALSE(Split("x1", line, {{"a1", 125, ""}, {"a2", 125, ""}}));
  ASSERT_TRUE(Change<v1::IgnoreLineRequest>("IgnoreLine", "g1", line));
  EXPECT_EQ(Only(line).state(), v1::LINE_STATE_IGNORED);
  ASSERT_TRUE(Reopen("r1", line));
  EXPECT_EQ(Only(line).waiting().units(), 125);
  ASSERT_TRUE(Confirm("c1", line, "accounts/a1"));
  EXPECT_EQ(Only(line).state(), v1::LINE_STATE_RECORDED);
}

TEST_F(LineSplitApiTest, WhatIsWrongWithARequestIsSaidAtOnce) {
  const std::string line = Load("s1", 250, "") + "/lines/1";
  const auto refused = Split("x1", line, {{"", 0, ""}});
  ASSERT_FALSE(refused);
  ASSERT_EQ(refused.error().values.size(), 2u);
  EXPECT_EQ(refused.error().values[0].first, "shares[0].account");
  EXPECT_EQ(refused.error().values[1].first, "shares[0].amount");
  EXPECT_EQ(Split("x2", line, {}).error().values[0].first, "shares");
  std::vector<Part> many;
  for (int i = 0; i < 51; ++i) many.push_back({"m" + std::to_string(i), 1, ""});
  EXPECT_EQ(Split("x4", line, many).error().values[0].first, "shares");
  EXPECT_EQ(Split("x3", Load("s2", -5, "") + "/lines/1", {{"a1", 5, ""}}).error().reason,
            "NOT_A_PAYMENT");
}

TEST_F(LineSplitApiTest, TheViewsAreTheSameWhenTheyAreRebuilt) {
  const std::string line = Load("s1", 250, "") + "/lines/1";
  ASSERT_TRUE(Split("x1", line, {{"a1", 150, ""}, {"a2", 100, ""}}));
  const auto before = DerivedRows();
  Rebuild();
  EXPECT_EQ(DerivedRows(), before);
}

}  // namespace
}  // namespace recourse::invoicing
