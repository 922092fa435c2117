#include "services/invoicing/api/correction_api.h"

#include "services/invoicing/api/adjustment_calls.h"
#include "services/invoicing/api/callers.h"
#include "services/invoicing/api/controlled.h"
#include "services/invoicing/api/decide.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/codec/parts.h"

namespace recourse::invoicing {
namespace {

constexpr std::string_view kStream = LedgerAggregate::kStream;

// Held against the limit for credit notes in the invoice's currency.
Expected<v1::Cancellation, Failure> Cancel(engine::Unit& unit, CancelInvoice command,
                                           const LimitTable& table) {
  if (const Invoice* const invoice =
          unit.State<LedgerAggregate>(kStream).Find(command.invoice_id)) {
    command.control = ControlBy(table, ControlledOperation::kCreditNote, invoice->amount.currency);
  }
  const auto events = DecideAndKeep<LedgerAggregate>(unit, kStream, command);
  if (!events) return Unexpected{ToFailure(events.error())};
  for (const LedgerEvent& event : *events) {
    const auto* const cancelled = std::get_if<InvoiceCancelled>(&event);
    if (cancelled == nullptr) continue;
    return ToCancellation(unit.home(), {cancelled->effective, cancelled->reason,
                                        cancelled->credit_note_id, cancelled->replaced_by});
  }
  return ToCancellation(unit.home(),
                        *unit.State<LedgerAggregate>(kStream).Find(command.invoice_id)->cancelled);
}

Expected<ControlledCall<v1::Cancellation>, Failure> PrepareCancelInvoice(
    const v1::CancelInvoiceRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, invoice] = fields.Name("name", request.name(), kInvoiceName);
  CancelInvoice command;
  command.invoice_id = invoice;
  command.credit_note_id = fields.Id("credit_note_id", request.credit_note_id());
  CheckNotDisputes(request.credit_note_id(), fields);
  command.effective = fields.Day("effective_date", request.effective_date());
  command.reason = fields.Text("reason", request.reason(), kTextBytesMax);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return ControlledCall<v1::Cancellation>{"accounts/" + account,
                                          [command](engine::Unit& unit, const LimitTable& table) {
                                            return Cancel(unit, command, table);
                                          }};
}

}  // namespace

v1::Cancellation ToCancellation(const std::string& account, const Cancellation& cancellation) {
  v1::Cancellation message;
  Write(cancellation.effective, message.mutable_effective_date());
  message.set_reason(cancellation.reason);
  if (!cancellation.credit_note_id.empty()) {
    message.set_credit_note(account + "/creditNotes/" + cancellation.credit_note_id);
  }
  if (!cancellation.replaced_by.empty()) {
    message.set_replaced_by(account + "/invoices/" + cancellation.replaced_by);
  }
  return message;
}

CorrectionApi::CorrectionApi(rpc::Shell& shell, engine::Commands& commands)
    : Service(shell, commands, "recourse.invoicing.v1.CorrectionService") {
  Answer<v1::CancelInvoiceRequest, v1::Cancellation>("CancelInvoice", kAdjusters,
                                                     Controlled(commands, PrepareCancelInvoice));
}

}  // namespace recourse::invoicing
