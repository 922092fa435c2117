#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/invoicing/domain/ledger_rules.h"

// How money clears invoices: designated ones first, then the oldest due. Only the files of the
// ledger include this.
namespace recourse::invoicing {

// A step of an invoice that a payment takes: what the payment leaves open, at most what was agreed.
struct AllocatedDiscount {
  std::string invoice_id;
  Money amount;
  Date effective;
  EarlyPaymentDiscount step;
};

// What came of it: `rest` has cleared nothing, and each allocation has its balance, in its order.
struct Allocated {
  std::vector<PaymentAllocation> allocations;
  Money rest;
  std::vector<InvoiceBalance> balances;
  std::vector<ChargeBalance> charge_balances;
  std::vector<AllocatedDiscount> discounts;  // Behind the allocations, in their order.
};

// kAmountNotPositive or kAmountTooLarge, naming `field`.
BrokenRule BrokenByAmount(const std::string& field, const Money& amount);

// Why `amount` cannot be spread as asked.
BrokenRule BrokenByDesignations(const Money& amount,
                                const std::vector<PaymentDesignation>& designations,
                                const Ledger& ledger);

// Spreads `amount`, that counts from `effective`: over the designated items, also what of them is
// disputed; then over the debts, oldest due first and, of one day, in the order of their ids, and
// within a debt in the order `order`, or else in that agreed for its invoice (by default costs,
// interest, principal), never onto a disputed amount. `designations` keep the rules.
//
// `arrived` is the day on which the money came. An invoice of which it leaves no more open than the
// step of that day takes off (of what was open before) takes the discount, and is cleared by it, so
// nothing more of the money goes there. None does where anything of the invoice is claimed. What is
// not designated and pays exactly the oldest debts less their discounts clears these.
Allocated Allocate(const Money& amount, Date arrived, Date effective,
                   const std::vector<PaymentDesignation>& designations,
                   std::optional<PartOrder> order, const Ledger& ledger);

}  // namespace recourse::invoicing
