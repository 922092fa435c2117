#include "services/invoicing/api/circumstance_refusals.h"

#include <array>

namespace recourse::invoicing {
namespace {

using enum Failure::Kind;

constexpr std::array kCircumstanceRefusals = std::to_array<RefusalText<CircumstanceRule>>({
    {CircumstanceRule::kUnknownCircumstance, kNotFound, "UNKNOWN_CIRCUMSTANCE",
     "The account has no such circumstance."},
    {CircumstanceRule::kCircumstanceExists, kExists, "CIRCUMSTANCE_EXISTS",
     "Another circumstance is recorded under this id."},
    {CircumstanceRule::kTooManyCircumstances, kPrecondition, "TOO_MANY_CIRCUMSTANCES",
     "The account has had as many circumstances as an account may have."},
    {CircumstanceRule::kFieldMissing, kPrecondition, "FIELD_MISSING",
     "A circumstance must state this field."},
    {CircumstanceRule::kFieldTooLong, kPrecondition, "FIELD_TOO_LONG",
     "This field is longer than a circumstance may have it."},
    {CircumstanceRule::kUntilBeforeFrom, kPrecondition, "UNTIL_BEFORE_FROM",
     "A circumstance cannot end before it begins."},
    {CircumstanceRule::kNothingFrozen, kPrecondition, "NOTHING_FROZEN",
     "What freezes charges must name their kinds, and hold on a day of the circumstance."},
    {CircumstanceRule::kKindFrozenTwice, kPrecondition, "KIND_FROZEN_TWICE",
     "Each kind of charge is named once."},
    {CircumstanceRule::kIsRevoked, kPrecondition, "IS_REVOKED",
     "The circumstance was recorded in error."},
    {CircumstanceRule::kRevokedOtherwise, kPrecondition, "REVOKED_OTHERWISE",
     "The circumstance was taken back already, for another reason."},
});
static_assert(HasEveryRule(kCircumstanceRefusals, CircumstanceRule::kRevokedOtherwise));

constexpr std::array kLiablePartyRefusals = std::to_array<RefusalText<LiablePartyRule>>({
    {LiablePartyRule::kUnknownParty, kNotFound, "UNKNOWN_PARTY",
     "The account has no such liable party."},
    {LiablePartyRule::kPartyExists, kExists, "PARTY_EXISTS",
     "Another liable party is recorded under this id."},
    {LiablePartyRule::kTooManyParties, kPrecondition, "TOO_MANY_PARTIES",
     "The account has had as many liable parties as an account may have."},
    {LiablePartyRule::kRoleDiffers, kPrecondition, "ROLE_DIFFERS", "The role of a party stays."},
    {LiablePartyRule::kLimitNotPositive, kPrecondition, "LIMIT_NOT_POSITIVE",
     "A limit must be more than nothing."},
    {LiablePartyRule::kLimitTooLarge, kPrecondition, "LIMIT_TOO_LARGE",
     "The limit is larger than any amount may be."},
    {LiablePartyRule::kUntilBeforeFrom, kPrecondition, "UNTIL_BEFORE_FROM",
     "Nobody is liable until a day before the first."},
    {LiablePartyRule::kDocumentMalformed, kPrecondition, "DOCUMENT_MALFORMED",
     "A SHA-256 has 32 bytes."},
    {LiablePartyRule::kFieldMissing, kPrecondition, "FIELD_MISSING",
     "A release must state this field."},
    {LiablePartyRule::kFieldTooLong, kPrecondition, "FIELD_TOO_LONG",
     "This field is longer than a release may have it."},
    {LiablePartyRule::kIsReleased, kPrecondition, "IS_RELEASED", "The party is liable no more."},
    {LiablePartyRule::kReleasedOtherwise, kPrecondition, "RELEASED_OTHERWISE",
     "The party was released already, on another day or for another reason."},
});
static_assert(HasEveryRule(kLiablePartyRefusals, LiablePartyRule::kReleasedOtherwise));

Failure NotThere(const char* reason, const char* message, const char* key, std::string_view name) {
  return {kNotFound, reason, message, {{key, std::string(name)}}};
}

}  // namespace

std::span<const RefusalText<CircumstanceRule>> CircumstanceRefusals() {
  return kCircumstanceRefusals;
}
std::span<const RefusalText<LiablePartyRule>> LiablePartyRefusals() { return kLiablePartyRefusals; }

Failure ToFailure(const Refusal<CircumstanceRule>& refusal) {
  return Tell(refusal, CircumstanceRefusals());
}
Failure ToFailure(const Refusal<LiablePartyRule>& refusal) {
  return Tell(refusal, LiablePartyRefusals());
}

Failure NoSuchCircumstance(std::string_view name) {
  return NotThere("NO_SUCH_CIRCUMSTANCE", "There is no circumstance of this name.", "circumstance",
                  name);
}
Failure NoContact(std::string_view name) {
  return NotThere("NO_CONTACT", "Nobody was named who acts in this circumstance.", "circumstance",
                  name);
}
Failure NoSuchLiableParty(std::string_view name) {
  return NotThere("NO_SUCH_LIABLE_PARTY", "There is no liable party of this name.", "party", name);
}

}  // namespace recourse::invoicing
