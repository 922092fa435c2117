#pragma once

#include "libs/rpc/call.h"
#include "recourse/invoicing/v1/agreement_service.pb.h"

// Extensions of due dates: rows of the AgreementService.
namespace recourse::invoicing {

Expected<rpc::Prepared<v1::DueDateExtension>, Failure> PrepareExtendDueDate(
    const v1::ExtendDueDateRequest& request, const rpc::Caller& caller);
Expected<rpc::Prepared<v1::DueDateExtension>, Failure> PrepareRevokeExtension(
    const v1::RevokeExtensionRequest& request, const rpc::Caller& caller);

}  // namespace recourse::invoicing
