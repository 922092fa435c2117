#pragma once

#include <string>

#include "libs/rpc/fields.h"
#include "libs/rpc/identity.h"
#include "recourse/invoicing/v1/approval_service.pb.h"
#include "services/invoicing/domain/approval_limits.h"
#include "services/invoicing/domain/approvals.h"

// Approvals and limits as callers write and read them.
namespace recourse::invoicing {

// What is to be approved; what is wrong with it, or of another account than its parent, goes to
// `fields`.
ControlledCommand ReadOperation(const v1::RequestApprovalRequest& request,
                                const rpc::Caller& caller, rpc::Fields& fields);

// `account` is "accounts/a1".
v1::Approval ToApproval(const std::string& account, const std::string& approval_id,
                        const Approval& approval);

SetApprovalLimits ReadLimits(const v1::SetApprovalLimitsRequest& request, rpc::Fields& fields);
v1::ApprovalLimits ToLimits(const std::string& issuer, const LimitTable& table);

}  // namespace recourse::invoicing
