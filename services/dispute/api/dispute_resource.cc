#include "services/dispute/api/dispute_resource.h"

#include "libs/wire/convert.h"
#include "services/dispute/codec/claim_wire.h"

namespace recourse::dispute {
namespace {

v1::PromiseState ToWire(PromiseState state) {
  switch (state) {
    case PromiseState::kNone:
      return v1::PROMISE_STATE_NONE;
    case PromiseState::kPending:
      return v1::PROMISE_STATE_PENDING;
    case PromiseState::kKept:
      return v1::PROMISE_STATE_KEPT;
    case PromiseState::kRefused:
      return v1::PROMISE_STATE_REFUSED;
  }
  __builtin_unreachable();
}

void AddClaim(const std::string& account, const Claim& claim, v1::Dispute& resource) {
  resource.set_name(account + "/" + StreamOf(claim.dispute_id));
  resource.set_invoice(account + "/invoices/" + claim.invoice_id);
  if (claim.claimed) *resource.mutable_claimed() = wire::ToWire(*claim.claimed);
  resource.set_reason(ToWire(claim.reason));
  resource.set_raised_by(ToWire(claim.raised_by));
  resource.set_imported(claim.imported);
  *resource.mutable_opened_on() = wire::ToWire(claim.opened_on);
}

void AddClosing(const Outcome& outcome, Date closed_on, v1::Dispute& resource) {
  resource.set_outcome(ToWire(EndingOf(outcome)));
  if (const auto* part = std::get_if<PartlyConceded>(&outcome)) {
    *resource.mutable_conceded() = wire::ToWire(part->amount);
  }
  *resource.mutable_closed_on() = wire::ToWire(closed_on);
}

}  // namespace

std::string StreamOf(std::string_view dispute_id) { return "disputes/" + std::string(dispute_id); }

v1::Dispute ToResource(const std::string& account, const Dispute& dispute, std::uint64_t version) {
  v1::Dispute resource;
  AddClaim(account, *dispute.claim, resource);
  resource.set_state(dispute.outcome ? v1::DISPUTE_STATE_CLOSED : v1::DISPUTE_STATE_OPEN);
  if (dispute.outcome) AddClosing(*dispute.outcome, *dispute.closed_on, resource);
  resource.set_marking(ToWire(dispute.marking));
  if (dispute.marked) *resource.mutable_marked() = wire::ToWire(*dispute.marked);
  resource.set_credit(ToWire(dispute.credit));
  if (dispute.credit == PromiseState::kKept) {
    *resource.mutable_credited() = wire::ToWire(*dispute.credit_amount);
  }
  resource.set_release(ToWire(dispute.release));
  resource.set_refusal(dispute.refusal);
  resource.set_etag(std::to_string(version));
  return resource;
}

}  // namespace recourse::dispute
