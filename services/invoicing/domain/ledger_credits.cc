#include <algorithm>

#include "services/invoicing/domain/controlled_commands.h"
#include "services/invoicing/domain/credit_division.h"
#include "services/invoicing/domain/differences.h"
#include "services/invoicing/domain/reopening.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

bool IsByAmount(CreditBasis basis) {
  return basis == CreditBasis::kAmount || basis == CreditBasis::kProRata;
}

bool IsSame(const CreditedLine& asked, const CreditedLine& known) {
  const bool as_much = asked.quantity.empty()
                           ? known.quantity.empty() && asked.amount == known.amount
                           : asked.quantity == known.quantity;
  return asked.line == known.line && as_much;
}

Differences DifferencesOf(const IssueCreditNote& asked, const CreditNote& known) {
  const bool is_by_amount = IsByAmount(asked.basis);
  const bool is_same_basis = is_by_amount ? IsByAmount(known.basis) : asked.basis == known.basis;
  Differences differences;
  differences.Shown("invoice", known.invoice_id, asked.invoice_id)
      .Named("basis", is_same_basis)
      .Shown("effective_date", known.effective, asked.effective)
      .Named("reason", asked.reason == known.reason)
      .Shown("dispute", known.dispute_id, asked.dispute_id);
  if (is_by_amount || asked.amount.minor_units != 0) {
    differences.Shown("amount", known.amount, asked.amount);
  }
  if (is_by_amount || !is_same_basis) return differences;
  if (asked.basis == CreditBasis::kTaxes)
    return differences.Named("taxes", asked.taxes == known.taxes);
  return differences.Named(
      "lines",
      std::equal(asked.lines.begin(), asked.lines.end(), known.lines.begin(), known.lines.end(),
                 [](const auto& a, const auto& b) { return IsSame(a, b); }));
}

// What payments must give back for the credit to fit: nothing where as much is open. kMoreThanOpen.
Expected<std::vector<ReleasedPayment>, Refusal<LedgerRule>> ReleasedFor(
    const IssueCreditNote& credit, const Invoice& invoice, const Ledger& ledger) {
  std::vector<ReleasedPayment> released;
  if (credit.amount <= invoice.open) return released;
  const Money creditable = invoice.open + invoice.paid + invoice.discounted;
  if (credit.amount > creditable) {
    return Refuse(kMoreThanOpen, {{"amount", ToString(credit.amount)},
                                  {"open", ToString(invoice.open)},
                                  {"creditable", ToString(creditable)}});
  }
  return LastOf(PaidOf(credit.invoice_id, credit.effective, ledger), credit.amount - invoice.open);
}

}  // namespace

IssueCreditNote Priced(IssueCreditNote credit, const Ledger& ledger) {
  if (IsByAmount(credit.basis) || credit.amount.minor_units != 0) return credit;
  if (const Invoice* const invoice = ledger.Find(credit.invoice_id)) {
    credit.amount = {0, invoice->amount.currency};
    if (const auto made = Divide(credit, *invoice)) credit.amount = made->amount;
  }
  const auto known = ledger.credit_notes.find(credit.credit_note_id);
  if (known != ledger.credit_notes.end()) credit.amount = known->second.amount;
  return credit;
}

LedgerDecision Decide(const IssueCreditNote& credit, const Ledger& ledger, Instant now) {
  const auto known = ledger.credit_notes.find(credit.credit_note_id);
  if (known != ledger.credit_notes.end()) {
    const Differences differences = DifferencesOf(credit, known->second);
    if (differences.none()) return LedgerEvents{};
    return Refuse(kCreditNoteIdReused,
                  differences.With({{"invoice_id", known->second.invoice_id},
                                    {"amount", ToString(known->second.amount)}}));
  }
  const auto found = FindIssued(credit.invoice_id, ledger);
  if (!found) return Unexpected{found.error()};
  const Invoice& invoice = **found;
  const Failure::Values asked{{"amount", ToString(credit.amount)}};
  if (IsByAmount(credit.basis) && credit.amount.minor_units <= 0) {
    return Refuse(kAmountNotPositive, asked);
  }
  const auto parts = Divide(credit, invoice);
  if (!parts) return Unexpected{parts.error()};
  IssueCreditNote made = credit;
  made.amount = parts->amount;
  if (made.amount.minor_units <= 0) {
    return Refuse(kAmountNotPositive, {{"amount", ToString(made.amount)}});
  }
  if (auto broken = BrokenByReduction(made.amount, credit.effective, credit.reason, invoice, now)) {
    return *std::move(broken);
  }
  auto released = ReleasedFor(made, invoice, ledger);
  if (!released) return Unexpected{released.error()};
  if (auto broken = BrokenByLimit(made, ledger)) return *std::move(broken);
  const Money cleared = std::min(made.amount, invoice.open);
  return LedgerEvents{
      CreditNoteIssued{credit.credit_note_id,
                       credit.invoice_id,
                       made.amount,
                       credit.effective,
                       credit.reason,
                       credit.dispute_id,
                       {BalanceAfter(credit.invoice_id, invoice, cleared, invoice.Claimed())},
                       credit.control,
                       credit.basis,
                       parts->lines,
                       parts->taxes,
                       *std::move(released)}};
}

void Apply(const CreditNoteIssued& issued, Ledger& ledger) {
  ledger.credit_notes.emplace(
      issued.credit_note_id, CreditNote{issued.invoice_id, issued.amount, issued.effective,
                                        issued.reason, issued.dispute_id, issued.control,
                                        issued.basis, issued.lines, issued.taxes, issued.released});
  for (const ReleasedPayment& each : issued.released) Release(issued.invoice_id, each, ledger);
  Invoice& invoice = Existing(issued.invoice_id, ledger);
  if (invoice.creditable != nullptr && !issued.taxes.empty()) {
    auto left = std::make_shared<Creditable>(*invoice.creditable);
    Take(issued.lines, issued.taxes, *left);
    invoice.creditable = std::move(left);
  }
  Clear(issued.invoice_id, issued.amount, &Receivable::credited, ledger);
  MoveBase(issued.invoice_id,
           {issued.effective, -issued.amount.minor_units, !issued.dispute_id.empty()}, ledger);
}

}  // namespace recourse::invoicing
