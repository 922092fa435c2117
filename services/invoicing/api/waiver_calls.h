#pragma once

#include <string>

#include "libs/rpc/call.h"
#include "recourse/invoicing/v1/charge_service.pb.h"
#include "services/invoicing/domain/ledger.h"

// Waivers as they are told: rows of the ChargeService.
namespace recourse::invoicing {

// `account` is "accounts/a1".
v1::Waiver ToWaiver(const std::string& account, const std::string& waiver_id, const Waiver& waiver);

Expected<rpc::Prepared<v1::Waiver>, Failure> PrepareGetWaiver(const v1::GetWaiverRequest& request,
                                                              const rpc::Caller& caller);

}  // namespace recourse::invoicing
