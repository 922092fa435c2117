#include <gmock/gmock.h>

#include "recourse/invoicing/v1/agreement_service.pb.h"
#include "recourse/invoicing/v1/charge_service.pb.h"
#include "recourse/invoicing/v1/conversion_service.pb.h"
#include "recourse/invoicing/v1/refund_service.pb.h"
#include "recourse/invoicing/v1/set_off_service.pb.h"
#include "services/invoicing/testing/list_rig.h"

namespace recourse::invoicing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kService = "/recourse.invoicing.v1.";

// Lists of what changed items. i1, i2 are owed, 100.00 EUR each.
class ListChangesTest : public ListRig {
 protected:
  ListChangesTest() {
    Issue("a1", "i1");
    Issue("a1", "i2");
  }

  template <class Response, class Request>
  void Do(const std::string& method, const std::string& text) {
    auto request = Text<Request>(text);
    if (request.request_id().empty()) request.set_request_id("r" + std::to_string(++asked_));
    const auto done = Call<Response>(kService + method, request);
    ASSERT_TRUE(done) << done.error().reason << " " << text;
  }

  void SetOff(const std::string& id, const std::string& against, int day) {
    auto request = InvoiceRequest("issue-n" + id, "a1", "N-n" + id);
    request.set_invoice_id("n" + id);
    auto& content = *request.mutable_invoice()->mutable_content();
    content.clear_lines();
    content.set_type_code("381");
    content.mutable_amount()->set_units(-10 * day);
    ASSERT_TRUE(Call<v1::IssueInvoiceResponse>("IssueInvoice", request));
    Do<v1::SetOff, v1::SetOffInvoiceRequest>(
        "SetOffService/SetOffInvoice",
        R"(parent: "accounts/a1" set_off_id: ")" + id + R"(" invoice: "accounts/a1/invoices/n)" +
            id + R"(" effective_date { year: 2012 month: 2 day: )" + std::to_string(day) +
            R"( } designations { invoice: "accounts/a1/invoices/)" + against +
            R"(" amount { currency_code: "EUR" units: )" + std::to_string(10 * day) + "} }");
  }
  std::vector<std::string> SetOffs(const std::string& text,
                                   const std::function<void()>& after_first = {}) {
    return Ids<v1::ListSetOffsResponse>(
        kService + "SetOffService/ListSetOffs",
        Text<v1::ListSetOffsRequest>("parent: \"accounts/a1\" " + text), after_first);
  }

  // 10 USD a day of a payment of 100 USD.
  void Convert(const std::string& id, const std::string& payment, int day) {
    const std::string amount = std::to_string(10 * day);
    Do<v1::Conversion, v1::ConvertPaymentRequest>(
        "ConversionService/ConvertPayment",
        R"(parent: "accounts/a1" conversion_id: ")" + id +
            R"(" conversion { payment: "accounts/a1/payments/)" + payment +
            R"(" amount { currency_code: "USD" units: )" + amount +
            R"( } converted { currency_code: "EUR" units: )" + amount +
            R"( } rate { decimal: "1" source: "ECB" rounding: ROUNDING_MODE_HALF_UP }
                effective_date { year: 2012 month: 2 day: )" +
            std::to_string(day) + " } }");
  }
  void PayDollars(const std::string& id) {
    auto payment = PaymentRequest(id, "a1", id, 100);
    payment.mutable_amount()->set_currency_code("USD");
    ASSERT_TRUE(Call<v1::Payment>("RecordPayment", payment));
  }
  std::vector<std::string> Conversions(const std::string& text,
                                       const std::function<void()>& after_first = {}) {
    return Ids<v1::ListConversionsResponse>(
        kService + "ConversionService/ListConversions",
        Text<v1::ListConversionsRequest>("parent: \"accounts/a1\" " + text), after_first);
  }

  void Charge(const std::string& id) {
    Do<v1::Charge, v1::AssessChargeRequest>(
        "ChargeService/AssessCharge", R"(parent: "accounts/a1" invoice: "accounts/a1/invoices/i1"
            kind: CHARGE_KIND_FIXED_FEE effective_date { year: 2012 month: 2 day: 1 }
            amount { currency_code: "EUR" units: 50 } entitlement { basis: "7.2" }
            charge_id: ")" + id + "\"");
  }
  void Waive(const std::string& id, const std::string& charge, int day) {
    Do<v1::Charge, v1::WaiveChargeRequest>(
        "ChargeService/WaiveCharge",
        R"(name: "accounts/a1/charges/)" + charge + R"(" waiver_id: ")" + id +
            R"(" reason: "kind" amount { currency_code: "EUR" units: )" + std::to_string(day) +
            R"( } effective_date { year: 2012 month: 2 day: )" + std::to_string(day) + " }");
  }
  std::vector<std::string> Waivers(const std::string& text,
                                   const std::function<void()>& after_first = {}) {
    return Ids<v1::ListWaiversResponse>(
        kService + "ChargeService/ListWaivers",
        Text<v1::ListWaiversRequest>("parent: \"accounts/a1\" " + text), after_first);
  }

  void Extend(const std::string& id, const std::string& invoice, int day) {
    Do<v1::DueDateExtension, v1::ExtendDueDateRequest>(
        "AgreementService/ExtendDueDate",
        R"(parent: "accounts/a1" extension_id: ")" + id +
            R"(" extension { reason: "storm" invoice: "accounts/a1/invoices/)" + invoice +
            R"(" due_date { year: 2012 month: 3 day: )" + std::to_string(day) + " } }");
  }
  std::vector<std::string> Extensions(const std::string& text,
                                      const std::function<void()>& after_first = {}) {
    return Ids<v1::ListExtensionsResponse>(
        kService + "AgreementService/ListExtensions",
        Text<v1::ListExtensionsRequest>("parent: \"accounts/a1\" " + text), after_first);
  }

  void Refund(const std::string& id, int day) {
    Do<v1::Refund, v1::RequestRefundRequest>(
        "RefundService/RequestRefund",
        R"(parent: "accounts/a1" refund_id: ")" + id +
            R"(" refund { payment: "accounts/a1/payments/usd" reason: "twice"
                          method: REFUND_METHOD_BANK_TRANSFER
                          amount { currency_code: "USD" units: )" +
            std::to_string(day) + R"( } effective_date { year: 2012 month: 2 day: )" +
            std::to_string(day) + " } }");
  }
  std::vector<std::string> Refunds(const std::string& text,
                                   const std::function<void()>& after_first = {}) {
    return Ids<v1::ListRefundsResponse>(
        kService + "RefundService/ListRefunds",
        Text<v1::ListRefundsRequest>("parent: \"accounts/a1\" " + text), after_first);
  }

  int asked_ = 0;
};

