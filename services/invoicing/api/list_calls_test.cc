#include <gmock/gmock.h>

#include "recourse/invoicing/v1/charge_service.pb.h"
#include "services/invoicing/testing/list_rig.h"

namespace recourse::invoicing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ListCallsTest : public ListRig {
 protected:
  // Issued on 1 January, due on the day given of it.
  void Issue(const std::string& id, const std::string& currency, int units, int due) {
    auto request = InvoiceRequest("issue-" + id, "a1", "N-" + id);
    request.set_invoice_id(id);
    auto& content = *request.mutable_invoice()->mutable_content();
    content.clear_lines();
    content.mutable_amount()->set_currency_code(currency);
    content.mutable_amount()->set_units(units);
    content.mutable_due_date()->set_day(due);
    const auto issued = ServiceRig::Call<v1::IssueInvoiceResponse>("IssueInvoice", request);
    ASSERT_TRUE(issued) << issued.error().reason;
  }

  std::vector<std::string> Invoices(const std::string& text) {
    return IdsOf<v1::ListInvoicesResponse, v1::ListInvoicesRequest>(
        "ListInvoices", "parent: \"accounts/a1\" " + text);
  }
  std::vector<std::string> Payments(const std::string& text) {
    return IdsOf<v1::ListPaymentsResponse, v1::ListPaymentsRequest>(
        "ListPayments", "parent: \"accounts/a1\" " + text);
  }
};

TEST_F(ListCallsTest, InvoicesAreFilteredByWhatIsAsked) {
  Issue("i1", "EUR", 100, 31);
  Issue("i2", "USD", 50, 20);
  Issue("i3", "EUR", 20, 10);
  ASSERT_TRUE(Call<v1::Payment>("RecordPayment", PaymentRequest("p1", "a1", "p1", 20)));
  ASSERT_TRUE(Call<v1::MarkDisputedResponse>("MarkDisputed", Text<v1::MarkDisputedRequest>(R"(
      request_id: "d" name: "accounts/a1/invoices/i1" dispute: "accounts/a1/disputes/d"
      opened_on { year: 2012 month: 2 day: 1 })"),
                                             rpc::Role::kService));
  EXPECT_THAT(Invoices(""), ElementsAre("i1", "i2", "i3"));
  EXPECT_THAT(Invoices("only_open: true"), ElementsAre("i1", "i2"));
  EXPECT_THAT(Invoices("filter { state: INVOICE_STATE_CLEARED }"), ElementsAre("i3"));
  EXPECT_THAT(Invoices("filter { state: INVOICE_STATE_REFUSED }"), IsEmpty());
  EXPECT_THAT(Invoices("filter { currency_code: 'USD' }"), ElementsAre("i2"));
  EXPECT_THAT(Invoices("filter { due_from { year: 2012 month: 1 day: 20 } }"),
              ElementsAre("i1", "i2"));
  EXPECT_THAT(Invoices("filter { due_through { year: 2012 month: 1 day: 20 } }"),
              ElementsAre("i2", "i3"));
  EXPECT_THAT(Invoices("filter { issued_from { year: 2012 month: 1 day: 2 } }"), IsEmpty());
  EXPECT_THAT(Invoices("filter { issued_through { year: 2012 month: 1 day: 1 } }"),
              ElementsAre("i1", "i2", "i3"));
  EXPECT_THAT(Invoices("filter { number_prefix: 'N-i3' }"), ElementsAre("i3"));
  EXPECT_THAT(Invoices("filter { amount_at_least { currency_code: 'EUR' units: 20 } }"),
              ElementsAre("i1", "i3"));
  EXPECT_THAT(Invoices("filter { amount_at_least { currency_code: 'EUR' units: 21 } }"),
              ElementsAre("i1"));
  EXPECT_THAT(Invoices("filter { disputed_only: true }"), ElementsAre("i1"));
}

