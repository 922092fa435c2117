#pragma once

#include <cstddef>

#include "libs/rpc/identity.h"

// What the tables of invoicing's services have in common: who may call, and how long pages are.
namespace recourse::invoicing {

// Who works on the ledger; who may also let go of what is owed; who may look at it.
inline constexpr rpc::Roles kStaff = {rpc::Role::kOperator, rpc::Role::kClerk};
inline constexpr rpc::Roles kAdjusters = {rpc::Role::kOperator, rpc::Role::kClerk,
                                          rpc::Role::kApprover};
inline constexpr rpc::Roles kReaders = {rpc::Role::kOperator, rpc::Role::kClerk,
                                        rpc::Role::kApprover, rpc::Role::kAnalyst};

// Who may allow what one person may not do alone.
inline constexpr rpc::Roles kSecondPersons = {rpc::Role::kOperator, rpc::Role::kApprover};

// Who may look at the personal data of people beside the customer.
inline constexpr rpc::Roles kWhoSeesPeople = {rpc::Role::kOperator, rpc::Role::kService};

inline constexpr std::size_t kPageUsual = 100;
inline constexpr std::size_t kPageMost = 1000;

}  // namespace recourse::invoicing
