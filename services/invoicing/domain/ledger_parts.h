#pragma once

#include <string>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/money.h"
#include "services/invoicing/domain/invoice_details.h"
#include "services/invoicing/domain/invoice_terms.h"

// What the ledger's commands and events are made of.
namespace recourse::invoicing {

struct InvoiceLine {
  std::string description;
  // Decimal text: "2.5". Empty, as the price, only of a line that is a part of another.
  std::string quantity;
  std::string unit_price;  // Decimal text; may have more decimals than the currency has.
  Money amount;
  std::string clause{};       // Of the invoice's agreement; empty: none is named.
  int agreement_version = 0;  // In which the clause stands; 0: the invoice's.
  LineDetails details{};
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
  std::string content_digest;  // Over what it says (codec/content_digest.h); made by the edge.
  InvoiceTerms terms{};
  InvoiceDetails details{};
  bool operator==(const InvoiceContent&) const = default;
};

// What is open and disputed of an invoice once the event has happened.
struct InvoiceBalance {
  std::string invoice_id;
  Money open;
  Money disputed;
  bool operator==(const InvoiceBalance&) const = default;
};

// What a payment clears: an invoice, or a charge that was made for one.
enum class ItemKind { kInvoice, kCharge };

struct PaymentDesignation {
  std::string item_id;
  Money amount;
  ItemKind kind = ItemKind::kInvoice;
  bool operator==(const PaymentDesignation&) const = default;
};

struct PaymentAllocation {
  std::string item_id;
  Money amount;
  // The payment's own, but never before the invoice's issue date or the charge's day.
  Date effective;
  ItemKind kind = ItemKind::kInvoice;
  bool operator==(const PaymentAllocation&) const = default;
};

enum class ReleaseOutcome { kConceded, kPartlyConceded, kRejected, kWithdrawn };

// Why a payment did not stay.
enum class ReversalCause { kBounced, kChargedBack, kRecordedInError };

}  // namespace recourse::invoicing