TEST_F(ListCallsTest, InvoicesAreOrderedByWhatIsAsked) {
  Issue("i1", "EUR", 100, 31);
  Issue("i2", "USD", 50, 20);
  Issue("i3", "EUR", 20, 10);
  Issue("i4", "EUR", 20, 20);
  EXPECT_THAT(Invoices("order { by: ORDER_BY_DUE_DATE }"), ElementsAre("i3", "i2", "i4", "i1"));
  EXPECT_THAT(Invoices("order { by: ORDER_BY_DUE_DATE descending: true }"),
              ElementsAre("i1", "i4", "i2", "i3"));
  EXPECT_THAT(Invoices("order { by: ORDER_BY_AMOUNT }"), ElementsAre("i3", "i4", "i1", "i2"));
  EXPECT_THAT(Invoices("order { by: ORDER_BY_DATE }"), ElementsAre("i1", "i2", "i3", "i4"));
  EXPECT_THAT(Invoices("order { descending: true } page_size: 3"),
              ElementsAre("i4", "i3", "i2", "i1"));
}

// On a simulated clock all this is recorded at one moment: what counts is the place in the log.
TEST_F(ListCallsTest, PagesStayThoseOfTheFirstWhileDataChanges) {
  for (const std::string id : {"i1", "i3", "i5"}) Issue(id, "EUR", 10, 31);
  auto request = Text<v1::ListInvoicesRequest>(R"(
      parent: "accounts/a1" page_size: 1 only_open: true order { by: ORDER_BY_ID })");
  const auto first = Call<v1::ListInvoicesResponse>("ListInvoices", request);
  ASSERT_TRUE(first) << first.error().reason;
  Issue("i2", "EUR", 10, 31);
  Issue("i6", "EUR", 10, 31);
  ASSERT_TRUE(Call<v1::Payment>("RecordPayment", PaymentRequest("p1", "a1", "p1", 50)));

  request.set_page_token(first->next_page_token());
  std::vector<std::string> ids;
  while (!request.page_token().empty()) {
    const auto page = Call<v1::ListInvoicesResponse>("ListInvoices", request);
    ASSERT_TRUE(page) << page.error().reason;
    ASSERT_EQ(page->invoices_size(), 1);
    EXPECT_EQ(page->invoices(0).open().units(), 10);
    ids.push_back(page->invoices(0).name());
    request.set_page_token(page->next_page_token());
  }
  EXPECT_THAT(ids, ElementsAre("accounts/a1/invoices/i3", "accounts/a1/invoices/i5"));
  EXPECT_THAT(Invoices("only_open: true"), IsEmpty());
}

TEST_F(ListCallsTest, ATokenGoesWithItsRequestOnly) {
  for (const std::string id : {"i1", "i2"}) Issue(id, "EUR", 10, 31);
  auto request = Text<v1::ListInvoicesRequest>(R"(parent: "accounts/a1" page_size: 1)");
  const auto first = Call<v1::ListInvoicesResponse>("ListInvoices", request);
  ASSERT_TRUE(first) << first.error().reason;
  request.set_page_token(first->next_page_token());
  EXPECT_TRUE(Call<v1::ListInvoicesResponse>("ListInvoices", request));
  EXPECT_FALSE(Call<v1::ListInvoicesResponse>("ListInvoices", request, rpc::Role::kClerk));
  auto other = request;
  other.mutable_order()->set_descending(true);
  EXPECT_EQ(Wrong("ListInvoices", other), "page_token");
  other = request;
  other.mutable_filter()->set_disputed_only(true);
  EXPECT_EQ(Wrong("ListInvoices", other), "page_token");
  other = request;
  other.set_page_token("00" + first->next_page_token());
  EXPECT_EQ(Wrong("ListInvoices", other), "page_token");
}

TEST_F(ListCallsTest, AListIsAsItWasKnown) {
  Issue("i1", "EUR", 10, 31);
  clock_.AdvanceTo(clock_.Now() + std::chrono::hours(1));
  Issue("i2", "EUR", 10, 31);
  ASSERT_TRUE(Call<v1::Payment>("RecordPayment", PaymentRequest("p1", "a1", "p1", 20)));
  // 10 February 2012.
  EXPECT_THAT(Invoices("known_at { seconds: 1328832000 }"), ElementsAre("i1"));
  EXPECT_THAT(Invoices("known_at { seconds: 1328832000 } only_open: true"), ElementsAre("i1"));
  EXPECT_THAT(Invoices("known_at { seconds: 1328831999 }"), IsEmpty());
}

