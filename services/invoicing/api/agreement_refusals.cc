#include "services/invoicing/api/agreement_refusals.h"

#include <array>

namespace recourse::invoicing {
namespace {

using enum Failure::Kind;

constexpr std::array kAgreementRefusals = std::to_array<RefusalText<AgreementRule>>({
    {AgreementRule::kUnknownAgreement, kNotFound, "UNKNOWN_AGREEMENT",
     "The account has no such agreement."},
    {AgreementRule::kAgreementExists, kExists, "AGREEMENT_EXISTS",
     "Another agreement is recorded under this id."},
    {AgreementRule::kVersionExists, kExists, "VERSION_EXISTS",
     "The agreement has another version with this number."},
    {AgreementRule::kVersionSkipped, kPrecondition, "VERSION_SKIPPED",
     "The next version is one more than the newest."},
    {AgreementRule::kTooManyVersions, kPrecondition, "TOO_MANY_VERSIONS",
     "The agreement has as many versions as an agreement may have."},
    {AgreementRule::kNothingAmended, kPrecondition, "NOTHING_AMENDED",
     "The amendment says what the newest version says."},
    {AgreementRule::kFieldMissing, kPrecondition, "FIELD_MISSING",
     "An agreement must state this field."},
    {AgreementRule::kFieldTooLong, kPrecondition, "FIELD_TOO_LONG",
     "This field is longer than an agreement may have it."},
    {AgreementRule::kUntilBeforeFrom, kPrecondition, "UNTIL_BEFORE_FROM",
     "An agreement cannot end before it begins."},
    {AgreementRule::kPriceNegative, kPrecondition, "PRICE_NEGATIVE",
     "A price cannot be less than nothing."},
    {AgreementRule::kTermsInvalid, kPrecondition, "TERMS_INVALID",
     "The terms of payment or of interest break the rule of the field named."},
    {AgreementRule::kTooManyPaymentMethods, kPrecondition, "TOO_MANY_PAYMENT_METHODS",
     "The agreement names more payment methods than it may."},
    {AgreementRule::kNoKindOfCharge, kPrecondition, "NO_KIND_OF_CHARGE",
     "A late-charge policy must name what may be charged."},
    {AgreementRule::kKindNamedTwice, kPrecondition, "KIND_NAMED_TWICE",
     "A late-charge policy names each kind of charge once."},
    {AgreementRule::kInterestNotAgreed, kPrecondition, "INTEREST_NOT_AGREED",
     "Interest needs both its kind and how it is computed."},
    {AgreementRule::kFeeNotAgreed, kPrecondition, "FEE_NOT_AGREED",
     "A fixed fee needs both its kind and its amount."},
    {AgreementRule::kFeeNotPositive, kPrecondition, "FEE_NOT_POSITIVE",
     "A fee must be more than nothing."},
});
static_assert(HasEveryRule(kAgreementRefusals, AgreementRule::kFeeNotPositive));

}  // namespace

std::span<const RefusalText<AgreementRule>> AgreementRefusals() { return kAgreementRefusals; }

Failure ToFailure(const Refusal<AgreementRule>& refusal) {
  return Tell(refusal, AgreementRefusals());
}

Failure NoSuchAgreement(std::string_view name) {
  return {kNotFound,
          "NO_SUCH_AGREEMENT",
          "There is no agreement of this name.",
          {{"agreement", std::string(name)}}};
}

Failure NoSuchVersion(std::string_view name, int version) {
  return {kNotFound,
          "NO_SUCH_VERSION",
          "The agreement has no version with this number.",
          {{"agreement", std::string(name)}, {"version", std::to_string(version)}}};
}

Failure NotInForce(std::string_view name, Date day) {
  return {kPrecondition,
          "NOT_IN_FORCE",
          "No version of the agreement is in force on this day.",
          {{"agreement", std::string(name)}, {"day", ToString(day)}}};
}

}  // namespace recourse::invoicing
