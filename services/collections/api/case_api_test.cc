#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/collections/testing/facts.h"

namespace recourse::collections {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Date kDue = Day(2012, 2, 2);

// CollectionsService as staff calls it.
class CaseApiTest : public testing::Test {
 protected:
  CaseApiTest() {
    rig_.Happens(kAccount, GermanBusiness());
    rig_.Happens(kAccount, Issued("i1", kDue));
    rig_.News(kAccount);
  }

  Expected<v1::Case, Failure> GetCase(const std::string& name = "accounts/a1/case") {
    v1::GetCaseRequest request;
    request.set_name(name);
    return rig_.Ask<v1::Case>("analysts/ada", "CollectionsService/GetCase", request);
  }

  static v1::PlaceHoldRequest HoldOf(const std::string& request_id, const std::string& id) {
    v1::PlaceHoldRequest request;
    request.set_request_id(request_id);
    request.set_parent("accounts/a1/case");
    request.set_hold_id(id);
    request.set_reason(v1::HOLD_REASON_MANUAL);
    return request;
  }
  Expected<v1::Hold, Failure> PlaceHold(const v1::PlaceHoldRequest& request,
                                        const std::string& who = kClerk) {
    return rig_.Ask<v1::Hold>(who, "CollectionsService/PlaceHold", request);
  }

  static v1::RecordPromiseToPayRequest PromiseOf(std::int64_t amount) {
    v1::RecordPromiseToPayRequest request;
    request.set_request_id("promise-" + std::to_string(amount));
    request.set_parent("accounts/a1/case");
    request.set_promise_id("y1");
    request.add_invoices("accounts/a1/invoices/i1");
    *request.mutable_amount() = wire::ToWire(Eur(amount));
    *request.mutable_due_date() = wire::ToWire(kDue + Days(10));
    return request;
  }
  Expected<v1::PromiseToPay, Failure> RecordPromise(const v1::RecordPromiseToPayRequest& request) {
    return rig_.Ask<v1::PromiseToPay>(kClerk, "CollectionsService/RecordPromiseToPay", request);
  }

  std::vector<std::string> StopsOf(const std::string& name) {
    v1::GetStopsRequest request;
    request.set_name(name);
    for (const char* invoice_id : {"i1", "i2", "i3"}) request.add_invoice_ids(invoice_id);
    const auto stops = rig_.Ask<v1::GetStopsResponse>("services/communication_log",
                                                      "CollectionsService/GetStops", request);
    EXPECT_TRUE(stops) << stops.error().reason;
    if (!stops) return {};
    return {stops->invoice_ids().begin(), stops->invoice_ids().end()};
  }

  v1::ListCasesResponse ListCases(const std::string& token, bool chased_only = false) {
    v1::ListCasesRequest request;
    request.set_page_size(2);
    request.set_page_token(token);
    request.set_chased_only(chased_only);
    rig_.Settle();
    return *rig_.Ask<v1::ListCasesResponse>(kClerk, "CollectionsService/ListCases", request);
  }

