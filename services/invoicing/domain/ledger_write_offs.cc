#include "services/invoicing/domain/allocation.h"
#include "services/invoicing/domain/differences.h"
#include "services/invoicing/domain/ledger_rules.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

Differences DifferencesOf(const WriteOffInvoice& asked, const WriteOff& known) {
  return Differences()
      .Shown("invoice", known.invoice_id, asked.invoice_id)
      .Shown("amount", known.amount, asked.amount)
      .Shown("effective_date", known.effective, asked.effective)
      .Named("reason", asked.reason == known.reason);
}

}  // namespace

LedgerDecision Decide(const WriteOffInvoice& write_off, const Ledger& ledger, Instant now) {
  const auto known = ledger.write_offs.find(write_off.write_off_id);
  if (known != ledger.write_offs.end()) {
    const Differences differences = DifferencesOf(write_off, known->second);
    if (differences.none()) return LedgerEvents{};
    return Refuse(kWriteOffIdReused,
                  differences.With({{"invoice_id", known->second.invoice_id},
                                    {"amount", ToString(known->second.amount)}}));
  }
  const auto found = FindIssued(write_off.invoice_id, ledger);
  if (!found) return Unexpected{found.error()};
  const Invoice& invoice = **found;
  if (auto broken = BrokenByAmount("amount", write_off.amount)) return *std::move(broken);
  if (auto broken = BrokenByReduction(write_off.amount, write_off.effective, write_off.reason,
                                      invoice, now)) {
    return *std::move(broken);
  }
  if (write_off.amount > invoice.open) {
    return Refuse(kMoreThanOpen,
                  {{"amount", ToString(write_off.amount)}, {"open", ToString(invoice.open)}});
  }
  if (auto broken = BrokenByLimit(write_off, ledger)) return *std::move(broken);
  return LedgerEvents{InvoiceWrittenOff{
      write_off.write_off_id,
      write_off.invoice_id,
      write_off.amount,
      write_off.effective,
      write_off.reason,
      {BalanceAfter(write_off.invoice_id, invoice, write_off.amount, invoice.Claimed())},
      write_off.control}};
}

LedgerDecision Decide(const ReverseWriteOff& reversal, const Ledger& ledger, Instant now) {
  const Failure::Values named{{"write_off_id", reversal.write_off_id}};
  const auto found = ledger.write_offs.find(reversal.write_off_id);
  if (found == ledger.write_offs.end()) return Refuse(kUnknownWriteOff, named);
  const WriteOff& known = found->second;
  if (known.reversed) {
    if (*known.reversed == reversal) return LedgerEvents{};
    return Refuse(kReversedOtherwise, {{"write_off_id", reversal.write_off_id},
                                       {"effective_date", ToString(known.reversed->effective)}});
  }
  if (auto broken = BrokenByDay("effective_date", reversal.effective, known.effective, now)) {
    return *std::move(broken);
  }
  if (auto broken = BrokenByReason(reversal.reason)) return *std::move(broken);
  const Invoice& invoice = *ledger.Find(known.invoice_id);
  return LedgerEvents{WriteOffReversed{
      reversal.write_off_id,
      known.invoice_id,
      known.amount,
      reversal.effective,
      reversal.reason,
      {BalanceAfter(known.invoice_id, invoice, -known.amount, invoice.Claimed())}}};
}

void Apply(const InvoiceWrittenOff& written_off, Ledger& ledger) {
  ledger.write_offs.emplace(
      written_off.write_off_id,
      WriteOff{written_off.invoice_id, written_off.amount, written_off.effective,
               written_off.reason, std::nullopt, written_off.control});
  Clear(written_off.invoice_id, written_off.amount, &Receivable::written_off, ledger);
}

void Apply(const WriteOffReversed& reversed, Ledger& ledger) {
  ledger.write_offs.at(reversed.write_off_id).reversed =
      ReverseWriteOff{reversed.write_off_id, reversed.effective, reversed.reason};
  Clear(reversed.invoice_id, -reversed.amount, &Receivable::written_off, ledger);
}

}  // namespace recourse::invoicing
