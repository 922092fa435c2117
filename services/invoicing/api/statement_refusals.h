#pragma once

#include <span>
#include <string_view>

#include "services/invoicing/api/refusals.h"
#include "services/invoicing/domain/statement.h"

// What callers are told of the rules of bank statements.
namespace recourse::invoicing {

// One row for each rule, in the order of the enum.
std::span<const RefusalText<StatementRule>> StatementRefusals();
Failure ToFailure(const Refusal<StatementRule>& refusal);

// NO_SUCH_STATEMENT and so on, each with the name that was asked for.
Failure NoSuchStatement(std::string_view name);
Failure NoSuchLine(std::string_view name);
// The account belongs to another issuer than the statement.
Failure AccountOfOtherIssuer(std::string_view account, std::string_view issuer);
// `reason` is the ledger's rule, by its name.
Failure PaymentRefused(std::string_view reason, std::string_view line);
// The same of a part of the line; the other parts are recorded. `waiting` is what waits again.
Failure PartRefused(std::string_view reason, std::string_view line, std::string_view waiting);
// The line's payment stands: it is reversed first.
Failure PaymentNotReversed(std::string_view payment);
// More lines than are brought into an order: ask for a statement's, or in the order of names.
Failure TooManyLinesToOrder(std::string_view issuer);
// The line never was a payment, as its kind says.
Failure NotAPayment(std::string_view line);

}  // namespace recourse::invoicing