const char* const kFromThird = "filter { effective_from { year: 2012 month: 2 day: 3 } }";
const char* const kByAmountDown = "order { by: ORDER_BY_AMOUNT descending: true }";

TEST_F(ListChangesTest, SetOffs) {
  SetOff("s1", "i1", 3);
  SetOff("s2", "i2", 2);
  SetOff("s3", "i1", 1);
  const auto reverse = [&] {
    SetOff("s4", "i2", 1);
    Do<v1::SetOff, v1::ReverseSetOffRequest>("SetOffService/ReverseSetOff", R"(
        name: "accounts/a1/setOffs/s2"
        reversal { effective_date { year: 2012 month: 2 day: 9 } })");
  };
  EXPECT_THAT(SetOffs("only_in_force: true page_size: 1", reverse), ElementsAre("s1", "s2", "s3"));
  EXPECT_THAT(SetOffs("only_in_force: true"), ElementsAre("s1", "s3", "s4"));
  EXPECT_THAT(SetOffs("invoice: 'accounts/a1/invoices/i1'"), ElementsAre("s1", "s3"));
  EXPECT_THAT(SetOffs("invoice: 'accounts/a1/invoices/ns2'"), ElementsAre("s2"));
  EXPECT_THAT(SetOffs(kFromThird), ElementsAre("s1"));
  EXPECT_THAT(SetOffs("order { by: ORDER_BY_DATE }"), ElementsAre("s3", "s4", "s2", "s1"));
  EXPECT_THAT(SetOffs(kByAmountDown), ElementsAre("s1", "s2", "s4", "s3"));
}

