#pragma once

#include <span>
#include <string_view>

#include "services/invoicing/api/refusal_text.h"
#include "services/invoicing/domain/account.h"
#include "services/invoicing/domain/approval_limits.h"
#include "services/invoicing/domain/approvals.h"
#include "services/invoicing/domain/invoice_number.h"
#include "services/invoicing/domain/issuer.h"
#include "services/invoicing/domain/ledger.h"
#include "services/invoicing/domain/periods.h"

namespace recourse::invoicing {

// One row for each rule, in the order of the enum.
std::span<const RefusalText<ApprovalRule>> ApprovalRefusals();
std::span<const RefusalText<ApprovalLimitsRule>> ApprovalLimitsRefusals();
std::span<const RefusalText<IssuerRule>> IssuerRefusals();
std::span<const RefusalText<AccountRule>> AccountRefusals();
std::span<const RefusalText<InvoiceNumberRule>> InvoiceNumberRefusals();
std::span<const RefusalText<LedgerRule>> LedgerRefusals();
std::span<const RefusalText<PeriodsRule>> PeriodsRefusals();

Failure ToFailure(const Refusal<ApprovalRule>& refusal);
Failure ToFailure(const Refusal<ApprovalLimitsRule>& refusal);
Failure ToFailure(const Refusal<IssuerRule>& refusal);
Failure ToFailure(const Refusal<AccountRule>& refusal);
Failure ToFailure(const Refusal<InvoiceNumberRule>& refusal);
Failure ToFailure(const Refusal<LedgerRule>& refusal);
Failure ToFailure(const Refusal<PeriodsRule>& refusal);

// NO_SUCH_ISSUER and so on, each with the name that was asked for.
Failure NoSuchIssuer(std::string_view name);
// Why a change that rests on `etag` is not made to what is at `version`: it rests on another one.
// An empty etag rests on none, and what is not there is not changed since.
std::optional<Failure> StaleEtag(std::string_view etag, std::uint64_t version);
Failure NoSuchAccount(std::string_view name);
Failure NoSuchInvoice(std::string_view name);
Failure NoSuchPayment(std::string_view name);
Failure NoSuchCreditNote(std::string_view name);
Failure NoSuchWriteOff(std::string_view name);
Failure NoSuchCharge(std::string_view name);
Failure NoSuchSetOff(std::string_view name);
Failure NoSuchRefund(std::string_view name);
Failure NoSuchConversion(std::string_view name);
Failure NoSuchApproval(std::string_view name);

// What is to be approved was done already, by the same request.
Failure AlreadyDone();

// Why an invoice was not issued: `reason` is the issuer's refusal, by its name. A number that was
// taken is kExists.
Failure NotIssued(std::string_view reason, std::string_view number);

}  // namespace recourse::invoicing
