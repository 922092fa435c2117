#include "services/dispute/api/refusals.h"

#include <string>
#include <string_view>

namespace recourse::dispute {
namespace {

struct Shown {
  Failure::Kind kind;
  std::string_view message;
};

Shown Show(DisputeRule rule) {
  using enum DisputeRule;
  using Kind = Failure::Kind;
  switch (rule) {
    case kDisputeIdInUse:
      return {Kind::kExists, "Another dispute of this account has this id."};
    case kReasonMissing:
      return {Kind::kPrecondition, "Only imported disputes may leave the reason unknown."};
    case kClaimNotPositive:
      return {Kind::kPrecondition, "What is claimed must be more than zero."};
    case kClaimTooLarge:
      return {Kind::kPrecondition, "What is claimed is more than an amount can be."};
    case kDateInFuture:
      return {Kind::kPrecondition, "This day has not come yet, in no time zone."};
    case kDisputeUnknown:
      return {Kind::kNotFound, "There is no such dispute."};
    case kAlreadyClosed:
      return {Kind::kPrecondition, "The dispute was closed with another outcome or day."};
    case kClosedBeforeOpened:
      return {Kind::kPrecondition, "A dispute cannot close before the day it was opened."};
    case kGroundsMissing:
      return {Kind::kPrecondition, "A rejection must give its grounds."};
    case kConcessionNotPositive:
      return {Kind::kPrecondition, "What is conceded must be more than zero."};
    case kNotYetMarked:
      return {Kind::kPrecondition,
              "A part can be conceded once invoicing has said how much is disputed: try again."};
    case kCurrencyDiffers:
      return {Kind::kPrecondition, "The amount is in another currency than the claim."};
    case kMoreThanClaimed:
      return {Kind::kPrecondition, "More is conceded than is claimed."};
    case kNotAwaited:
      return {Kind::kPrecondition, "No answer of this kind is awaited."};
  }
  __builtin_unreachable();
}

}  // namespace

Failure ToFailure(const Refusal<DisputeRule>& refusal) {
  const Shown shown = Show(refusal.rule);
  return {shown.kind, std::string(Name(refusal.rule)), std::string(shown.message), refusal.values};
}

}  // namespace recourse::dispute
