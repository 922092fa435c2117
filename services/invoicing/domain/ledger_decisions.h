#pragma once

#include <string>
#include <vector>

#include "libs/decider/decider.h"
#include "services/invoicing/domain/ledger.h"

// What each command of the ledger leads to, and what each event makes of it, file by file. Only the
// files of the ledger include this.
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

// ledger_applications.cc
LedgerDecision Decide(const ApplyPayment& application, const Ledger& ledger, Instant now);
void Apply(const PaymentApplied& applied, Ledger& ledger);

// ledger_reversals.cc
LedgerDecision Decide(const ReversePayment& reversal, const Ledger& ledger, Instant now);
void Apply(const PaymentReversed& reversed, Ledger& ledger);

// ledger_write_offs.cc
LedgerDecision Decide(const WriteOffInvoice& write_off, const Ledger& ledger, Instant now);
LedgerDecision Decide(const ReverseWriteOff& reversal, const Ledger& ledger, Instant now);
void Apply(const InvoiceWrittenOff& written_off, Ledger& ledger);
void Apply(const WriteOffReversed& reversed, Ledger& ledger);

// ledger_set_offs.cc
LedgerDecision Decide(const SetOffInvoice& set_off, const Ledger& ledger, Instant now);
LedgerDecision Decide(const ReverseSetOff& reversal, const Ledger& ledger, Instant now);
void Apply(const ItemsSetOff& set_off, Ledger& ledger);
void Apply(const SetOffReversed& reversed, Ledger& ledger);

// ledger_charges.cc
LedgerDecision Decide(const AssessCharge& assess, const Ledger& ledger, Instant now);
LedgerDecision Decide(const WaiveCharge& waive, const Ledger& ledger, Instant now);
LedgerDecision Decide(const ReverseWaiver& reversal, const Ledger& ledger, Instant now);
void Apply(const ChargeAssessed& assessed, Ledger& ledger);
void Apply(const ChargeWaived& waived, Ledger& ledger);
void Apply(const WaiverReversed& reversed, Ledger& ledger);

// ledger_charge_reversals.cc
LedgerDecision Decide(const ReverseCharge& reversal, const Ledger& ledger, Instant now);
void Apply(const ChargeReversed& reversed, Ledger& ledger);

// ledger_interest.cc
LedgerDecision Decide(const AssessInterest& assess, const Ledger& ledger, Instant now);
void Apply(const InterestAssessed& assessed, Ledger& ledger);

// ledger_freezes.cc
LedgerDecision Decide(const FreezeCharges& freeze, const Ledger& ledger);
void Apply(const ChargesFrozen& frozen, Ledger& ledger);
void Apply(const ChargesUnfrozen& unfrozen, Ledger& ledger);

// ledger_extensions.cc
LedgerDecision Decide(const ExtendDueDate& extend, const Ledger& ledger);
LedgerDecision Decide(const RevokeExtension& revoke, const Ledger& ledger);
void Apply(const DueDateExtended& extended, Ledger& ledger);
void Apply(const DueDateExtensionRevoked& revoked, Ledger& ledger);

// ledger_discounts.cc: what a payment takes off the invoices that it clears but for it, and what
// its reversal gives back, as events behind its own.
struct Allocated;
void TakeDiscounts(const std::string& payment_id, const Allocated& allocated, const Ledger& ledger,
                   LedgerEvents& events);
void GiveDiscountsBack(const ReversePayment& reversal, const PaymentReversed& reversed,
                       const Ledger& ledger, LedgerEvents& events);
void Apply(const DiscountTaken& taken, Ledger& ledger);
void Apply(const DiscountReversed& reversed, Ledger& ledger);

// ledger_refunds.cc
LedgerDecision Decide(const RequestRefund& request, const Ledger& ledger, Instant now);
LedgerDecision Decide(const SendRefund& send, const Ledger& ledger, Instant now);
LedgerDecision Decide(const FailRefund& fail, const Ledger& ledger, Instant now);
LedgerDecision Decide(const CancelRefund& cancel, const Ledger& ledger, Instant now);
void Apply(const RefundRequested& requested, Ledger& ledger);
void Apply(const RefundSent& sent, Ledger& ledger);
void Apply(const RefundFailed& failed, Ledger& ledger);
void Apply(const RefundCancelled& cancelled, Ledger& ledger);

// ledger_conversions.cc
LedgerDecision Decide(const ConvertPayment& convert, const Ledger& ledger, Instant now);
LedgerDecision Decide(const ReverseConversion& reversal, const Ledger& ledger, Instant now);
void Apply(const PaymentConverted& converted, Ledger& ledger);
void Apply(const ConversionReversed& reversed, Ledger& ledger);

// ledger_credits.cc
LedgerDecision Decide(const IssueCreditNote& credit, const Ledger& ledger, Instant now);
void Apply(const CreditNoteIssued& issued, Ledger& ledger);

// ledger_cancellations.cc
LedgerDecision Decide(const CancelInvoice& cancel, const Ledger& ledger, Instant now);
void Apply(const InvoiceCancelled& cancelled, Ledger& ledger);

// ledger_disputes.cc
LedgerDecision Decide(const MarkDisputed& mark, const Ledger& ledger);
LedgerDecision Decide(const ReleaseDisputed& release, const Ledger& ledger);
void Apply(const DisputedMarked& marked, Ledger& ledger);
void Apply(const DisputedReleased& released, Ledger& ledger);

}  // namespace recourse::invoicing
