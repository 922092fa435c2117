#include <google/protobuf/util/message_differencer.h>

#include "recourse/invoicing/v1/refund_service.pb.h"
#include "services/invoicing/testing/service_rig.h"

namespace recourse::invoicing {
namespace {

using google::protobuf::util::MessageDifferencer;

// 130 EUR were paid on an invoice over 100 EUR.
class RefundApiTest : public ServiceRig {
 protected:
  RefundApiTest() {
    RegisterAcme();
    OpenAccount("a1");
    Issue("a1", "i1");
    EXPECT_TRUE(Call<v1::Payment>("RecordPayment", PaymentRequest("pay", "a1", "p1", 130)));
  }

  template <class Response, class Request>
  Expected<Response, Failure> Ask(const std::string& method, const Request& request,
                                  rpc::Role role = rpc::Role::kClerk) {
    return Call<Response>("/recourse.invoicing.v1.RefundService/" + method, request, role);
  }

  Expected<v1::Refund, Failure> Request(const std::string& refund_id, int euros,
                                        const std::string& payee = "vendor-17") {
    auto request = Text<v1::RequestRefundRequest>(R"(
        parent: "accounts/a1"
        refund { payment: "accounts/a1/payments/p1" amount { currency_code: "EUR" }
                 effective_date { year: 2012 month: 2 day: 8 } reason: "paid twice"
                 method: REFUND_METHOD_BANK_TRANSFER })");
    request.set_request_id(refund_id + payee + std::to_string(euros));
    request.set_refund_id(refund_id);
    request.mutable_refund()->mutable_amount()->set_units(euros);
    request.mutable_refund()->set_payee_reference(payee);
    return Ask<v1::Refund>("RequestRefund", request);
  }
  Expected<v1::Refund, Failure> Get(const std::string& refund_id) {
    v1::GetRefundRequest request;
    request.set_name("accounts/a1/refunds/" + refund_id);
    return Ask<v1::Refund>("GetRefund", request);
  }
  v1::Payment GetPayment() {
    v1::GetPaymentRequest request;
    request.set_name("accounts/a1/payments/p1");
    return *Call<v1::Payment>("GetPayment", request);
  }
  std::int64_t UnappliedOfAccount() {
    Settle();
    v1::GetBalanceRequest request;
    request.set_name("accounts/a1");
    return Call<v1::Balance>("GetBalance", request)->lines(0).unapplied().units();
  }
};

TEST_F(RefundApiTest, IsSetAsideSentAndComesBack) {
  const auto requested = Request("r1", 20);
  ASSERT_TRUE(requested) << requested.error().reason;
  EXPECT_TRUE(MessageDifferencer::Equals(*requested, Text<v1::Refund>(R"(
      name: "accounts/a1/refunds/r1" payment: "accounts/a1/payments/p1"
      amount { currency_code: "EUR" units: 20 }
      effective_date { year: 2012 month: 2 day: 8 } reason: "paid twice"
      method: REFUND_METHOD_BANK_TRANSFER payee_reference: "vendor-17"
      state: REFUND_STATE_REQUESTED)")))
      << requested->DebugString();
  EXPECT_EQ(GetPayment().unapplied().units(), 10);
  EXPECT_EQ(GetPayment().refunded().units(), 20);
  EXPECT_EQ(UnappliedOfAccount(), 10);

  const auto send = Text<v1::SendRefundRequest>(R"(
      request_id: "s" name: "accounts/a1/refunds/r1"
      sending { effective_date { year: 2012 month: 2 day: 9 } bank_reference: "bank-7" })");
  const auto sent = Ask<v1::Refund>("SendRefund", send);
  ASSERT_TRUE(sent) << sent.error().reason;
  EXPECT_EQ(sent->state(), v1::REFUND_STATE_SENT);
  EXPECT_EQ(sent->sending().bank_reference(), "bank-7");

  const auto fail = Text<v1::FailRefundRequest>(R"(
      request_id: "f" name: "accounts/a1/refunds/r1"
      end { effective_date { year: 2012 month: 2 day: 10 } reason: "account closed" })");
  const auto failed = Ask<v1::Refund>("FailRefund", fail);
  ASSERT_TRUE(failed) << failed.error().reason;
  EXPECT_EQ(failed->state(), v1::REFUND_STATE_FAILED);
  EXPECT_EQ(failed->end().reason(), "account closed");
  EXPECT_TRUE(MessageDifferencer::Equals(*Get("r1"), *failed));
  EXPECT_FALSE(GetPayment().has_refunded());
  EXPECT_EQ(UnappliedOfAccount(), 30);
}

TEST_F(RefundApiTest, IsCancelledWhileItIsNotSent) {
  ASSERT_TRUE(Request("r1", 20));
  const auto cancel = Text<v1::CancelRefundRequest>(R"(
      request_id: "c" name: "accounts/a1/refunds/r1"
      end { effective_date { year: 2012 month: 2 day: 9 } reason: "it buys again" })");
  const auto cancelled = Ask<v1::Refund>("CancelRefund", cancel, rpc::Role::kApprover);
  ASSERT_TRUE(cancelled) << cancelled.error().reason;
  EXPECT_EQ(cancelled->state(), v1::REFUND_STATE_CANCELLED);
  EXPECT_EQ(GetPayment().unapplied().units(), 30);
}

TEST_F(RefundApiTest, AnInvoiceInFavourSaysWhatWasRefunded) {
  auto issue = InvoiceRequest("neg", "a1", "N-neg");
  issue.set_invoice_id("neg");
  issue.mutable_invoice()->mutable_content()->mutable_amount()->set_units(-100);
  issue.mutable_invoice()->mutable_content()->clear_lines();
  const auto issued = Call<v1::IssueInvoiceResponse>("IssueInvoice", issue);
  ASSERT_TRUE(issued) << issued.error().reason;
  const auto request = Text<v1::RequestRefundRequest>(R"(
      request_id: "r" parent: "accounts/a1" refund_id: "r1"
      refund { invoice: "accounts/a1/invoices/neg" amount { currency_code: "EUR" units: 40 }
               effective_date { year: 2012 month: 2 day: 8 } reason: "returned"
               method: REFUND_METHOD_CHEQUE })");
  const auto requested = Ask<v1::Refund>("RequestRefund", request);
  ASSERT_TRUE(requested) << requested.error().reason;
  Settle();
  v1::GetInvoiceRequest get;
  get.set_name("accounts/a1/invoices/neg");
  const auto invoice = Call<v1::Invoice>("GetInvoice", get);
  ASSERT_TRUE(invoice);
  EXPECT_EQ(invoice->open().units(), -60);
  EXPECT_EQ(invoice->refunded().units(), -40);
}

TEST_F(RefundApiTest, AreListedByState) {
  for (const std::string id : {"r1", "r2", "r3"}) ASSERT_TRUE(Request(id, 5));
  auto list = Text<v1::ListRefundsRequest>(R"(parent: "accounts/a1" page_size: 2)");
  const auto first = Ask<v1::ListRefundsResponse>("ListRefunds", list, rpc::Role::kAnalyst);
  ASSERT_TRUE(first) << first.error().reason;
  EXPECT_EQ(first->refunds_size(), 2);
  list.set_page_token(first->next_page_token());
  const auto second = Ask<v1::ListRefundsResponse>("ListRefunds", list, rpc::Role::kAnalyst);
  ASSERT_EQ(second->refunds_size(), 1);
  EXPECT_EQ(second->refunds(0).name(), "accounts/a1/refunds/r3");
  EXPECT_EQ(second->next_page_token(), "");
  list.set_state(v1::REFUND_STATE_SENT);
  list.clear_page_token();
  EXPECT_EQ(Ask<v1::ListRefundsResponse>("ListRefunds", list)->refunds_size(), 0);
}

TEST_F(RefundApiTest, WhatIsMissingMalformedOrPersonalIsNamed) {
  const auto empty = Ask<v1::Refund>("RequestRefund", Text<v1::RequestRefundRequest>(R"(
      request_id: "r" parent: "accounts/a1" refund_id: "r1")"));
  EXPECT_EQ(empty.error().kind, Failure::Kind::kInvalid);
  ASSERT_EQ(empty.error().values.size(), 5u);
  EXPECT_EQ(empty.error().values[0].first, "refund.payment");
  const auto personal = Request("r1", 5, "de02120300000000202051");
  ASSERT_EQ(personal.error().values.size(), 1u);
  EXPECT_EQ(personal.error().values[0].first, "refund.payee_reference");
  EXPECT_EQ(personal.error().values[0].second.find("2051"), std::string::npos);
  EXPECT_EQ(Request("r1", 31).error().reason, "MORE_THAN_TO_REFUND");
  EXPECT_EQ(Get("r2").error().reason, "NO_SUCH_REFUND");
}

}  // namespace
}  // namespace recourse::invoicing
