#include "recourse/invoicing/v1/ledger_events.pb.h"
#include "services/invoicing/codec/charge_events_codec.h"
#include "services/invoicing/codec/charge_parts.h"
#include "services/invoicing/codec/control_parts.h"
#include "services/invoicing/codec/conversion_codec.h"
#include "services/invoicing/codec/credit_parts.h"
#include "services/invoicing/codec/freeze_codec.h"
#include "services/invoicing/codec/invoice_balances.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/codec/parts.h"
#include "services/invoicing/codec/refund_codec.h"
#include "services/invoicing/codec/set_off_parts.h"

namespace recourse::invoicing {
namespace {

template <class Event, class Message>
void WriteWhatItClears(const Event& event, Message& message) {
  for (const auto& designation : event.designations) Write(designation, message.add_designations());
  for (const auto& allocation : event.allocations) {
    Write(allocation, event.effective, message.add_allocations());
  }
  message.set_order(ToWire(event.order));
}

eventlog::EncodedEvent EncodeOne(const InvoiceRequested& event) {
  auto& message = Reused<v1::InvoiceRequested>();
  message.set_invoice_id(event.invoice_id);
  Write(event.content, message.mutable_content());
  message.set_account(event.account);
  message.set_draft_id(event.draft_id);
  if (event.lowering) {
    v1::Lowering& lowering = *message.mutable_lowering();
    Write(event.lowering->amount, lowering.mutable_amount());
    Write(event.lowering->together, lowering.mutable_together());
    WriteControl(event.lowering->control, lowering);
    lowering.set_by_second_person(event.lowering->by_second_person);
  }
  return wire::Pack(message);
}

eventlog::EncodedEvent EncodeOne(const InvoiceIssued& event) {
  auto& message = Reused<v1::InvoiceIssued>();
  message.set_invoice_id(event.invoice_id);
  Write(event.content, message.mutable_content());
  WriteBalances(event.balances, message);
  return wire::Pack(message);
}

eventlog::EncodedEvent EncodeOne(const InvoiceRefused& event) {
  auto& message = Reused<v1::InvoiceRefused>();
  message.set_invoice_id(event.invoice_id);
  message.set_number(event.number);
  message.set_reason(event.reason);
  return wire::Pack(message);
}

eventlog::EncodedEvent EncodeOne(const PaymentRecorded& event) {
  auto& message = Reused<v1::PaymentRecorded>();
  message.set_payment_id(event.payment_id);
  Write(event.amount, message.mutable_amount());
  Write(event.effective, message.mutable_effective_date());
  WriteWhatItClears(event, message);
  Write(event.unapplied, message.mutable_unapplied());
  message.set_imported(event.imported);
  WriteChargeBalances(event.charge_balances, message);
  WriteBalances(event.balances, message);
  return wire::Pack(message);
}

eventlog::EncodedEvent EncodeOne(const CreditNoteIssued& event) {
  auto& message = Reused<v1::CreditNoteIssued>();
  message.set_credit_note_id(event.credit_note_id);
  message.set_invoice_id(event.invoice_id);
  Write(event.amount, message.mutable_amount());
  Write(event.effective, message.mutable_effective_date());
  message.set_reason(event.reason);
  message.set_dispute_id(event.dispute_id);
  WriteControl(event.control, message);
  WriteCreditParts(event, message);
  for (const ReleasedPayment& each : event.released) Write(each, message.add_released());
  WriteBalances(event.balances, message);
  return wire::Pack(message);
}

eventlog::EncodedEvent EncodeOne(const InvoiceCancelled& event) {
  auto& message = Reused<v1::InvoiceCancelled>();
  message.set_invoice_id(event.invoice_id);
  Write(event.effective, message.mutable_effective_date());
  message.set_reason(event.reason);
  message.set_credit_note_id(event.credit_note_id);
  message.set_replaced_by(event.replaced_by);
  return wire::Pack(message);
}

eventlog::EncodedEvent EncodeOne(const DisputedMarked& event) {
  auto& message = Reused<v1::DisputedMarked>();
  message.set_dispute_id(event.dispute_id);
  message.set_invoice_id(event.invoice_id);
  Write(event.claimed, message.mutable_claimed());
  Write(event.marked, message.mutable_marked());
  message.set_whole(event.whole);
  WriteBalances(event.balances, message);
  return wire::Pack(message);
}

eventlog::EncodedEvent EncodeOne(const DisputedReleased& event) {
  auto& message = Reused<v1::DisputedReleased>();
  message.set_dispute_id(event.dispute_id);
  message.set_invoice_id(event.invoice_id);
  Write(event.released, message.mutable_released());
  message.set_outcome(ToWire(event.outcome));
  WriteBalances(event.balances, message);
  return wire::Pack(message);
}

eventlog::EncodedEvent EncodeOne(const PaymentApplied& event) {
  auto& message = Reused<v1::PaymentApplied>();
  message.set_application_id(event.application_id);
  message.set_payment_id(event.payment_id);
  Write(event.effective, message.mutable_effective_date());
  WriteWhatItClears(event, message);
  Write(event.unapplied, message.mutable_unapplied());
  WriteChargeBalances(event.charge_balances, message);
  WriteBalances(event.balances, message);
  return wire::Pack(message);
}

eventlog::EncodedEvent EncodeOne(const PaymentReversed& event) {
  auto& message = Reused<v1::PaymentReversed>();
  message.set_payment_id(event.payment_id);
  Write(event.amount, message.mutable_amount());
  message.set_cause(ToWire(event.cause));
  Write(event.effective, message.mutable_effective_date());
  message.set_reason(event.reason);
  for (const auto& part : event.reopened) Write(part, event.effective, message.add_reopened());
  Write(event.unapplied, message.mutable_unapplied());
  if (event.refunded.minor_units != 0) Write(event.refunded, message.mutable_refunded());
  WriteChargeBalances(event.charge_balances, message);
  WriteBalances(event.balances, message);
  return wire::Pack(message);
}

// A write-off and its reversal say the same.
template <class Message, class Event>
eventlog::EncodedEvent EncodeWriteOff(const Event& event) {
  auto& message = Reused<Message>();
  message.set_write_off_id(event.write_off_id);
  message.set_invoice_id(event.invoice_id);
  Write(event.amount, message.mutable_amount());
  Write(event.effective, message.mutable_effective_date());
  message.set_reason(event.reason);
  if constexpr (requires { event.control; }) WriteControl(event.control, message);
  WriteBalances(event.balances, message);
  return wire::Pack(message);
}

eventlog::EncodedEvent EncodeOne(const InvoiceWrittenOff& event) {
  return EncodeWriteOff<v1::InvoiceWrittenOff>(event);
}

eventlog::EncodedEvent EncodeOne(const WriteOffReversed& event) {
  return EncodeWriteOff<v1::WriteOffReversed>(event);
}

eventlog::EncodedEvent EncodeOne(const ItemsSetOff& event) {
  auto& message = Reused<v1::ItemsSetOff>();
  message.set_set_off_id(event.set_off_id);
  message.set_invoice_id(event.invoice_id);
  Write(event.amount, message.mutable_amount());
  Write(event.effective, message.mutable_effective_date());
  for (const auto& designation : event.designations) Write(designation, message.add_designations());
  for (const auto& part : event.cleared) Write(part, event.effective, message.add_cleared());
  WriteBalances(event.balances, message);
  return wire::Pack(message);
}

eventlog::EncodedEvent EncodeOne(const SetOffReversed& event) {
  auto& message = Reused<v1::SetOffReversed>();
  message.set_set_off_id(event.set_off_id);
  message.set_invoice_id(event.invoice_id);
  Write(event.amount, message.mutable_amount());
  Write(event.effective, message.mutable_effective_date());
  message.set_reason(event.reason);
  for (const auto& part : event.reopened) Write(part, event.effective, message.add_reopened());
  WriteBalances(event.balances, message);
  return wire::Pack(message);
}

eventlog::EncodedEvent EncodeOne(const DueDateExtended& event) {
  auto& message = Reused<v1::DueDateExtended>();
  message.set_extension_id(event.extension_id);
  message.set_invoice_id(event.invoice_id);
  Write(event.due, message.mutable_due());
  message.set_reason(event.reason);
  message.set_for_interest(event.for_interest);
  message.set_for_aging(event.for_aging);
  Write(event.due_date, message.mutable_due_date());
  return wire::Pack(message);
}

eventlog::EncodedEvent EncodeOne(const DueDateExtensionRevoked& event) {
  auto& message = Reused<v1::DueDateExtensionRevoked>();
  message.set_extension_id(event.extension_id);
  message.set_invoice_id(event.invoice_id);
  message.set_reason(event.reason);
  Write(event.due_date, message.mutable_due_date());
  return wire::Pack(message);
}

eventlog::EncodedEvent EncodeOne(const DiscountTaken& event) {
  auto& message = Reused<v1::DiscountTaken>();
  message.set_payment_id(event.payment_id);
  message.set_invoice_id(event.invoice_id);
  Write(event.amount, message.mutable_amount());
  Write(event.effective, message.mutable_effective_date());
  Write(event.last_day, message.mutable_last_day());
  message.set_millionths(event.millionths);
  WriteBalances(event.balances, message);
  return wire::Pack(message);
}

eventlog::EncodedEvent EncodeOne(const DiscountReversed& event) {
  auto& message = Reused<v1::DiscountReversed>();
  message.set_payment_id(event.payment_id);
  message.set_invoice_id(event.invoice_id);
  Write(event.amount, message.mutable_amount());
  Write(event.effective, message.mutable_effective_date());
  WriteBalances(event.balances, message);
  return wire::Pack(message);
}

}  // namespace

eventlog::EncodedEvent LedgerAggregate::Encode(const LedgerEvent& event) {
  return std::visit([](const auto& happened) { return EncodeOne(happened); }, event);
}

}  // namespace recourse::invoicing
