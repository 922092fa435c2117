#pragma once

#include "libs/rpc/call.h"
#include "recourse/collections/v1/collections_service.pb.h"

// What is done in a partner's home: each checks its request and says what is to be run there.
namespace recourse::collections {

Expected<rpc::Prepared<v1::Partner>, Failure> PrepareRegisterPartner(
    const v1::RegisterPartnerRequest& request);
// Refused (NOT_FOUND, UNKNOWN_PARTNER) for a partner that is not registered.
Expected<rpc::Prepared<v1::AppendEscalationResponse>, Failure> PrepareAppendEscalation(
    const v1::AppendEscalationRequest& request);

}  // namespace recourse::collections
