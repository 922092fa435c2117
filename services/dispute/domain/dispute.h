#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "libs/decider/decider.h"
#include "services/dispute/domain/claim.h"
#include "services/dispute/domain/dispute_events.h"

// One dispute: opened, then closed, and the requests to invoicing that follow from it. They are
// promises, made strictly one after another:
//
//   DisputeOpened    asks to mark:    AmountMarked | MarkingRefused (it is void then, unless it was
//                                     rejected or withdrawn before)
//   CreditPromised   asks to credit:  CreditGranted | CreditRefused (where something is conceded)
//   ReleasePromised  asks to release: AmountReleased | ReleaseRefused
//
// Credit and release wait until the dispute is closed and its marking answered. Release comes after
// the credit, so that what is conceded is never chased in between.
//
// A dispute concedes of its own claim, whatever other disputes claim of the same invoice: all that
// was open of the claim when it was marked, or the part that was decided. Invoicing credits at most
// what is left of the invoice by then, open or paid, so two disputes never give up more than it
// was; what was paid of it becomes unapplied cash of its payment.
//
// A credit that is refused although enough is left is not followed by a release: the amount stays
// marked and is not chased, the dispute shows the refusal, and a person closes it anew.
namespace recourse::dispute {

// Commands. The first two come from people, the others are invoicing's answers.
struct OpenDispute {
  Claim claim;
};
struct CloseDispute {
  Verdict verdict;
  Date closed_on;  // Effective day, in the issuer's zone.
};
struct ConfirmMarking {
  Money marked;  // What was open of the claim.
};
struct RefuseMarking {
  std::string reason;  // The rule that invoicing names; likewise below.
};
struct ConfirmCredit {};
struct RefuseCredit {
  std::string reason;
  std::optional<Money> creditable;  // At most so much of the invoice, where that is the reason.
};
struct ConfirmRelease {
  Money released;
};
struct RefuseRelease {
  std::string reason;
};
using DisputeCommand = std::variant<OpenDispute, CloseDispute, ConfirmMarking, RefuseMarking,
                                    ConfirmCredit, RefuseCredit, ConfirmRelease, RefuseRelease>;

// In the order in which they are checked.
enum class DisputeRule {
  // OpenDispute
  kDisputeIdInUse,
  kReasonMissing,  // kUnknown is for imported disputes only.
  kClaimNotPositive,
  kClaimTooLarge,
  kDateInFuture,  // Also of CloseDispute.
  // CloseDispute
  kDisputeUnknown,
  kAlreadyClosed,       // And not waiting to be closed anew.
  kClosedBeforeOpened,  // Then kDateInFuture.
  kGroundsMissing,
  kConcessionNotPositive,
  kNotYetMarked,  // How much a part of the whole invoice may be is known once that is marked.
  kCurrencyDiffers,
  kMoreThanClaimed,
  // Answers
  kNotAwaited,
};

// As a caller reads it: "DISPUTE_ID_IN_USE".
std::string_view Name(DisputeRule rule);

// Where one promise stands.
enum class PromiseState { kNone, kPending, kKept, kRefused };

struct Dispute {
  std::optional<Claim> claim;  // Nothing: there is no such dispute.
  PromiseState marking = PromiseState::kNone;
  std::optional<Money> marked;
  std::optional<Outcome> outcome;  // Nothing: not closed.
  std::optional<Date> closed_on;
  PromiseState credit = PromiseState::kNone;
  std::optional<Money> credit_amount;  // As last promised.
  PromiseState release = PromiseState::kNone;
  std::optional<Money> released;
  std::string refusal;  // The rule by which invoicing refused last.
};

struct DisputeDecider {
  using Command = DisputeCommand;
  using Event = DisputeEvent;
  using State = Dispute;
  using Rule = DisputeRule;

  static Dispute Initial() { return {}; }
  static Decision<Event, Rule> Decide(const Command& command, const Dispute& dispute, Instant now);
  static Dispute Evolve(Dispute dispute, const Event& event);
};
static_assert(Decider<DisputeDecider>);

}  // namespace recourse::dispute
