#pragma once

#include <string>
#include <vector>

#include "services/invoicing/domain/ledger_rules.h"

// How money clears invoices: designated ones first, then the oldest due. Only the files of the
// ledger include this.
namespace recourse::invoicing {

// What came of it: `rest` has cleared nothing, and each allocation has its balance, in its order.
struct Allocated {
  std::vector<PaymentAllocation> allocations;
  Money rest;
  std::vector<InvoiceBalance> balances;
  std::vector<ChargeBalance> charge_balances;
};

// kAmountNotPositive or kAmountTooLarge, naming `field`.
BrokenRule BrokenByAmount(const std::string& field, const Money& amount);

// Why `amount` cannot be spread as asked.
BrokenRule BrokenByDesignations(const Money& amount,
                                const std::vector<PaymentDesignation>& designations,
                                const Ledger& ledger);

// Spreads `amount`, that counts from `effective`: over the designated items, also what of them is
// disputed; then over the debts, oldest due first and, of one day, in the order of their ids, and
// within a debt in the order `order`, never onto a disputed amount. `designations` keep the rules.
Allocated Allocate(const Money& amount, Date effective,
                   const std::vector<PaymentDesignation>& designations, PartOrder order,
                   const Ledger& ledger);

}  // namespace recourse::invoicing