TEST_F(ListChangesTest, Conversions) {
  PayDollars("usd");
  PayDollars("usd2");
  Convert("k1", "usd", 3);
  Convert("k2", "usd2", 2);
  Convert("k3", "usd", 1);
  const auto reverse = [&] {
    Convert("k4", "usd", 1);
    Do<v1::Conversion, v1::ReverseConversionRequest>("ConversionService/ReverseConversion", R"(
        name: "accounts/a1/conversions/k2"
        reversal { effective_date { year: 2012 month: 2 day: 9 } })");
  };
  EXPECT_THAT(Conversions("only_in_force: true page_size: 1", reverse),
              ElementsAre("k1", "k2", "k3"));
  EXPECT_THAT(Conversions("only_in_force: true"), ElementsAre("k1", "k3", "k4"));
  EXPECT_THAT(Conversions("payment: 'accounts/a1/payments/usd'"), ElementsAre("k1", "k3", "k4"));
  EXPECT_THAT(Conversions(kFromThird), ElementsAre("k1"));
  EXPECT_THAT(Conversions("filter { currency_code: 'EUR' }"), IsEmpty());
  EXPECT_THAT(Conversions(kByAmountDown), ElementsAre("k1", "k2", "k4", "k3"));
}

TEST_F(ListChangesTest, Waivers) {
  Charge("c1");
  Charge("c2");
  Waive("w1", "c1", 3);
  Waive("w2", "c2", 2);
  Waive("w3", "c1", 1);
  const auto reverse = [&] {
    Waive("w4", "c1", 1);
    Do<v1::Charge, v1::ReverseWaiverRequest>("ChargeService/ReverseWaiver", R"(
        name: "accounts/a1/waivers/w2" reason: "no"
        effective_date { year: 2012 month: 2 day: 9 })");
  };
  EXPECT_THAT(Waivers("only_in_force: true page_size: 1", reverse), ElementsAre("w1", "w2", "w3"));
  EXPECT_THAT(Waivers("only_in_force: true"), ElementsAre("w1", "w3", "w4"));
  EXPECT_THAT(Waivers("charge: 'accounts/a1/charges/c2'"), ElementsAre("w2"));
  EXPECT_THAT(Waivers(kFromThird), ElementsAre("w1"));
  EXPECT_THAT(Waivers(kByAmountDown), ElementsAre("w1", "w2", "w4", "w3"));

  v1::GetWaiverRequest get;
  get.set_name("accounts/a1/waivers/w2");
  const auto waiver = Call<v1::Waiver>(kService + "ChargeService/GetWaiver", get);
  ASSERT_TRUE(waiver) << waiver.error().reason;
  EXPECT_EQ(waiver->charge(), "accounts/a1/charges/c2");
  EXPECT_EQ(waiver->amount().units(), 2);
  EXPECT_EQ(waiver->effective_date().day(), 2);
  EXPECT_EQ(waiver->reason(), "kind");
  EXPECT_EQ(waiver->reversal().reason(), "no");
  EXPECT_EQ(waiver->reversal().effective_date().day(), 9);
  EXPECT_EQ(waiver->approval(), "");
  get.set_name("accounts/a1/waivers/w9");
  EXPECT_EQ(Wrong(kService + "ChargeService/GetWaiver", get), "NO_SUCH_WAIVER");
}

TEST_F(ListChangesTest, Extensions) {
  Extend("e1", "i1", 3);
  Extend("e2", "i2", 2);
  Extend("e3", "i1", 9);
  const auto revoke = [&] {
    Extend("e4", "i2", 8);
    Do<v1::DueDateExtension, v1::RevokeExtensionRequest>(
        "AgreementService/RevokeExtension", "name: 'accounts/a1/extensions/e2' reason: 'no'");
  };
  EXPECT_THAT(Extensions("only_in_force: true page_size: 1", revoke),
              ElementsAre("e1", "e2", "e3"));
  EXPECT_THAT(Extensions("only_in_force: true"), ElementsAre("e1", "e3", "e4"));
  EXPECT_THAT(Extensions("invoice: 'accounts/a1/invoices/i2'"), ElementsAre("e2", "e4"));
  EXPECT_THAT(Extensions("filter { due_from { year: 2012 month: 3 day: 8 } }"),
              ElementsAre("e3", "e4"));
  EXPECT_THAT(Extensions("filter { due_through { year: 2012 month: 3 day: 3 } }"),
              ElementsAre("e1", "e2"));
  EXPECT_THAT(Extensions("order { by: ORDER_BY_DUE_DATE }"), ElementsAre("e2", "e1", "e4", "e3"));

  v1::GetExtensionRequest get;
  get.set_name("accounts/a1/extensions/e2");
  const auto got = Call<v1::DueDateExtension>(kService + "AgreementService/GetExtension", get);
  ASSERT_TRUE(got) << got.error().reason;
  EXPECT_EQ(got->invoice(), "accounts/a1/invoices/i2");
  EXPECT_EQ(got->due_date().day(), 2);
  EXPECT_EQ(got->revoked_because(), "no");
  get.set_name("accounts/a1/extensions/e9");
  EXPECT_EQ(Wrong(kService + "AgreementService/GetExtension", get), "NO_SUCH_EXTENSION");
}

