#pragma once

#include <cstdint>
#include <string>

#include "libs/rpc/fields.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "services/invoicing/domain/account.h"

// An account as callers write and read it.
namespace recourse::invoicing {

// All but the personal data. `name` is what the account will be called.
AccountProfile ReadProfile(const v1::Account& account, const std::string& name,
                           rpc::Fields& fields);

// Checks how much there is of it, and that letters can be addressed with it.
void CheckPersonalData(const v1::AccountPersonalData& data, rpc::Fields& fields);

// `version` of its stream.
v1::Account ToAccount(const std::string& name, const AccountProfile& profile,
                      std::uint64_t version);

}  // namespace recourse::invoicing
