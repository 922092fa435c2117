#include <algorithm>

#include "services/invoicing/domain/allocation.h"
#include "services/invoicing/domain/differences.h"
#include "services/invoicing/domain/ledger_rules.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

Differences DifferencesOf(const SetOffInvoice& asked, const SetOff& known) {
  return Differences()
      .Shown("invoice", known.invoice_id, asked.invoice_id)
      .Shown("effective_date", known.effective, asked.effective)
      .Named("designations", asked.designations == known.designations);
}

BrokenRule BrokenByDesignation(std::size_t index, const SetOffDesignation& designation,
                               const Money& left, const Ledger& ledger) {
  const std::string field = "designations[" + std::to_string(index) + "].amount";
  const auto found = FindIssued(designation.invoice_id, ledger);
  if (!found) return Unexpected{found.error()};
  if (auto broken = BrokenByAmount(field, designation.amount)) return broken;
  const Money& open = (*found)->open;
  if (designation.amount.currency != left.currency || open.currency != left.currency) {
    return Refuse(kCurrencyDiffers, {{field, ToString(designation.amount)},
                                     {"invoice_id", designation.invoice_id},
                                     {"currency", std::string(left.currency.code())}});
  }
  if (designation.amount > open) {
    return Refuse(kMoreThanOpen, {{field, ToString(designation.amount)},
                                  {"invoice_id", designation.invoice_id},
                                  {"open", ToString(open)}});
  }
  return std::nullopt;
}

// `left`: what is open in the customer's favour, as a positive amount.
BrokenRule BrokenByDesignations(const std::vector<SetOffDesignation>& designations,
                                const Money& left, const Ledger& ledger) {
  if (designations.size() > kDesignationsMax) {
    return Refuse(kTooManyDesignations, {{"designations", std::to_string(designations.size())}});
  }
  Money designated{0, left.currency};
  for (auto at = designations.begin(); at != designations.end(); ++at) {
    const auto index = static_cast<std::size_t>(at - designations.begin());
    if (auto broken = BrokenByDesignation(index, *at, left, ledger)) return broken;
    const bool again = std::any_of(designations.begin(), at, [&](const auto& earlier) {
      return earlier.invoice_id == at->invoice_id;
    });
    if (again) return Refuse(kDesignatedTwice, {{"invoice_id", at->invoice_id}});
    designated = designated + at->amount;
  }
  if (designated > left) {
    return Refuse(kMoreThanInFavour,
                  {{"designated", ToString(designated)}, {"in_favour", ToString(left)}});
  }
  return std::nullopt;
}

// Spreads what is in the customer's favour over invoices that are owed.
class Clearing {
 public:
  Clearing(const Money& left, Date effective, const Ledger& ledger)
      : ledger_(ledger), effective_(effective), left_(left) {}

  void ClearDesignated(const std::vector<SetOffDesignation>& designations) {
    for (const auto& [invoice_id, amount] : designations) Add(invoice_id, amount);
  }

  // Those of these numbers, as far as they are invoices of this account.
  void ClearPreceding(const std::vector<std::string>& numbers) {
    for (const std::string& number : numbers) {
      const auto found = ledger_.invoice_by_number.find(number);
      if (found != ledger_.invoice_by_number.end()) ClearUndisputed(found->second);
    }
  }

  void ClearOldestDue() {
    for (const auto& [due, invoice_id] : ledger_.open_by_due) {
      if (left_.minor_units == 0 || cleared_.size() >= kAllocationsMax) return;
      ClearUndisputed(invoice_id);
    }
  }

  const Money& left() const { return left_; }
  std::vector<SetOffPart> Finish() && { return std::move(cleared_); }

 private:
  void ClearUndisputed(const std::string& invoice_id) {
    const Invoice& invoice = *ledger_.Find(invoice_id);
    if (invoice.status != Invoice::Status::kIssued) return;
    if (invoice.open.currency != left_.currency || IsCleared(invoice_id)) return;
    Add(invoice_id, std::min(left_, invoice.open - invoice.Disputed()));
  }

  bool IsCleared(const std::string& invoice_id) const {
    return std::any_of(cleared_.begin(), cleared_.end(),
                       [&](const SetOffPart& part) { return part.invoice_id == invoice_id; });
  }

  void Add(const std::string& invoice_id, const Money& amount) {
    if (amount.minor_units <= 0) return;
    const Date first = ledger_.Find(invoice_id)->issue_date;
    cleared_.push_back({invoice_id, amount, std::max(effective_, first)});
    left_ = left_ - amount;
  }

  const Ledger& ledger_;
  const Date effective_;
  Money left_;
  std::vector<SetOffPart> cleared_;
};

// The balances once `sign` times the parts are cleared of both sides.
std::vector<InvoiceBalance> BalancesAfter(const std::string& invoice_id, const Money& amount,
                                          const std::vector<SetOffPart>& parts, int sign,
                                          const Ledger& ledger) {
  const auto after = [&](const std::string& id, const Money& cleared) {
    const Invoice& invoice = *ledger.Find(id);
    return BalanceAfter(id, invoice, sign > 0 ? cleared : -cleared, invoice.Claimed());
  };
  std::vector<InvoiceBalance> balances{after(invoice_id, -amount)};
  for (const SetOffPart& part : parts) balances.push_back(after(part.invoice_id, part.amount));
  return balances;
}

