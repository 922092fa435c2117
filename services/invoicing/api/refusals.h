#pragma once

#include <span>
#include <string_view>

#include "libs/base/failure.h"
#include "libs/decider/decider.h"
#include "services/invoicing/domain/account.h"
#include "services/invoicing/domain/invoice_number.h"
#include "services/invoicing/domain/issuer.h"
#include "services/invoicing/domain/ledger.h"

namespace recourse::invoicing {

// What callers are told of one rule of the domain.
template <class Rule>
struct RefusalText {
  Rule rule;
  Failure::Kind kind;
  std::string_view reason;   // The rule's own name: "MORE_THAN_OPEN".
  std::string_view message;  // One sentence for a person.
};

// One row for each rule, in the order of the enum.
std::span<const RefusalText<IssuerRule>> IssuerRefusals();
std::span<const RefusalText<AccountRule>> AccountRefusals();
std::span<const RefusalText<InvoiceNumberRule>> InvoiceNumberRefusals();
std::span<const RefusalText<LedgerRule>> LedgerRefusals();

Failure ToFailure(const Refusal<IssuerRule>& refusal);
Failure ToFailure(const Refusal<AccountRule>& refusal);
Failure ToFailure(const Refusal<InvoiceNumberRule>& refusal);
Failure ToFailure(const Refusal<LedgerRule>& refusal);

// NO_SUCH_ISSUER and so on, each with the name that was asked for.
Failure NoSuchIssuer(std::string_view name);
Failure NoSuchAccount(std::string_view name);
Failure NoSuchInvoice(std::string_view name);
Failure NoSuchPayment(std::string_view name);
Failure NoSuchCreditNote(std::string_view name);
Failure NoSuchWriteOff(std::string_view name);
Failure NoSuchCharge(std::string_view name);
Failure NoSuchRefund(std::string_view name);

// Why an invoice was not issued: `reason` is the issuer's refusal, by its name. A number that was
// taken is kExists.
Failure NotIssued(std::string_view reason, std::string_view number);

}  // namespace recourse::invoicing
