#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "libs/decider/decider.h"
#include "services/invoicing/domain/charge.h"
#include "services/invoicing/domain/conversion.h"
#include "services/invoicing/domain/invoice.h"
#include "services/invoicing/domain/ledger_commands.h"
#include "services/invoicing/domain/ledger_events.h"
#include "services/invoicing/domain/ledger_limits.h"
#include "services/invoicing/domain/refund.h"
#include "services/invoicing/domain/set_off.h"

namespace recourse::invoicing {

// What the ledger keeps of a payment, to know it again and to tell again what became of it.
struct Payment {
  Money amount;
  Date effective;
  Money unapplied;  // Once it is reversed, less than nothing by what was refunded.
  std::vector<PaymentAllocation> allocations;  // An invoice may be in it more than once.
  std::vector<PaymentDesignation> designations;
  bool imported = false;
  std::optional<PartOrder> order{};
  Money refunded{0, amount.currency};   // Set aside for refunds, or sent.
  Money converted{0, amount.currency};  // Into payments of other currencies.
};

// Which payment was applied once more, and how it was asked for.
struct PaymentApplication {
  std::string payment_id;
  Date effective;
  std::vector<PaymentDesignation> designations;
  std::optional<PartOrder> order{};
};

struct PaymentReversal {
  ReversalCause cause{};
  Date effective;
  std::string reason;
};

struct WriteOff {
  std::string invoice_id;
  Money amount;
  Date effective;
  std::string reason;
  std::optional<ReverseWriteOff> reversed;
  Control control{};
};

struct CreditNote {
  std::string invoice_id;
  Money amount;
  Date effective;
  std::string reason;
  std::string dispute_id;
  Control control{};
  CreditBasis basis = CreditBasis::kAmount;
  std::vector<CreditedLine> lines{};
  std::vector<TaxSubtotal> taxes{};
  std::vector<ReleasedPayment> released{};
};

// All that is owed on one account: the only place where it is decided. Evolved in place: moving it
// costs a few pointers, and a payment touches only what it clears.
struct Ledger {
  using DueItem = std::pair<Date, std::string>;  // Due date, invoice id.

  std::unordered_map<std::string, Invoice> invoices;  // By id.
  std::unordered_map<std::string, Payment> payments;  // By id.
  std::set<DueItem> open_by_due;  // Issued invoices with something open, or an open charge.
  std::map<std::string, std::string, std::less<>> invoice_by_number;  // But refused ones.
  std::map<std::string, CreditNote> credit_notes;                     // By id.
  std::map<std::string, PaymentApplication> applications;             // By id.
  std::map<std::string, PaymentReversal> reversals;                   // By payment id.
  std::map<std::string, WriteOff> write_offs;                         // By id.
  std::map<std::string, std::vector<Discount>> discounts;             // By payment id.
  std::map<std::string, std::string> invoice_by_extension;            // Ids.
  std::map<std::string, std::string> invoice_by_dispute;              // Ids.
  std::map<std::string, Charge> charges;                              // By id.
  std::map<std::string, Waiver> waivers;                              // By id.
  std::map<std::string, SetOff> set_offs;                             // By id.
  std::map<std::string, Refund> refunds;                              // By id.
  // By id, which is also that of the payment that it made.
  std::map<std::string, Conversion> conversions;
  std::set<std::string> interest_bearing;  // Invoices, by id.
  ChargeFreezes freezes;                   // By circumstance.

  // Nothing if there is none.
  const Invoice* Find(const std::string& invoice_id) const;
};

struct LedgerDecider {
  using Command = LedgerCommand;
  using Event = LedgerEvent;
  using State = Ledger;
  using Rule = LedgerRule;

  static Ledger Initial() { return {}; }
  static Decision<Event, Rule> Decide(const Command& command, const Ledger& ledger, Instant now);
  static Ledger Evolve(Ledger ledger, const Event& event);
};
static_assert(Decider<LedgerDecider>);

}  // namespace recourse::invoicing
