#pragma once

#include <string>
#include <vector>

#include "services/invoicing/domain/ledger_rules.h"

// How what a payment had cleared is opened again: when it is reversed or its conversion is, and
// when the invoice is credited or replaced. Only the files of the ledger include this.
namespace recourse::invoicing {

// What the payment had cleared, one for each item, in the order in which it had cleared them.
std::vector<PaymentAllocation> Reopened(const Payment& payment, Date effective);

// What payments have cleared of an invoice, with the discounts that they took on it, by payment id;
// none before `day`. Passes over all payments of the account once.
std::vector<ReleasedPayment> PaidOf(const std::string& invoice_id, Date day, const Ledger& ledger);
// So much of it as comes to `needed`: of the latest payment first, and of a payment and its
// discount in proportion, the discount to the half up. `paid` comes to as much at least.
std::vector<ReleasedPayment> LastOf(std::vector<ReleasedPayment> paid, Money needed);
void Release(const std::string& invoice_id, const ReleasedPayment& released, Ledger& ledger);

// So much less of the discounts that the payment has taken on the invoice.
void ReduceDiscount(const std::string& payment_id, const std::string& invoice_id, Money amount,
                    Ledger& ledger);

// Of items on which `applied` leaves the payment nothing, its allocations go.
void DropWhatIsNothing(const std::vector<PaymentAllocation>& applied, Payment& payment);

// kRefundPending: a refund of the payment of which it is not known whether it was sent.
BrokenRule BrokenByRefunds(const std::string& payment_id, const Ledger& ledger);

// Writes what is open of each of `event.reopened` once it is reopened.
template <class Event>
void WriteBalancesOf(const Ledger& ledger, Event& event) {
  for (const PaymentAllocation& part : event.reopened) {
    if (part.kind == ItemKind::kCharge) {
      const Charge& charge = ledger.charges.at(part.item_id);
      event.charge_balances.push_back({part.item_id, charge.open + part.amount});
    } else {
      const Invoice& invoice = *ledger.Find(part.item_id);
      event.balances.push_back(
          BalanceAfter(part.item_id, invoice, -part.amount, invoice.Claimed()));
    }
  }
}

// Nothing of the payment is left: what was refunded of it is owed.
void Reopen(const std::string& payment_id, const std::vector<PaymentAllocation>& reopened,
            Ledger& ledger);

}  // namespace recourse::invoicing
