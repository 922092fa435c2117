#include "services/communication_log/outbox/invoicing_reader.h"

#include <chrono>
#include <future>
#include <optional>
#include <utility>

#include "libs/wire/convert.h"

namespace recourse::communication_log {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kTimeout = 10s;

Failure Unreadable(const std::string& method) {
  return {Failure::Kind::kInternal,
          "ANSWER_UNREADABLE",
          "What invoicing answered cannot be read.",
          {{"method", method}}};
}

bool IsOwed(const invoicing::v1::Invoice& invoice) {
  return invoice.state() == invoicing::v1::INVOICE_STATE_OPEN ||
         invoice.state() == invoicing::v1::INVOICE_STATE_CLEARED;
}

std::optional<CurrentFact> FactOf(const invoicing::v1::Invoice& invoice) {
  const auto due = wire::FromWire(invoice.content().due_date());
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

template <class Response, class Request>
Expected<Response, Failure> InvoicingReader::Ask(const std::string& method,
                                                 const Request& request) const {
  std::promise<rpc::Client::Answer> promise;
  auto answered = promise.get_future();
  client_.CallUnary(
      "/recourse.invoicing.v1.InvoicingService/" + method, request.SerializeAsString(), kTimeout,
      [&promise](rpc::Client::Answer answer) { promise.set_value(std::move(answer)); });
  const auto answer = answered.get();
  if (!answer) return Unexpected{answer.error()};
  Response response;
  if (!response.ParseFromString(*answer)) return Unexpected{Unreadable(method)};
  return response;
}

Expected<invoicing::v1::Account, Failure> InvoicingReader::GetAccount(
    const std::string& name) const {
  invoicing::v1::GetAccountRequest request;
  request.set_name(name);
  return Ask<invoicing::v1::Account>("GetAccount", request);
}

Expected<invoicing::v1::Issuer, Failure> InvoicingReader::GetIssuer(const std::string& name) const {
  invoicing::v1::GetIssuerRequest request;
  request.set_name(name);
  return Ask<invoicing::v1::Issuer>("GetIssuer", request);
}

Expected<invoicing::v1::AccountPersonalData, Failure> InvoicingReader::GetPersonalData(
    const std::string& account) const {
  invoicing::v1::GetAccountPersonalDataRequest request;
  request.set_name(account);
  return Ask<invoicing::v1::AccountPersonalData>("GetAccountPersonalData", request);
}

Expected<CurrentFacts, Failure> InvoicingReader::GetFacts(const std::string& account,
                                                          const MessageContent& said) const {
  CurrentFacts facts;
  for (const InvoiceFact& stated : said.facts) {
    invoicing::v1::GetInvoiceRequest request;
    request.set_name(account + "/invoices/" + stated.invoice_id);
    // One by one from the ledger itself: a list may lag behind it.
    const auto invoice = Ask<invoicing::v1::Invoice>("GetInvoice", request);
    if (!invoice && invoice.error().kind == Failure::Kind::kNotFound) continue;
    if (!invoice) return Unexpected{invoice.error()};
    if (!IsOwed(*invoice)) continue;
    const auto fact = FactOf(*invoice);
    if (!fact) return Unexpected{Unreadable("GetInvoice")};
    facts.emplace(stated.invoice_id, *fact);
  }
  return facts;
}

}  // namespace recourse::communication_log
