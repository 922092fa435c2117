#pragma once

#include <string>

#include "libs/rpc/fields.h"
#include "recourse/invoicing/v1/charge_service.pb.h"
#include "services/invoicing/domain/ledger.h"
#include "services/invoicing/domain/regime.h"

// Charges as callers write and read them.
namespace recourse::invoicing {

inline constexpr std::size_t kEntitlementBytesMax = 200;

// Its basis may be left out, so that a law stands for it.
Entitlement ReadEntitlement(const v1::Entitlement& message, rpc::Fields fields);

// Terms that were agreed. What is missing is named; what does not fit together is refused later, by
// the policy.
InterestTerms ReadTerms(const v1::InterestTerms& message, rpc::Fields fields);

// `account` is "accounts/a1".
v1::Charge ToCharge(const std::string& account, const std::string& charge_id, const Charge& charge);

v1::ListRegimesResponse ToRegimes(const RateBook& rates);

}  // namespace recourse::invoicing
