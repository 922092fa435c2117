#include <array>

#include "services/invoicing/api/refusals.h"

// Of what may need a second person.
namespace recourse::invoicing {
namespace {

using enum Failure::Kind;

constexpr std::array kApprovalRefusals = std::to_array<RefusalText<ApprovalRule>>({
    {ApprovalRule::kUnknownApproval, kNotFound, "UNKNOWN_APPROVAL",
     "The account has no such approval."},
    {ApprovalRule::kApprovalIdReused, kExists, "APPROVAL_ID_REUSED",
     "The account has another approval with this id."},
    {ApprovalRule::kTooManyApprovals, kPrecondition, "TOO_MANY_APPROVALS",
     "As many approvals wait on this account as may."},
    {ApprovalRule::kSamePerson, kPrecondition, "SAME_PERSON",
     "Whoever asks for an approval cannot give it."},
    {ApprovalRule::kDecidedOtherwise, kPrecondition, "DECIDED_OTHERWISE",
     "It was approved or refused already, by someone else or otherwise."},
});
static_assert(HasEveryRule(kApprovalRefusals, ApprovalRule::kDecidedOtherwise));

constexpr std::array kApprovalLimitsRefusals = std::to_array<RefusalText<ApprovalLimitsRule>>({
    {ApprovalLimitsRule::kTooManyLimits, kPrecondition, "TOO_MANY_LIMITS",
     "There are more limits than an issuer may set."},
    {ApprovalLimitsRule::kLimitNegative, kPrecondition, "LIMIT_NEGATIVE",
     "A limit must not be less than nothing."},
    {ApprovalLimitsRule::kLimitTooLarge, kPrecondition, "LIMIT_TOO_LARGE",
     "The limit is larger than any amount may be."},
    {ApprovalLimitsRule::kLimitTwice, kPrecondition, "LIMIT_TWICE",
     "This operation has a limit in this currency already."},
});
static_assert(HasEveryRule(kApprovalLimitsRefusals, ApprovalLimitsRule::kLimitTwice));

}  // namespace

std::span<const RefusalText<ApprovalRule>> ApprovalRefusals() { return kApprovalRefusals; }
std::span<const RefusalText<ApprovalLimitsRule>> ApprovalLimitsRefusals() {
  return kApprovalLimitsRefusals;
}

Failure ToFailure(const Refusal<ApprovalRule>& refusal) {
  return Tell(refusal, ApprovalRefusals());
}
Failure ToFailure(const Refusal<ApprovalLimitsRule>& refusal) {
  return Tell(refusal, ApprovalLimitsRefusals());
}

Failure NoSuchRefund(std::string_view name) {
  return {kNotFound,
          "NO_SUCH_REFUND",
          "There is no refund of this name.",
          {{"refund", std::string(name)}}};
}

Failure NoSuchConversion(std::string_view name) {
  return {kNotFound,
          "NO_SUCH_CONVERSION",
          "There is no conversion of this name.",
          {{"conversion", std::string(name)}}};
}

Failure NoSuchApproval(std::string_view name) {
  return {kNotFound,
          "NO_SUCH_APPROVAL",
          "There is no approval of this name.",
          {{"approval", std::string(name)}}};
}

Failure AlreadyDone() {
  return {kPrecondition, "ALREADY_DONE", "What is to be approved has been done already.", {}};
}

}  // namespace recourse::invoicing
