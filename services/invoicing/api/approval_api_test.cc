#include <google/protobuf/util/message_differencer.h>

#include "recourse/invoicing/v1/approval_service.pb.h"
#include "services/invoicing/testing/service_rig.h"

namespace recourse::invoicing {
namespace {

using google::protobuf::util::MessageDifferencer;
using rpc::Role;

// 100 EUR are owed, and one person may write off and credit up to 50 EUR.
class ApprovalApiTest : public ServiceRig {
 protected:
  ApprovalApiTest() {
    RegisterAcme();
    OpenAccount("a1");
    Issue("a1", "i1");
    const auto limits = SetLimits("limits", 50);
    EXPECT_TRUE(limits);
    EXPECT_EQ(limits->version(), 1);
  }

  template <class Response, class Request>
  Expected<Response, Failure> Ask(const std::string& method, const Request& request,
                                  Role role = Role::kClerk) {
    return Call<Response>("/recourse.invoicing.v1.ApprovalService/" + method, request, role);
  }

  Expected<v1::ApprovalLimits, Failure> SetLimits(const std::string& request_id, int euros) {
    auto request = Text<v1::SetApprovalLimitsRequest>(R"(
        parent: "issuers/acme"
        limits { operation: CONTROLLED_OPERATION_WRITE_OFF amount { currency_code: "EUR" } }
        limits { operation: CONTROLLED_OPERATION_CREDIT_NOTE
                 amount { currency_code: "EUR" units: 50 } })");
    request.set_request_id(request_id);
    request.mutable_limits(0)->mutable_amount()->set_units(euros);
    return Ask<v1::ApprovalLimits>("SetApprovalLimits", request, Role::kOperator);
  }