TEST_F(ListCallsTest, WhatCannotBeListedIsRefusedByName) {
  auto request = Text<v1::ListInvoicesRequest>(R"(parent: "accounts/nobody")");
  EXPECT_EQ(Call<v1::ListInvoicesResponse>("ListInvoices", request).error().reason,
            "NO_SUCH_ACCOUNT");
  request = Text<v1::ListInvoicesRequest>(R"(parent: "accounts/a1"
      filter { due_from { year: 2012 month: 2 day: 1 }
               due_through { year: 2012 month: 1 day: 1 } })");
  EXPECT_EQ(Wrong("ListInvoices", request), "filter.due_through");
  EXPECT_EQ(Wrong("ListPayments", Text<v1::ListPaymentsRequest>(
                                      R"(parent: "accounts/a1" order { by: ORDER_BY_DUE_DATE })")),
            "order.by");
  EXPECT_EQ(Wrong("ListPayments", Text<v1::ListPaymentsRequest>(
                                      R"(parent: "accounts/a1" filter { currency_code: "EUX" })")),
            "filter.currency_code");
}

TEST_F(ListCallsTest, PaymentsCreditNotesAndWriteOffsAreListed) {
  Issue("i1", "EUR", 100, 31);
  Issue("i2", "EUR", 100, 31);
  ASSERT_TRUE(Call<v1::Payment>("RecordPayment", PaymentRequest("p1", "a1", "p1", 10)));
  ASSERT_TRUE(Call<v1::Payment>("RecordPayment", PaymentRequest("p2", "a1", "p2", 300)));
  EXPECT_THAT(Payments(""), ElementsAre("p1", "p2"));
  EXPECT_THAT(Payments("order { by: ORDER_BY_AMOUNT descending: true }"), ElementsAre("p2", "p1"));
  EXPECT_THAT(Payments("only_unapplied: true"), ElementsAre("p2"));
  EXPECT_THAT(Payments("filter { effective_from { year: 2012 month: 2 day: 2 } }"), IsEmpty());
  ASSERT_TRUE(Call<v1::Payment>("ReversePayment", Text<v1::ReversePaymentRequest>(R"(
      request_id: "r" name: "accounts/a1/payments/p2" reversal {
        cause: REVERSAL_CAUSE_BOUNCED effective_date { year: 2012 month: 2 day: 2 } })")));
  for (const std::string invoice : {"i1", "i2"}) {
    auto credit = Text<v1::IssueCreditNoteRequest>(R"(
        parent: "accounts/a1" credit_note { reason: "kind" amount { currency_code: "EUR" units: 5 }
          effective_date { year: 2012 month: 2 day: 3 } })");
    credit.set_request_id("c" + invoice);
    credit.set_credit_note_id("c" + invoice);
    credit.mutable_credit_note()->set_invoice("accounts/a1/invoices/" + invoice);
    ASSERT_TRUE(Call<v1::CreditNote>("IssueCreditNote", credit));
    auto write_off = Text<v1::WriteOffInvoiceRequest>(R"(
        parent: "accounts/a1" write_off { reason: "gone" amount { currency_code: "EUR" units: 6 }
          effective_date { year: 2012 month: 2 day: 4 } })");
    write_off.set_request_id("w" + invoice);
    write_off.set_write_off_id("w" + invoice);
    write_off.mutable_write_off()->set_invoice("accounts/a1/invoices/" + invoice);
    ASSERT_TRUE(Call<v1::WriteOff>("WriteOffInvoice", write_off));
  }
  EXPECT_THAT((IdsOf<v1::ListCreditNotesResponse, v1::ListCreditNotesRequest>(
                  "ListCreditNotes", R"(parent: "accounts/a1" page_size: 1)")),
              ElementsAre("ci1", "ci2"));
  EXPECT_THAT((IdsOf<v1::ListWriteOffsResponse, v1::ListWriteOffsRequest>(
                  "ListWriteOffs", R"(parent: "accounts/a1" invoice: "accounts/a1/invoices/i2")")),
              ElementsAre("wi2"));
}

}  // namespace
}  // namespace recourse::invoicing
