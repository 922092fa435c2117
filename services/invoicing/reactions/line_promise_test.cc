#include "services/invoicing/reactions/line_promise.h"

#include <gtest/gtest.h>

#include "libs/wire/convert.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "services/invoicing/codec/statement_codec.h"
#include "services/invoicing/domain/statement_kit.h"

// What is asked of an account when a line, or a part of one, is confirmed for it.
namespace recourse::invoicing {
namespace {

std::optional<engine::PromiseCall> PromiseOf(const StatementEvent& event) {
  const auto encoded = StatementAggregate::Encode(event);
  engine::Record record;
  record.set_home("issuers/acme");
  record.set_stream(StatementAggregate::Stream(kKey));
  record.set_type(std::string(encoded.type));
  record.set_payload(encoded.payload);
  return LinePromise(record);
}

// All of it: the day's amount, and what of it is designated.
void ExpectRecords(const std::optional<engine::PromiseCall>& call, const std::string& payment_id,
                   Money amount) {
  ASSERT_TRUE(call);
  EXPECT_EQ(call->target, "invoicing");
  EXPECT_EQ(call->method, "/recourse.invoicing.v1.InvoicingService/RecordPayment");
  v1::RecordPaymentRequest request;
  ASSERT_TRUE(request.ParseFromString(call->request));
  EXPECT_EQ(request.request_id(), "");  // The engine makes it.
  EXPECT_EQ(request.parent(), "accounts/a1");
  EXPECT_EQ(request.payment_id(), payment_id);
  EXPECT_EQ(wire::SumFromWire(request.amount()), amount);
  EXPECT_EQ(wire::FromWire(request.effective_date()), Day(10));
  ASSERT_EQ(request.designations_size(), 1);
  EXPECT_EQ(request.designations(0).invoice_id(), "i1");
  EXPECT_EQ(wire::SumFromWire(request.designations(0).amount()), Eur(7'00));
}

TEST(LinePromiseTest, AConfirmedLineAsksForAllOfItsPayment) {
  const LineMatch match = To("accounts/a1", {{"i1", Eur(7'00)}});
  ExpectRecords(PromiseOf(LineConfirmed{3, match, "p", Eur(60'00), Day(10), "payer"}), "p",
                Eur(60'00));
}

TEST(LinePromiseTest, AConfirmedPartAsksForItsPayment) {
  const LineMatch match = To("accounts/a1", {{"i1", Eur(7'00)}});
  ExpectRecords(PromiseOf(LinePartConfirmed{3, 2, match, "p-2", Eur(20'00), Day(10), "payer"}),
                "p-2", Eur(20'00));
}

TEST(LinePromiseTest, NothingElseAsksForAnything) {
  EXPECT_FALSE(PromiseOf(StatementLoaded{1, StatementVerdict::kAddsUp, {}, {}}));
  EXPECT_FALSE(PromiseOf(LineRecorded{3, "accounts/a1/payments/p", "payer"}));
  EXPECT_FALSE(PromiseOf(LineRefused{3, "NO_SUCH_ACCOUNT"}));
  EXPECT_FALSE(PromiseOf(LineIgnored{3, "ours"}));
  EXPECT_FALSE(PromiseOf(LineReopened{3, "x", Eur(60'00), Day(10), "payer", ""}));
  EXPECT_FALSE(PromiseOf(LinePartRecorded{3, 2, "accounts/a1/payments/p-2", "payer"}));
  EXPECT_FALSE(PromiseOf(LinePartRefused{3, 2, "NO_SUCH_ACCOUNT"}));
}

}  // namespace
}  // namespace recourse::invoicing
