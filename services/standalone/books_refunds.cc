#include "services/standalone/books.h"

// What the ledger's fold could not take of refunds, or would take and be wrong.
namespace recourse::standalone {

using invoicing::RefundCancelled;
using invoicing::RefundFailed;
using invoicing::RefundRequested;
using invoicing::RefundSent;
using invoicing::RefundSourceKind;
using invoicing::RefundState;

Fault Books::Misfit(const RefundRequested& requested) const {
  if (ledger_.refunds.contains(requested.refund_id)) {
    return Wrong("refund_id", requested.refund_id, "an id without a refund");
  }
  const std::string& item_id = requested.source.item_id;
  if (requested.source.kind == RefundSourceKind::kInvoice) {
    return Misplaced(item_id, "amount", requested.amount);
  }
  if (auto fault = Mispaid(item_id)) return fault;
  return Foreign("amount", requested.amount, ledger_.payments.at(item_id).amount.currency);
}

template <class Event>
Fault Books::Misrefunded(const Event& event, RefundState state) const {
  const auto known = ledger_.refunds.find(event.refund_id);
  if (known == ledger_.refunds.end() || known->second.state != state ||
      known->second.source != event.source) {
    return Wrong("refund_id", event.refund_id, "a refund of the same source before this step");
  }
  if (auto fault = Foreign("amount", event.amount, known->second.amount.currency)) return fault;
  return Differs("amount", event.amount, known->second.amount);
}

Fault Books::Misfit(const RefundSent& sent) const {
  return Misrefunded(sent, RefundState::kRequested);
}

Fault Books::Misfit(const RefundFailed& failed) const {
  return Misrefunded(failed, RefundState::kSent);
}

Fault Books::Misfit(const RefundCancelled& cancelled) const {
  return Misrefunded(cancelled, RefundState::kRequested);
}

}  // namespace recourse::standalone
