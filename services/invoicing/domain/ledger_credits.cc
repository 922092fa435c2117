#include "services/invoicing/domain/ledger_rules.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

bool IsSame(const IssueCreditNote& asked, const CreditNote& known) {
  return asked.invoice_id == known.invoice_id && asked.amount == known.amount &&
         asked.effective == known.effective && asked.reason == known.reason &&
         asked.dispute_id == known.dispute_id;
}

}  // namespace

LedgerDecision Decide(const IssueCreditNote& credit, const Ledger& ledger, Instant now) {
  const auto known = ledger.credit_notes.find(credit.credit_note_id);
  if (known != ledger.credit_notes.end()) {
    if (IsSame(credit, known->second)) return LedgerEvents{};
    return Refuse(kCreditNoteIdReused, {{"invoice_id", known->second.invoice_id},
                                        {"amount", ToString(known->second.amount)}});
  }
  const auto found = FindIssued(credit.invoice_id, ledger);
  if (!found) return Unexpected{found.error()};
  const Invoice& invoice = **found;
  if (credit.amount.minor_units <= 0) {
    return Refuse(kAmountNotPositive, {{"amount", ToString(credit.amount)}});
  }
  if (auto broken =
          BrokenByReduction(credit.amount, credit.effective, credit.reason, invoice, now)) {
    return *std::move(broken);
  }
  if (auto broken = BrokenByLimit(credit, ledger)) return *std::move(broken);
  return LedgerEvents{
      CreditNoteIssued{credit.credit_note_id,
                       credit.invoice_id,
                       credit.amount,
                       credit.effective,
                       credit.reason,
                       credit.dispute_id,
                       {BalanceAfter(credit.invoice_id, invoice, credit.amount, invoice.Claimed())},
                       credit.control}};
}

void Apply(const CreditNoteIssued& issued, Ledger& ledger) {
  ledger.credit_notes.emplace(issued.credit_note_id,
                              CreditNote{issued.invoice_id, issued.amount, issued.effective,
                                         issued.reason, issued.dispute_id, issued.control});
  Clear(issued.invoice_id, issued.amount, &Receivable::credited, ledger);
  MoveBase(issued.invoice_id,
           {issued.effective, -issued.amount.minor_units, !issued.dispute_id.empty()}, ledger);
}

}  // namespace recourse::invoicing