TEST_F(ListChangesTest, Refunds) {
  PayDollars("usd");
  Refund("f1", 3);
  Refund("f2", 2);
  Refund("f3", 1);
  const auto cancel = [&] {
    Refund("f4", 1);
    Do<v1::Refund, v1::CancelRefundRequest>("RefundService/CancelRefund", R"(
        name: "accounts/a1/refunds/f2"
        end { reason: "no" effective_date { year: 2012 month: 2 day: 9 } })");
  };
  EXPECT_THAT(Refunds("state: REFUND_STATE_REQUESTED page_size: 1", cancel),
              ElementsAre("f1", "f2", "f3"));
  EXPECT_THAT(Refunds("state: REFUND_STATE_CANCELLED"), ElementsAre("f2"));
  EXPECT_THAT(Refunds(kFromThird), ElementsAre("f1"));
  EXPECT_THAT(Refunds("filter { amount_at_least { currency_code: 'USD' units: 2 } }"),
              ElementsAre("f1", "f2"));
  EXPECT_THAT(Refunds(kByAmountDown), ElementsAre("f1", "f2", "f4", "f3"));
}

TEST_F(ListChangesTest, AListIsAsItWasKnown) {
  Charge("c1");
  Waive("w1", "c1", 3);
  clock_.AdvanceTo(clock_.Now() + std::chrono::hours(1));
  Waive("w2", "c1", 3);
  // 10 February 2012.
  EXPECT_THAT(Waivers("known_at { seconds: 1328832000 }"), ElementsAre("w1"));
}

TEST_F(ListChangesTest, WhatCannotBeListedIsRefusedByName) {
  const auto set_offs = [&](const std::string& text) {
    return Wrong(kService + "SetOffService/ListSetOffs", Text<v1::ListSetOffsRequest>(text));
  };
  EXPECT_EQ(set_offs("parent: 'accounts/a9'"), "NO_SUCH_ACCOUNT");
  EXPECT_EQ(set_offs("parent: 'issuers/acme'"), "parent");
  EXPECT_EQ(set_offs("parent: 'accounts/a1' invoice: 'accounts/a2/invoices/i1'"), "invoice");
  EXPECT_EQ(set_offs("parent: 'accounts/a1' order { by: ORDER_BY_DUE_DATE }"), "order.by");
  EXPECT_EQ(set_offs("parent: 'accounts/a1' page_token: 'x'"), "page_token");
  EXPECT_EQ(set_offs("parent: 'accounts/a1' page_size: -1"), "page_size");
  EXPECT_EQ(Wrong(kService + "ConversionService/ListConversions",
                  Text<v1::ListConversionsRequest>(
                      "parent: 'accounts/a1' payment: 'accounts/a1/invoices/i1'")),
            "payment");
  EXPECT_EQ(Wrong(kService + "ChargeService/ListWaivers",
                  Text<v1::ListWaiversRequest>("parent: 'accounts/a1' charge: 'c1'")),
            "charge");
  EXPECT_EQ(
      Wrong(kService + "AgreementService/ListExtensions",
            Text<v1::ListExtensionsRequest>("parent: 'accounts/a1' order { by: ORDER_BY_AMOUNT }")),
      "order.by");
  EXPECT_EQ(Wrong(kService + "AgreementService/ListExtensions",
                  Text<v1::ListExtensionsRequest>(R"(parent: "accounts/a1" filter {
                      due_from { year: 2012 month: 2 day: 1 }
                      due_through { year: 2012 month: 1 day: 1 } })")),
            "filter.due_through");
  EXPECT_EQ(Wrong(kService + "RefundService/ListRefunds",
                  Text<v1::ListRefundsRequest>("parent: 'accounts/a1' state: 77")),
            "state");
}

}  // namespace
}  // namespace recourse::invoicing
