#pragma once

#include <optional>
#include <string>

#include "libs/decider/decider.h"
#include "services/invoicing/domain/ledger.h"

// What the files that together are the ledger share. Only they include this.
namespace recourse::invoicing {

using LedgerEvents = std::vector<LedgerEvent>;
using LedgerDecision = Decision<LedgerEvent, LedgerRule>;

// ledger_invoices.cc
LedgerDecision Decide(const RequestInvoice& request, const Ledger& ledger, Instant now);
LedgerDecision Decide(const ConfirmInvoice& confirm, const Ledger& ledger);
LedgerDecision Decide(const RefuseInvoice& refuse, const Ledger& ledger);
void Apply(const InvoiceRequested& requested, Ledger& ledger);
void Apply(const InvoiceIssued& issued, Ledger& ledger);
void Apply(const InvoiceRefused& refused, Ledger& ledger);

// ledger_payments.cc
LedgerDecision Decide(const RecordPayment& payment, const Ledger& ledger, Instant now);
void Apply(const PaymentRecorded& recorded, Ledger& ledger);

// ledger_credits.cc
LedgerDecision Decide(const IssueCreditNote& credit, const Ledger& ledger, Instant now);
void Apply(const CreditNoteIssued& issued, Ledger& ledger);

// ledger_disputes.cc
LedgerDecision Decide(const MarkDisputed& mark, const Ledger& ledger);
LedgerDecision Decide(const ReleaseDisputed& release, const Ledger& ledger);
void Apply(const DisputedMarked& marked, Ledger& ledger);
void Apply(const DisputedReleased& released, Ledger& ledger);

// The invoice that a command names: kUnknownInvoice or kInvoiceNotIssued if nothing is owed on it.
Expected<const Invoice*, Refusal<LedgerRule>> FindIssued(const std::string& invoice_id,
                                                         const Ledger& ledger);
// The invoice that an event names: it is there, or the log was written by another program.
Invoice& Existing(const std::string& invoice_id, Ledger& ledger);

// What is refused of a day that has not come anywhere: kDateInFuture, naming `field`. The account's
// zone is not known here, and none is more than a day ahead of UTC.
std::optional<Unexpected<Refusal<LedgerRule>>> BrokenByDay(const char* field, Date day,
                                                           Instant now);

// min(claimed, open), never below zero.
Money DisputedPart(const Money& claimed, const Money& open);

// What an event tells of an invoice once `cleared` more of it is paid or credited and `claimed` is
// in dispute. Every balance that is written is made here, so here the invariant is checked.
InvoiceBalance BalanceAfter(const std::string& invoice_id, const Invoice& invoice,
                            const Money& cleared, const Money& claimed);

// Takes `cleared` off what is open. Add it to what is paid or credited as well.
void Clear(const std::string& invoice_id, const Money& cleared, Invoice& invoice, Ledger& ledger);

}  // namespace recourse::invoicing
