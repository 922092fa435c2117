#pragma once

#include <optional>

#include "libs/base/failure.h"
#include "libs/engine/unit.h"
#include "services/invoicing/domain/ledger.h"

// What a statute or clause asks of a charge for being late, beside what the ledger holds.
namespace recourse::invoicing {

// kPrecondition NOT_LATE, naming `field`: nobody is late on a day through which payment is in time.
// Of the due day `due`, and the first day that is charged for.
std::optional<Failure> NotLate(Date due, const char* field, Date charged);

// kPrecondition NOT_COMMUNICATED_YET: the clause was told to the customer only later.
std::optional<Failure> NotCommunicatedYet(const Entitlement& entitlement, const char* field,
                                          Date charged);

// kExists COMPENSATED_ALREADY, with that charge: a statute gives its fixed sum once for an invoice
// that is paid late (Directive 2011/7/EU art. 6; Late Payment of Commercial Debts (Interest) Act
// 1998 s. 5A: once for each qualifying debt). One that was reversed does not count.
std::optional<Failure> CompensatedAlready(const Ledger& ledger, const Invoice& invoice,
                                          const std::string& charge_id);

// kPrecondition CUSTOMER_IS_CONSUMER, with the law and its name under `field`: what the law gives
// between businesses only (Directive 2011/7/EU art. 2(1); Late Payment of Commercial Debts
// (Interest) Act 1998 s. 2(1); BGB 288(2), (5)).
std::optional<Failure> NotOwedByConsumers(engine::Unit& unit, const char* field,
                                          const std::string& name, const std::string& law);

}  // namespace recourse::invoicing