  ServiceRig rig_;
};

TEST_F(CaseApiTest, CaseShowsWhatIsChasedAndHowFar) {
  rig_.Happens(kAccount, Marked("i1", 100'00, 30'00));
  rig_.Pass(kDue + Days(3));
  const auto kase = GetCase();
  ASSERT_TRUE(kase) << kase.error().reason;
  EXPECT_EQ(kase->issuer(), "issuers/acme");
  ASSERT_EQ(kase->invoices_size(), 1);
  EXPECT_EQ(kase->invoices(0).invoice(), "accounts/a1/invoices/i1");
  EXPECT_EQ(kase->invoices(0).disputed().units(), 30);
  EXPECT_EQ(kase->invoices(0).level(), v1::LADDER_STEP_FRIENDLY);
  EXPECT_EQ(wire::FromWire(kase->invoices(0).deadline()), kDue + Days(10));
  EXPECT_EQ(wire::FromWire(kase->next_run_time()),
            Instant(kDue + Days(10)) + std::chrono::hours(9));
  const std::string etag = kase->etag();
  rig_.Happens(kAccount, Paid("i1", 0));
  EXPECT_NE(GetCase()->etag(), etag);
  EXPECT_EQ(GetCase()->invoices_size(), 0);
}

TEST_F(CaseApiTest, CaseThatIsNotThereIsNotFound) {
  const auto unknown = GetCase("accounts/a2/case");
  EXPECT_EQ(unknown.error().reason, "UNKNOWN_ACCOUNT");
  EXPECT_THAT(unknown.error().values, testing::Contains(testing::Pair("account", "accounts/a2")));
  EXPECT_EQ(GetCase("accounts/a2/case").error().kind, Failure::Kind::kNotFound);
  EXPECT_EQ(GetCase("accounts/a2").error().kind, Failure::Kind::kInvalid);
}

TEST_F(CaseApiTest, HoldStopsTheLadderUntilItIsEnded) {
  const auto hold = PlaceHold(HoldOf("r1", "h1"));
  ASSERT_TRUE(hold) << hold.error().reason;
  EXPECT_EQ(hold->name(), "accounts/a1/case/holds/h1");
  EXPECT_FALSE(hold->ended());
  rig_.Pass(kDue + Days(5));
  EXPECT_THAT(rig_.outbound().messages(), IsEmpty());

  v1::EndHoldRequest end;
  end.set_request_id("r2");
  end.set_name(hold->name());
  EXPECT_TRUE(rig_.Ask<v1::Hold>(kClerk, "CollectionsService/EndHold", end)->ended());
  rig_.Pass(kDue + Days(6));
  EXPECT_EQ(rig_.outbound().messages().size(), 1u);
}

TEST_F(CaseApiTest, StopsAreToldOfTheInvoicesAskedFor) {
  rig_.Happens(kAccount, Issued("i2", kDue));
  rig_.News(kAccount);
  EXPECT_THAT(StopsOf("accounts/a1/case"), IsEmpty());
  auto hold = HoldOf("r1", "h1");
  hold.set_invoice("accounts/a1/invoices/i2");
  ASSERT_TRUE(PlaceHold(hold));
  EXPECT_THAT(StopsOf("accounts/a1/case"), ElementsAre("i2"));
  ASSERT_TRUE(RecordPromise(PromiseOf(50)));
  EXPECT_THAT(StopsOf("accounts/a1/case"), ElementsAre("i1", "i2"));

  v1::EndHoldRequest end;
  end.set_request_id("r2");
  end.set_name("accounts/a1/case/holds/h1");
  ASSERT_TRUE(rig_.Ask<v1::Hold>(kClerk, "CollectionsService/EndHold", end));
  EXPECT_THAT(StopsOf("accounts/a1/case"), ElementsAre("i1"));
  EXPECT_THAT(StopsOf("accounts/unheard-of/case"), IsEmpty());
}

TEST_F(CaseApiTest, RepeatedRequestGivesTheSameAnswer) {
  const auto first = PlaceHold(HoldOf("r1", "h1"));
  const auto again = PlaceHold(HoldOf("r1", "h1"));
  const auto under_another_id = PlaceHold(HoldOf("r2", "h1"));
  ASSERT_TRUE(first && again && under_another_id);
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
  EXPECT_EQ(under_another_id->SerializeAsString(), first->SerializeAsString());
  EXPECT_THAT(rig_.News(kAccount), ElementsAre("HoldPlaced", "RunScheduled"));
}

TEST_F(CaseApiTest, RefusalCarriesItsRuleAndValues) {
  ASSERT_TRUE(PlaceHold(HoldOf("r1", "h1")));
  auto other = HoldOf("r2", "h1");
  other.set_invoice("accounts/a1/invoices/i1");
  const auto refused = PlaceHold(other);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Failure::Kind::kExists);
  EXPECT_EQ(refused.error().reason, "HOLD_ID_REUSED");
  EXPECT_EQ(refused.error().values, (Failure::Values{{"hold", "h1"}}));
}

TEST_F(CaseApiTest, AllThatIsWrongWithARequestIsTold) {
  v1::PlaceHoldRequest request;
  request.set_invoice("accounts/a2/invoices/i1");
  request.set_parent("accounts/a1/case");
  const auto refused = PlaceHold(request);
  ASSERT_FALSE(refused);
  std::vector<std::string> fields;
  for (const auto& [field, why] : refused.error().values) fields.push_back(field);
  EXPECT_THAT(fields, ElementsAre("request_id", "hold_id", "reason", "invoice"));
}

