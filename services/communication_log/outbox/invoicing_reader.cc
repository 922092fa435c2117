#include "services/communication_log/outbox/invoicing_reader.h"

#include <optional>

#include "libs/wire/convert.h"
#include "services/communication_log/outbox/ask.h"

namespace recourse::communication_log {
namespace {

const std::string kService = "/recourse.invoicing.v1.InvoicingService/";

Failure Unreadable() {
  return {Failure::Kind::kInternal,
          "ANSWER_UNREADABLE",
          "What invoicing answered cannot be read.",
          {{"method", "GetInvoice"}}};
}

bool IsOwed(const invoicing::v1::Invoice& invoice) {
  return invoice.state() == invoicing::v1::INVOICE_STATE_OPEN ||
         invoice.state() == invoicing::v1::INVOICE_STATE_CLEARED;
}

std::optional<CurrentFact> FactOf(const invoicing::v1::Invoice& invoice) {
  // By the extensions in force, as the reminder's facts are.
  const auto due =
      wire::FromWire(invoice.has_due_date() ? invoice.due_date() : invoice.content().due_date());
  const auto open = wire::FromWire(invoice.open());
  if (!due || !open) return std::nullopt;
  CurrentFact fact{*due, *open, {0, open->currency}};
  if (invoice.has_disputed()) {
    const auto disputed = wire::FromWire(invoice.disputed());
    if (!disputed) return std::nullopt;
    fact.disputed = *disputed;
  }
  return fact;
}

}  // namespace

Expected<invoicing::v1::Account, Failure> InvoicingReader::GetAccount(
    const std::string& name) const {
  invoicing::v1::GetAccountRequest request;
  request.set_name(name);
  return Ask<invoicing::v1::Account>(client_, kService + "GetAccount", request);
}

Expected<invoicing::v1::Issuer, Failure> InvoicingReader::GetIssuer(const std::string& name) const {
  invoicing::v1::GetIssuerRequest request;
  request.set_name(name);
  return Ask<invoicing::v1::Issuer>(client_, kService + "GetIssuer", request);
}

Expected<invoicing::v1::AccountPersonalData, Failure> InvoicingReader::GetPersonalData(
    const std::string& account) const {
  invoicing::v1::GetAccountPersonalDataRequest request;
  request.set_name(account);
  return Ask<invoicing::v1::AccountPersonalData>(client_, kService + "GetAccountPersonalData",
                                                 request);
}

Expected<CurrentFacts, Failure> InvoicingReader::GetFacts(const std::string& account,
                                                          const MessageContent& said) const {
  CurrentFacts facts;
  for (const InvoiceFact& stated : said.facts) {
    invoicing::v1::GetInvoiceRequest request;
    request.set_name(account + "/invoices/" + stated.invoice_id);
    // One by one from the ledger itself: a list may lag behind it.
    const auto invoice = Ask<invoicing::v1::Invoice>(client_, kService + "GetInvoice", request);
    if (!invoice && invoice.error().kind == Failure::Kind::kNotFound) continue;
    if (!invoice) return Unexpected{invoice.error()};
    if (!IsOwed(*invoice)) continue;
    const auto fact = FactOf(*invoice);
    if (!fact) return Unexpected{Unreadable()};
    facts.emplace(stated.invoice_id, *fact);
  }
  return facts;
}

}  // namespace recourse::communication_log
