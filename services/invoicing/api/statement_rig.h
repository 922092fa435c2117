#pragma once

#include <gtest/gtest.h>

#include <string>

#include "recourse/invoicing/v1/bank_statement_service.pb.h"
#include "services/invoicing/testing/service_rig.h"

// Words that the tests of the bank statements' API are written in.
namespace recourse::invoicing {

// Acme has two customers; a1 owes N-i1, N-i2 (100.00 EUR each, of 2012-01-01), a2 owes N-i3.
class StatementRig : public ServiceRig {
 protected:
  StatementRig() {
    RegisterAcme();
    OpenAccount("a1");
    OpenAccount("a2");
    Issue("a1", "i1");
    Issue("a1", "i2");
    Issue("a2", "i3");
  }

  template <class Response, class Request>
  Expected<Response, Failure> Ask(const std::string& method, const Request& request,
                                  rpc::Role role = rpc::Role::kClerk) {
    return Call<Response>("/recourse.invoicing.v1.BankStatementService/" + method, request, role);
  }

  // Begins a statement of 2012-02-01, from 0 to what `lines` come to.
  static v1::LoadStatementRequest Statement(const std::string& id, int entries, int sum) {
    auto request = Text<v1::LoadStatementRequest>(R"(
        parent: "issuers/acme" first_line: 1 complete: true
        content { kind: STATEMENT_KIND_STATEMENT format: "camt.053.001.08" currency_code: "EUR"
                  iban: "DE02120300000000202051"
                  opening { amount { currency_code: "EUR" } date { year: 2012 month: 1 day: 31 } }
                  closing { date { year: 2012 month: 2 day: 1 } } })");
    request.set_request_id("load-" + id);
    auto& content = *request.mutable_content();
    content.set_id(id);
    content.set_entry_count(entries);
    for (auto* const amount : {content.mutable_closing()->mutable_amount(), content.add_booked()}) {
      amount->set_currency_code("EUR");
      amount->set_units(sum);
    }
    return request;
  }
  static void AddLine(v1::LoadStatementRequest& request, int euros, const std::string& text,
                      const std::string& payer) {
    v1::NewLine& line = *request.add_lines();
    line.mutable_line()->set_entry(request.lines_size());
    line.mutable_line()->mutable_amount()->set_currency_code("EUR");
    line.mutable_line()->mutable_amount()->set_units(euros);
    line.mutable_line()->set_kind(euros > 0 ? v1::LINE_KIND_CREDIT : v1::LINE_KIND_DEBIT);
    auto& day = *line.mutable_line()->mutable_booking_date();
    day.set_year(2012);
    day.set_month(2);
    day.set_day(1);
    line.mutable_personal_data()->set_counterparty_name("Ada Lovelace");
    line.mutable_personal_data()->set_counterparty_account(payer);
    line.mutable_personal_data()->set_remittance_text(text);
  }
  // A statement of one line; its name.
  std::string Load(const std::string& id, int euros, const std::string& text,
                   const std::string& payer = "GB82WEST12345698765432") {
    auto request = Statement(id, 1, euros);
    AddLine(request, euros, text, payer);
    const auto loaded = Ask<v1::LoadStatementResponse>("LoadStatement", request);
    EXPECT_TRUE(loaded) << loaded.error().reason;
    Settle();
    return loaded ? loaded->name() : "";
  }

  v1::ListLinesResponse Lines(const std::string& parent, v1::LineState state = {}) {
    v1::ListLinesRequest request;
    request.set_parent(parent);
    request.set_state(state);
    const auto lines = Ask<v1::ListLinesResponse>("ListLines", request);
    EXPECT_TRUE(lines) << lines.error().reason;
    return lines ? *lines : v1::ListLinesResponse();
  }
  v1::ProposeMatchesResponse Proposals(const std::string& line) {
    v1::ProposeMatchesRequest request;
    request.set_name(line);
    const auto proposals = Ask<v1::ProposeMatchesResponse>("ProposeMatches", request);
    EXPECT_TRUE(proposals) << proposals.error().reason;
    return proposals ? *proposals : v1::ProposeMatchesResponse();
  }
  int Match(const std::string& statement, const std::string& request_id) {
    v1::MatchStatementRequest request;
    request.set_request_id(request_id);
    request.set_name(statement);
    const auto matched = Ask<v1::MatchStatementResponse>("MatchStatement", request);
    EXPECT_TRUE(matched) << matched.error().reason;
    Settle();
    return matched ? matched->confirmed() : -1;
  }
  Expected<v1::Line, Failure> Confirm(const std::string& request_id, const std::string& line,
                                      const std::string& account) {
    v1::ConfirmMatchRequest request;
    request.set_request_id(request_id);
    request.set_name(line);
    request.set_account(account);
    auto confirmed = Ask<v1::Line>("ConfirmMatch", request);
    Settle();
    return confirmed;
  }
  Expected<v1::Payment, Failure> Reverse(const std::string& payment) {
    auto reverse = Text<v1::ReversePaymentRequest>(R"(
        reversal { cause: REVERSAL_CAUSE_BOUNCED
        effective_date { year: 2012 month: 2 day: 3 } reason: "no funds" })");
    reverse.set_request_id("back-" + payment.substr(payment.size() - 20));
    reverse.set_name(payment);
    auto reversed = Call<v1::Payment>("ReversePayment", reverse);
    Settle();
    return reversed;
  }
  template <class Request>
  Expected<v1::Line, Failure> Change(const std::string& method, const std::string& request_id,
                                     const std::string& line) {
    Request request;
    request.set_request_id(request_id);
    request.set_name(line);
    request.set_reason("because");
    auto changed = Ask<v1::Line>(method, request);
    Settle();
    return changed;
  }
  Expected<v1::Line, Failure> Reopen(const std::string& request_id, const std::string& line) {
    return Change<v1::ReopenLineRequest>("ReopenLine", request_id, line);
  }
  // How many of them the log has.
  int EventsOf(const std::string& type) {
    const std::string bytes = LogBytesNow();
    int count = 0;
    for (auto at = bytes.find("v1." + type); at != std::string::npos; ++count) {
      at = bytes.find("v1." + type, at + 1);
    }
    return count;
  }
  v1::InvoiceState StateOf(const std::string& invoice) {
    v1::GetInvoiceRequest request;
    request.set_name(invoice);
    return Call<v1::Invoice>("GetInvoice", request)->state();
  }
};

}  // namespace recourse::invoicing
