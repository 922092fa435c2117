#pragma once

#include <string>

#include "libs/rpc/fields.h"
#include "recourse/invoicing/v1/circumstance_service.pb.h"
#include "services/invoicing/domain/circumstances.h"
#include "services/invoicing/domain/freeze_rule.h"

// Circumstances as callers write and read them.
namespace recourse::invoicing {

// Without the contact, and without what a rule of the rate book freezes.
CircumstanceContent ReadCircumstance(const v1::RecordCircumstanceRequest& request,
                                     rpc::Fields& fields);

// `account` is "accounts/a1".
v1::Circumstance ToCircumstance(const std::string& account, const std::string& circumstance_id,
                                const Circumstance& circumstance);

v1::ListFreezeRulesResponse ToFreezeRules(const std::vector<FreezeRule>& rules);

}  // namespace recourse::invoicing
