#include "services/invoicing/reactions/number_promise.h"

#include "libs/base/check.h"
#include "libs/wire/event.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "recourse/invoicing/v1/ledger_events.pb.h"
#include "services/invoicing/codec/draft_codec.h"
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

Failure NotWaiting(const char* reason, const char* message, Failure::Values values) {
  return {Failure::Kind::kInternal, reason, message, std::move(values)};
}

// Why the ledger refuses the invoice after all; nothing if it issues it.
std::optional<std::string> RefusedBecause(engine::Unit& unit, const LedgerCommand& command) {
  const auto foreseen = LedgerDecider::Decide(
      command, unit.State<LedgerAggregate>(LedgerAggregate::kStream), unit.now());
  CHECK(foreseen && !foreseen->empty());  // It was decided just now.
  const auto* const refused = std::get_if<InvoiceRefused>(&foreseen->front());
  return refused == nullptr ? std::nullopt : std::optional(refused->reason);
}

// Tells the draft that the invoice was prepared as what came of it.
Expected<Done, Failure> Finish(engine::Unit& unit, const v1::InvoiceRequested& requested,
                               const LedgerCommand& command) {
  const auto decided = unit.Decide<DraftAggregate>(
      DraftAggregate::Stream(requested.draft_id()),
      FinishDraft{requested.draft_id(), requested.invoice_id(), RefusedBecause(unit, command)});
  if (!decided) {
    return Unexpected{NotWaiting("DRAFT_NOT_WAITING", "The draft does not wait for its invoice.",
                                 decided.error().values)};
  }
  return Done{};
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
  const LedgerCommand command = WhatFollows(requested->invoice_id(), answer.answer);
  const auto decided = unit.Decide<LedgerAggregate>(LedgerAggregate::kStream, command);
  if (!decided) {
    return Unexpected{NotWaiting("INVOICE_NOT_WAITING", "The invoice does not wait for its number.",
                                 decided.error().values)};
  }
  if (*decided == 0 || requested->draft_id().empty()) return Done{};
  return Finish(unit, *requested, command);
}

}  // namespace recourse::invoicing
