#include "services/invoicing/api/invoice_batches.h"

#include <google/protobuf/util/message_differencer.h>

#include "services/invoicing/testing/service_rig.h"

namespace recourse::invoicing {
namespace {

using google::protobuf::util::MessageDifferencer;

class InvoiceBatchesTest : public ServiceRig {
 protected:
  InvoiceBatchesTest() {
    RegisterAcme();
    OpenAccount("a1");
    OpenAccount("a2");
  }

  Expected<v1::BatchIssueInvoicesResponse, Failure> IssueAll(
      const v1::BatchIssueInvoicesRequest& batch) {
    return Call<v1::BatchIssueInvoicesResponse>("BatchIssueInvoices", batch);
  }
  // A stream of this one invoice: on the wire that is what a unary call is.
  v1::IssueInvoicesResponse Stream(const v1::IssueInvoiceRequest& request) {
    v1::IssueInvoicesRequest message;
    *message.mutable_invoice() = request;
    const auto told = Call<v1::IssueInvoicesResponse>("IssueInvoices", message);
    EXPECT_TRUE(told) << told.error().message;
    return told ? *told : v1::IssueInvoicesResponse();
  }
};

TEST_F(InvoiceBatchesTest, EachInvoiceOfABatchStandsForItself) {
  v1::BatchIssueInvoicesRequest batch;
  batch.set_request_id("b1");
  *batch.add_requests() = InvoiceRequest("", "a1", "R-1");
  *batch.add_requests() = InvoiceRequest("", "a2", "R-1");
  *batch.add_requests() = InvoiceRequest("own", "a2", "R-2");
  *batch.add_requests() = InvoiceRequest("", "nobody", "R-3");
  *batch.add_requests() = InvoiceRequest("", "a1", "");
  const auto first = IssueAll(batch);
  ASSERT_TRUE(first) << first.error().message;
  ASSERT_EQ(first->results_size(), 5);
  int issued = 0;
  for (const int i : {0, 1}) issued += first->results(i).has_issued() ? 1 : 0;
  EXPECT_EQ(issued, 1) << "one number, one invoice: " << first->DebugString();
  EXPECT_EQ(first->results(2).issued().invoice().content().number(), "R-2");
  EXPECT_EQ(first->results(2).issued().invoice().content().lines_size(), 0);
  EXPECT_EQ(first->results(3).failure().code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(first->results(4).failure().code(), grpc::StatusCode::INVALID_ARGUMENT);

  const auto again = IssueAll(batch);
  ASSERT_TRUE(again);
  EXPECT_TRUE(MessageDifferencer::Equals(*again, *first)) << again->DebugString();
  EXPECT_TRUE(Call<v1::IssueInvoiceResponse>("IssueInvoice", InvoiceRequest("own", "a2", "R-2")));
}

TEST_F(InvoiceBatchesTest, ABatchIsBounded) {
  v1::BatchIssueInvoicesRequest large;
  large.set_request_id(std::string(61, 'x'));
  for (int i = 0; i < 513; ++i) large.add_requests();
  EXPECT_EQ(IssueAll(large).error().values.size(), 2u);
  large.clear_requests();
  large.set_request_id("b1");
  EXPECT_EQ(IssueAll(large).error().values.front().first, "requests");
}

TEST_F(InvoiceBatchesTest, AStreamTellsWhatWasIssuedAndWhatWasNot) {
  EXPECT_EQ(Stream(InvoiceRequest("r1", "a1", "R-1")).issued_count(), 1);
  const auto taken = Stream(InvoiceRequest("r2", "a2", "R-1"));
  EXPECT_EQ(taken.issued_count(), 0);
  EXPECT_EQ(taken.refused_count(), 1);
  ASSERT_EQ(taken.refusals_size(), 1);
  EXPECT_EQ(taken.refusals(0).index(), 0);
  EXPECT_EQ(taken.refusals(0).failure().code(), grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(Stream(InvoiceRequest("", "a2", "R-2")).refusals(0).failure().code(),
            grpc::StatusCode::INVALID_ARGUMENT)
      << "each has a request id of its own";
  EXPECT_EQ(Stream(InvoiceRequest("r1", "a1", "R-1")).issued_count(), 1) << "known again";
}

}  // namespace
}  // namespace recourse::invoicing
