#pragma once

#include <string>

#include "libs/rpc/call.h"
#include "recourse/invoicing/v1/approval_service.pb.h"
#include "services/invoicing/api/controlled.h"

// What the calls of ApprovalService do.
namespace recourse::invoicing {

// In the issuer's home.
Expected<rpc::Prepared<v1::ApprovalLimits>, Failure> PrepareSetApprovalLimits(
    const v1::SetApprovalLimitsRequest& request, const rpc::Caller& caller);
Expected<rpc::Prepared<v1::ApprovalLimits>, Failure> PrepareGetApprovalLimits(
    const v1::GetApprovalLimitsRequest& request, const rpc::Caller& caller);

// In the account's.
Expected<rpc::Prepared<v1::Approval>, Failure> PrepareRequestApproval(
    const v1::RequestApprovalRequest& request, const rpc::Caller& caller);
// Grants it and does what it is for, both or neither.
Expected<ControlledCall<v1::Approval>, Failure> PrepareApprove(const v1::ApproveRequest& request,
                                                               const rpc::Caller& caller);
Expected<rpc::Prepared<v1::Approval>, Failure> PrepareRefuse(const v1::RefuseRequest& request,
                                                             const rpc::Caller& caller);
Expected<rpc::Prepared<v1::Approval>, Failure> PrepareGetApproval(
    const v1::GetApprovalRequest& request, const rpc::Caller& caller);

}  // namespace recourse::invoicing
