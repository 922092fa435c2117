#pragma once

#include "services/invoicing/api/refusals.h"
#include "services/invoicing/domain/draft.h"

// What callers are told of drafts.
namespace recourse::invoicing {

// One row for each rule, in the order of the enum.
std::span<const RefusalText<DraftRule>> DraftRefusals();

Failure ToFailure(const Refusal<DraftRule>& refusal);

// NO_SUCH_DRAFT, with the name that was asked for.
Failure NoSuchDraft(std::string_view name);
// kPrecondition DRAFT_INCOMPLETE, with what it still lacks: "number, issue_date".
Failure DraftIncomplete(std::string missing);
// kExists INVOICE_EXISTS: the ledger has it already, and not from the draft.
Failure InvoiceExists(std::string_view name);

}  // namespace recourse::invoicing
