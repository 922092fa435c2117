#include <google/protobuf/util/message_differencer.h>

#include "recourse/invoicing/v1/conversion_service.pb.h"
#include "services/invoicing/testing/service_rig.h"

namespace recourse::invoicing {
namespace {

using google::protobuf::util::MessageDifferencer;

// 100 EUR are owed, and 120 USD were paid.
class ConversionApiTest : public ServiceRig {
 protected:
  ConversionApiTest() {
    RegisterAcme();
    OpenAccount("a1");
    Issue("a1", "i1");
    auto payment = PaymentRequest("pay", "a1", "p1", 120);
    payment.mutable_amount()->set_currency_code("USD");
    EXPECT_TRUE(Call<v1::Payment>("RecordPayment", payment));
  }

  template <class Request>
  Expected<v1::Conversion, Failure> Ask(const std::string& method, const Request& request) {
    return Call<v1::Conversion>("/recourse.invoicing.v1.ConversionService/" + method, request,
                                rpc::Role::kClerk);
  }
  Expected<v1::Conversion, Failure> Convert(const std::string& request_id, int cents) {
    auto request = Text<v1::ConvertPaymentRequest>(R"(
        parent: "accounts/a1" conversion_id: "k1"
        conversion { payment: "accounts/a1/payments/p1"
                     amount { currency_code: "USD" units: 120 }
                     converted { currency_code: "EUR" units: 110 }
                     rate { decimal: "0.9217" source: "ECB" rounding: ROUNDING_MODE_HALF_UP }
                     effective_date { year: 2012 month: 2 day: 8 } })");
    request.set_request_id(request_id);
    request.mutable_conversion()->mutable_converted()->set_nanos(cents * 10'000'000);
    return Ask("ConvertPayment", request);
  }
  v1::Payment GetPayment(const std::string& id) {
    v1::GetPaymentRequest request;
    request.set_name("accounts/a1/payments/" + id);
    return *Call<v1::Payment>("GetPayment", request);
  }
  v1::Balance GetBalance() {
    Settle();
    v1::GetBalanceRequest request;
    request.set_name("accounts/a1");
    return *Call<v1::Balance>("GetBalance", request);
  }
};

TEST_F(ConversionApiTest, MakesAPaymentThatClearsAndIsTakenBack) {
  const auto converted = Convert("c", 60);
  ASSERT_TRUE(converted) << converted.error().reason;
  EXPECT_TRUE(MessageDifferencer::Equals(*converted, Text<v1::Conversion>(R"(
      name: "accounts/a1/conversions/k1" payment: "accounts/a1/payments/p1"
      amount { currency_code: "USD" units: 120 }
      converted { currency_code: "EUR" units: 110 nanos: 600000000 }
      difference { currency_code: "EUR" }
      rate { decimal: "0.9217" source: "ECB" rounding: ROUNDING_MODE_HALF_UP }
      effective_date { year: 2012 month: 2 day: 8 }
      converted_payment: "accounts/a1/payments/k1")")))
      << converted->DebugString();
  EXPECT_EQ(GetPayment("p1").converted().units(), 120);
  EXPECT_EQ(GetPayment("k1").conversion(), "accounts/a1/conversions/k1");
  EXPECT_EQ(GetBalance().lines(0).unapplied().units(), 110);  // EUR.
  EXPECT_EQ(GetBalance().lines(1).unapplied().units(), 0);    // USD.

  const auto apply = Text<v1::ApplyPaymentRequest>(R"(
      request_id: "a" name: "accounts/a1/payments/k1" application_id: "x1"
      effective_date { year: 2012 month: 2 day: 9 })");
  const auto applied = Call<v1::Payment>("ApplyPayment", apply);
  ASSERT_TRUE(applied) << applied.error().reason;
  EXPECT_EQ(applied->unapplied().units(), 10);
  EXPECT_EQ(applied->conversion(), "accounts/a1/conversions/k1");

  const auto reverse = Text<v1::ReverseConversionRequest>(R"(
      request_id: "r" name: "accounts/a1/conversions/k1"
      reversal { effective_date { year: 2012 month: 2 day: 9 } reason: "wrong rate" })");
  const auto reversed = Ask("ReverseConversion", reverse);
  ASSERT_TRUE(reversed) << reversed.error().reason;
  EXPECT_EQ(reversed->reversal().reason(), "wrong rate");
  v1::GetConversionRequest get;
  get.set_name("accounts/a1/conversions/k1");
  EXPECT_TRUE(MessageDifferencer::Equals(*Ask("GetConversion", get), *reversed));
  EXPECT_EQ(GetBalance().lines(0).open().units(), 100);
  EXPECT_EQ(GetBalance().lines(1).unapplied().units(), 120);
}

TEST_F(ConversionApiTest, IsRefusedWithWhatTheRateMakes) {
  const auto refused = Convert("c", 61);
  EXPECT_EQ(refused.error().reason, "RATE_MAKES_OTHERWISE");
  EXPECT_EQ(refused.error().values[1],
            (std::pair<std::string, std::string>("computed", "110.60 EUR")));
  v1::GetConversionRequest get;
  get.set_name("accounts/a1/conversions/k1");
  EXPECT_EQ(Ask("GetConversion", get).error().reason, "NO_SUCH_CONVERSION");
}

TEST_F(ConversionApiTest, WhatIsMissingIsNamed) {
  const auto empty = Ask("ConvertPayment", Text<v1::ConvertPaymentRequest>(R"(
      request_id: "c" parent: "accounts/a1" conversion_id: "k1")"));
  EXPECT_EQ(empty.error().kind, Failure::Kind::kInvalid);
  EXPECT_EQ(empty.error().values.size(), 7u);
}

}  // namespace
}  // namespace recourse::invoicing
