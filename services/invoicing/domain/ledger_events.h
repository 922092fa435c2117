#pragma once

#include <string>
#include <variant>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/money.h"

namespace recourse::invoicing {

struct InvoiceLine {
  std::string description;
  std::string quantity;    // Decimal text: "2.5".
  std::string unit_price;  // Decimal text; may have more decimals than the currency has.
  Money amount;
  bool operator==(const InvoiceLine&) const = default;
};

// What an invoice says; never edited. `amount` is the payable amount (EN 16931 BT-115), which may
// be zero or negative. Two invoices with the same digest are the same.
struct InvoiceContent {
  std::string issuer;  // "issuers/acme".
  std::string number;  // Unique per issuer.
  Date issue_date;
  Date due_date;
  Money amount;
  std::vector<InvoiceLine> lines;
  bool imported = false;
  std::string content_digest;  // Over number, dates, amount and lines; made by the edge.
  bool operator==(const InvoiceContent&) const = default;
};

// What is open and disputed of an invoice once the event has happened.
struct InvoiceBalance {
  std::string invoice_id;
  Money open;
  Money disputed;
  bool operator==(const InvoiceBalance&) const = default;
};

struct PaymentDesignation {
  std::string invoice_id;
  Money amount;
  bool operator==(const PaymentDesignation&) const = default;
};

struct PaymentAllocation {
  std::string invoice_id;
  Money amount;
  // The payment's own, but never before the invoice's issue date.
  Date effective;
  bool operator==(const PaymentAllocation&) const = default;
};

enum class ReleaseOutcome { kConceded, kPartlyConceded, kRejected, kWithdrawn };

// Events are kept for ever: add new ones, never change these.

// A promise to reserve the number with the issuer. Nothing is owed yet.
struct InvoiceRequested {
  std::string account;  // "accounts/a1", to tell the issuer who asks.
  std::string invoice_id;
  InvoiceContent content;
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

using LedgerEvent = std::variant<InvoiceRequested, InvoiceIssued, InvoiceRefused, PaymentRecorded,
                                 CreditNoteIssued, DisputedMarked, DisputedReleased>;

}  // namespace recourse::invoicing
