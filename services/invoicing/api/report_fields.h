#pragma once

#include <string>

#include "recourse/invoicing/v1/report_service.pb.h"
#include "services/invoicing/domain/movement.h"
#include "services/invoicing/views/statement_of_account.h"

// Parts of reports as callers read them.
namespace recourse::invoicing {

v1::MovementKind ToWire(MovementKind kind);

// The name of an item of `account` ("accounts/a1").
std::string NameOf(const std::string& account, BookItem kind, const std::string& id);

// Its range and moment are left to the caller. `account` is "accounts/a1".
v1::StatementOfAccount ToMessage(const std::string& account, const StatementOfAccount& statement,
                                 Date through);

}  // namespace recourse::invoicing
