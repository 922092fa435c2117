#include <gmock/gmock.h>

#include "recourse/invoicing/v1/agreement_service.pb.h"
#include "recourse/invoicing/v1/approval_service.pb.h"
#include "recourse/invoicing/v1/bank_statement_service.pb.h"
#include "recourse/invoicing/v1/charge_service.pb.h"
#include "recourse/invoicing/v1/circumstance_service.pb.h"
#include "recourse/invoicing/v1/conversion_service.pb.h"
#include "recourse/invoicing/v1/draft_service.pb.h"
#include "recourse/invoicing/v1/liable_party_service.pb.h"
#include "recourse/invoicing/v1/refund_service.pb.h"
#include "recourse/invoicing/v1/report_service.pb.h"
#include "recourse/invoicing/v1/set_off_service.pb.h"
#include "services/invoicing/testing/service_rig.h"

namespace recourse::invoicing {
namespace {

using testing::ElementsAre;

// Whatever has a name has a history. i1 is owed, 100.00 EUR.
class HistoryNamesTest : public ServiceRig {
 protected:
  HistoryNamesTest() {
    RegisterAcme();
    OpenAccount("a1");
    Issue("a1", "i1");
  }

  template <class Response, class Request>
  std::string Do(const std::string& method, const std::string& text,
                 rpc::Role role = rpc::Role::kOperator) {
    auto request = Text<Request>(text);
    request.set_request_id("r" + std::to_string(++asked_));
    const auto done = Call<Response>("/recourse.invoicing.v1." + method, request, role);
    EXPECT_TRUE(done) << done.error().reason << " " << text;
    if constexpr (requires { done->name(); }) return done ? done->name() : "";
    return "";
  }
  Expected<v1::ListHistoryResponse, Failure> Ask(const std::string& name) {
    v1::ListHistoryRequest request;
    request.set_name(name);
    return Call<v1::ListHistoryResponse>("/recourse.invoicing.v1.ReportService/ListHistory",
                                         request);
  }
  // The types of the events.
  std::vector<std::string> Told(const std::string& name) {
    const auto page = Ask(name);
    EXPECT_TRUE(page) << name << " " << (page ? "" : page.error().reason);
    std::vector<std::string> told;
    if (!page) return told;
    for (const auto& entry : page->entries()) {
      told.push_back(entry.type().substr(entry.type().rfind('.') + 1));
    }
    return told;
  }

