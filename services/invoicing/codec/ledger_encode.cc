#include "recourse/invoicing/v1/ledger_events.pb.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/codec/parts.h"

namespace recourse::invoicing {
namespace {

template <class Message>
void WriteBalances(const std::vector<InvoiceBalance>& balances, Message& message) {
  for (const InvoiceBalance& balance : balances) {
    v1::InvoiceBalance* const written = message.add_balances();
    written->set_invoice_id(balance.invoice_id);
    Write(balance.open, written->mutable_open());
    Write(balance.disputed, written->mutable_disputed());
  }
}

eventlog::EncodedEvent EncodeOne(const InvoiceRequested& event) {
  auto& message = Reused<v1::InvoiceRequested>();
  message.set_invoice_id(event.invoice_id);
  Write(event.content, message.mutable_content());
  message.set_account(event.account);
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
  for (const auto& designation : event.designations) Write(designation, message.add_designations());
  for (const auto& allocation : event.allocations) {
    Write(allocation, event.effective, message.add_allocations());
  }
  Write(event.unapplied, message.mutable_unapplied());
  message.set_imported(event.imported);
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
  WriteBalances(event.balances, message);
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

}  // namespace

eventlog::EncodedEvent LedgerAggregate::Encode(const LedgerEvent& event) {
  return std::visit([](const auto& happened) { return EncodeOne(happened); }, event);
}

}  // namespace recourse::invoicing
