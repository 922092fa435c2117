#pragma once

#include <optional>
#include <string>

#include "services/invoicing/domain/ledger_decisions.h"

// What the files that together are the ledger share. Only they include this.
namespace recourse::invoicing {

// The invoice that a command names: kUnknownInvoice or kInvoiceNotIssued if nothing is owed on it.
Expected<const Invoice*, Refusal<LedgerRule>> FindIssued(const std::string& invoice_id,
                                                         const Ledger& ledger);
// The invoice that an event names: it is there, or the log was written by another program.
Invoice& Existing(const std::string& invoice_id, Ledger& ledger);

using BrokenRule = std::optional<Unexpected<Refusal<LedgerRule>>>;

// kDateOutOfRange, naming `field`.
BrokenRule BrokenByYear(const char* field, Date day);
// What is refused of a day that has not come anywhere: kDateInFuture, naming `field`. The account's
// zone is not known here, and none is more than a day ahead of UTC. The same of its year.
BrokenRule BrokenByDay(const char* field, Date day, Instant now);
// The same, and kBeforeWhatItChanges of a day before `first`.
BrokenRule BrokenByDay(const char* field, Date day, Date first, Instant now);
// kReasonTooLong.
BrokenRule BrokenByReason(const std::string& reason);

// What is refused of crediting or writing off `amount` of an invoice: kCurrencyDiffers, what is
// refused of the day and of the reason, kBeforeIssueDate. Not of what is open.
BrokenRule BrokenByReduction(const Money& amount, Date effective, const std::string& reason,
                             const Invoice& invoice, Instant now);

// ledger_control.cc. kNeedsApproval, where the amount and what was done of the operation on the
// same item, is in force and was done by one person alone come to more than the command's limit.
// Not of what another has approved.
BrokenRule BrokenByLimit(const WriteOffInvoice& write_off, const Ledger& ledger);
BrokenRule BrokenByLimit(const WaiveCharge& waive, const Ledger& ledger);
BrokenRule BrokenByLimit(const IssueCreditNote& credit, const Ledger& ledger);
// Held against the limit of waivers, by which alone another can allow it.
BrokenRule BrokenByLimit(const ReverseCharge& reversal, const Charge& charge);
BrokenRule BrokenByLimit(const RequestRefund& request, const Ledger& ledger);
// Held against the limit of credit notes.
BrokenRule BrokenByLimit(const Lowering& lowering);
// What one person alone let go of, of an invoice that there is: by credit notes on it, by issuing
// it as a corrected invoice, and before that on those that it replaces.
Money CreditedAlone(const std::string& invoice_id, const Ledger& ledger);

// min(claimed, open), never below zero.
Money DisputedPart(const Money& claimed, const Money& open);

// What an event tells of an invoice once `cleared` more of it is paid, credited, set off or written
// off, or less where it is negative, and `claimed` is in dispute. Every balance that is written is
// made here, so here the invariant is checked.
InvoiceBalance BalanceAfter(const std::string& invoice_id, const Invoice& invoice,
                            const Money& cleared, const Money& claimed);

// Moves `amount` of an invoice from what is open to `part`, which is what was paid, credited,
// set off or written off; a negative one moves back.
void Clear(const std::string& invoice_id, const Money& amount, Money Receivable::*part,
           Ledger& ledger);
// The same of a charge, and what is paid or waived.
void ClearCharge(const std::string& charge_id, const Money& amount, Money Receivable::*part,
                 Ledger& ledger);
// The charge's amount is now `change` more.
void ChangeCharge(const std::string& charge_id, const Money& change, Ledger& ledger);
// Its payment has so much less of the charge, and more of unapplied cash.
void Release(const std::string& charge_id, const ChargePayment& released, Ledger& ledger);
// Each of `allocations` is paid by the payment.
void ClearPaid(const std::string& payment_id, const std::vector<PaymentAllocation>& allocations,
               Ledger& ledger);
// An invoice is in the order by due date while it or one of its charges is open.
void KeepOrder(const std::string& invoice_id, const Invoice& invoice, Ledger& ledger);
// What an invoice owes less from the day after `effective` on.
void MoveBase(const std::string& invoice_id, const BaseMovement& movement, Ledger& ledger);

// The charge that a command names: kUnknownCharge if there is none.
Expected<const Charge*, Refusal<LedgerRule>> FindCharge(const std::string& charge_id,
                                                        const Ledger& ledger);
// The charge that an event names.
Charge& ExistingCharge(const std::string& charge_id, Ledger& ledger);

}  // namespace recourse::invoicing
