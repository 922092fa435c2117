#include "services/invoicing/domain/accrual.h"

#include <algorithm>
#include <map>

#include "libs/base/check.h"
#include "services/invoicing/domain/excerpt.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

// What is lacking where the total fell below what was cleared of the charge: first nothing is
// waived any more, then payments get back what they had cleared, the last first.
void GiveBack(const Charge& charge, InterestAssessed& assessed) {
  Money excess = -(charge.open + assessed.change);
  if (excess.minor_units <= 0) return;
  assessed.unwaived = std::min(excess, charge.waived);
  assessed.unwaived_on = charge.waived_on;
  excess = excess - assessed.unwaived;
  for (auto paid = charge.paid_by.rbegin(); excess.minor_units > 0; ++paid) {
    CHECK(paid != charge.paid_by.rend());
    const Money part = std::min(excess, paid->amount);
    assessed.released.push_back({paid->payment_id, part, paid->effective});
    excess = excess - part;
  }
}

// Nothing if what is charged is what is owed.
using Correction = std::optional<InterestAssessed>;

Expected<Correction, Refusal<LedgerRule>> CorrectionOf(const std::string& charge_id,
                                                       const Charge& charge, const Invoice& invoice,
                                                       const ChargeFreezes& freezes) {
  const InterestAccrual& accrual = *charge.interest;
  const auto interest = Accrue(invoice, charge.kind, accrual, freezes);
  if (!interest) return Unexpected{interest.error()};
  auto segments = SegmentsOf(*interest);
  if (segments == accrual.segments) return Correction();
  const Money none{0, charge.amount.currency};
  InterestAssessed assessed{.charge_id = charge_id,
                            .invoice_id = charge.invoice_id,
                            .kind = charge.kind,
                            .entitlement = charge.entitlement,
                            .terms = accrual.terms,
                            .table = accrual.table,
                            .from = accrual.from,
                            .through = accrual.through,
                            .segments = std::move(segments),
                            .total = interest->total,
                            .change = interest->total - charge.amount,
                            .corrected = true,
                            .unwaived = none,
                            .unwaived_on = {},
                            .released = {},
                            .charge_balances = {}};
  GiveBack(charge, assessed);
  Money open = charge.open + assessed.change + assessed.unwaived;
  for (const ChargePayment& released : assessed.released) open = open + released.amount;
  assessed.charge_balances = {{charge_id, open}};
  return Correction(std::move(assessed));
}

template <class Event>
constexpr bool kMovesBases =
    std::is_same_v<Event, PaymentRecorded> || std::is_same_v<Event, PaymentApplied> ||
    std::is_same_v<Event, PaymentReversed> || std::is_same_v<Event, CreditNoteIssued> ||
    std::is_same_v<Event, ConversionReversed> || std::is_same_v<Event, ItemsSetOff> ||
    std::is_same_v<Event, SetOffReversed> || std::is_same_v<Event, DisputedMarked> ||
    std::is_same_v<Event, DisputedReleased> || std::is_same_v<Event, DiscountTaken> ||
    std::is_same_v<Event, DiscountReversed>;
template <class Event>
constexpr bool kMovesFrozenDays =
    std::is_same_v<Event, ChargesFrozen> || std::is_same_v<Event, ChargesUnfrozen>;
template <class Event>
constexpr bool kMovesDays =
    std::is_same_v<Event, DueDateExtended> || std::is_same_v<Event, DueDateExtensionRevoked> ||
    std::is_same_v<Event, InvoiceCancelled>;

// The invoices whose base, whose days of default or whose frozen days an event moves, and that bear
// interest.
std::vector<std::string> BearingMoved(const LedgerEvent& event, const Ledger& ledger) {
  std::vector<std::string> moved = std::visit(
      [&](const auto& happened) -> std::vector<std::string> {
        using Event = std::decay_t<decltype(happened)>;
        std::vector<std::string> ids;
        if constexpr (kMovesBases<Event>) {
          for (const InvoiceBalance& balance : happened.balances) ids.push_back(balance.invoice_id);
        } else if constexpr (kMovesDays<Event>) {
          ids.push_back(happened.invoice_id);
        } else if constexpr (kMovesFrozenDays<Event>) {
          ids.assign(ledger.interest_bearing.begin(), ledger.interest_bearing.end());
        }
        return ids;
      },
      event);
  std::erase_if(moved,
                [&](const std::string& id) { return !ledger.interest_bearing.contains(id); });
  return moved;
}

