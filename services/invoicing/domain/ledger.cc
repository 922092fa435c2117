#include "services/invoicing/domain/ledger.h"

#include <algorithm>

#include "libs/base/check.h"
#include "services/invoicing/domain/accrual.h"
#include "services/invoicing/domain/ledger_rules.h"

namespace recourse::invoicing {

void Receivable::Start(const Money& asked) {
  amount = asked;
  paid = credited = set_off = discounted = waived = refunded = written_off =
      open = {0, asked.currency};
}

Money Receivable::Cleared() const {
  return paid + credited + set_off + discounted + waived + refunded + written_off;
}

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
  if (day <= latest) return BrokenByYear(field, day);
  return Refuse(LedgerRule::kDateInFuture, {{field, ToString(day)}, {"latest", ToString(latest)}});
}

BrokenRule BrokenByYear(const char* field, Date day) {
  const int year{date::year_month_day(day).year()};
  if (year >= kYearMin && year <= kYearMax) return std::nullopt;
  return Refuse(LedgerRule::kDateOutOfRange, {{field, ToString(day)}});
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

BrokenRule BrokenByReduction(const Money& amount, Date effective, const std::string& reason,
                             const Invoice& invoice, Instant now) {
  if (amount.currency != invoice.amount.currency) {
    return Refuse(
        LedgerRule::kCurrencyDiffers,
        {{"amount", ToString(amount)}, {"currency", std::string(invoice.amount.currency.code())}});
  }
  if (auto broken = BrokenByDay("effective_date", effective, now)) return broken;
  if (auto broken = BrokenByReason(reason)) return broken;
  if (effective < invoice.issue_date) {
    return Refuse(LedgerRule::kBeforeIssueDate, {{"effective_date", ToString(effective)},
                                                 {"issue_date", ToString(invoice.issue_date)}});
  }
  return std::nullopt;
}

Money DisputedPart(const Money& claimed, const Money& open) {
  const Money none{0, open.currency};
  return std::max(none, std::min(claimed, open));
}

namespace {

// Between nothing and the whole amount, whichever sign it has.
bool IsPartOf(const Money& amount, const Money& open) {
  const Money none{0, amount.currency};
  return std::min(none, amount) <= open && open <= std::max(none, amount);
}

}  // namespace

InvoiceBalance BalanceAfter(const std::string& invoice_id, const Invoice& invoice,
                            const Money& cleared, const Money& claimed) {
  const Money open = invoice.open - cleared;
  CHECK(invoice.amount == invoice.Cleared() + cleared + open);
  CHECK(cleared.minor_units == 0 || IsPartOf(invoice.amount, open));
  return {invoice_id, open, DisputedPart(claimed, open)};
}

void KeepOrder(const std::string& invoice_id, const Invoice& invoice, Ledger& ledger) {
  if (invoice.open.minor_units > 0 || invoice.open_charges > 0) {
    ledger.open_by_due.emplace(invoice.DueDay(), invoice_id);
  } else {
    ledger.open_by_due.erase({invoice.DueDay(), invoice_id});
  }
}

namespace {

// So much more of the charge is open, or less.
void OpenCharge(const std::string& charge_id, const Money& more, Ledger& ledger) {
  Charge& charge = ExistingCharge(charge_id, ledger);
  const bool was_open = charge.open.minor_units > 0;
  charge.open = charge.open + more;
  const bool is_open = charge.open.minor_units > 0;
  if (was_open == is_open) return;
  Invoice& invoice = Existing(charge.invoice_id, ledger);
  invoice.open_charges += is_open ? 1 : -1;
  KeepOrder(charge.invoice_id, invoice, ledger);
}

}  // namespace

void Clear(const std::string& invoice_id, const Money& amount, Money Receivable::*part,
           Ledger& ledger) {
  Invoice& invoice = Existing(invoice_id, ledger);
  invoice.*part = invoice.*part + amount;
  invoice.open = invoice.open - amount;
  if (invoice.open.minor_units <= 0 || amount.minor_units < 0) {
    KeepOrder(invoice_id, invoice, ledger);
  }
}

void ClearCharge(const std::string& charge_id, const Money& amount, Money Receivable::*part,
                 Ledger& ledger) {
  Charge& charge = ExistingCharge(charge_id, ledger);
  charge.*part = charge.*part + amount;
  OpenCharge(charge_id, -amount, ledger);
}
void ChangeCharge(const std::string& charge_id, const Money& change, Ledger& ledger) {
  Charge& charge = ExistingCharge(charge_id, ledger);
  charge.amount = charge.amount + change;
  OpenCharge(charge_id, change, ledger);
}

void ClearPaid(const std::string& payment_id, const std::vector<PaymentAllocation>& allocations,
               Ledger& ledger) {
  for (const auto& [item_id, amount, effective, kind] : allocations) {
    if (kind == ItemKind::kCharge) {
      ClearCharge(item_id, amount, &Receivable::paid, ledger);
      ExistingCharge(item_id, ledger).paid_by.push_back({payment_id, amount, effective});
    } else {
      Clear(item_id, amount, &Receivable::paid, ledger);
      MoveBase(item_id, {effective, -amount.minor_units}, ledger);
    }
  }
}

void MoveBase(const std::string& invoice_id, const BaseMovement& movement, Ledger& ledger) {
  Existing(invoice_id, ledger).movements.push_back(movement);
}

Expected<const Charge*, Refusal<LedgerRule>> FindCharge(const std::string& charge_id,
                                                        const Ledger& ledger) {
  const auto found = ledger.charges.find(charge_id);
  if (found == ledger.charges.end()) {
    return Refuse(LedgerRule::kUnknownCharge, {{"charge_id", charge_id}});
  }
  return &found->second;
}

Charge& ExistingCharge(const std::string& charge_id, Ledger& ledger) {
  const auto found = ledger.charges.find(charge_id);
  CHECK(found != ledger.charges.end());
  return found->second;
}

Decision<LedgerEvent, LedgerRule> LedgerDecider::Decide(const Command& command,
                                                        const Ledger& ledger, Instant now) {
  auto decision = std::visit(
      [&](const auto& asked) {
        if constexpr (requires { invoicing::Decide(asked, ledger, now); }) {
          return invoicing::Decide(asked, ledger, now);
        } else {
          return invoicing::Decide(asked, ledger);
        }
      },
      command);
  if (!decision || decision->empty() || ledger.interest_bearing.empty()) return decision;
  return WithCorrections(*std::move(decision), ledger);
}

Ledger LedgerDecider::Evolve(Ledger ledger, const Event& event) {
  std::visit([&](const auto& happened) { Apply(happened, ledger); }, event);
  return ledger;
}

}  // namespace recourse::invoicing
