#pragma once

#include <string>

#include "libs/rpc/call.h"
#include "recourse/invoicing/v1/agreement_service.pb.h"
#include "services/invoicing/domain/ledger.h"

// Extensions of due dates: rows of the AgreementService.
namespace recourse::invoicing {

// Null if there is none.
const DueDateExtension* FindExtension(const Ledger& ledger, const std::string& extension_id);
// `ledger`, that of `account` ("accounts/a1"), has it.
v1::DueDateExtension TellExtension(const std::string& account, const std::string& extension_id,
                                   const Ledger& ledger);

Expected<rpc::Prepared<v1::DueDateExtension>, Failure> PrepareExtendDueDate(
    const v1::ExtendDueDateRequest& request, const rpc::Caller& caller);
Expected<rpc::Prepared<v1::DueDateExtension>, Failure> PrepareRevokeExtension(
    const v1::RevokeExtensionRequest& request, const rpc::Caller& caller);
Expected<rpc::Prepared<v1::DueDateExtension>, Failure> PrepareGetExtension(
    const v1::GetExtensionRequest& request, const rpc::Caller& caller);

}  // namespace recourse::invoicing
