#include "services/dispute/domain/dispute.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "libs/base/overloaded.h"

namespace recourse::dispute {
namespace {

using enum DisputeRule;
using Events = std::vector<DisputeEvent>;
using DisputeDecision = Decision<DisputeEvent, DisputeRule>;

Outcome ToOutcome(const Verdict& verdict) {
  return std::visit([](const auto& ending) -> Outcome { return ending; }, verdict);
}

bool IsConceded(const Outcome& outcome) {
  return std::holds_alternative<Conceded>(outcome) ||
         std::holds_alternative<PartlyConceded>(outcome);
}

CreditPromised PromiseCredit(const Claim& claim, const Money& amount, Date effective) {
  return {claim.dispute_id, "dispute-" + claim.dispute_id, claim.invoice_id, amount, effective};
}

// What of the marked amount `outcome` gives up.
Money ConcededOf(const Outcome& outcome, const Money& marked) {
  const Money nothing{0, marked.currency};
  return std::visit(Overloaded{
                        [&](const Conceded&) { return marked; },
                        [&](const PartlyConceded& part) { return std::min(part.amount, marked); },
                        [&](const Rejected&) { return nothing; },
                        [&](const Withdrawn&) { return nothing; },
                        [&](const Void&) { return nothing; },
                    },
                    outcome);
}

// What follows once a dispute is both closed and marked.
DisputeEvent SettlementOf(const Claim& claim, const Outcome& outcome, Date closed_on,
                          const Money& marked) {
  const Money conceded = ConcededOf(outcome, marked);
  if (conceded.minor_units > 0) return PromiseCredit(claim, conceded, closed_on);
  return ReleasePromised{claim.dispute_id, claim.invoice_id, EndingOf(outcome)};
}

// What is refused of a day that has not come anywhere: the issuer's zone is not known here.
std::optional<Unexpected<Refusal<DisputeRule>>> BrokenByDay(const char* field, Date day,
                                                            Instant now) {
  const Date latest = LatestDay(now);
  if (day <= latest) return std::nullopt;
  return Refuse(kDateInFuture, {{field, ToString(day)}, {"latest", ToString(latest)}});
}

DisputeDecision Decide(const OpenDispute& open, const Dispute& dispute, Instant now) {
  const Claim& claim = open.claim;
  if (dispute.claim) {
    if (*dispute.claim == claim) return Events{};
    return Refuse(kDisputeIdInUse, {{"dispute_id", claim.dispute_id}});
  }
  if (claim.reason == Reason::kUnknown && !claim.imported) {
    return Refuse(kReasonMissing, {{"reason", "unknown"}, {"imported", "false"}});
  }
  if (claim.claimed && claim.claimed->minor_units <= 0) {
    return Refuse(kClaimNotPositive, {{"claimed", ToString(*claim.claimed)}});
  }
  if (claim.claimed && claim.claimed->minor_units > kMoneyMax) {
    return Refuse(kClaimTooLarge, {{"claimed", ToString(*claim.claimed)}});
  }
  if (auto broken = BrokenByDay("opened_on", claim.opened_on, now)) return *std::move(broken);
  return Events{DisputeOpened{claim}};
}

// Whether it is closed with a credit that invoicing refused, so that a person must look at it.
bool AwaitsAPerson(const Dispute& dispute) {
  return dispute.credit == PromiseState::kRefused && dispute.release == PromiseState::kNone;
}

// Whether `part` may be conceded of what is claimed and, as far as is known, marked.
Expected<Done, Refusal<DisputeRule>> CheckPart(const Money& part, const Dispute& dispute) {
  if (part.minor_units <= 0) return Refuse(kConcessionNotPositive, {{"conceded", ToString(part)}});
  const auto& claimed = dispute.claim->claimed ? dispute.claim->claimed : dispute.marked;
  if (!claimed) return Refuse(kNotYetMarked, {{"conceded", ToString(part)}});
  const Failure::Values values{{"conceded", ToString(part)}, {"claimed", ToString(*claimed)}};
  if (part.currency != claimed->currency) return Refuse(kCurrencyDiffers, values);
  if (part > *claimed) return Refuse(kMoreThanClaimed, values);
  return Done{};
}

DisputeDecision Decide(const CloseDispute& close, const Dispute& dispute, Instant now) {
  if (!dispute.claim) return Refuse(kDisputeUnknown);  // The caller knows which one it asked for.
  const Claim& claim = *dispute.claim;
  const Outcome outcome = ToOutcome(close.verdict);
  if (dispute.outcome) {
    if (*dispute.outcome == outcome && dispute.closed_on == close.closed_on) return Events{};
    if (!AwaitsAPerson(dispute)) {
      return Refuse(kAlreadyClosed, {{"closed_on", ToString(*dispute.closed_on)}});
    }
  }
  if (close.closed_on < claim.opened_on) {
    return Refuse(kClosedBeforeOpened, {{"closed_on", ToString(close.closed_on)},
                                        {"opened_on", ToString(claim.opened_on)}});
  }
  if (auto broken = BrokenByDay("closed_on", close.closed_on, now)) return *std::move(broken);
  if (const auto* rejected = std::get_if<Rejected>(&close.verdict);
      rejected != nullptr && rejected->grounds.digest.empty()) {
    return Refuse(kGroundsMissing, {{"outcome", "rejected"}, {"grounds", ""}});
  }
  if (const auto* part = std::get_if<PartlyConceded>(&close.verdict)) {
    if (const auto allowed = CheckPart(part->amount, dispute); !allowed) {
      return Unexpected{allowed.error()};
    }
  }
  Events events{DisputeClosed{claim.dispute_id, outcome, close.closed_on}};
  if (dispute.marked) {
    events.push_back(SettlementOf(claim, outcome, close.closed_on, *dispute.marked));
  }
  return events;
}

DisputeDecision Decide(const ConfirmMarking& answer, const Dispute& dispute) {
  if (dispute.marked == answer.marked) return Events{};
  if (dispute.marking != PromiseState::kPending) {
    return Refuse(kNotAwaited, {{"marked", ToString(answer.marked)}});
  }
  const Claim& claim = *dispute.claim;
  if (claim.claimed && claim.claimed->currency != answer.marked.currency) {
    return Refuse(kCurrencyDiffers, {{"marked", ToString(answer.marked)}});
  }
  Events events{AmountMarked{claim.dispute_id, answer.marked}};
  if (dispute.outcome) {
    events.push_back(SettlementOf(claim, *dispute.outcome, *dispute.closed_on, answer.marked));
  }
  return events;
}

DisputeDecision Decide(const RefuseMarking& answer, const Dispute& dispute) {
  if (dispute.marking != PromiseState::kPending) {
    return Refuse(kNotAwaited, {{"marking_refused", answer.reason}});
  }
  const Claim& claim = *dispute.claim;
  Events events{MarkingRefused{claim.dispute_id, answer.reason}};
  if (!dispute.outcome) {
    // It never stood, so it ends on the day on which it began.
    events.push_back(DisputeClosed{claim.dispute_id, Void{}, claim.opened_on});
  } else if (IsConceded(*dispute.outcome)) {
    // Nothing can be credited: that must not look like a concession that was carried out.
    events.push_back(DisputeClosed{claim.dispute_id, Void{}, *dispute.closed_on});
  }
  return events;
}

DisputeDecision Decide(const ConfirmCredit&, const Dispute& dispute) {
  if (dispute.credit == PromiseState::kKept) return Events{};
  if (dispute.credit != PromiseState::kPending) return Refuse(kNotAwaited, {{"credit", "granted"}});
  const Claim& claim = *dispute.claim;
  return Events{CreditGranted{claim.dispute_id, *dispute.credit_amount},
                ReleasePromised{claim.dispute_id, claim.invoice_id, EndingOf(*dispute.outcome)}};
}

DisputeDecision Decide(const RefuseCredit& answer, const Dispute& dispute) {
  if (dispute.credit != PromiseState::kPending) {
    return Refuse(kNotAwaited, {{"credit_refused", answer.reason}});
  }
  const Claim& claim = *dispute.claim;
  const Money& asked = *dispute.credit_amount;
  Events events{CreditRefused{claim.dispute_id, answer.reason}};
  const bool is_less_left = answer.creditable && answer.creditable->currency == asked.currency &&
                            *answer.creditable < asked;
  // Released, what was conceded would be chased: it stays marked until a person has decided.
  if (!is_less_left) return events;
  // Others have credited since it was marked: what is left is still conceded.
  if (answer.creditable->minor_units > 0) {
    events.push_back(PromiseCredit(claim, *answer.creditable, *dispute.closed_on));
  } else {
    events.push_back(
        ReleasePromised{claim.dispute_id, claim.invoice_id, EndingOf(*dispute.outcome)});
  }
  return events;
}

DisputeDecision Decide(const ConfirmRelease& answer, const Dispute& dispute) {
  if (dispute.released == answer.released) return Events{};
  if (dispute.release != PromiseState::kPending) {
    return Refuse(kNotAwaited, {{"released", ToString(answer.released)}});
  }
  return Events{AmountReleased{dispute.claim->dispute_id, answer.released}};
}

DisputeDecision Decide(const RefuseRelease& answer, const Dispute& dispute) {
  if (dispute.release != PromiseState::kPending) {
    return Refuse(kNotAwaited, {{"release_refused", answer.reason}});
  }
  return Events{ReleaseRefused{dispute.claim->dispute_id, answer.reason}};
}

}  // namespace

std::string_view Name(DisputeRule rule) {
  switch (rule) {
    case kDisputeIdInUse:
      return "DISPUTE_ID_IN_USE";
    case kReasonMissing:
      return "REASON_MISSING";
    case kClaimNotPositive:
      return "CLAIM_NOT_POSITIVE";
    case kClaimTooLarge:
      return "CLAIM_TOO_LARGE";
    case kDateInFuture:
      return "DATE_IN_FUTURE";
    case kDisputeUnknown:
      return "DISPUTE_UNKNOWN";
    case kAlreadyClosed:
      return "ALREADY_CLOSED";
    case kClosedBeforeOpened:
      return "CLOSED_BEFORE_OPENED";
    case kGroundsMissing:
      return "GROUNDS_MISSING";
    case kConcessionNotPositive:
      return "CONCESSION_NOT_POSITIVE";
    case kNotYetMarked:
      return "NOT_YET_MARKED";
    case kCurrencyDiffers:
      return "CURRENCY_DIFFERS";
    case kMoreThanClaimed:
      return "MORE_THAN_CLAIMED";
    case kNotAwaited:
      return "NOT_AWAITED";
  }
  __builtin_unreachable();
}

Decision<DisputeEvent, DisputeRule> DisputeDecider::Decide(const DisputeCommand& command,
                                                           const Dispute& dispute, Instant now) {
  return std::visit(
      [&](const auto& asked) {
        if constexpr (requires { dispute::Decide(asked, dispute, now); }) {
          return dispute::Decide(asked, dispute, now);
        } else {
          return dispute::Decide(asked, dispute);
        }
      },
      command);
}

Dispute DisputeDecider::Evolve(Dispute dispute, const DisputeEvent& event) {
  using enum PromiseState;
  std::visit(Overloaded{
                 [&](const DisputeOpened& opened) {
                   dispute.claim = opened.claim;
                   dispute.marking = kPending;
                 },
                 [&](const AmountMarked& answer) {
                   dispute.marking = kKept;
                   dispute.marked = answer.marked;
                 },
                 [&](const MarkingRefused& answer) {
                   dispute.marking = kRefused;
                   dispute.refusal = answer.reason;
                 },
                 [&](const DisputeClosed& closed) {
                   dispute.outcome = closed.outcome;
                   dispute.closed_on = closed.closed_on;
                 },
                 [&](const CreditPromised& promise) {
                   dispute.credit = kPending;
                   dispute.credit_amount = promise.amount;
                 },
                 [&](const CreditGranted&) { dispute.credit = kKept; },
                 [&](const CreditRefused& answer) {
                   dispute.credit = kRefused;
                   dispute.refusal = answer.reason;
                 },
                 [&](const ReleasePromised&) { dispute.release = kPending; },
                 [&](const AmountReleased& answer) {
                   dispute.release = kKept;
                   dispute.released = answer.released;
                 },
                 [&](const ReleaseRefused& answer) {
                   dispute.release = kRefused;
                   dispute.refusal = answer.reason;
                 },
             },
             event);
  return dispute;
}

}  // namespace recourse::dispute
