#include "recourse/invoicing/v1/correction_service.pb.h"

#include "libs/wire/convert.h"
#include "recourse/invoicing/v1/approval_service.pb.h"
#include "services/invoicing/testing/service_rig.h"

namespace recourse::invoicing {
namespace {

using rpc::Role;

constexpr const char* kApprovals = "/recourse.invoicing.v1.ApprovalService/";

// Two lines of two rates: 100.00 at 19 % and 20.00 at 7 %.
class CorrectionApiTest : public ServiceRig {
 protected:
  CorrectionApiTest() {
    RegisterAcme();
    OpenAccount("a1");
  }

  v1::IssueInvoiceRequest Sold(const std::string& id) {
    auto request = InvoiceRequest("issue-" + id, "a1", "N-" + id);
    request.set_invoice_id(id);
    request.mutable_invoice()->mutable_content()->clear_lines();
    request.mutable_invoice()->mutable_content()->MergeFrom(Text<v1::InvoiceContent>(R"(
        lines { description: "tiles" quantity: "4" unit_price: "25"
                amount { currency_code: "EUR" units: 100 } tax { code: "S" rate: "19" } }
        lines { description: "book" quantity: "1" unit_price: "20"
                amount { currency_code: "EUR" units: 20 } tax { code: "S" rate: "7" } })"));
    auto& amount = *request.mutable_invoice()->mutable_content()->mutable_amount();
    amount.set_units(140);
    amount.set_nanos(400'000'000);
    return request;
  }
  Expected<v1::IssueInvoiceResponse, Failure> Issue(const v1::IssueInvoiceRequest& request) {
    return Call<v1::IssueInvoiceResponse>("IssueInvoice", request);
  }
  v1::IssueCreditNoteRequest Credit(const std::string& id, const std::string& parts) {
    auto request = Text<v1::IssueCreditNoteRequest>(R"(parent: "accounts/a1" credit_note {
        invoice: "accounts/a1/invoices/i1" reason: "broken"
        effective_date { year: 2012 month: 2 day: 1 } )" +
                                                    parts + "}");
    request.set_request_id("credit-" + id);
    request.set_credit_note_id(id);
    return request;
  }
  Expected<v1::Cancellation, Failure> Cancel(const std::string& request_id,
                                             const std::string& reason) {
    auto request = Text<v1::CancelInvoiceRequest>(R"(
        name: "accounts/a1/invoices/i1" credit_note_id: "end"
        effective_date { year: 2012 month: 2 day: 2 })");
    request.set_request_id(request_id);
    request.set_reason(reason);
    return Call<v1::Cancellation>("/recourse.invoicing.v1.CorrectionService/CancelInvoice", request,
                                  Role::kClerk);
  }
  v1::Invoice Get(const std::string& id) {
    Settle();
    v1::GetInvoiceRequest request;
    request.set_name("accounts/a1/invoices/" + id);
    return *Call<v1::Invoice>("GetInvoice", request);
  }
  std::string Listed(const std::string& filter) {
    Settle();
    const auto request =
        Text<v1::ListInvoicesRequest>(R"(parent: "accounts/a1" filter { )" + filter + "}");
    const auto listed = Call<v1::ListInvoicesResponse>("ListInvoices", request);
    CHECK(listed);
    std::string names;
    for (const auto& invoice : listed->invoices()) names += invoice.name().substr(21) + " ";
    return names;
  }
  static std::string Money(const google::type::Money& amount) {
    return ToString(*wire::FromWire(amount));
  }
};

TEST_F(CorrectionApiTest, ALineIsCreditedWithItsTaxAndTold) {
  ASSERT_TRUE(Issue(Sold("i1")));
  const auto request = Credit("c1", R"(basis: CREDIT_BASIS_LINES lines { line: 1 quantity: "1" })");
  const auto credit = Call<v1::CreditNote>("IssueCreditNote", request, Role::kClerk);
  ASSERT_TRUE(credit) << credit.error().reason;
  v1::GetCreditNoteRequest get;
  get.set_name("accounts/a1/creditNotes/c1");
  const auto known = Call<v1::CreditNote>("GetCreditNote", get);
  ASSERT_TRUE(known);
  EXPECT_EQ(credit->SerializeAsString(), known->SerializeAsString());
  EXPECT_EQ(Money(known->amount()), "29.75 EUR");
  EXPECT_EQ(Money(known->lines(0).amount()), "25.00 EUR");
  EXPECT_EQ(known->lines(0).tax().rate(), "19");
  ASSERT_EQ(known->taxes_size(), 1);
  EXPECT_EQ(Money(known->taxes(0).taxable_amount()), "25.00 EUR");
  EXPECT_EQ(Money(known->taxes(0).tax_amount()), "4.75 EUR");
  EXPECT_EQ(Get("i1").clearing_status(), v1::CLEARING_STATUS_PARTLY);
}

TEST_F(CorrectionApiTest, AnAmountOfSeveralTaxesMustBeDividedButADisputesIs) {
  ASSERT_TRUE(Issue(Sold("i1")));
  const std::string amount = R"(amount { currency_code: "EUR" units: 14 nanos: 40000000 })";
  const auto unsaid = Call<v1::CreditNote>("IssueCreditNote", Credit("c1", amount), Role::kClerk);
  EXPECT_EQ(unsaid.error().reason, "TAX_UNSAID");
  const auto conceded =
      Call<v1::CreditNote>("IssueCreditNote", Credit("dispute-d1", amount), Role::kService);
  ASSERT_TRUE(conceded) << conceded.error().reason;
  EXPECT_EQ(conceded->basis(), v1::CREDIT_BASIS_PRO_RATA);
  EXPECT_EQ(Money(conceded->taxes(0).tax_amount()), "1.90 EUR");
  EXPECT_EQ(Money(conceded->taxes(1).tax_amount()), "0.14 EUR");
}

TEST_F(CorrectionApiTest, WhatBelongsToAnotherBasisIsNamed) {
  const auto wrong = [&](const std::string& parts) {
    return Call<v1::CreditNote>("IssueCreditNote", Credit("c1", parts), Role::kClerk)
        .error()
        .values.at(0)
        .first;
  };
  EXPECT_EQ(wrong("basis: 17"), "credit_note.basis");
  EXPECT_EQ(wrong("basis: CREDIT_BASIS_PRO_RATA"), "credit_note.amount");
  EXPECT_EQ(wrong("basis: CREDIT_BASIS_LINES"), "credit_note.lines");
  EXPECT_EQ(wrong("basis: CREDIT_BASIS_WHOLE lines { line: 1 }"), "credit_note.lines");
  EXPECT_EQ(wrong("basis: CREDIT_BASIS_TAXES"), "credit_note.taxes");
  EXPECT_EQ(wrong(R"(basis: CREDIT_BASIS_LINES lines { line: 0 quantity: "1" })"),
            "credit_note.lines[0].line");
  EXPECT_EQ(wrong(R"(basis: CREDIT_BASIS_LINES lines { line: 1 quantity: "1"
                     amount { currency_code: "EUR" units: 1 } })"),
            "credit_note.lines[0].amount");
}

TEST_F(CorrectionApiTest, WhatIsApprovedIsWhatItCameTo) {
  ASSERT_TRUE(Issue(Sold("i1")));
  auto limits = Text<v1::SetApprovalLimitsRequest>(R"(
      request_id: "l" parent: "issuers/acme"
      limits { operation: CONTROLLED_OPERATION_CREDIT_NOTE
               amount { currency_code: "EUR" units: 50 } })");
  const std::string approvals = kApprovals;
  ASSERT_TRUE(Call<v1::ApprovalLimits>(approvals + "SetApprovalLimits", limits));
  const auto whole = Credit("c1", "basis: CREDIT_BASIS_WHOLE");
  EXPECT_EQ(Call<v1::CreditNote>("IssueCreditNote", whole, Role::kClerk).error().reason,
            "NEEDS_APPROVAL");
  auto ask = Text<v1::RequestApprovalRequest>(R"(parent: "accounts/a1" approval_id: "x1")");
  ask.set_request_id("ask");
  *ask.mutable_credit_note() = whole;
  const auto asked = Call<v1::Approval>(approvals + "RequestApproval", ask, Role::kClerk);
  ASSERT_TRUE(asked) << asked.error().reason;
  EXPECT_EQ(Money(asked->credit_note().credit_note().amount()), "140.40 EUR");
  ASSERT_TRUE(Call<v1::Payment>("RecordPayment", PaymentRequest("pay", "a1", "p1", 1)));
  auto approve = Text<v1::ApproveRequest>(R"(name: "accounts/a1/approvals/x1")");
  approve.set_request_id("ok");
  const auto changed = Call<v1::Approval>(approvals + "Approve", approve, Role::kApprover);
  ASSERT_FALSE(changed);
  EXPECT_EQ(changed.error().reason, "CREDIT_MAKES_OTHERWISE");
}

TEST_F(CorrectionApiTest, ACorrectedInvoiceTakesThePlaceOfTheOther) {
  ASSERT_TRUE(Issue(Sold("i1")));
  ASSERT_TRUE(Call<v1::Payment>("RecordPayment", PaymentRequest("pay", "a1", "p1", 50)));
  auto corrected = Sold("i2");
  auto& content = *corrected.mutable_invoice()->mutable_content();
  content.set_type_code("384");
  content.add_preceding_invoices()->set_number("N-unknown");
  EXPECT_EQ(Issue(corrected).error().reason, "UNKNOWN_PRECEDING");
  content.mutable_preceding_invoices(0)->set_number("N-i1");
  corrected.set_request_id("again");
  const auto issued = Issue(corrected);
  ASSERT_TRUE(issued) << issued.error().reason;

  const v1::Invoice old = Get("i1");
  EXPECT_EQ(old.document_status(), v1::DOCUMENT_STATUS_CANCELLED);
  EXPECT_EQ(old.clearing_status(), v1::CLEARING_STATUS_CLEARED);
  EXPECT_EQ(old.cancellation().replaced_by(), "accounts/a1/invoices/i2");
  EXPECT_EQ(old.cancellation().credit_note(), "accounts/a1/creditNotes/replaced-i1");
  EXPECT_EQ(Money(old.credited()), "140.40 EUR");
  EXPECT_EQ(Money(old.paid()), "0.00 EUR");
  const v1::Invoice next = Get("i2");
  EXPECT_EQ(next.document_status(), v1::DOCUMENT_STATUS_ISSUED);
  EXPECT_EQ(next.clearing_status(), v1::CLEARING_STATUS_PARTLY);
  EXPECT_EQ(Money(next.paid()), "50.00 EUR");
  EXPECT_EQ(Listed("document_status: DOCUMENT_STATUS_CANCELLED"), "i1 ");
  EXPECT_EQ(Listed("document_status: DOCUMENT_STATUS_ISSUED"), "i2 ");
  EXPECT_EQ(Listed("clearing_status: CLEARING_STATUS_PARTLY"), "i2 ");
  EXPECT_EQ(Listed("clearing_status: CLEARING_STATUS_OPEN"), "");
  EXPECT_EQ(Listed(""), "i1 i2 ");
}

TEST_F(CorrectionApiTest, AnInvoiceIsCancelledOnce) {
  ASSERT_TRUE(Issue(Sold("i1")));
  const auto cancelled = Cancel("r1", "never ordered");
  ASSERT_TRUE(cancelled) << cancelled.error().reason;
  EXPECT_EQ(cancelled->credit_note(), "accounts/a1/creditNotes/end");
  EXPECT_EQ(Get("i1").cancellation().reason(), "never ordered");
  const auto again = Cancel("r2", "never ordered");
  ASSERT_TRUE(again) << again.error().reason;
  EXPECT_EQ(again->SerializeAsString(), cancelled->SerializeAsString());
  EXPECT_EQ(Cancel("r3", "twice").error().reason, "CANCELLED_OTHERWISE");
}

}  // namespace
}  // namespace recourse::invoicing
