#include "services/invoicing/domain/excerpt.h"

namespace recourse::invoicing {
namespace {

// Copies what is there of one id.
template <class Map>
bool Take(const Map& from, const std::string& id, Map& into) {
  const auto found = from.find(id);
  return found != from.end() && into.emplace(id, found->second).second;
}

void TakePayment(const Ledger& ledger, const std::string& payment_id, Ledger& excerpt) {
  Take(ledger.payments, payment_id, excerpt.payments);
  Take(ledger.reversals, payment_id, excerpt.reversals);
  Take(ledger.discounts, payment_id, excerpt.discounts);
  Take(ledger.conversions, payment_id, excerpt.conversions);
}

// With its charges, and whoever paid them: a correction may give something back.
void TakeInvoice(const Ledger& ledger, const std::string& invoice_id, Ledger& excerpt) {
  if (!Take(ledger.invoices, invoice_id, excerpt.invoices)) return;
  for (const std::string& charge_id : ledger.Find(invoice_id)->charges) {
    Take(ledger.charges, charge_id, excerpt.charges);
    for (const ChargePayment& paid : ledger.charges.at(charge_id).paid_by) {
      TakePayment(ledger, paid.payment_id, excerpt);
    }
  }
}

void TakeCharge(const Ledger& ledger, const std::string& charge_id, Ledger& excerpt) {
  const auto charge = ledger.charges.find(charge_id);
  if (charge != ledger.charges.end()) TakeInvoice(ledger, charge->second.invoice_id, excerpt);
}

// Frozen days are those of all invoices.
template <class Event>
constexpr bool kTouchesAllInterest =
    std::is_same_v<Event, ChargesFrozen> || std::is_same_v<Event, ChargesUnfrozen>;

template <class Event>
void TakeTouched(const Event& event, const Ledger& ledger, Ledger& excerpt) {
  if constexpr (requires { event.invoice_id; }) TakeInvoice(ledger, event.invoice_id, excerpt);
  if constexpr (requires { event.balances; }) {
    for (const auto& balance : event.balances) TakeInvoice(ledger, balance.invoice_id, excerpt);
  }
  if constexpr (requires { event.charge_balances; }) {
    for (const auto& balance : event.charge_balances) {
      TakeCharge(ledger, balance.charge_id, excerpt);
    }
  }
  if constexpr (std::is_same_v<Event, CreditNoteIssued>) {
    for (const auto& released : event.released) TakePayment(ledger, released.payment_id, excerpt);
  }
  if constexpr (requires { event.payment_id; }) TakePayment(ledger, event.payment_id, excerpt);
  if constexpr (requires { event.conversion_id; }) {
    TakePayment(ledger, event.conversion_id, excerpt);
    TakePayment(ledger, event.from_payment_id, excerpt);
  }
  if constexpr (requires { event.refund_id; }) {
    Take(ledger.refunds, event.refund_id, excerpt.refunds);
    if (event.source.kind == RefundSourceKind::kPayment) {
      TakePayment(ledger, event.source.item_id, excerpt);
    } else {
      TakeInvoice(ledger, event.source.item_id, excerpt);
    }
  }
  if constexpr (kTouchesAllInterest<Event>) {
    for (const std::string& each : ledger.interest_bearing) TakeInvoice(ledger, each, excerpt);
  }
  if constexpr (requires { event.waiver_id; }) {
    Take(ledger.waivers, event.waiver_id, excerpt.waivers);
  }
  if constexpr (requires { event.write_off_id; }) {
    Take(ledger.write_offs, event.write_off_id, excerpt.write_offs);
  }
  if constexpr (requires { event.set_off_id; }) {
    Take(ledger.set_offs, event.set_off_id, excerpt.set_offs);
  }
}

}  // namespace

Ledger ExcerptAfter(const Ledger& ledger, std::span<const LedgerEvent> events) {
  Ledger excerpt;
  excerpt.freezes = ledger.freezes;
  for (const LedgerEvent& event : events) {
    std::visit([&](const auto& happened) { TakeTouched(happened, ledger, excerpt); }, event);
  }
  for (const LedgerEvent& event : events) {
    excerpt = LedgerDecider::Evolve(std::move(excerpt), event);
  }
  return excerpt;
}

}  // namespace recourse::invoicing
