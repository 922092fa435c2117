#pragma once

#include <span>

#include "services/invoicing/api/refusal_text.h"
#include "services/invoicing/domain/circumstances.h"
#include "services/invoicing/domain/liable_parties.h"

// What callers are told of circumstances, and of who is liable beside the customer.
namespace recourse::invoicing {

// One row for each rule, in the order of the enum.
std::span<const RefusalText<CircumstanceRule>> CircumstanceRefusals();
std::span<const RefusalText<LiablePartyRule>> LiablePartyRefusals();

Failure ToFailure(const Refusal<CircumstanceRule>& refusal);
Failure ToFailure(const Refusal<LiablePartyRule>& refusal);

// NO_SUCH_CIRCUMSTANCE and so on, each with the name that was asked for.
Failure NoSuchCircumstance(std::string_view name);
Failure NoContact(std::string_view name);
Failure NoSuchLiableParty(std::string_view name);

}  // namespace recourse::invoicing
