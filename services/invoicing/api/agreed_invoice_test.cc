#include <google/protobuf/util/message_differencer.h>

#include "recourse/invoicing/v1/agreement_service.pb.h"
#include "recourse/invoicing/v1/charge_service.pb.h"
#include "services/invoicing/testing/service_rig.h"

namespace recourse::invoicing {
namespace {

using google::protobuf::util::MessageDifferencer;

const std::string kPackage = "/recourse.invoicing.v1.";

// Agreement "g1" of 2012: net 30 by the German calendar, 2 % within 7 days, 36 % a year by 360 days
// and 5 EUR for being late, the invoice first.
class AgreedInvoiceTest : public ServiceRig {
 protected:
  AgreedInvoiceTest() {
    RegisterAcme();
    OpenAccount("a1");
    auto request = Text<v1::RecordAgreementRequest>(R"(
        request_id: "g1" parent: "accounts/a1" agreement_id: "g1" content {
          title: "Frame contract" scope: "Roofs" price_text: "94.00 EUR an hour"
          payment_terms { net_days: 33 working_days: "DE" discounts { days: 7 millionths: 20000 } }
          allocation_order: ALLOCATION_ORDER_PRINCIPAL_FIRST
          late_charges { kinds: CHARGE_KIND_LATE_INTEREST kinds: CHARGE_KIND_FIXED_FEE
            terms { rate { millionths: 360000 per: RATE_PERIOD_YEAR }
                    day_count: DAY_COUNT_ACTUAL_360 compounding: COMPOUNDING_SIMPLE
                    rounding: ROUNDING_ONCE mode: ROUNDING_MODE_HALF_UP }
            fee { currency_code: "EUR" units: 5 } clause: "7.2"
            communicated_on { year: 2011 month: 12 day: 1 } communicated_how: "signed" }
          effective_from { year: 2012 month: 1 day: 1 } })");
    request.mutable_content()->set_document_sha256(std::string(32, 'd'));
    const auto recorded =
        Call<v1::Agreement>(kPackage + "AgreementService/RecordAgreement", request);
    EXPECT_TRUE(recorded) << recorded.error().reason;
  }

