#include "services/invoicing/reactions/number_promise.h"

#include "libs/wire/event.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "recourse/invoicing/v1/ledger_events.pb.h"
#include "services/invoicing/codec/ledger_codec.h"

namespace recourse::invoicing {
namespace {

std::optional<v1::InvoiceRequested> ReadRequested(const engine::Record& record) {
  if (record.type() != wire::TypeOf<v1::InvoiceRequested>()) return std::nullopt;
  v1::InvoiceRequested requested;
  if (!wire::Unpack(record.payload(), requested)) return std::nullopt;
  return requested;
}

LedgerCommand WhatFollows(const std::string& invoice_id,
                          const Expected<std::string, Failure>& answer) {
  if (answer) return ConfirmInvoice{invoice_id};
  return RefuseInvoice{invoice_id, answer.error().reason};
}

}  // namespace

std::optional<engine::PromiseCall> NumberPromise(const engine::Record& record) {
  const auto requested = ReadRequested(record);
  if (!requested) return std::nullopt;
  v1::ReserveNumberRequest request;
  request.set_parent(requested->content().issuer());
  request.set_number(requested->content().number());
  request.set_invoice(requested->account() + "/invoices/" + requested->invoice_id());
  request.set_content_digest(requested->content().content_digest());
  return engine::PromiseCall{"invoicing", "/recourse.invoicing.v1.InvoicingService/ReserveNumber",
                             request.SerializeAsString()};
}

Expected<Done, Failure> OnNumberAnswer(engine::Unit& unit, const engine::PromiseAnswer& answer) {
  const auto requested = ReadRequested(answer.promise);
  if (!requested) {
    return Unexpected{Failure{Failure::Kind::kInternal,
                              "UNKNOWN_PROMISE",
                              "Invoicing makes no promise by such an event.",
                              {{"type", answer.promise.type()}}}};
  }
  const auto decided = unit.Decide<LedgerAggregate>(
      LedgerAggregate::kStream, WhatFollows(requested->invoice_id(), answer.answer));
  if (!decided) {
    return Unexpected{Failure{Failure::Kind::kInternal, "INVOICE_NOT_WAITING",
                              "The invoice does not wait for its number.", decided.error().values}};
  }
  return Done{};
}

}  // namespace recourse::invoicing
