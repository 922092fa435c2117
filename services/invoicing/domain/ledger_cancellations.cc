#include "services/invoicing/domain/ledger_rules.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

// What must be taken back before the invoice can be cancelled.
BrokenRule BrokenByWhatStands(const Invoice& invoice) {
  if (invoice.amount.minor_units < 0) {
    return Refuse(kNotCancellable, {{"amount", ToString(invoice.amount)}});
  }
  const std::pair<const char*, const Money&> parts[] = {{"paid", invoice.paid},
                                                        {"set_off", invoice.set_off},
                                                        {"discounted", invoice.discounted},
                                                        {"written_off", invoice.written_off}};
  for (const auto& [name, amount] : parts) {
    if (amount.minor_units != 0) return Refuse(kNotCancellable, {{name, ToString(amount)}});
  }
  const Money claimed = invoice.Claimed();
  if (claimed.minor_units != 0) return Refuse(kNotCancellable, {{"claimed", ToString(claimed)}});
  return std::nullopt;
}

bool IsSame(const CancelInvoice& asked, const Cancellation& known) {
  return known.replaced_by.empty() && asked.effective == known.effective &&
         asked.reason == known.reason &&
         (known.credit_note_id.empty() || asked.credit_note_id == known.credit_note_id);
}

}  // namespace

LedgerDecision Decide(const CancelInvoice& cancel, const Ledger& ledger, Instant now) {
  const auto found = FindIssued(cancel.invoice_id, ledger);
  if (!found) return Unexpected{found.error()};
  const Invoice& invoice = **found;
  if (invoice.cancelled) {
    if (IsSame(cancel, *invoice.cancelled)) return LedgerEvents{};
    return Refuse(kCancelledOtherwise, {{"effective_date", ToString(invoice.cancelled->effective)},
                                        {"replaced_by", invoice.cancelled->replaced_by}});
  }
  if (auto broken = BrokenByWhatStands(invoice)) return *std::move(broken);
  if (auto broken = BrokenByDay("effective_date", cancel.effective, invoice.issue_date, now)) {
    return *std::move(broken);
  }
  if (auto broken = BrokenByReason(cancel.reason)) return *std::move(broken);
  InvoiceCancelled cancelled{cancel.invoice_id, cancel.effective, cancel.reason, "", ""};
  if (invoice.open.minor_units == 0) return LedgerEvents{cancelled};

  const auto known = ledger.credit_notes.find(cancel.credit_note_id);
  if (known != ledger.credit_notes.end()) {
    return Refuse(kCreditNoteIdReused, {{"invoice_id", known->second.invoice_id},
                                        {"amount", ToString(known->second.amount)}});
  }
  IssueCreditNote credit{cancel.credit_note_id, cancel.invoice_id,  {0, invoice.amount.currency},
                         cancel.effective,      cancel.reason,      "",
                         cancel.control,        CreditBasis::kWhole};
  auto credited = Decide(credit, ledger, now);
  if (!credited) return credited;
  cancelled.credit_note_id = cancel.credit_note_id;
  credited->emplace_back(cancelled);
  return credited;
}

void Apply(const InvoiceCancelled& cancelled, Ledger& ledger) {
  Existing(cancelled.invoice_id, ledger).cancelled =
      std::make_shared<const Cancellation>(Cancellation{
          cancelled.effective, cancelled.reason, cancelled.credit_note_id, cancelled.replaced_by});
}

}  // namespace recourse::invoicing