  // Of 1 January 2012 over 100 EUR, with `fields` of its content in place of the due date.
  Expected<v1::IssueInvoiceResponse, Failure> Ask(const std::string& request_id,
                                                  const std::string& fields) {
    auto request = InvoiceRequest(request_id, "a1", "N-1");
    request.set_invoice_id("i1");
    v1::InvoiceContent& content = *request.mutable_invoice()->mutable_content();
    content.clear_due_date();
    content.MergeFrom(Text<v1::InvoiceContent>(fields));
    return Call<v1::IssueInvoiceResponse>("IssueInvoice", request);
  }
};

const char* const kAgreement = R"(agreement { name: "accounts/a1/agreements/g1" } )";

// 33 days from 1 January are Friday, 3 February; 7 days are Sunday, 8 January: Monday.
TEST_F(AgreedInvoiceTest, TheDueDateIsComputedAndKeptWithItsTerms) {
  const auto issued = Ask("r1", kAgreement);
  ASSERT_TRUE(issued) << issued.error().reason;
  EXPECT_EQ(issued->warnings_size(), 0);
  auto content = issued->invoice().content();
  EXPECT_EQ(content.content_digest().size(), 32u);
  content.clear_content_digest();
  content.clear_lines();
  EXPECT_TRUE(MessageDifferencer::Equals(content, Text<v1::InvoiceContent>(R"(
      issuer: "issuers/acme" number: "N-1" amount { currency_code: "EUR" units: 100 }
      issue_date { year: 2012 month: 1 day: 1 } due_date { year: 2012 month: 2 day: 3 }
      agreement { name: "accounts/a1/agreements/g1" version: 1 }
      payment_terms { net_days: 33 working_days: "DE" discounts { days: 7 millionths: 20000 } }
      discounts { last_day { year: 2012 month: 1 day: 9 } millionths: 20000
                  amount { currency_code: "EUR" units: 2 } }
      allocation_order: ALLOCATION_ORDER_PRINCIPAL_FIRST)")))
      << content.DebugString();

  v1::GetInvoiceRequest get;
  get.set_name(issued->invoice().name());
  EXPECT_TRUE(MessageDifferencer::Equals(Call<v1::Invoice>("GetInvoice", get)->content(),
                                         issued->invoice().content()));
  for (const std::string again : {"r1", "r2"}) {
    auto told = *Ask(again, kAgreement);
    EXPECT_EQ(told.known(), again == "r2");
    told.clear_known();
    EXPECT_TRUE(MessageDifferencer::Equals(told, *issued)) << again;
  }
  EXPECT_EQ(Ask("r3", R"(due_date { year: 2012 month: 2 day: 3 })").error().reason,
            "INVOICE_ID_REUSED");
}

TEST_F(AgreedInvoiceTest, TermsNeedNoAgreementButThatIsWarnedAbout) {
  const auto issued = Ask("r1", "payment_terms { end_of_month_days: 10 }");
  ASSERT_TRUE(issued) << issued.error().reason;
  EXPECT_EQ(issued->invoice().content().due_date().day(), 10);
  EXPECT_EQ(issued->invoice().content().due_date().month(), 2);
  ASSERT_EQ(issued->warnings_size(), 1);
  EXPECT_EQ(issued->warnings(0).reason(), "NO_AGREEMENT");
}

TEST_F(AgreedInvoiceTest, WhatDoesNotFitIsRefusedByName) {
  const auto differs =
      Ask("r1", std::string(kAgreement) + "due_date { year: 2012 month: 2 day: 4 }");
  ASSERT_FALSE(differs);
  EXPECT_EQ(differs.error().reason, "DUE_DATE_DIFFERS");
  EXPECT_EQ(differs.error().values,
            (Failure::Values{{"by_terms", "2012-02-03"}, {"due_date", "2012-02-04"}}));
  EXPECT_EQ(Ask("r2", R"(agreement { name: "accounts/a1/agreements/g9" })").error().reason,
            "NO_SUCH_AGREEMENT");
  EXPECT_EQ(Ask("r3", R"(agreement { name: "accounts/a2/agreements/g1" })").error().kind,
            Failure::Kind::kInvalid);
  EXPECT_EQ(Ask("r4", "").error().kind, Failure::Kind::kInvalid);
  EXPECT_EQ(Ask("r5", "payment_terms { net_days: -1 }").error().kind, Failure::Kind::kInvalid);
  EXPECT_EQ(Ask("r6", R"(lines { quantity: "1" unit_price: "1" clause: "3"
                                 amount { currency_code: "EUR" } } payment_terms { net_days: 9 })")
                .error()
                .kind,
            Failure::Kind::kInvalid);
  EXPECT_EQ(Ask("r7", std::string(kAgreement) + "content_digest: \"x\"").error().kind,
            Failure::Kind::kInvalid);
}

TEST_F(AgreedInvoiceTest, WhatIsChargedForBeingLateComesFromTheAgreement) {
  ASSERT_TRUE(Ask("r1", kAgreement));
  const auto interest = [&](const std::string& request_id, int day) {
    auto request = Text<v1::AssessInterestRequest>(R"(
        parent: "accounts/a1" charge_id: "z1" invoice: "accounts/a1/invoices/i1"
        through { year: 2012 month: 2 })");
    request.set_request_id(request_id);
    request.mutable_through()->set_day(day);
    return Call<v1::Charge>(kPackage + "ChargeService/AssessInterest", request);
  };
  const auto charged = interest("r2", 8);
  ASSERT_TRUE(charged) << charged.error().reason;
  EXPECT_TRUE(MessageDifferencer::Equals(charged->entitlement(), Text<v1::Entitlement>(R"X(
      basis: "7.2 (agreement g1, version 1)" communicated_how: "signed"
      communicated_on { year: 2011 month: 12 day: 1 })X")));
  EXPECT_EQ(charged->amount().nanos(), 500'000'000);  // Five days of ten cents.
  EXPECT_EQ(interest("r3", 9)->amount().nanos(), 600'000'000);

  const auto fee = [&](const std::string& request_id, const std::string& kind) {
    return Call<v1::Charge>(
        kPackage + "ChargeService/AssessCharge", Text<v1::AssessChargeRequest>(R"(
        parent: "accounts/a1" charge_id: "f1" invoice: "accounts/a1/invoices/i1"
        effective_date { year: 2012 month: 2 day: 8 } request_id: ")" + request_id +
                                                                               "\" kind: " + kind));
  };
  const auto reminder = fee("r4", "CHARGE_KIND_FIXED_FEE");
  ASSERT_TRUE(reminder) << reminder.error().reason;
  EXPECT_EQ(reminder->amount().units(), 5);
  EXPECT_EQ(reminder->entitlement().basis(), "7.2 (agreement g1, version 1)");
  EXPECT_EQ(fee("r5", "CHARGE_KIND_COSTS").error().kind, Failure::Kind::kInvalid);

  // The invoice is paid first, as agreed.
  const auto paid = Call<v1::Payment>("RecordPayment", PaymentRequest("r6", "a1", "p1", 99));
  ASSERT_TRUE(paid) << paid.error().reason;
  ASSERT_EQ(paid->allocations_size(), 1);
  EXPECT_EQ(paid->allocations(0).invoice_id(), "i1");
}

TEST_F(AgreedInvoiceTest, WithoutAnAgreementNothingIsAgreed) {
  Issue("a1", "i2");
  const auto charged = Call<v1::Charge>(kPackage + "ChargeService/AssessInterest",
                                        Text<v1::AssessInterestRequest>(R"(
      request_id: "r1" parent: "accounts/a1" charge_id: "z1" invoice: "accounts/a1/invoices/i2"
      through { year: 2012 month: 2 day: 8 })"));
  ASSERT_FALSE(charged);
  EXPECT_EQ(charged.error().reason, "NOT_AGREED");
}

}  // namespace
}  // namespace recourse::invoicing