// `amount` of what was owed is cleared, or open again where it is negative.
void ClearPart(const SetOffPart& part, const Money& amount, Ledger& ledger) {
  Clear(part.invoice_id, amount, &Receivable::set_off, ledger);
  MoveBase(part.invoice_id, {part.effective, -amount.minor_units}, ledger);
}

}  // namespace

LedgerDecision Decide(const SetOffInvoice& set_off, const Ledger& ledger, Instant now) {
  const auto known = ledger.set_offs.find(set_off.set_off_id);
  if (known != ledger.set_offs.end()) {
    const Differences differences = DifferencesOf(set_off, known->second);
    if (differences.none()) return LedgerEvents{};
    return Refuse(kSetOffIdReused, differences.With({{"invoice_id", known->second.invoice_id},
                                                     {"amount", ToString(known->second.amount)}}));
  }
  const auto found = FindIssued(set_off.invoice_id, ledger);
  if (!found) return Unexpected{found.error()};
  const Invoice& invoice = **found;
  if (invoice.open.minor_units >= 0) {
    return Refuse(kNothingInFavour,
                  {{"invoice_id", set_off.invoice_id}, {"open", ToString(invoice.open)}});
  }
  if (auto broken = BrokenByDay("effective_date", set_off.effective, now)) {
    return *std::move(broken);
  }
  if (set_off.effective < invoice.issue_date) {
    return Refuse(kBeforeIssueDate, {{"effective_date", ToString(set_off.effective)},
                                     {"issue_date", ToString(invoice.issue_date)}});
  }
  const Money in_favour = -invoice.open;
  if (auto broken = BrokenByDesignations(set_off.designations, in_favour, ledger)) {
    return *std::move(broken);
  }
  Clearing clearing(in_favour, set_off.effective, ledger);
  clearing.ClearDesignated(set_off.designations);
  if (set_off.designations.empty()) {
    clearing.ClearPreceding(invoice.preceding);
    clearing.ClearOldestDue();
  }
  const Money amount = in_favour - clearing.left();
  if (amount.minor_units == 0) return Refuse(kNothingToClear, {{"open", ToString(invoice.open)}});
  ItemsSetOff event{set_off.set_off_id,   set_off.invoice_id,           amount, set_off.effective,
                    set_off.designations, std::move(clearing).Finish(), {}};
  event.balances = BalancesAfter(event.invoice_id, amount, event.cleared, 1, ledger);
  return LedgerEvents{std::move(event)};
}

LedgerDecision Decide(const ReverseSetOff& reversal, const Ledger& ledger, Instant now) {
  const auto found = ledger.set_offs.find(reversal.set_off_id);
  if (found == ledger.set_offs.end()) {
    return Refuse(kUnknownSetOff, {{"set_off_id", reversal.set_off_id}});
  }
  const SetOff& known = found->second;
  if (known.reversed) {
    if (*known.reversed == reversal) return LedgerEvents{};
    return Refuse(kReversedOtherwise, {{"set_off_id", reversal.set_off_id},
                                       {"effective_date", ToString(known.reversed->effective)}});
  }
  if (auto broken = BrokenByDay("effective_date", reversal.effective, known.effective, now)) {
    return *std::move(broken);
  }
  if (auto broken = BrokenByReason(reversal.reason)) return *std::move(broken);
  SetOffReversed event{reversal.set_off_id,
                       known.invoice_id,
                       known.amount,
                       reversal.effective,
                       reversal.reason,
                       known.cleared,
                       {}};
  for (SetOffPart& part : event.reopened) {
    part.effective = std::max(part.effective, reversal.effective);
  }
  event.balances = BalancesAfter(event.invoice_id, event.amount, event.reopened, -1, ledger);
  return LedgerEvents{std::move(event)};
}

void Apply(const ItemsSetOff& set_off, Ledger& ledger) {
  ledger.set_offs.emplace(set_off.set_off_id,
                          SetOff{set_off.invoice_id, set_off.amount, set_off.effective,
                                 set_off.designations, set_off.cleared, std::nullopt});
  Clear(set_off.invoice_id, -set_off.amount, &Receivable::set_off, ledger);
  for (const SetOffPart& part : set_off.cleared) ClearPart(part, part.amount, ledger);
}

void Apply(const SetOffReversed& reversed, Ledger& ledger) {
  ledger.set_offs.at(reversed.set_off_id).reversed =
      ReverseSetOff{reversed.set_off_id, reversed.effective, reversed.reason};
  Clear(reversed.invoice_id, reversed.amount, &Receivable::set_off, ledger);
  for (const SetOffPart& part : reversed.reopened) ClearPart(part, -part.amount, ledger);
}

}  // namespace recourse::invoicing
