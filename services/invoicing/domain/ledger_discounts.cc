#include <algorithm>

#include "services/invoicing/domain/allocation.h"
#include "services/invoicing/domain/ledger_rules.h"
#include "services/invoicing/domain/reopening.h"

namespace recourse::invoicing {

void TakeDiscounts(const std::string& payment_id, const Allocated& allocated, const Ledger& ledger,
                   LedgerEvents& events) {
  for (const auto& [invoice_id, amount, effective, step] : allocated.discounts) {
    const Invoice& invoice = *ledger.Find(invoice_id);
    // All that is open is cleared, by the payment and by this.
    const InvoiceBalance after = BalanceAfter(invoice_id, invoice, invoice.open, invoice.Claimed());
    events.emplace_back(DiscountTaken{
        payment_id, invoice_id, amount, effective, step.last_day, step.millionths, {after}});
  }
}

void GiveDiscountsBack(const ReversePayment& reversal, const PaymentReversed& reversed,
                       const Ledger& ledger, LedgerEvents& events) {
  const auto found = ledger.discounts.find(reversal.payment_id);
  if (found == ledger.discounts.end()) return;
  std::vector<DiscountReversed> back;  // One for each invoice.
  for (const auto& [invoice_id, amount, effective] : found->second) {
    const Date day = std::max(reversal.effective, effective);
    const auto again = std::find_if(back.begin(), back.end(), [&](const auto& earlier) {
      return earlier.invoice_id == invoice_id;
    });
    if (again == back.end()) {
      back.push_back({reversal.payment_id, invoice_id, amount, day, {}});
    } else {
      again->amount = again->amount + amount;
      again->effective = std::max(again->effective, day);
    }
  }
  for (DiscountReversed& event : back) {
    const Invoice& invoice = *ledger.Find(event.invoice_id);
    Money reopened = event.amount;
    for (const PaymentAllocation& part : reversed.reopened) {
      if (part.kind == ItemKind::kInvoice && part.item_id == event.invoice_id) {
        reopened = reopened + part.amount;
      }
    }
    event.balances = {BalanceAfter(event.invoice_id, invoice, -reopened, invoice.Claimed())};
    events.emplace_back(std::move(event));
  }
}

void Apply(const DiscountTaken& taken, Ledger& ledger) {
  ledger.discounts[taken.payment_id].push_back({taken.invoice_id, taken.amount, taken.effective});
  Clear(taken.invoice_id, taken.amount, &Receivable::discounted, ledger);
  MoveBase(taken.invoice_id, {taken.effective, -taken.amount.minor_units}, ledger);
}

void ReduceDiscount(const std::string& payment_id, const std::string& invoice_id, Money amount,
                    Ledger& ledger) {
  auto& discounts = ledger.discounts.at(payment_id);
  for (Discount& each : discounts) {
    if (each.invoice_id != invoice_id) continue;
    const Money part = std::min(each.amount, amount);
    each.amount = each.amount - part;
    amount = amount - part;
  }
  CHECK(amount.minor_units == 0);
  std::erase_if(discounts, [](const Discount& each) { return each.amount.minor_units == 0; });
  if (discounts.empty()) ledger.discounts.erase(payment_id);
}

void Apply(const DiscountReversed& reversed, Ledger& ledger) {
  ReduceDiscount(reversed.payment_id, reversed.invoice_id, reversed.amount, ledger);
  Clear(reversed.invoice_id, -reversed.amount, &Receivable::discounted, ledger);
  MoveBase(reversed.invoice_id, {reversed.effective, reversed.amount.minor_units}, ledger);
}

}  // namespace recourse::invoicing
