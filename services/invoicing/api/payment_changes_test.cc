#include <google/protobuf/util/message_differencer.h>

#include "services/invoicing/testing/service_rig.h"

namespace recourse::invoicing {
namespace {

using google::protobuf::util::MessageDifferencer;

// 130 EUR were paid on an invoice over 100 EUR.
class PaymentChangesTest : public ServiceRig {
 protected:
  PaymentChangesTest() {
    RegisterAcme();
    OpenAccount("a1");
    Issue("a1", "i1");
    EXPECT_TRUE(Call<v1::Payment>("RecordPayment", PaymentRequest("pay", "a1", "p1", 130)));
  }

  Expected<v1::Payment, Failure> Apply(const std::string& request_id, const std::string& designated,
                                       int euros) {
    auto request = Text<v1::ApplyPaymentRequest>(R"(
        name: "accounts/a1/payments/p1" application_id: "x1"
        effective_date { year: 2012 month: 2 day: 9 }
        designations { amount { currency_code: "EUR" } })");
    request.set_request_id(request_id);
    request.mutable_designations(0)->set_invoice_id(designated);
    request.mutable_designations(0)->mutable_amount()->set_units(euros);
    return Call<v1::Payment>("ApplyPayment", request, rpc::Role::kClerk);
  }
  Expected<v1::Payment, Failure> Reverse(const std::string& request_id, const std::string& fields) {
    auto request = Text<v1::ReversePaymentRequest>("reversal {" + fields + "}");
    request.set_name("accounts/a1/payments/p1");
    request.set_request_id(request_id);
    return Call<v1::Payment>("ReversePayment", request, rpc::Role::kClerk);
  }
  Expected<v1::Payment, Failure> Get(const std::string& name) {
    v1::GetPaymentRequest request;
    request.set_name(name);
    return Call<v1::Payment>("GetPayment", request);
  }
  Expected<v1::WriteOff, Failure> WriteOff(const std::string& request_id, int euros,
                                           const std::string& reason = "insolvent") {
    auto request = Text<v1::WriteOffInvoiceRequest>(R"(
        parent: "accounts/a1" write_off_id: "w1"
        write_off { invoice: "accounts/a1/invoices/i2" amount { currency_code: "EUR" }
                    effective_date { year: 2012 month: 2 day: 8 } })");
    request.set_request_id(request_id);
    request.mutable_write_off()->mutable_amount()->set_units(euros);
    request.mutable_write_off()->set_reason(reason);
    return Call<v1::WriteOff>("WriteOffInvoice", request, rpc::Role::kApprover);
  }
};

const char* const kBounced = R"(cause: REVERSAL_CAUSE_BOUNCED reason: "no funds"
                                effective_date { year: 2012 month: 2 day: 9 })";

TEST_F(PaymentChangesTest, WhatIsUnappliedClearsALaterInvoice) {
  Issue("a1", "i2");
  const auto applied = Apply("r1", "i2", 20);
  ASSERT_TRUE(applied) << applied.error().reason;
  EXPECT_TRUE(MessageDifferencer::Equals(*applied, Text<v1::Payment>(R"(
      name: "accounts/a1/payments/p1"
      amount { currency_code: "EUR" units: 130 }
      effective_date { year: 2012 month: 2 day: 1 }
      allocations { invoice_id: "i1" amount { currency_code: "EUR" units: 100 } }
      allocations { invoice_id: "i2" amount { currency_code: "EUR" units: 30 }
                    effective_date { year: 2012 month: 2 day: 9 } }
      unapplied { currency_code: "EUR" })")))
      << applied->DebugString();
  EXPECT_TRUE(MessageDifferencer::Equals(*Get("accounts/a1/payments/p1"), *applied));
  for (const std::string request_id : {"r1", "r2"}) {
    const auto again = Apply(request_id, "i2", 20);
    ASSERT_TRUE(again) << again.error().reason;
    EXPECT_TRUE(MessageDifferencer::Equals(*again, *applied)) << request_id;
  }
  EXPECT_EQ(Apply("r3", "i2", 10).error().reason, "APPLICATION_ID_REUSED");
}

TEST_F(PaymentChangesTest, AReversedPaymentClearsNothingAndSaysWhy) {
  const auto reversed = Reverse("r1", kBounced);
  ASSERT_TRUE(reversed) << reversed.error().reason;
  EXPECT_TRUE(MessageDifferencer::Equals(*reversed, Text<v1::Payment>(R"(
      name: "accounts/a1/payments/p1"
      amount { currency_code: "EUR" units: 130 }
      effective_date { year: 2012 month: 2 day: 1 }
      unapplied { currency_code: "EUR" }
      reversal { cause: REVERSAL_CAUSE_BOUNCED reason: "no funds"
                 effective_date { year: 2012 month: 2 day: 9 } })")))
      << reversed->DebugString();
  EXPECT_TRUE(MessageDifferencer::Equals(*Get("accounts/a1/payments/p1"), *reversed));
  EXPECT_TRUE(MessageDifferencer::Equals(*Reverse("r2", kBounced), *reversed));
  EXPECT_EQ(Reverse("r3", R"(cause: REVERSAL_CAUSE_CHARGED_BACK
                             effective_date { year: 2012 month: 2 day: 9 })")
                .error()
                .reason,
            "REVERSED_OTHERWISE");
  EXPECT_EQ(Apply("r4", "i1", 1).error().reason, "PAYMENT_IS_REVERSED");
}

TEST_F(PaymentChangesTest, WhatIsMissingOrMalformedIsNamed) {
  const auto reversed = Reverse("r1", "");
  EXPECT_EQ(reversed.error().kind, Failure::Kind::kInvalid);
  ASSERT_EQ(reversed.error().values.size(), 2u);
  EXPECT_EQ(reversed.error().values[0].first, "reversal.cause");
  EXPECT_EQ(reversed.error().values[1].first, "reversal.effective_date");
  const auto applied = Apply("r2", "i 1", 0);
  ASSERT_EQ(applied.error().values.size(), 2u);
  EXPECT_EQ(applied.error().values[0].first, "designations[0].invoice_id");
  EXPECT_EQ(applied.error().values[1].first, "designations[0].amount");
  EXPECT_EQ(Get("accounts/a1/payments/p2").error().reason, "NO_SUCH_PAYMENT");
  EXPECT_EQ(WriteOff("r3", 0, "").error().values.size(), 2u);
}

TEST_F(PaymentChangesTest, WhatIsWrittenOffIsOwedButNotOpenUntilItIsReversed) {
  Issue("a1", "i2");
  const auto written_off = WriteOff("r1", 70);
  ASSERT_TRUE(written_off) << written_off.error().reason;
  EXPECT_EQ(written_off->name(), "accounts/a1/writeOffs/w1");
  EXPECT_EQ(WriteOff("r2", 71).error().reason, "WRITE_OFF_ID_REUSED");
  v1::GetInvoiceRequest get;
  get.set_name("accounts/a1/invoices/i2");
  const auto invoice = Call<v1::Invoice>("GetInvoice", get);
  ASSERT_TRUE(invoice);
  EXPECT_EQ(invoice->open().units(), 30);
  EXPECT_EQ(invoice->written_off().units(), 70);

  auto reverse = Text<v1::ReverseWriteOffRequest>(R"(
      request_id: "r3" name: "accounts/a1/writeOffs/w1"
      reversal { reason: "it paid" effective_date { year: 2012 month: 2 day: 9 } })");
  const auto reversed = Call<v1::WriteOff>("ReverseWriteOff", reverse);
  ASSERT_TRUE(reversed) << reversed.error().reason;
  EXPECT_EQ(reversed->reversal().reason(), "it paid");
  EXPECT_TRUE(MessageDifferencer::Equals(*WriteOff("r4", 70), *reversed));
  v1::GetWriteOffRequest again;
  again.set_name(reversed->name());
  EXPECT_TRUE(MessageDifferencer::Equals(*Call<v1::WriteOff>("GetWriteOff", again), *reversed));
  EXPECT_EQ(Call<v1::Invoice>("GetInvoice", get)->open().units(), 100);
}

TEST_F(PaymentChangesTest, ACreditNoteIsToldAsItWasIssued) {
  const auto issue = Text<v1::IssueCreditNoteRequest>(R"(
      request_id: "r1" parent: "accounts/a1" credit_note_id: "c1"
      credit_note { invoice: "accounts/a1/invoices/i2" reason: "goodwill"
                    effective_date { year: 2012 month: 2 day: 1 }
                    amount { currency_code: "EUR" units: 5 } })");
  Issue("a1", "i2");
  const auto issued = Call<v1::CreditNote>("IssueCreditNote", issue);
  ASSERT_TRUE(issued) << issued.error().reason;
  v1::GetCreditNoteRequest get;
  get.set_name("accounts/a1/creditNotes/c1");
  EXPECT_TRUE(MessageDifferencer::Equals(*Call<v1::CreditNote>("GetCreditNote", get), *issued));
  get.set_name("accounts/a1/creditNotes/c2");
  EXPECT_EQ(Call<v1::CreditNote>("GetCreditNote", get).error().reason, "NO_SUCH_CREDIT_NOTE");
}

}  // namespace
}  // namespace recourse::invoicing
