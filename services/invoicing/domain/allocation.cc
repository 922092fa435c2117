#include "services/invoicing/domain/allocation.h"

#include <algorithm>

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

BrokenRule BrokenByDesignation(std::size_t index, const PaymentDesignation& designation,
                               const Money& amount, const Ledger& ledger) {
  const std::string field = "designations[" + std::to_string(index) + "].amount";
  const auto invoice = FindIssued(designation.invoice_id, ledger);
  if (!invoice) return Unexpected{invoice.error()};
  if (auto broken = BrokenByAmount(field, designation.amount)) return broken;
  const Currency currency = (*invoice)->amount.currency;
  if (designation.amount.currency != amount.currency || currency != amount.currency) {
    return Refuse(kCurrencyDiffers, {{"amount", ToString(amount)},
                                     {field, ToString(designation.amount)},
                                     {"invoice_id", designation.invoice_id},
                                     {"currency", std::string(currency.code())}});
  }
  return std::nullopt;
}

// Spreads one amount over invoices. `rest` is what has cleared nothing yet.
class Allocator {
 public:
  Allocator(const Money& amount, Date effective, const Ledger& ledger)
      : ledger_(ledger), effective_(effective), rest_(amount) {}

  void AllocateDesignated(const std::vector<PaymentDesignation>& designations) {
    for (const PaymentDesignation& designation : designations) {
      const Invoice& invoice = *ledger_.Find(designation.invoice_id);
      const Money part = std::min(designation.amount, invoice.open);
      if (part.minor_units > 0) Add(designation.invoice_id, invoice, part);
    }
    designated_count_ = allocations_.size();
  }

  void AllocateRest() {
    for (const auto& [due, invoice_id] : ledger_.open_by_due) {
      if (rest_.minor_units == 0 || allocations_.size() == kAllocationsMax) return;
      const Invoice& invoice = *ledger_.Find(invoice_id);
      if (invoice.amount.currency != rest_.currency) continue;
      PaymentAllocation* const earlier = FindDesignated(invoice_id);
      const Money open = earlier == nullptr ? invoice.open : invoice.open - earlier->amount;
      const Money part = std::min(rest_, open - DisputedPart(invoice.Claimed(), open));
      if (part.minor_units == 0) continue;
      if (earlier == nullptr) {
        Add(invoice_id, invoice, part);
      } else {
        earlier->amount = earlier->amount + part;
        rest_ = rest_ - part;
      }
    }
  }

  Allocated Finish() && {
    std::vector<InvoiceBalance> balances;
    balances.reserve(allocations_.size());
    for (const auto& [invoice_id, amount, effective] : allocations_) {
      const Invoice& invoice = *ledger_.Find(invoice_id);
      balances.push_back(BalanceAfter(invoice_id, invoice, amount, invoice.Claimed()));
    }
    return {std::move(allocations_), rest_, std::move(balances)};
  }

 private:
  void Add(const std::string& invoice_id, const Invoice& invoice, const Money& part) {
    allocations_.push_back({invoice_id, part, std::max(effective_, invoice.issue_date)});
    rest_ = rest_ - part;
  }

  PaymentAllocation* FindDesignated(const std::string& invoice_id) {
    const auto end = allocations_.begin() + static_cast<std::ptrdiff_t>(designated_count_);
    const auto found = std::find_if(allocations_.begin(), end, [&](const auto& allocation) {
      return allocation.invoice_id == invoice_id;
    });
    return found == end ? nullptr : &*found;
  }

  const Ledger& ledger_;
  const Date effective_;
  Money rest_;
  std::vector<PaymentAllocation> allocations_;
  std::size_t designated_count_ = 0;
};

}  // namespace

BrokenRule BrokenByAmount(const std::string& field, const Money& amount) {
  if (amount.minor_units <= 0) return Refuse(kAmountNotPositive, {{field, ToString(amount)}});
  if (amount.minor_units > kMoneyMax) return Refuse(kAmountTooLarge, {{field, ToString(amount)}});
  return std::nullopt;
}

BrokenRule BrokenByDesignations(const Money& amount,
                                const std::vector<PaymentDesignation>& designations,
                                const Ledger& ledger) {
  if (designations.size() > kDesignationsMax) {
    return Refuse(kTooManyDesignations, {{"designations", std::to_string(designations.size())}});
  }
  Money designated{0, amount.currency};
  for (auto at = designations.begin(); at != designations.end(); ++at) {
    const auto index = static_cast<std::size_t>(at - designations.begin());
    if (auto broken = BrokenByDesignation(index, *at, amount, ledger)) return broken;
    const bool again = std::any_of(designations.begin(), at, [&](const auto& earlier) {
      return earlier.invoice_id == at->invoice_id;
    });
    if (again) return Refuse(kDesignatedTwice, {{"invoice_id", at->invoice_id}});
    designated = designated + at->amount;
  }
  if (designated > amount) {
    return Refuse(kDesignatedMoreThanPaid,
                  {{"designated", ToString(designated)}, {"amount", ToString(amount)}});
  }
  return std::nullopt;
}

Allocated Allocate(const Money& amount, Date effective,
                   const std::vector<PaymentDesignation>& designations, const Ledger& ledger) {
  Allocator allocator(amount, effective, ledger);
  allocator.AllocateDesignated(designations);
  allocator.AllocateRest();
  return std::move(allocator).Finish();
}

}  // namespace recourse::invoicing
