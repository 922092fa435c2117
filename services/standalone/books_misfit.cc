#include "services/standalone/books.h"

// What the ledger's fold could not take, or would take and be wrong.
namespace recourse::standalone {
namespace {

using invoicing::CreditNoteIssued;
using invoicing::DisputedMarked;
using invoicing::DisputedReleased;
using invoicing::Invoice;
using invoicing::InvoiceIssued;
using invoicing::InvoiceRefused;
using invoicing::InvoiceRequested;
using invoicing::InvoiceWrittenOff;
using invoicing::Payment;
using invoicing::PaymentAllocation;
using invoicing::PaymentApplied;
using invoicing::PaymentRecorded;
using invoicing::PaymentReversed;
using invoicing::WriteOffReversed;

Money Sum(const std::vector<PaymentAllocation>& allocations, const Currency& currency) {
  Money sum{0, currency};
  for (const PaymentAllocation& each : allocations) sum = sum + each.amount;
  return sum;
}

}  // namespace

Fault Books::Misfit(const InvoiceRequested& requested) const {
  if (ledger_.Find(requested.invoice_id) == nullptr) return std::nullopt;
  return Wrong("invoice_id", requested.invoice_id, "an id without an invoice");
}

Fault Books::Misfit(const InvoiceIssued& issued) const {
  if (auto fault = Misnamed(issued.invoice_id, Invoice::Status::kRequested)) return fault;
  const Money& requested = ledger_.Find(issued.invoice_id)->amount;
  if (auto fault = Foreign("content.amount", issued.content.amount, requested.currency)) {
    return fault;
  }
  return Differs("content.amount", issued.content.amount, requested);
}

Fault Books::Misfit(const InvoiceRefused& refused) const {
  return Misnamed(refused.invoice_id, Invoice::Status::kRequested);
}

Fault Books::Misfit(const PaymentRecorded& payment) const {
  if (ledger_.payments.contains(payment.payment_id)) {
    return Wrong("payment_id", payment.payment_id, "an id without a payment");
  }
  const Currency& currency = payment.amount.currency;
  if (auto fault = Foreign("amount", payment.amount, currency)) return fault;
  if (auto fault = Foreign("unapplied", payment.unapplied, currency)) return fault;
  return Misallocated("allocations", payment.allocations, currency);
}

Fault Books::Misfit(const PaymentApplied& applied) const {
  if (ledger_.applications.contains(applied.application_id)) {
    return Wrong("application_id", applied.application_id, "an id without an application");
  }
  if (auto fault = Mispaid(applied.payment_id)) return fault;
  const Payment& payment = ledger_.payments.at(applied.payment_id);
  if (auto fault = Misallocated("allocations", applied.allocations, payment.amount.currency)) {
    return fault;
  }
  if (auto fault = Foreign("unapplied", applied.unapplied, payment.amount.currency)) return fault;
  return Differs("unapplied", applied.unapplied,
                 payment.unapplied - Sum(applied.allocations, payment.amount.currency));
}

Fault Books::Misfit(const PaymentReversed& reversed) const {
  if (auto fault = Mispaid(reversed.payment_id)) return fault;
  const Payment& payment = ledger_.payments.at(reversed.payment_id);
  const Currency& currency = payment.amount.currency;
  if (auto fault = Misallocated("reopened", reversed.reopened, currency)) return fault;
  if (auto fault = Foreign("amount", reversed.amount, currency)) return fault;
  if (auto fault = Differs("amount", reversed.amount, payment.amount)) return fault;
  if (auto fault = Foreign("unapplied", reversed.unapplied, currency)) return fault;
  if (auto fault = Differs("unapplied", reversed.unapplied, payment.unapplied)) return fault;
  if (payment.refunded.minor_units == 0 && reversed.refunded == Money{}) return std::nullopt;
  if (auto fault = Foreign("refunded", reversed.refunded, currency)) return fault;
  return Differs("refunded", reversed.refunded, payment.refunded);
}

Fault Books::Misfit(const InvoiceWrittenOff& written_off) const {
  if (ledger_.write_offs.contains(written_off.write_off_id)) {
    return Wrong("write_off_id", written_off.write_off_id, "an id without a write-off");
  }
  return Misplaced(written_off.invoice_id, "amount", written_off.amount);
}

Fault Books::Misfit(const WriteOffReversed& reversed) const {
  const auto known = ledger_.write_offs.find(reversed.write_off_id);
  if (known == ledger_.write_offs.end() || known->second.reversed ||
      known->second.invoice_id != reversed.invoice_id) {
    return Wrong("write_off_id", reversed.write_off_id, "a write-off of the same invoice in force");
  }
  if (auto fault = Misplaced(reversed.invoice_id, "amount", reversed.amount)) return fault;
  return Differs("amount", reversed.amount, known->second.amount);
}

Fault Books::Misfit(const CreditNoteIssued& credit) const {
  if (ledger_.credit_notes.contains(credit.credit_note_id)) {
    return Wrong("credit_note_id", credit.credit_note_id, "an id without a credit note");
  }
  if (auto fault = Misplaced(credit.invoice_id, "amount", credit.amount)) return fault;
  return Miscredited(credit);
}

Fault Books::Misfit(const DisputedMarked& marked) const {
  if (ledger_.invoice_by_dispute.contains(marked.dispute_id)) {
    return Wrong("dispute_id", marked.dispute_id, "an id without a dispute");
  }
  if (auto fault = Misplaced(marked.invoice_id, "marked", marked.marked)) return fault;
  return Misplaced(marked.invoice_id, "claimed", marked.claimed);
}

Fault Books::Misfit(const DisputedReleased& released) const {
  const auto named = ledger_.invoice_by_dispute.find(released.dispute_id);
  const bool known = named != ledger_.invoice_by_dispute.end();
  if (!known || named->second != released.invoice_id || !claims_.contains(released.dispute_id)) {
    return Wrong("dispute_id", released.dispute_id, "a dispute in force of the same invoice");
  }
  return Misplaced(released.invoice_id, "released", released.released);
}

Fault Books::Mispaid(const std::string& payment_id) const {
  if (ledger_.payments.contains(payment_id) && !ledger_.reversals.contains(payment_id)) {
    return std::nullopt;
  }
  return Wrong("payment_id", payment_id, "a payment that stays");
}

Fault Books::Misallocated(const std::string& field,
                          const std::vector<PaymentAllocation>& allocations,
                          const Currency& currency) const {
  const std::string amount = field + ".amount";
  for (const PaymentAllocation& each : allocations) {
    if (auto fault = Foreign(amount, each.amount, currency)) return fault;
    if (each.kind == invoicing::ItemKind::kCharge) {
      if (auto fault = Mischarged(each.item_id, amount.c_str(), each.amount)) return fault;
      continue;
    }
    if (auto fault = Misplaced(each.item_id, amount.c_str(), each.amount)) return fault;
  }
  return std::nullopt;
}

Fault Books::Misnamed(const std::string& invoice_id, Invoice::Status expected) const {
  const Invoice* const invoice = ledger_.Find(invoice_id);
  if (invoice != nullptr && invoice->status == expected) return std::nullopt;
  const bool issued = expected == Invoice::Status::kIssued;
  return Wrong("invoice_id", invoice_id,
               issued ? "an issued invoice" : "an invoice that waits for its number");
}

Fault Books::Misplaced(const std::string& invoice_id, const char* field,
                       const Money& amount) const {
  if (auto fault = Misnamed(invoice_id, Invoice::Status::kIssued)) return fault;
  return Foreign(field, amount, ledger_.Find(invoice_id)->amount.currency);
}

}  // namespace recourse::standalone
