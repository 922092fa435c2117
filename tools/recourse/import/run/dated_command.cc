#include "tools/recourse/import/run/dated_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <utility>

#include "libs/base/check.h"
#include "libs/base/overloaded.h"
#include "libs/wire/convert.h"
#include "recourse/dispute/v1/dispute_service.pb.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "tools/recourse/import/ids.h"

namespace recourse::csv_import {
namespace {

using wire::ToWire;

std::string IssuerName(const std::string& id) { return "issuers/" + id; }
std::string AccountName(const std::string& id) { return "accounts/" + id; }
std::string InvoiceName(const std::string& account, const std::string& id) {
  return fmt::format("accounts/{}/invoices/{}", account, id);
}
std::string DisputeName(const std::string& account, const std::string& id) {
  return fmt::format("accounts/{}/disputes/{}", account, id);
}

// The enum value that a map writes without prefix and in lower case. Maps are checked when they are
// read, so another word is our own bug.
template <class Enum, class Parse>
Enum ToEnum(std::string_view prefix, std::string_view word, Parse parse) {
  std::string name(prefix);
  std::transform(word.begin(), word.end(), std::back_inserter(name),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  Enum value;
  CHECK(parse(name, &value));
  return value;
}

// What a step asks: whom, what, and how a person calls it.
struct Call {
  std::string home;
  std::string method;
  std::string request;
  std::string what;
};

template <class Request>
Call Ask(std::string home, std::string method, Request request, std::string what) {
  request.set_request_id(RequestIdFor(method, request.SerializeAsString()));
  return {std::move(home), std::move(method), request.SerializeAsString(), std::move(what)};
}

Call ToCall(const RegisterIssuer& command) {
  const IssuerEntry& entry = command.issuer;
  invoicing::v1::RegisterIssuerRequest request;
  request.set_issuer_id(entry.id);
  auto& issuer = *request.mutable_issuer();
  issuer.set_display_name(entry.name);
  issuer.set_tax_id(entry.tax_id);
  issuer.mutable_bank_account()->set_iban(entry.iban);
  issuer.mutable_bank_account()->set_bic(entry.bic);
  issuer.set_court_venue(entry.court_venue);
  issuer.set_language_code(entry.language);
  issuer.set_country_code(entry.country);
  issuer.set_time_zone(entry.zone);
  return Ask(IssuerName(entry.id), "/recourse.invoicing.v1.InvoicingService/RegisterIssuer",
             std::move(request), "issuer " + entry.id);
}

Call ToCall(const OpenAccount& command, const Plan& plan) {
  const AccountTraits& traits = command.traits;
  invoicing::v1::OpenAccountRequest request;
  request.set_account_id(command.account_id);
  auto& account = *request.mutable_account();
  account.set_issuer(IssuerName(plan.issuer_id));
  account.set_kind(ToEnum<invoicing::v1::AccountKind>("ACCOUNT_KIND_", traits.kind,
                                                      invoicing::v1::AccountKind_Parse));
  account.set_language_code(traits.language);
  account.set_time_zone(traits.zone);
  account.set_country_code(traits.country);
  account.set_region(traits.region);
  account.set_preferred_channel(ToEnum<invoicing::v1::PreferredChannel>(
      "PREFERRED_CHANNEL_", traits.channel, invoicing::v1::PreferredChannel_Parse));
  request.mutable_personal_data()->set_display_name(traits.name);
  request.mutable_personal_data()->set_legal_name(traits.name);
  return Ask(AccountName(command.account_id), "/recourse.invoicing.v1.InvoicingService/OpenAccount",
             std::move(request), "account " + command.account_id);
}

Call ToCall(const IssueInvoice& command) {
  invoicing::v1::IssueInvoiceRequest request;
  request.set_parent(AccountName(command.account_id));
  request.set_invoice_id(command.invoice_id);
  auto& content = *request.mutable_invoice()->mutable_content();
  content.set_number(command.number);
  *content.mutable_issue_date() = ToWire(command.issued);
  *content.mutable_due_date() = ToWire(command.due);
  *content.mutable_amount() = ToWire(command.amount);
  content.set_imported(true);
  return Ask(AccountName(command.account_id),
             "/recourse.invoicing.v1.InvoicingService/IssueInvoice", std::move(request),
             "invoice " + command.number);
}

Call ToCall(const OpenDispute& command, Date day) {
  dispute::v1::OpenDisputeRequest request;
  request.set_parent(AccountName(command.account_id));
  request.set_dispute_id(command.dispute_id);
  request.set_invoice(InvoiceName(command.account_id, command.invoice_id));
  request.set_reason(
      ToEnum<dispute::v1::Reason>("REASON_", command.reason, dispute::v1::Reason_Parse));
  request.set_raised_by(dispute::v1::RAISED_BY_CUSTOMER);
  request.set_imported(true);
  *request.mutable_opened_on() = ToWire(day);
  return Ask(AccountName(command.account_id), "/recourse.dispute.v1.DisputeService/OpenDispute",
             std::move(request), "opening of dispute " + command.dispute_id);
}

Call ToCall(const CloseDispute& command, Date day) {
  dispute::v1::CloseDisputeRequest request;
  request.set_name(DisputeName(command.account_id, command.dispute_id));
  request.set_outcome(
      ToEnum<dispute::v1::Outcome>("OUTCOME_", command.outcome, dispute::v1::Outcome_Parse));
  if (!command.grounds.empty()) request.mutable_grounds()->set_text(command.grounds);
  *request.mutable_closed_on() = ToWire(day);
  return Ask(AccountName(command.account_id), "/recourse.dispute.v1.DisputeService/CloseDispute",
             std::move(request), "closing of dispute " + command.dispute_id);
}

Call ToCall(const RecordPayment& command, Date day) {
  invoicing::v1::RecordPaymentRequest request;
  request.set_parent(AccountName(command.account_id));
  request.set_payment_id(command.payment_id);
  *request.mutable_amount() = ToWire(command.amount);
  *request.mutable_effective_date() = ToWire(day);
  auto& designation = *request.add_designations();
  designation.set_invoice_id(command.invoice_id);
  *designation.mutable_amount() = ToWire(command.amount);
  request.set_imported(true);
  return Ask(AccountName(command.account_id),
             "/recourse.invoicing.v1.InvoicingService/RecordPayment", std::move(request),
             "payment " + command.payment_id);
}

}  // namespace

DatedCommand ToDatedCommand(const Plan& plan, const PlannedStep& step) {
  Call call =
      std::visit(Overloaded{[](const RegisterIssuer& command) { return ToCall(command); },
                            [&](const OpenAccount& command) { return ToCall(command, plan); },
                            [](const IssueInvoice& command) { return ToCall(command); },
                            [&](const auto& command) { return ToCall(command, step.day); }},
                 step.command);
  DatedCommand dated;
  *dated.mutable_day() = ToWire(step.day);
  dated.set_zone(plan.zone);
  dated.set_step(static_cast<std::uint32_t>(step.command.index()));
  dated.set_home(std::move(call.home));
  dated.set_method(std::move(call.method));
  dated.set_request(std::move(call.request));
  dated.set_label(fmt::format("{} line {}, {}", plan.file, step.line, call.what));
  return dated;
}

}  // namespace recourse::csv_import
