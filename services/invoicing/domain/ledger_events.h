#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "services/invoicing/domain/allocation_order.h"
#include "services/invoicing/domain/cancellation.h"
#include "services/invoicing/domain/charge_events.h"
#include "services/invoicing/domain/charge_freeze.h"
#include "services/invoicing/domain/conversion_events.h"
#include "services/invoicing/domain/credit_parts.h"
#include "services/invoicing/domain/discount_events.h"
#include "services/invoicing/domain/due_date_extension.h"
#include "services/invoicing/domain/ledger_parts.h"
#include "services/invoicing/domain/lowering.h"
#include "services/invoicing/domain/refund_events.h"
#include "services/invoicing/domain/set_off_events.h"

namespace recourse::invoicing {

// Events are kept for ever: add new ones, never change these.

// A promise to reserve the number with the issuer. Nothing is owed yet.
struct InvoiceRequested {
  std::string account;  // "accounts/a1", to tell the issuer who asks.
  std::string invoice_id;
  InvoiceContent content;
  std::string draft_id{};              // That it was prepared as; empty: as none.
  std::optional<Lowering> lowering{};  // Nothing: it lets go of nothing.
  bool operator==(const InvoiceRequested&) const = default;
};
struct InvoiceIssued {
  std::string invoice_id;
  InvoiceContent content;
  std::vector<InvoiceBalance> balances;
  bool operator==(const InvoiceIssued&) const = default;
};
struct InvoiceRefused {
  std::string invoice_id;
  std::string number;
  std::string reason;
  bool operator==(const InvoiceRefused&) const = default;
};
struct PaymentRecorded {
  std::string payment_id;
  Money amount;  // What was allocated plus `unapplied`.
  Date effective;
  std::vector<PaymentDesignation> designations;
  std::vector<PaymentAllocation> allocations;
  Money unapplied;
  bool imported = false;
  std::vector<InvoiceBalance> balances;
  std::vector<ChargeBalance> charge_balances{};
  std::optional<PartOrder> order{};  // As it was asked for.
  bool operator==(const PaymentRecorded&) const = default;
};
struct CreditNoteIssued {
  std::string credit_note_id;
  std::string invoice_id;
  Money amount;
  Date effective;
  std::string reason;
  std::string dispute_id;  // Empty: no dispute led to it.
  std::vector<InvoiceBalance> balances;
  Control control{};
  CreditBasis basis = CreditBasis::kAmount;
  std::vector<CreditedLine> lines{};
  std::vector<TaxSubtotal> taxes{};         // As CreditParts has them.
  std::vector<ReleasedPayment> released{};  // Of what was paid, the last first.
  bool operator==(const CreditNoteIssued&) const = default;
};
struct DisputedMarked {
  std::string dispute_id;
  std::string invoice_id;
  Money claimed;
  Money marked;  // What of the claim was open: min(claimed, open), whatever others claim.
  bool whole = false;
  std::vector<InvoiceBalance> balances;
  bool operator==(const DisputedMarked&) const = default;
};
struct DisputedReleased {
  std::string dispute_id;
  std::string invoice_id;
  Money released;  // By how much the disputed amount fell.
  ReleaseOutcome outcome{};
  std::vector<InvoiceBalance> balances;
  bool operator==(const DisputedReleased&) const = default;
};
// What had cleared nothing of a payment clears invoices.
struct PaymentApplied {
  std::string application_id;
  std::string payment_id;
  Date effective;
  std::vector<PaymentDesignation> designations;
  std::vector<PaymentAllocation> allocations;
  Money unapplied;  // What is left of the payment.
  std::vector<InvoiceBalance> balances;
  std::vector<ChargeBalance> charge_balances{};
  std::optional<PartOrder> order{};  // As it was asked for.
  bool operator==(const PaymentApplied&) const = default;
};
// What the payment had cleared is open again, and nothing of it is left.
struct PaymentReversed {
  std::string payment_id;
  Money amount;  // What is reopened plus `unapplied` plus `refunded`: the payment's whole amount.
  ReversalCause cause{};
  Date effective;
  std::string reason;
  // One for each item, never effective before the day on which the payment had cleared it.
  std::vector<PaymentAllocation> reopened;
  Money unapplied;  // What had cleared nothing.
  std::vector<InvoiceBalance> balances;
  std::vector<ChargeBalance> charge_balances{};
  Money refunded{};  // What had been paid back of it, and so is owed now; no money at all if none.
  bool operator==(const PaymentReversed&) const = default;
};
// It is not expected any more, though it is owed.
struct InvoiceWrittenOff {
  std::string write_off_id;
  std::string invoice_id;
  Money amount;
  Date effective;
  std::string reason;
  std::vector<InvoiceBalance> balances;
  Control control{};
  bool operator==(const InvoiceWrittenOff&) const = default;
};
// It is expected again, all that was written off.
struct WriteOffReversed {
  std::string write_off_id;
  std::string invoice_id;
  Money amount;
  Date effective;
  std::string reason;
  std::vector<InvoiceBalance> balances;
  bool operator==(const WriteOffReversed&) const = default;
};

using LedgerEvent =
    std::variant<InvoiceRequested, InvoiceIssued, InvoiceRefused, PaymentRecorded, CreditNoteIssued,
                 DisputedMarked, DisputedReleased, PaymentApplied, PaymentReversed,
                 InvoiceWrittenOff, WriteOffReversed, ChargeAssessed, InterestAssessed,
                 ChargeWaived, WaiverReversed, ChargeReversed, ItemsSetOff, SetOffReversed,
                 DueDateExtended, DueDateExtensionRevoked, DiscountTaken, DiscountReversed,
                 RefundRequested, RefundSent, RefundFailed, RefundCancelled, PaymentConverted,
                 ConversionReversed, ChargesFrozen, ChargesUnfrozen, InvoiceCancelled>;

}  // namespace recourse::invoicing
