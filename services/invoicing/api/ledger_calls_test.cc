#include <google/protobuf/util/message_differencer.h>

#include "services/invoicing/testing/service_rig.h"

namespace recourse::invoicing {
namespace {

using google::protobuf::util::MessageDifferencer;

class LedgerCallsTest : public ServiceRig {
 protected:
  LedgerCallsTest() {
    RegisterAcme();
    OpenAccount("a1");
    Issue("a1", "i1");
  }

  Expected<v1::Payment, Failure> Pay(const v1::RecordPaymentRequest& request) {
    return Call<v1::Payment>("RecordPayment", request, rpc::Role::kClerk);
  }
  static v1::MarkDisputedRequest MarkRequest(const std::string& request_id) {
    auto request = Text<v1::MarkDisputedRequest>(R"(
        name: "accounts/a1/invoices/i1" dispute: "accounts/a1/disputes/d1"
        claimed { currency_code: "EUR" units: 40 }
        opened_on { year: 2012 month: 2 day: 1 })");
    request.set_request_id(request_id);
    return request;
  }
  static v1::ReleaseDisputedRequest ReleaseRequest(const std::string& request_id) {
    auto request = Text<v1::ReleaseDisputedRequest>(R"(
        name: "accounts/a1/invoices/i1" dispute: "accounts/a1/disputes/d1"
        outcome: RELEASE_OUTCOME_WITHDRAWN)");
    request.set_request_id(request_id);
    return request;
  }
  static v1::IssueCreditNoteRequest CreditRequest(const std::string& request_id, int euros) {
    auto request = Text<v1::IssueCreditNoteRequest>(R"(
        parent: "accounts/a1" credit_note_id: "c1"
        credit_note { invoice: "accounts/a1/invoices/i1" reason: "goodwill"
                      effective_date { year: 2012 month: 2 day: 1 }
                      amount { currency_code: "EUR" } })");
    request.set_request_id(request_id);
    request.mutable_credit_note()->mutable_amount()->set_units(euros);
    return request;
  }
};

TEST_F(LedgerCallsTest, APaymentSaysWhatItClearedHoweverOftenItIsAsked) {
  const auto paid = Pay(PaymentRequest("r1", "a1", "p1", 130));
  ASSERT_TRUE(paid) << paid.error().reason;
  EXPECT_TRUE(MessageDifferencer::Equals(*paid, Text<v1::Payment>(R"(
      name: "accounts/a1/payments/p1"
      amount { currency_code: "EUR" units: 130 }
      effective_date { year: 2012 month: 2 day: 1 }
      allocations { invoice_id: "i1" amount { currency_code: "EUR" units: 100 } }
      unapplied { currency_code: "EUR" units: 30 })")))
      << paid->DebugString();
  for (const std::string request_id : {"r1", "r2"}) {
    const auto again = Pay(PaymentRequest(request_id, "a1", "p1", 130));
    ASSERT_TRUE(again) << again.error().reason;
    EXPECT_TRUE(MessageDifferencer::Equals(*again, *paid)) << request_id;
  }
}

TEST_F(LedgerCallsTest, APaymentThatCannotBeRecordedIsRefusedByName) {
  ASSERT_TRUE(Pay(PaymentRequest("r1", "a1", "p1", 10)));
  EXPECT_EQ(Pay(PaymentRequest("r1", "a1", "p1", 11)).error().reason, "REQUEST_ID_REUSED");
  const auto reused = Pay(PaymentRequest("r2", "a1", "p1", 11));
  EXPECT_EQ(reused.error().kind, Failure::Kind::kExists);
  EXPECT_EQ(reused.error().reason, "PAYMENT_ID_REUSED");
  const auto nobody = Pay(PaymentRequest("r3", "nobody", "p1", 11));
  EXPECT_EQ(nobody.error().kind, Failure::Kind::kNotFound);
  EXPECT_EQ(nobody.error().values, (Failure::Values{{"account", "accounts/nobody"}}));
  EXPECT_EQ(Pay(PaymentRequest("r4", "a1", "p 1", 0)).error().values.size(), 2u);
}

TEST_F(LedgerCallsTest, EachPaymentOfABatchStandsForItself) {
  OpenAccount("a2");
  v1::BatchRecordPaymentsRequest batch;
  batch.set_request_id("b1");
  *batch.add_requests() = PaymentRequest("", "a1", "p1", 60);
  *batch.add_requests() = PaymentRequest("", "a1", "p2", -1);
  *batch.add_requests() = PaymentRequest("own", "a2", "p1", 7);
  *batch.add_requests() = PaymentRequest("", "nobody", "p1", 7);
  *batch.add_requests() = PaymentRequest("", "a1", "p3", 60);

  const auto first = Call<v1::BatchRecordPaymentsResponse>("BatchRecordPayments", batch);
  ASSERT_TRUE(first) << first.error().message;
  ASSERT_EQ(first->results_size(), 5);
  EXPECT_EQ(first->results(0).payment().allocations(0).amount().units(), 60);
  EXPECT_EQ(first->results(1).failure().code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(first->results(2).payment().name(), "accounts/a2/payments/p1");
  EXPECT_EQ(first->results(3).failure().code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(first->results(4).payment().unapplied().units(), 20);

  const auto again = Call<v1::BatchRecordPaymentsResponse>("BatchRecordPayments", batch);
  ASSERT_TRUE(again);
  EXPECT_TRUE(MessageDifferencer::Equals(*again, *first));
  EXPECT_TRUE(Call<v1::Payment>("RecordPayment", PaymentRequest("own", "a2", "p1", 7)));
  EXPECT_EQ(Pay(PaymentRequest("own", "a2", "p1", 7)).error().reason, "REQUEST_ID_REUSED")
      << "of another caller";

  v1::BatchRecordPaymentsRequest large;
  large.set_request_id(std::string(61, 'x'));
  for (int i = 0; i < 513; ++i) large.add_requests();
  const auto refused = Call<v1::BatchRecordPaymentsResponse>("BatchRecordPayments", large);
  EXPECT_EQ(refused.error().values.size(), 2u);
}

// The raw bytes of a trace id, as often as `log` holds them.
int TracedRecords(const std::string& log) {
  int count = 0;
  for (auto at = log.find("0123456789abcdef"); at != std::string::npos;
       at = log.find("0123456789abcdef", at + 1)) {
    ++count;
  }
  return count;
}

TEST_F(LedgerCallsTest, ATraceIsOnEachPaymentOfABatchAndOnAllThatIssuesAnInvoice) {
  OpenAccount("t1");
  EXPECT_EQ(TracedRecords(LogBytes()), 0);
  traceparent_ = "00-30313233343536373839616263646566-00f067aa0ba902b7-01";
  v1::BatchRecordPaymentsRequest batch;
  batch.set_request_id("traced");
  *batch.add_requests() = PaymentRequest("", "t1", "traced-1", 1);
  *batch.add_requests() = PaymentRequest("", "t1", "traced-2", 2);
  ASSERT_TRUE(Call<v1::BatchRecordPaymentsResponse>("BatchRecordPayments", batch));
  EXPECT_EQ(TracedRecords(LogBytes()), 2);
  Issue("t1", "traced");
  EXPECT_EQ(TracedRecords(LogBytes()), 5) << "requested, its number reserved, issued";
}

TEST_F(LedgerCallsTest, ADisputedAmountIsMarkedAndReleasedOnce) {
  for (const std::string request_id : {"m1", "m2"}) {
    const auto marked = Call<v1::MarkDisputedResponse>("MarkDisputed", MarkRequest(request_id),
                                                       rpc::Role::kService);
    ASSERT_TRUE(marked) << marked.error().reason;
    EXPECT_EQ(marked->marked().units(), 40) << request_id;
    EXPECT_EQ(marked->disputed().units(), 40);
    EXPECT_EQ(marked->open().units(), 100);
  }
  for (const std::string request_id : {"r1", "r2"}) {
    const auto released = Call<v1::ReleaseDisputedResponse>(
        "ReleaseDisputed", ReleaseRequest(request_id), rpc::Role::kService);
    ASSERT_TRUE(released) << released.error().reason;
    EXPECT_EQ(released->released().units(), 40) << request_id;
    EXPECT_EQ(released->disputed().units(), 0);
  }
  auto foreign = MarkRequest("m3");
  foreign.set_dispute("accounts/a2/disputes/d1");
  EXPECT_EQ(
      Call<v1::MarkDisputedResponse>("MarkDisputed", foreign, rpc::Role::kService).error().kind,
      Failure::Kind::kInvalid);
  EXPECT_EQ(Call<v1::MarkDisputedResponse>("MarkDisputed", MarkRequest("m4")).error().kind,
            Failure::Kind::kDenied);
}

TEST_F(LedgerCallsTest, EachDisputeIsToldOfItsOwnClaim) {
  auto second = MarkRequest("m2");
  second.set_dispute("accounts/a1/disputes/d2");
  second.clear_claimed();
  for (const auto& request : {MarkRequest("m1"), second, second}) {
    const auto marked =
        Call<v1::MarkDisputedResponse>("MarkDisputed", request, rpc::Role::kService);
    ASSERT_TRUE(marked) << marked.error().reason;
    const bool whole = !request.has_claimed();
    EXPECT_EQ(marked->marked().units(), whole ? 100 : 40);
    EXPECT_EQ(marked->disputed().units(), whole ? 100 : 40);
  }
}

TEST_F(LedgerCallsTest, ACreditNoteTakesAtMostWhatIsOpen) {
  const auto more =
      Call<v1::CreditNote>("IssueCreditNote", CreditRequest("c1", 101), rpc::Role::kApprover);
  EXPECT_EQ(more.error().kind, Failure::Kind::kPrecondition);
  EXPECT_EQ(more.error().reason, "MORE_THAN_OPEN");
  const auto credited =
      Call<v1::CreditNote>("IssueCreditNote", CreditRequest("c2", 100), rpc::Role::kApprover);
  ASSERT_TRUE(credited) << credited.error().reason;
  EXPECT_EQ(credited->name(), "accounts/a1/creditNotes/c1");
  const auto again = Call<v1::CreditNote>("IssueCreditNote", CreditRequest("c3", 100));
  ASSERT_TRUE(again);
  EXPECT_TRUE(MessageDifferencer::Equals(*again, *credited));
}

TEST_F(LedgerCallsTest, ACreditNoteSaysWhatPaymentsGaveBack) {
  ASSERT_TRUE(Call<v1::Payment>("RecordPayment", PaymentRequest("p", "a1", "p1", 60)));
  const auto credited =
      Call<v1::CreditNote>("IssueCreditNote", CreditRequest("c1", 70), rpc::Role::kApprover);
  ASSERT_TRUE(credited) << credited.error().reason;
  ASSERT_EQ(credited->released_size(), 1);
  const auto& released = credited->released(0);
  EXPECT_EQ(released.payment(), "accounts/a1/payments/p1");
  EXPECT_EQ(released.amount().units(), 30);
  EXPECT_EQ(released.discount().units(), 0);
  EXPECT_EQ(released.discount().currency_code(), "EUR");
  EXPECT_TRUE(released.has_effective_date());
  v1::GetCreditNoteRequest request;
  request.set_name("accounts/a1/creditNotes/c1");
  const auto kept = Call<v1::CreditNote>("GetCreditNote", request);
  ASSERT_TRUE(kept);
  EXPECT_TRUE(MessageDifferencer::Equals(*kept, *credited));
}

TEST_F(LedgerCallsTest, IdsOfDisputesCreditNotesAreTakenByServicesOnly) {
  auto request = CreditRequest("c1", 10);
  request.set_credit_note_id("dispute-d1");
  const auto taken = Call<v1::CreditNote>("IssueCreditNote", request, rpc::Role::kApprover);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().kind, Failure::Kind::kInvalid);
  ASSERT_EQ(taken.error().values.size(), 1u);
  EXPECT_EQ(taken.error().values[0].first, "credit_note_id");
  EXPECT_TRUE(Call<v1::CreditNote>("IssueCreditNote", request, rpc::Role::kService));
}

TEST_F(LedgerCallsTest, ADisputeFromBeforeTheIssueDateIsNotMarked) {
  auto request = MarkRequest("m1");
  request.mutable_opened_on()->set_year(2011);
  const auto early = Call<v1::MarkDisputedResponse>("MarkDisputed", request, rpc::Role::kService);
  ASSERT_FALSE(early);
  EXPECT_EQ(early.error().reason, "BEFORE_ISSUE_DATE");
  request.clear_opened_on();
  request.set_request_id("m2");
  const auto never = Call<v1::MarkDisputedResponse>("MarkDisputed", request, rpc::Role::kService);
  ASSERT_FALSE(never);
  EXPECT_EQ(never.error().kind, Failure::Kind::kInvalid);
}

}  // namespace
}  // namespace recourse::invoicing