  int asked_ = 0;
};

TEST_F(HistoryNamesTest, Waiver) {
  for (const std::string id : {"c1", "c2"}) {
    Do<v1::Charge, v1::AssessChargeRequest>(
        "ChargeService/AssessCharge", R"(parent: "accounts/a1" invoice: "accounts/a1/invoices/i1"
            kind: CHARGE_KIND_FIXED_FEE effective_date { year: 2012 month: 2 day: 1 }
            amount { currency_code: "EUR" units: 5 } entitlement { basis: "7.2" }
            charge_id: ")" + id + "\"");
    Do<v1::Charge, v1::WaiveChargeRequest>(
        "ChargeService/WaiveCharge",
        R"(amount { currency_code: "EUR" units: 5 } reason: "kind"
           effective_date { year: 2012 month: 2 day: 2 } name: "accounts/a1/charges/)" +
            id + "\" waiver_id: \"w" + id + "\"");
  }
  Do<v1::Charge, v1::ReverseWaiverRequest>("ChargeService/ReverseWaiver", R"(
      name: "accounts/a1/waivers/wc2" effective_date { year: 2012 month: 2 day: 3 })");
  EXPECT_THAT(Told("accounts/a1/waivers/wc1"), ElementsAre("ChargeWaived"));
  EXPECT_THAT(Told("accounts/a1/waivers/wc2"), ElementsAre("ChargeWaived", "WaiverReversed"));
  // What has no balance of its own tells what it did to others.
  const auto history = Ask("accounts/a1/waivers/wc1");
  ASSERT_EQ(history->entries(0).changes_size(), 1);
  EXPECT_EQ(history->entries(0).changes(0).item(), "accounts/a1/charges/c1");
  EXPECT_EQ(history->entries(0).changes(0).amount().units(), -5);
}

TEST_F(HistoryNamesTest, SetOff) {
  auto credit = InvoiceRequest("issue-i9", "a1", "N-i9");
  credit.set_invoice_id("i9");
  credit.mutable_invoice()->mutable_content()->clear_lines();
  credit.mutable_invoice()->mutable_content()->set_type_code("381");
  credit.mutable_invoice()->mutable_content()->mutable_amount()->set_units(-60);
  ASSERT_TRUE(Call<v1::IssueInvoiceResponse>("IssueInvoice", credit));
  Do<v1::SetOff, v1::SetOffInvoiceRequest>("SetOffService/SetOffInvoice", R"(
      parent: "accounts/a1" set_off_id: "s1" invoice: "accounts/a1/invoices/i9"
      effective_date { year: 2012 month: 2 day: 8 })");
  Do<v1::SetOff, v1::ReverseSetOffRequest>("SetOffService/ReverseSetOff", R"(
      name: "accounts/a1/setOffs/s1" reversal { effective_date { year: 2012 month: 2 day: 9 } })");
  EXPECT_THAT(Told("accounts/a1/setOffs/s1"), ElementsAre("ItemsSetOff", "SetOffReversed"));
}

TEST_F(HistoryNamesTest, RefundAndConversion) {
  auto payment = PaymentRequest("pay", "a1", "p1", 120);
  payment.mutable_amount()->set_currency_code("USD");
  ASSERT_TRUE(Call<v1::Payment>("RecordPayment", payment));
  Do<v1::Refund, v1::RequestRefundRequest>("RefundService/RequestRefund", R"(
      parent: "accounts/a1" refund_id: "f1" refund { payment: "accounts/a1/payments/p1"
        amount { currency_code: "USD" units: 20 } effective_date { year: 2012 month: 2 day: 8 }
        reason: "paid twice" method: REFUND_METHOD_BANK_TRANSFER })");
  Do<v1::Refund, v1::CancelRefundRequest>("RefundService/CancelRefund", R"(
      name: "accounts/a1/refunds/f1"
      end { reason: "no" effective_date { year: 2012 month: 2 day: 9 } })");
  Do<v1::Conversion, v1::ConvertPaymentRequest>("ConversionService/ConvertPayment", R"(
      parent: "accounts/a1" conversion_id: "k1" conversion { payment: "accounts/a1/payments/p1"
        amount { currency_code: "USD" units: 20 } converted { currency_code: "EUR" units: 20 }
        rate { decimal: "1" source: "ECB" rounding: ROUNDING_MODE_HALF_UP }
        effective_date { year: 2012 month: 2 day: 8 } })");
  Do<v1::Conversion, v1::ReverseConversionRequest>("ConversionService/ReverseConversion", R"(
      name: "accounts/a1/conversions/k1"
      reversal { effective_date { year: 2012 month: 2 day: 9 } })");
  EXPECT_THAT(Told("accounts/a1/refunds/f1"), ElementsAre("RefundRequested", "RefundCancelled"));
  EXPECT_THAT(Told("accounts/a1/conversions/k1"),
              ElementsAre("PaymentConverted", "ConversionReversed"));
}

TEST_F(HistoryNamesTest, ExtensionAndAgreement) {
  Do<v1::DueDateExtension, v1::ExtendDueDateRequest>("AgreementService/ExtendDueDate", R"(
      parent: "accounts/a1" extension_id: "e1" extension { invoice: "accounts/a1/invoices/i1"
        due_date { year: 2012 month: 2 day: 9 } reason: "storm" })");
  Do<v1::DueDateExtension, v1::RevokeExtensionRequest>(
      "AgreementService/RevokeExtension", "name: 'accounts/a1/extensions/e1' reason: 'no'");
  EXPECT_THAT(Told("accounts/a1/extensions/e1"),
              ElementsAre("DueDateExtended", "DueDateExtensionRevoked"));
  for (const std::string id : {"g1", "g2"}) {
    Do<v1::Agreement, v1::RecordAgreementRequest>("AgreementService/RecordAgreement", R"(
        parent: "accounts/a1" content { title: "Frame" scope: "Roofs" price_text: "94"
          document_sha256: "01234567890123456789012345678901"
          effective_from { year: 2012 month: 1 day: 1 } } agreement_id: ")" + id + "\"");
  }
  Do<v1::Agreement, v1::AmendAgreementRequest>("AgreementService/AmendAgreement", R"(
      name: "accounts/a1/agreements/g1" version: 2 reason: "prices"
      content { title: "Frame" scope: "Roofs" price_text: "99"
                document_sha256: "01234567890123456789012345678901"
                effective_from { year: 2012 month: 7 day: 1 } })");
  EXPECT_THAT(Told("accounts/a1/agreements/g1"),
              ElementsAre("AgreementRecorded", "AgreementAmended"));
}

TEST_F(HistoryNamesTest, ApprovalWithWhatItAllowed) {
  for (const std::string id : {"x1", "x2"}) {
    Do<v1::Approval, v1::RequestApprovalRequest>("ApprovalService/RequestApproval", R"(
        parent: "accounts/a1" credit_note { parent: "accounts/a1" credit_note {
          invoice: "accounts/a1/invoices/i1" amount { currency_code: "EUR" units: 5 }
          reason: "kind" effective_date { year: 2012 month: 2 day: 8 } }
          credit_note_id: ")" + id + "\" } approval_id: \"" + id + "\"");
  }
  Do<v1::Approval, v1::ApproveRequest>("ApprovalService/Approve",
                                       "name: 'accounts/a1/approvals/x1'", rpc::Role::kApprover);
  Do<v1::Approval, v1::RefuseRequest>("ApprovalService/Refuse",
                                      "name: 'accounts/a1/approvals/x2' reason: 'no'");
  EXPECT_THAT(Told("accounts/a1/approvals/x1"),
              ElementsAre("ApprovalRequested", "ApprovalGranted", "CreditNoteIssued"));
  EXPECT_THAT(Told("accounts/a1/approvals/x2"),
              ElementsAre("ApprovalRequested", "ApprovalRefused"));
  EXPECT_THAT(
      Told("accounts/a1"),
      ElementsAre("AccountOpened", "InvoiceRequested", "InvoiceIssued", "ApprovalRequested",
                  "ApprovalRequested", "ApprovalGranted", "CreditNoteIssued", "ApprovalRefused"));
}

TEST_F(HistoryNamesTest, CircumstanceAndLiableParty) {
  for (const std::string id : {"m1", "m2"}) {
    Do<v1::Circumstance, v1::RecordCircumstanceRequest>(
        "AccountCircumstanceService/RecordCircumstance", R"(
        parent: "accounts/a1" source: "court" reference: "67 IN 1/12"
        kind: CIRCUMSTANCE_KIND_MORATORIUM from { year: 2012 month: 2 day: 6 }
        own { law: "order of the court" kinds: CHARGE_KIND_LATE_INTEREST }
        circumstance_id: ")" + id + "\"");
    Do<v1::LiableParty, v1::AddLiablePartyRequest>("LiablePartyService/AddLiableParty", R"(
        parent: "accounts/a1" party { role: LIABLE_ROLE_CO_DEBTOR }
        personal_data { display_name: "Gale" } party_id: ")" + id + "\"");
  }
  Do<v1::Circumstance, v1::RevokeCircumstanceRequest>(
      "AccountCircumstanceService/RevokeCircumstance",
      "name: 'accounts/a1/circumstances/m1' reason: 'of another company'");
  EXPECT_THAT(Told("accounts/a1/circumstances/m1"),
              ElementsAre("CircumstanceRecorded", "ChargesFrozen", "CircumstanceRevoked",
                          "ChargesUnfrozen"));
  EXPECT_THAT(Told("accounts/a1/circumstances/m2"),
              ElementsAre("CircumstanceRecorded", "ChargesFrozen"));
  EXPECT_THAT(Told("accounts/a1/liableParties/m1"), ElementsAre("LiablePartyAdded"));
  EXPECT_EQ(Told("accounts/a1").size(), 3u + 8u);
}

TEST_F(HistoryNamesTest, PeriodsAndLimitsOfAnIssuer) {
  Do<v1::Periods, v1::ClosePeriodRequest>(
      "ReportService/ClosePeriod",
      "issuer: 'issuers/acme' closing_id: 'c1' through { year: 2012 month: 1 day: 31 }");
  Do<v1::ApprovalLimits, v1::SetApprovalLimitsRequest>("ApprovalService/SetApprovalLimits", R"(
      parent: "issuers/acme" limits { operation: CONTROLLED_OPERATION_REFUND
                                      amount { currency_code: "EUR" } })");
  EXPECT_THAT(Told("issuers/acme/periods"), ElementsAre("PeriodClosed"));
  EXPECT_THAT(Told("issuers/acme/approvalLimits"), ElementsAre("ApprovalLimitsSet"));
  EXPECT_THAT(Told("issuers/acme"),
              ElementsAre("IssuerRegistered", "PeriodClosed", "ApprovalLimitsSet"));
}

TEST_F(HistoryNamesTest, BankStatementAndLine) {
  const std::string statement =
      Do<v1::LoadStatementResponse, v1::LoadStatementRequest>("BankStatementService/LoadStatement",
                                                              R"(
      parent: "issuers/acme" first_line: 1 complete: true
      content { kind: STATEMENT_KIND_STATEMENT format: "camt.053.001.08" currency_code: "EUR"
        iban: "DE02120300000000202051" id: "S1" entry_count: 2
        booked { currency_code: "EUR" units: 9 }
        opening { amount { currency_code: "EUR" } date { year: 2012 month: 1 day: 31 } }
        closing { amount { currency_code: "EUR" units: 9 } date { year: 2012 month: 2 day: 1 } } }
      lines { line { entry: 1 amount { currency_code: "EUR" units: 4 } kind: LINE_KIND_CREDIT
                     booking_date { year: 2012 month: 2 day: 1 } } personal_data {} }
      lines { line { entry: 2 amount { currency_code: "EUR" units: 5 } kind: LINE_KIND_CREDIT
                     booking_date { year: 2012 month: 2 day: 1 } } personal_data {} })");
  Settle();
  Do<v1::Line, v1::IgnoreLineRequest>("BankStatementService/IgnoreLine",
                                      "reason: 'ours' name: '" + statement + "/lines/2'");
  EXPECT_THAT(Told(statement), ElementsAre("StatementBegun", "StatementLinesAdded",
                                           "StatementLoaded", "LineIgnored"));
  EXPECT_THAT(Told(statement + "/lines/1"), ElementsAre("StatementLinesAdded"));
  EXPECT_THAT(Told(statement + "/lines/2"), ElementsAre("StatementLinesAdded", "LineIgnored"));
  EXPECT_EQ(Ask(statement + "/lines/3").error().reason, "NO_HISTORY");
  EXPECT_EQ(Ask(statement + "/lines/02").error().values[0].first, "name");
}

TEST_F(HistoryNamesTest, Draft) {
  Do<v1::Draft, v1::CreateDraftRequest>("DraftService/CreateDraft", R"(
      parent: "accounts/a1" draft_id: "d1" content { amount { currency_code: "EUR" units: 4 } })");
  Do<v1::Draft, v1::DiscardDraftRequest>("DraftService/DiscardDraft",
                                         "reason: 'not sold' name: 'accounts/a1/drafts/d1'");
  EXPECT_THAT(Told("accounts/a1/drafts/d1"), ElementsAre("DraftCreated", "DraftDiscarded"));
}

TEST_F(HistoryNamesTest, WhatNeverWasHasNone) {
  for (const std::string name :
       {"accounts/a1/waivers/w1", "accounts/a1/setOffs/s1", "accounts/a1/refunds/f1",
        "accounts/a1/conversions/k1", "accounts/a1/extensions/e1", "accounts/a1/approvals/x1",
        "accounts/a1/agreements/g1", "accounts/a1/drafts/d1", "issuers/acme/periods",
        "issuers/acme/approvalLimits", "issuers/acme/statements/s1",
        "issuers/acme/statements/s1/lines/1"}) {
    const auto none = Ask(name);
    ASSERT_FALSE(none) << name;
    EXPECT_EQ(none.error().reason, "NO_HISTORY") << name;
  }
}

}  // namespace
}  // namespace recourse::invoicing