// Of the last of the events that a command has led to so far.
Expected<LedgerEvents, Refusal<LedgerRule>> CorrectionsOf(std::span<const LedgerEvent> events,
                                                          const Ledger& ledger) {
  const std::vector<std::string> bearing = BearingMoved(events.back(), ledger);
  if (bearing.empty()) return LedgerEvents{};
  const Ledger after = ExcerptAfter(ledger, events);
  LedgerEvents corrections;
  for (const std::string& invoice_id : bearing) {
    const Invoice& invoice = *after.Find(invoice_id);
    for (const std::string& charge_id : invoice.charges) {
      const Charge& charge = after.charges.at(charge_id);
      if (!charge.interest) continue;
      auto correction = CorrectionOf(charge_id, charge, invoice, after.freezes);
      if (!correction) return Unexpected{correction.error()};
      if (*correction) corrections.emplace_back(**std::move(correction));
    }
  }
  return corrections;
}

}  // namespace

std::vector<BaseFrom> BasesOf(const Invoice& invoice) {
  if (invoice.cancelled) return {{invoice.issue_date, {0, invoice.amount.currency}}};
  std::map<Date, std::int64_t> changes;
  changes[invoice.issue_date] = invoice.amount.minor_units - invoice.Claimed().minor_units;
  for (const auto& [effective, minor_units, conceded] : invoice.movements) {
    changes[conceded ? invoice.issue_date : effective + Days(1)] += minor_units;
  }
  std::vector<BaseFrom> bases;
  std::int64_t owed = 0;
  for (const auto& [from, change] : changes) {
    owed += change;
    bases.push_back({from, {std::max<std::int64_t>(0, owed), invoice.amount.currency}});
  }
  return bases;
}

Money BaseOn(const Invoice& invoice, Date day) {
  Money base{0, invoice.amount.currency};
  for (const BaseFrom& each : BasesOf(invoice)) {
    if (each.from <= day) base = each.base;
  }
  return base;
}

std::vector<FrozenDays> FrozenOf(const Invoice& invoice, ChargeKind kind,
                                 const ChargeFreezes& freezes) {
  std::vector<FrozenDays> frozen;
  for (const auto& [circumstance_id, freeze] : freezes) {
    if (freeze.arisen_before && invoice.issue_date >= freeze.from) continue;
    if (std::find(freeze.kinds.begin(), freeze.kinds.end(), kind) == freeze.kinds.end()) continue;
    frozen.push_back({freeze.from, freeze.through});
  }
  return frozen;
}

Unexpected<Refusal<LedgerRule>> NotComputed(const Failure& why) {
  Failure::Values values{{"reason", why.reason}};
  values.insert(values.end(), why.values.begin(), why.values.end());
  return Refuse(kNotComputed, std::move(values));
}

Expected<Interest, Refusal<LedgerRule>> Accrue(const Invoice& invoice, ChargeKind kind,
                                               const InterestAccrual& accrual,
                                               const ChargeFreezes& freezes) {
  Date first = accrual.from;
  if (kind == ChargeKind::kLateInterest) {
    first = std::max(first, invoice.InterestStart().value_or(first));
  }
  calendar::RateTables tables;
  if (accrual.table) tables.emplace(accrual.table->name(), *accrual.table);
  const auto bases = WithoutFrozen(BasesOf(invoice), FrozenOf(invoice, kind, freezes));
  auto interest = ComputeInterest(accrual.terms, tables, bases, {first, accrual.through});
  if (!interest) return NotComputed(interest.error());
  for (const InterestSegment& segment : interest->segments) {
    if (segment.rate.millionths >= 0) continue;
    return Unexpected{Refusal<LedgerRule>{kNotComputed,
                                          {{"reason", "RATE_NEGATIVE"},
                                           {"rate", ToPercent(segment.rate)},
                                           {"day", ToString(segment.from)}}}};
  }
  return *std::move(interest);
}

std::vector<ChargeSegment> SegmentsOf(const Interest& interest) {
  std::vector<ChargeSegment> segments;
  for (const InterestSegment& each : interest.segments) {
    segments.push_back({each.from, each.to, each.days, each.rate, each.table, each.version,
                        each.base, ToString(each.compounded), ToString(each.time),
                        ToString(each.exact), each.amount});
  }
  return segments;
}

LedgerDecision WithCorrections(LedgerEvents events, const Ledger& ledger) {
  LedgerEvents all;
  for (LedgerEvent& event : events) {
    all.push_back(std::move(event));
    auto corrections = CorrectionsOf(all, ledger);
    if (!corrections) return Unexpected{corrections.error()};
    for (LedgerEvent& correction : *corrections) all.push_back(std::move(correction));
  }
  return all;
}

}  // namespace recourse::invoicing
