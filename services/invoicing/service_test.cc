#include <google/protobuf/util/message_differencer.h>

#include "services/invoicing/testing/service_rig.h"

namespace recourse::invoicing {
namespace {

using google::protobuf::util::MessageDifferencer;

class ServiceTest : public ServiceRig {
 protected:
  ServiceTest() {
    RegisterAcme();
    OpenAccount("a1");
    OpenAccount("a2");
  }

  Expected<v1::IssueInvoiceResponse, Failure> Ask(const v1::IssueInvoiceRequest& request) {
    return Call<v1::IssueInvoiceResponse>("IssueInvoice", request, rpc::Role::kClerk);
  }
  v1::Invoice Get(const std::string& name) {
    v1::GetInvoiceRequest request;
    request.set_name(name);
    const auto invoice = Call<v1::Invoice>("GetInvoice", request, rpc::Role::kAnalyst);
    EXPECT_TRUE(invoice) << invoice.error().reason;
    return invoice ? *invoice : v1::Invoice();
  }
};

TEST_F(ServiceTest, AnInvoiceIsIssuedOnceItsNumberIsReserved) {
  const auto issued = Ask(InvoiceRequest("r1", "a1", "2012-7"));
  ASSERT_TRUE(issued) << issued.error().reason;
  EXPECT_EQ(issued->invoice().state(), v1::INVOICE_STATE_OPEN);
  EXPECT_EQ(issued->invoice().open().units(), 100);
  EXPECT_EQ(issued->invoice().content().issuer(), "issuers/acme");
  ASSERT_EQ(issued->warnings_size(), 1);
  EXPECT_EQ(issued->warnings(0).reason(), "NO_AGREEMENT");
  EXPECT_EQ(loopback_.calls(),
            std::vector<std::string>{"accounts/a1 invoicing "
                                     "/recourse.invoicing.v1.InvoicingService/ReserveNumber"});
  EXPECT_EQ(Get(issued->invoice().name()).DebugString(), issued->invoice().DebugString());
}

TEST_F(ServiceTest, AnInvoiceAskedForAgainIsTheSame) {
  const auto issued = Ask(InvoiceRequest("r1", "a1", "2012-7"));
  ASSERT_TRUE(issued);
  ASSERT_TRUE(Call<v1::Payment>("RecordPayment", PaymentRequest("r2", "a1", "p1", 30)));

  auto named = InvoiceRequest("r4", "a1", "2012-7");
  named.set_invoice_id("another-id");
  for (const auto& request :
       {InvoiceRequest("r1", "a1", "2012-7"), InvoiceRequest("r3", "a1", "2012-7"), named}) {
    auto again = Ask(request);
    ASSERT_TRUE(again) << again.error().reason;
    EXPECT_EQ(again->known(), request.request_id() != "r1") << request.request_id();
    again->clear_known();
    EXPECT_TRUE(MessageDifferencer::Equals(*again, *issued)) << request.request_id();
  }
  EXPECT_EQ(loopback_.calls().size(), 1u);
}

TEST_F(ServiceTest, OfTwoAccountsRacingForANumberExactlyOneWins) {
  const auto first = InvoiceRequest("r1", "a1", "2012-7");
  const auto second = InvoiceRequest("r2", "a2", "2012-7");
  loopback_.Hold();
  auto answer1 = Begin(rpc::Role::kClerk, "IssueInvoice", first);
  auto answer2 = Begin(rpc::Role::kClerk, "IssueInvoice", second);
  loopback_.AwaitHeld(2);
  loopback_.Release();
  const auto one = As<v1::IssueInvoiceResponse>(answer1.get());
  const auto two = As<v1::IssueInvoiceResponse>(answer2.get());

  ASSERT_NE(static_cast<bool>(one), static_cast<bool>(two));
  const auto& lost = one ? two : one;
  EXPECT_EQ(lost.error().kind, Failure::Kind::kExists);
  EXPECT_EQ(lost.error().reason, "NUMBER_TAKEN");
  auto retried = one ? second : first;
  EXPECT_EQ(Ask(retried).error(), lost.error());
  retried.set_request_id("r3");
  EXPECT_EQ(Ask(retried).error(), lost.error());
  EXPECT_EQ(Get((one ? one : two)->invoice().name()).state(), v1::INVOICE_STATE_OPEN);
}

TEST_F(ServiceTest, UntilTheIssuerHasAnsweredNothingIsOwed) {
  loopback_.Hold();
  auto answer = Begin(rpc::Role::kClerk, "IssueInvoice", [&] {
    auto request = InvoiceRequest("r1", "a1", "2012-7");
    request.set_invoice_id("i1");
    return request;
  }());
  loopback_.AwaitHeld(1);
  EXPECT_EQ(Get("accounts/a1/invoices/i1").state(), v1::INVOICE_STATE_REQUESTED);
  EXPECT_EQ(Get("accounts/a1/invoices/i1").open().units(), 0);

  loopback_.RefuseNext({Failure::Kind::kPrecondition, "CLOSED_FOR_GOOD", "", {}});
  loopback_.Release();
  const auto refused = answer.get();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Failure::Kind::kPrecondition);
  EXPECT_EQ(refused.error().reason, "CLOSED_FOR_GOOD");
  EXPECT_EQ(Get("accounts/a1/invoices/i1").state(), v1::INVOICE_STATE_REFUSED);
}

TEST_F(ServiceTest, AnInvoiceThatCannotBeIssuedIsRefusedByName) {
  EXPECT_EQ(Ask(InvoiceRequest("r1", "nobody", "1")).error(),
            (Failure{Failure::Kind::kNotFound,
                     "NO_SUCH_ACCOUNT",
                     "No account of this name is open.",
                     {{"account", "accounts/nobody"}}}));

  auto request = InvoiceRequest("r2", "a1", "1");
  request.mutable_invoice()->mutable_content()->set_issuer("issuers/other");
  EXPECT_EQ(Ask(request).error().reason, "ISSUER_DIFFERS");

  ASSERT_TRUE(Ask(InvoiceRequest("r3", "a1", "1")));
  request = InvoiceRequest("r4", "a1", "1");
  request.mutable_invoice()->mutable_content()->mutable_amount()->set_units(99);
  EXPECT_EQ(Ask(request).error().kind, Failure::Kind::kExists);

  request.mutable_invoice()->mutable_content()->mutable_due_date()->set_day(32);
  request.mutable_invoice()->mutable_content()->mutable_lines(0)->clear_quantity();
  const auto invalid = Ask(request);
  ASSERT_FALSE(invalid);
  EXPECT_EQ(invalid.error().kind, Failure::Kind::kInvalid);
  ASSERT_EQ(invalid.error().values.size(), 2u);
  EXPECT_EQ(invalid.error().values[0].first, "invoice.content.due_date");
  EXPECT_EQ(invalid.error().values[1].first, "invoice.content.lines[0].quantity");
}

TEST_F(ServiceTest, WhatFollowsFromTheLogIsTheSameWhenMadeAgain) {
  Issue("a1", "i1");
  Issue("a2", "i2");
  ASSERT_TRUE(Call<v1::Payment>("RecordPayment", PaymentRequest("p1", "a1", "p1", 130)));
  const auto live = DerivedRows();
  const v1::Invoice before = Get("accounts/a1/invoices/i1");
  Rebuild();
  EXPECT_EQ(DerivedRows(), live);
  EXPECT_TRUE(MessageDifferencer::Equals(Get("accounts/a1/invoices/i1"), before));
  EXPECT_EQ(before.state(), v1::INVOICE_STATE_CLEARED);
}

TEST_F(ServiceTest, NobodyOutsideMayCallAnything) {
  const auto* const service = google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(
      "recourse.invoicing.v1.InvoicingService");
  for (int i = 0; i < service->method_count(); ++i) {
    const auto answer =
        Begin(rpc::Role::kAgency, service->method(i)->name(), v1::GetIssuerRequest()).get();
    ASSERT_FALSE(answer) << service->method(i)->name();
    EXPECT_EQ(answer.error().kind, Failure::Kind::kDenied) << service->method(i)->name();
  }
}

}  // namespace
}  // namespace recourse::invoicing