  static v1::WriteOffInvoiceRequest WriteOffRequest(const std::string& id, int euros) {
    auto request = Text<v1::WriteOffInvoiceRequest>(R"(
        parent: "accounts/a1"
        write_off { invoice: "accounts/a1/invoices/i1" amount { currency_code: "EUR" }
                    effective_date { year: 2012 month: 2 day: 8 } reason: "insolvent" })");
    request.set_write_off_id(id);
    request.mutable_write_off()->mutable_amount()->set_units(euros);
    return request;
  }
  Expected<v1::WriteOff, Failure> WriteOff(const std::string& id, int euros) {
    auto request = WriteOffRequest(id, euros);
    request.set_request_id("direct-" + id + std::to_string(euros));
    return Call<v1::WriteOff>("WriteOffInvoice", request, Role::kClerk);
  }
  Expected<v1::Approval, Failure> Request(const std::string& approval_id, const std::string& id,
                                          int euros, Role role = Role::kClerk) {
    v1::RequestApprovalRequest request;
    request.set_request_id("request-" + approval_id + id + std::to_string(euros));
    request.set_parent("accounts/a1");
    request.set_approval_id(approval_id);
    *request.mutable_write_off() = WriteOffRequest(id, euros);
    return Ask<v1::Approval>("RequestApproval", request, role);
  }
  Expected<v1::Approval, Failure> Approve(const std::string& request_id,
                                          Role role = Role::kApprover) {
    v1::ApproveRequest request;
    request.set_request_id(request_id);
    request.set_name("accounts/a1/approvals/x1");
    return Ask<v1::Approval>("Approve", request, role);
  }
  Expected<v1::Approval, Failure> Refuse(const std::string& request_id) {
    v1::RefuseRequest request;
    request.set_request_id(request_id);
    request.set_name("accounts/a1/approvals/x1");
    request.set_reason("too soon");
    return Ask<v1::Approval>("Refuse", request, Role::kApprover);
  }
  Expected<v1::WriteOff, Failure> GetWriteOff(const std::string& id) {
    v1::GetWriteOffRequest request;
    request.set_name("accounts/a1/writeOffs/" + id);
    return Call<v1::WriteOff>("GetWriteOff", request);
  }
  Expected<v1::Approval, Failure> Get() {
    v1::GetApprovalRequest request;
    request.set_name("accounts/a1/approvals/x1");
    return Ask<v1::Approval>("GetApproval", request, Role::kAnalyst);
  }
};

TEST_F(ApprovalApiTest, AboveTheLimitASecondPersonIsNeeded) {
  const auto alone = WriteOff("w1", 50);
  ASSERT_TRUE(alone) << alone.error().message;
  EXPECT_EQ(alone->approval(), "");
  const auto refused = WriteOff("w2", 1);
  EXPECT_EQ(refused.error().reason, "NEEDS_APPROVAL");
  EXPECT_EQ(refused.error().values, (Failure::Values{{"amount", "1.00 EUR"},
                                                     {"call", "ApprovalService/RequestApproval"},
                                                     {"limit", "50.00 EUR"},
                                                     {"limits_version", "1"},
                                                     {"together", "51.00 EUR"}}));
}

TEST_F(ApprovalApiTest, WhatIsApprovedIsDone) {
  const auto requested = Request("x1", "w1", 70);
  ASSERT_TRUE(requested) << requested.error().reason;
  EXPECT_EQ(requested->state(), v1::APPROVAL_STATE_REQUESTED);
  EXPECT_EQ(requested->requested_by(), "people/clerk");
  EXPECT_TRUE(MessageDifferencer::Equals(requested->write_off(), WriteOffRequest("w1", 70)))
      << requested->DebugString();
  EXPECT_EQ(GetWriteOff("w1").error().reason, "NO_SUCH_WRITE_OFF");

  const auto approved = Approve("a");
  ASSERT_TRUE(approved) << approved.error().reason;
  EXPECT_EQ(approved->state(), v1::APPROVAL_STATE_APPROVED);
  EXPECT_EQ(approved->decided_by(), "people/approver");
  EXPECT_TRUE(MessageDifferencer::Equals(*Get(), *approved));
  EXPECT_EQ(GetWriteOff("w1")->approval(), "accounts/a1/approvals/x1");
}

TEST_F(ApprovalApiTest, AnApprovalIsUsedOnce) {
  ASSERT_TRUE(Request("x1", "w1", 70));
  ASSERT_TRUE(Approve("a"));
  EXPECT_TRUE(Approve("again"));
  EXPECT_EQ(Approve("other", Role::kOperator).error().reason, "DECIDED_OTHERWISE");
  EXPECT_EQ(WriteOff("w2", 30)->amount().units(), 30);  // The approved ones do not count.
  EXPECT_TRUE(Request("x1", "w1", 70)) << "a repeat, though nothing could be written off now";
}

TEST_F(ApprovalApiTest, WhoeverAsksCannotApprove) {
  ASSERT_TRUE(Request("x1", "w1", 70, Role::kApprover));
  EXPECT_EQ(Approve("a").error().reason, "SAME_PERSON");
  EXPECT_EQ(Approve("b", Role::kClerk).error().kind, Failure::Kind::kDenied);
  EXPECT_TRUE(Approve("c", Role::kOperator));
}

TEST_F(ApprovalApiTest, WhatIsRefusedByItsRuleLeavesNoTrace) {
  ASSERT_TRUE(Request("x1", "w1", 70));
  ASSERT_TRUE(Call<v1::Payment>("RecordPayment", PaymentRequest("pay", "a1", "p1", 60)));
  EXPECT_EQ(Approve("a").error().reason, "MORE_THAN_OPEN");
  EXPECT_EQ(Get()->state(), v1::APPROVAL_STATE_REQUESTED);
  EXPECT_EQ(GetWriteOff("w1").error().reason, "NO_SUCH_WRITE_OFF");
  EXPECT_EQ(Request("x2", "w2", 70).error().reason, "MORE_THAN_OPEN");
}

TEST_F(ApprovalApiTest, WhatWasDoneMeanwhileIsNotApproved) {
  ASSERT_TRUE(Request("x1", "w1", 40));
  ASSERT_TRUE(WriteOff("w1", 40));
  EXPECT_EQ(Approve("a").error().reason, "ALREADY_DONE");
  EXPECT_EQ(Request("x2", "w1", 40).error().reason, "ALREADY_DONE");
}

TEST_F(ApprovalApiTest, WhatIsRefusedIsNotDone) {
  ASSERT_TRUE(Request("x1", "w1", 70));
  EXPECT_EQ(Refuse("r")->reason(), "too soon");
  EXPECT_EQ(Approve("a").error().reason, "DECIDED_OTHERWISE");
  EXPECT_EQ(GetWriteOff("w1").error().reason, "NO_SUCH_WRITE_OFF");
}

TEST_F(ApprovalApiTest, ALimitThatChangesHoldsFromThenOn) {
  EXPECT_EQ(SetLimits("more", 80)->version(), 2);
  EXPECT_EQ(SetLimits("same", 80)->version(), 2);
  v1::GetApprovalLimitsRequest get;
  get.set_parent("issuers/acme");
  EXPECT_EQ(Ask<v1::ApprovalLimits>("GetApprovalLimits", get)->limits(0).amount().units(), 80);
  EXPECT_TRUE(WriteOff("w1", 80));
}

TEST_F(ApprovalApiTest, AServiceIsHeldAgainstNoLimit) {
  auto credit = Text<v1::IssueCreditNoteRequest>(R"(
      request_id: "r1" parent: "accounts/a1" credit_note_id: "dispute-d1"
      credit_note { invoice: "accounts/a1/invoices/i1"
                    effective_date { year: 2012 month: 2 day: 1 }
                    amount { currency_code: "EUR" units: 60 } })");
  EXPECT_TRUE(Call<v1::CreditNote>("IssueCreditNote", credit, Role::kService));
  credit.set_request_id("r2");
  credit.set_credit_note_id("c2");
  credit.mutable_credit_note()->mutable_amount()->set_units(40);
  EXPECT_TRUE(Call<v1::CreditNote>("IssueCreditNote", credit, Role::kClerk))
      << "what a service asked for does not count";
}

TEST_F(ApprovalApiTest, AreListedByState) {
  for (const std::string id : {"x1", "x2", "x3"}) ASSERT_TRUE(Request(id, "w" + id, 5));
  ASSERT_TRUE(Refuse("r"));
  Settle();
  auto list = Text<v1::ListApprovalsRequest>(
      R"(parent: "accounts/a1" page_size: 1 state: APPROVAL_STATE_REQUESTED)");
  const auto first = Ask<v1::ListApprovalsResponse>("ListApprovals", list, Role::kAnalyst);
  ASSERT_TRUE(first) << first.error().reason;
  ASSERT_EQ(first->approvals_size(), 1);
  EXPECT_EQ(first->approvals(0).name(), "accounts/a1/approvals/x2");
  list.set_page_token(first->next_page_token());
  const auto second = Ask<v1::ListApprovalsResponse>("ListApprovals", list, Role::kAnalyst);
  EXPECT_EQ(second->approvals(0).name(), "accounts/a1/approvals/x3");
  EXPECT_EQ(second->next_page_token(), "");
}

TEST_F(ApprovalApiTest, WhatIsMissingOrOfAnotherAccountIsNamed) {
  auto request = Text<v1::RequestApprovalRequest>(
      R"(request_id: "r" parent: "accounts/a1" approval_id: "x1")");
  EXPECT_EQ(Ask<v1::Approval>("RequestApproval", request).error().values[0].first, "write_off");
  *request.mutable_write_off() = WriteOffRequest("w1", 70);
  request.mutable_write_off()->set_parent("accounts/a2");
  EXPECT_EQ(Ask<v1::Approval>("RequestApproval", request).error().values[0].first,
            "write_off.parent");
  *request.mutable_waiver() = Text<v1::WaiveChargeRequest>(R"(
      name: "accounts/a2/charges/c1" waiver_id: "v1" reason: "x"
      amount { currency_code: "EUR" units: 1 } effective_date { year: 2012 month: 2 day: 1 })");
  EXPECT_EQ(Ask<v1::Approval>("RequestApproval", request).error().values[0].first, "waiver.name");
  EXPECT_EQ(Approve("a").error().reason, "UNKNOWN_APPROVAL");
  EXPECT_EQ(Get().error().reason, "NO_SUCH_APPROVAL");
}

}  // namespace
}  // namespace recourse::invoicing
