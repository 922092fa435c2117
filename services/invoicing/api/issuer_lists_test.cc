#include <gmock/gmock.h>

#include "recourse/invoicing/v1/refund_service.pb.h"
#include "services/invoicing/testing/list_rig.h"

namespace recourse::invoicing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Acme has the customers a1, a2 and a3, and Beta has b1.
class IssuerListsTest : public ListRig {
 protected:
  IssuerListsTest() {
    OpenAccount("a2");
    OpenAccount("a3");
    EXPECT_TRUE(Call<v1::Issuer>("RegisterIssuer", Text<v1::RegisterIssuerRequest>(R"(
        request_id: "beta" issuer_id: "beta" issuer { display_name: "Beta" tax_id: "DE2"
          court_venue: "Ulm" language_code: "de" country_code: "DE" time_zone: "Europe/Berlin"
          bank_account { iban: "DE02120300000000202051" } })")));
    OpenAccount("b1", "issuers/beta");
  }

  // Due on that day of January 2012.
  void Issue(const std::string& account, const std::string& id, int euros, int due_day) {
    auto request = InvoiceRequest(account + id, account, "N-" + id);
    request.set_invoice_id(id);
    auto& content = *request.mutable_invoice()->mutable_content();
    content.mutable_amount()->set_units(euros);
    content.clear_lines();
    content.mutable_due_date()->set_day(due_day);
    const auto issued = Call<v1::IssueInvoiceResponse>("IssueInvoice", request);
    ASSERT_TRUE(issued) << issued.error().reason;
  }
  void Pay(const std::string& account, const std::string& id, int euros, int day = 2) {
    auto request = PaymentRequest(account + id, account, id, euros);
    request.mutable_effective_date()->set_day(day);
    const auto paid = Call<v1::Payment>("RecordPayment", request);
    ASSERT_TRUE(paid) << paid.error().reason;
  }
  void Refund(const std::string& account, const std::string& id, const std::string& payment) {
    auto request = ServiceRig::Text<v1::RequestRefundRequest>(R"(
        refund { amount { currency_code: "EUR" units: 1 } reason: "twice"
                 method: REFUND_METHOD_BANK_TRANSFER
                 effective_date { year: 2012 month: 2 day: 8 } })");
    request.set_request_id(account + id);
    request.set_parent("accounts/" + account);
    request.set_refund_id(id);
    request.mutable_refund()->set_payment("accounts/" + account + "/payments/" + payment);
    const auto asked = Call<v1::Refund>(kRefunds + "RequestRefund", request);
    ASSERT_TRUE(asked) << asked.error().reason;
  }
  void Cancel(const std::string& name) {
    auto request = ServiceRig::Text<v1::CancelRefundRequest>(R"(
        end { reason: "no" effective_date { year: 2012 month: 2 day: 9 } })");
    request.set_request_id("cancel");
    request.set_name(name);
    const auto cancelled = Call<v1::Refund>(kRefunds + "CancelRefund", request);
    ASSERT_TRUE(cancelled) << cancelled.error().reason;
  }

  std::vector<std::string> Invoices(const std::string& text) {
    Settle();
    return IdsOf<v1::ListInvoicesResponse, v1::ListInvoicesRequest>(
        "ListInvoices", "parent: \"issuers/acme\" " + text);
  }
  std::vector<std::string> Payments(const std::string& text) {
    Settle();
    return IdsOf<v1::ListPaymentsResponse, v1::ListPaymentsRequest>(
        "ListPayments", "parent: \"issuers/acme\" " + text);
  }
  std::vector<std::string> Refunds(const std::string& text) {
    Settle();
    return IdsOf<v1::ListRefundsResponse, v1::ListRefundsRequest>(
        kRefunds + "ListRefunds", "parent: \"issuers/acme\" " + text);
  }

  const std::string kRefunds = "/recourse.invoicing.v1.RefundService/";
};

TEST_F(IssuerListsTest, InvoicesOfAllAccountsAreFilteredAndOrdered) {
  Issue("a3", "i1", 10, 31);
  Issue("a1", "i4", 50, 20);
  Issue("a2", "i2", 30, 10);
  Issue("a2", "i3", 20, 20);
  Issue("b1", "i9", 20, 20);
  Pay("a2", "p1", 30);
  ASSERT_TRUE(Call<v1::MarkDisputedResponse>("MarkDisputed", Text<v1::MarkDisputedRequest>(R"(
      request_id: "d" name: "accounts/a1/invoices/i4" dispute: "accounts/a1/disputes/d"
      opened_on { year: 2012 month: 2 day: 1 })"),
                                             rpc::Role::kService));
  EXPECT_THAT(Invoices(""), ElementsAre("i4", "i2", "i3", "i1"));
  EXPECT_THAT(Invoices("order { descending: true } page_size: 3"),
              ElementsAre("i1", "i3", "i2", "i4"));
  EXPECT_THAT(Invoices("order { by: ORDER_BY_DUE_DATE } page_size: 1"),
              ElementsAre("i2", "i4", "i3", "i1"));
  EXPECT_THAT(Invoices("order { by: ORDER_BY_DUE_DATE descending: true } page_size: 2"),
              ElementsAre("i1", "i3", "i4", "i2"));
  EXPECT_THAT(Invoices("order { by: ORDER_BY_NUMBER } page_size: 1"),
              ElementsAre("i1", "i2", "i3", "i4"));
  EXPECT_THAT(Invoices("order { by: ORDER_BY_AMOUNT }"), ElementsAre("i1", "i3", "i2", "i4"));
  EXPECT_THAT(Invoices("only_open: true"), ElementsAre("i4", "i3", "i1"));
  EXPECT_THAT(Invoices("filter { number_prefix: 'N-i3' }"), ElementsAre("i3"));
  EXPECT_THAT(Invoices("filter { due_through { year: 2012 month: 1 day: 20 } } only_open: true"),
              ElementsAre("i4", "i3"));
  EXPECT_THAT(Invoices("filter { disputed_only: true }"), ElementsAre("i4"));
  EXPECT_THAT(Invoices("filter { clearing_status: CLEARING_STATUS_CLEARED }"), ElementsAre("i2"));
  EXPECT_THAT(Invoices("filter { state: INVOICE_STATE_CLEARED }"), ElementsAre("i2"));
  EXPECT_THAT(Invoices("filter { state: INVOICE_STATE_OPEN }"), ElementsAre("i4", "i3", "i1"));
  EXPECT_THAT(Invoices("filter { state: INVOICE_STATE_REFUSED }"), IsEmpty());
  EXPECT_THAT(Invoices("filter { document_status: DOCUMENT_STATUS_ISSUED }"),
              ElementsAre("i4", "i2", "i3", "i1"));
}

TEST_F(IssuerListsTest, EachReadsAsTheListOfItsAccountHasIt) {
  Issue("a2", "i2", 30, 10);
  Pay("a2", "p1", 40);
  Refund("a2", "r1", "p1");
  Settle();
  const auto same = [&]<class Response, class Request>(const std::string& method, Response,
                                                       Request request) {
    request.set_parent("issuers/acme");
    const auto over = Call<Response>(method, request);
    request.set_parent("accounts/a2");
    const auto of_account = Call<Response>(method, request);
    ASSERT_TRUE(over && of_account);
    EXPECT_EQ(over->SerializeAsString(), of_account->SerializeAsString());
    EXPECT_FALSE(over->SerializeAsString().empty());
  };
  same("ListInvoices", v1::ListInvoicesResponse(), v1::ListInvoicesRequest());
  same("ListPayments", v1::ListPaymentsResponse(), v1::ListPaymentsRequest());
  same(kRefunds + "ListRefunds", v1::ListRefundsResponse(), v1::ListRefundsRequest());
}

TEST_F(IssuerListsTest, PaymentsAndRefundsOfAllAccounts) {
  Issue("a1", "i1", 10, 31);
  Pay("a1", "p1", 10, 3);
  Pay("a2", "p2", 20, 1);
  Pay("a3", "p3", 5, 2);
  Pay("b1", "p9", 5, 2);
  EXPECT_THAT(Payments("order { by: ORDER_BY_DATE } page_size: 1"), ElementsAre("p2", "p3", "p1"));
  EXPECT_THAT(Payments("only_unapplied: true"), ElementsAre("p2", "p3"));
  EXPECT_THAT(Payments("filter { amount_at_least { currency_code: 'EUR' units: 10 } }"),
              ElementsAre("p1", "p2"));
  Refund("a2", "r1", "p2");
  Refund("a3", "r2", "p3");
  Cancel("accounts/a3/refunds/r2");
  EXPECT_THAT(Refunds(""), ElementsAre("r1", "r2"));
  EXPECT_THAT(Refunds("state: REFUND_STATE_REQUESTED"), ElementsAre("r1"));
  EXPECT_THAT(Refunds("state: REFUND_STATE_CANCELLED"), ElementsAre("r2"));
}

// On a simulated clock all this is recorded at one moment: what counts is the place in the log.
TEST_F(IssuerListsTest, PagesStayThoseOfTheFirstWhileDataChanges) {
  for (const std::string account : {"a1", "a2", "a3"}) Issue(account, "i-" + account, 10, 31);
  for (const std::string order : {"ORDER_BY_ID", "ORDER_BY_DUE_DATE"}) {
    Settle();
    auto request = Text<v1::ListInvoicesRequest>(
        R"(parent: "issuers/acme" page_size: 1 only_open: true order { by: )" + order + " }");
    const auto first = Call<v1::ListInvoicesResponse>("ListInvoices", request);
    ASSERT_TRUE(first) << first.error().reason;
    Issue("a2", "j-" + order, 10, 10);
    Pay("a3", "p" + order, order == "ORDER_BY_ID" ? 4 : 6);  // Then nothing of it is open.
    Settle();
    request.set_page_token(first->next_page_token());
    std::vector<std::string> open;
    while (!request.page_token().empty()) {
      const auto page = Call<v1::ListInvoicesResponse>("ListInvoices", request);
      ASSERT_TRUE(page) << page.error().reason;
      for (const auto& invoice : page->invoices()) {
        open.push_back(invoice.name() + " " + std::to_string(invoice.open().units()));
      }
      request.set_page_token(page->next_page_token());
    }
    if (order == "ORDER_BY_ID") {
      EXPECT_THAT(open,
                  ElementsAre("accounts/a2/invoices/i-a2 10", "accounts/a3/invoices/i-a3 10"));
    } else {
      EXPECT_THAT(open, ElementsAre("accounts/a1/invoices/i-a1 10", "accounts/a2/invoices/i-a2 10",
                                    "accounts/a3/invoices/i-a3 6"));
    }
  }
}

TEST_F(IssuerListsTest, AListIsAsItWasKnown) {
  Issue("a1", "i1", 10, 31);
  clock_.AdvanceTo(clock_.Now() + std::chrono::hours(1));
  Issue("a2", "i2", 10, 31);
  Pay("a1", "p1", 10);
  // 10 February 2012.
  EXPECT_THAT(Invoices("known_at { seconds: 1328832000 } only_open: true"), ElementsAre("i1"));
  EXPECT_THAT(Invoices("known_at { seconds: 1328831999 }"), IsEmpty());
  EXPECT_THAT(Invoices("only_open: true"), ElementsAre("i2"));
}

TEST_F(IssuerListsTest, WhatCannotBeListedIsRefusedByName) {
  Issue("a1", "i1", 10, 31);
  Issue("a2", "i2", 10, 31);
  Settle();
  EXPECT_EQ(Wrong("ListInvoices", Text<v1::ListInvoicesRequest>(R"(parent: "issuers/no")")),
            "NO_SUCH_ISSUER");
  EXPECT_EQ(Wrong("ListPayments", Text<v1::ListPaymentsRequest>(
                                      R"(parent: "issuers/acme" order { by: ORDER_BY_DUE_DATE })")),
            "order.by");
  auto request = Text<v1::ListInvoicesRequest>(R"(parent: "issuers/acme" page_size: 1)");
  auto other = request;
  other.set_only_open(true);
  EXPECT_EQ(WrongToken<v1::ListInvoicesResponse>("ListInvoices", request, other), "page_token");
  other = request;
  other.set_parent("accounts/a1");
  EXPECT_EQ(WrongToken<v1::ListInvoicesResponse>("ListInvoices", request, other), "page_token");
}

}  // namespace
}  // namespace recourse::invoicing
