#pragma once

#include <string_view>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/money.h"
#include "services/invoicing/domain/ledger_events.h"

namespace recourse::invoicing {

// The accounts of the books. Debits are positive.
enum class ChartAccount {
  kReceivable,      // What customers owe; by invoice.
  kCharges,         // What they owe beside it; by charge.
  kUnappliedCash,   // Money received that has cleared nothing yet, a liability; by payment.
  kBank,            // What came in, and what bounced; by payment.
  kRefundsPaid,     // What left the bank and came back to it; by refund.
  kRevenue,         // What was billed, with tax; by invoice.
  kCreditsGranted,  // By invoice.
  kDiscounts,       // What was taken off for paying early; by invoice.
  kSetOffs,         // What items cleared of each other; by invoice, and nothing in all.
  kBadDebt,         // What was written off; by invoice.
  kChargesEarned,   // By charge.
  kChargesWaived,   // By charge.
  kFxClearing,      // What went into a conversion or came out of it, by currency; by conversion.
  kFxDifference,    // What the customer was given more than the rate makes; by conversion.
  kRefundsPayable,  // Set aside and not sent yet, a liability; by refund.
};

struct Posting {
  ChartAccount account;
  std::string_view
      item;  // Id of an invoice, charge, payment, refund or conversion; borrowed from the event.
  Date effective;
  Money amount;
};

// What an event enters in the books: on each effective day its postings of each currency add up to
// zero. Requests, refusals and marks of disputed amounts enter nothing.
std::vector<Posting> Postings(const LedgerEvent& event);

}  // namespace recourse::invoicing
