#include "services/invoicing/domain/ledger.h"

#include <algorithm>

#include "libs/base/check.h"
#include "services/invoicing/domain/ledger_rules.h"

namespace recourse::invoicing {

Money Invoice::Claimed() const {
  Money sum{0, amount.currency};
  for (const Claim& claim : claims) {
    if (!claim.released) sum = sum + claim.claimed;
  }
  return sum;
}

Money Invoice::Disputed() const { return DisputedPart(Claimed(), open); }

const Invoice* Ledger::Find(const std::string& invoice_id) const {
  const auto found = invoices.find(invoice_id);
  return found == invoices.end() ? nullptr : &found->second;
}

Expected<const Invoice*, Refusal<LedgerRule>> FindIssued(const std::string& invoice_id,
                                                         const Ledger& ledger) {
  const Invoice* const invoice = ledger.Find(invoice_id);
  if (invoice == nullptr) {
    return Refuse(LedgerRule::kUnknownInvoice, {{"invoice_id", invoice_id}});
  }
  if (invoice->status != Invoice::Status::kIssued) {
    return Refuse(LedgerRule::kInvoiceNotIssued, {{"invoice_id", invoice_id}});
  }
  return invoice;
}

Invoice& Existing(const std::string& invoice_id, Ledger& ledger) {
  const auto found = ledger.invoices.find(invoice_id);
  CHECK(found != ledger.invoices.end());
  return found->second;
}

BrokenRule BrokenByDay(const char* field, Date day, Instant now) {
  const Date latest = LatestDay(now);
  if (day <= latest) return std::nullopt;
  return Refuse(LedgerRule::kDateInFuture, {{field, ToString(day)}, {"latest", ToString(latest)}});
}

BrokenRule BrokenByDay(const char* field, Date day, Date first, Instant now) {
  if (auto broken = BrokenByDay(field, day, now)) return broken;
  if (day >= first) return std::nullopt;
  return Refuse(LedgerRule::kBeforeWhatItChanges,
                {{field, ToString(day)}, {"earliest", ToString(first)}});
}

BrokenRule BrokenByReason(const std::string& reason) {
  if (reason.size() <= kTextBytesMax) return std::nullopt;
  return Refuse(LedgerRule::kReasonTooLong, {{"bytes", std::to_string(reason.size())}});
}

Money DisputedPart(const Money& claimed, const Money& open) {
  const Money none{0, open.currency};
  return std::max(none, std::min(claimed, open));
}

InvoiceBalance BalanceAfter(const std::string& invoice_id, const Invoice& invoice,
                            const Money& cleared, const Money& claimed) {
  const Money open = invoice.open - cleared;
  CHECK(invoice.amount == invoice.paid + invoice.credited + invoice.written_off + cleared + open);
  CHECK(cleared.minor_units == 0 || (open.minor_units >= 0 && open <= invoice.amount));
  return {invoice_id, open, DisputedPart(claimed, open)};
}

void Clear(const std::string& invoice_id, const Money& amount, Money Receivable::*part,
           Ledger& ledger) {
  Invoice& invoice = Existing(invoice_id, ledger);
  invoice.*part = invoice.*part + amount;
  invoice.open = invoice.open - amount;
  if (invoice.open.minor_units <= 0) {
    ledger.open_by_due.erase({invoice.due_date, invoice_id});
  } else if (amount.minor_units < 0) {
    ledger.open_by_due.emplace(invoice.due_date, invoice_id);
  }
}

void ClearPaid(const std::vector<PaymentAllocation>& allocations, Ledger& ledger) {
  for (const PaymentAllocation& allocation : allocations) {
    Clear(allocation.invoice_id, allocation.amount, &Receivable::paid, ledger);
  }
}

Decision<LedgerEvent, LedgerRule> LedgerDecider::Decide(const Command& command,
                                                        const Ledger& ledger, Instant now) {
  return std::visit(
      [&](const auto& asked) {
        if constexpr (requires { invoicing::Decide(asked, ledger, now); }) {
          return invoicing::Decide(asked, ledger, now);
        } else {
          return invoicing::Decide(asked, ledger);
        }
      },
      command);
}

Ledger LedgerDecider::Evolve(Ledger ledger, const Event& event) {
  std::visit([&](const auto& happened) { Apply(happened, ledger); }, event);
  return ledger;
}

}  // namespace recourse::invoicing