TEST_F(CaseApiTest, OnlyThoseWhoWorkOnCasesChangeThem) {
  EXPECT_EQ(PlaceHold(HoldOf("r1", "h1"), "analysts/ada").error().kind, Failure::Kind::kDenied);
  EXPECT_EQ(PlaceHold(HoldOf("r1", "h1"), "partners/p1").error().kind, Failure::Kind::kDenied);
  EXPECT_TRUE(PlaceHold(HoldOf("r1", "h1"), kOperator));
}

TEST_F(CaseApiTest, PromiseIsKeptByAPaymentOrBrokenByTime) {
  const auto refused = RecordPromise(PromiseOf(100'01));
  EXPECT_EQ(refused.error().reason, "MORE_THAN_CHASEABLE");
  const auto promise = RecordPromise(PromiseOf(50'00));
  ASSERT_TRUE(promise) << promise.error().reason;
  EXPECT_EQ(promise->state(), v1::PROMISE_STATE_OPEN);
  rig_.Pass(kDue + Days(13));
  EXPECT_EQ(GetCase()->promises(0).state(), v1::PROMISE_STATE_BROKEN);
  EXPECT_EQ(GetCase()->promises_broken(), 1u);

  auto second = PromiseOf(60'00);
  second.set_promise_id("y2");
  *second.mutable_due_date() = wire::ToWire(kDue + Days(20));
  ASSERT_TRUE(RecordPromise(second));
  rig_.Happens(kAccount, Paid("i1", 40'00));
  EXPECT_EQ(GetCase()->promises(1).state(), v1::PROMISE_STATE_KEPT);
}

TEST_F(CaseApiTest, CallTaskIsListedUntilItIsCompleted) {
  rig_.Pass(kDue + Days(10));
  const auto list = [&] {
    rig_.Settle();
    return *rig_.Ask<v1::ListCallTasksResponse>(kClerk, "CollectionsService/ListCallTasks",
                                                v1::ListCallTasksRequest());
  };
  ASSERT_EQ(list().tasks_size(), 1);
  EXPECT_EQ(list().tasks(0).name(), "accounts/a1/case/callTasks/call-2012-02-12-EUR");

  v1::CompleteCallTaskRequest complete;
  complete.set_request_id("r1");
  complete.set_name(list().tasks(0).name());
  complete.set_outcome(v1::CALL_OUTCOME_REACHED);
  const std::string method = "CollectionsService/CompleteCallTask";
  ASSERT_TRUE(rig_.Ask<v1::CompleteCallTaskResponse>(kClerk, method, complete));
  EXPECT_EQ(list().tasks_size(), 0);
  complete.set_request_id("r2");
  complete.set_name("accounts/a1/case/callTasks/none");
  EXPECT_EQ(rig_.Ask<v1::CompleteCallTaskResponse>(kClerk, method, complete).error().reason,
            "UNKNOWN_CALL_TASK");
}

TEST_F(CaseApiTest, CasesAreListedOverAllShardsPageByPage) {
  for (const char* account : {"accounts/a2", "accounts/a3", "accounts/a4", "accounts/a5"}) {
    rig_.Happens(account, GermanBusiness());
  }
  rig_.Happens("accounts/a4", Issued("i1", kDue));
  std::vector<std::string> names;
  std::string token;
  do {
    const auto page = ListCases(token);
    for (const auto& summary : page.cases()) names.push_back(summary.name());
    token = page.next_page_token();
  } while (!token.empty());
  EXPECT_THAT(names, ElementsAre("accounts/a1/case", "accounts/a2/case", "accounts/a3/case",
                                 "accounts/a4/case", "accounts/a5/case"));

  const auto chased = ListCases("", /*chased_only=*/true);
  ASSERT_EQ(chased.cases_size(), 2);
  EXPECT_EQ(chased.cases(1).name(), "accounts/a4/case");
  v1::ListCasesRequest stolen;
  stolen.set_page_token(ListCases("").next_page_token());
  const auto refused =
      rig_.Ask<v1::ListCasesResponse>("analysts/ada", "CollectionsService/ListCases", stolen);
  EXPECT_EQ(refused.error().values.front().first, "page_token");
}

}  // namespace
}  // namespace recourse::collections
