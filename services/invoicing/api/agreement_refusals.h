#pragma once

#include "services/invoicing/api/refusals.h"
#include "services/invoicing/domain/agreement.h"

// What callers are told of agreements.
namespace recourse::invoicing {

// One row for each rule, in the order of the enum.
std::span<const RefusalText<AgreementRule>> AgreementRefusals();

Failure ToFailure(const Refusal<AgreementRule>& refusal);

// NO_SUCH_AGREEMENT, NO_SUCH_VERSION, with the name that was asked for.
Failure NoSuchAgreement(std::string_view name);
Failure NoSuchVersion(std::string_view name, int version);
// kPrecondition NOT_IN_FORCE: it is not in force yet on this day, or no more.
Failure NotInForce(std::string_view name, Date day);

}  // namespace recourse::invoicing
