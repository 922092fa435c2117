#include <algorithm>
#include <optional>

#include "services/invoicing/domain/ledger_rules.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;
using Broken = std::optional<Unexpected<Refusal<LedgerRule>>>;

bool IsSame(const RecordPayment& asked, const Payment& known) {
  return asked.amount == known.amount && asked.effective == known.effective &&
         asked.designations == known.designations && asked.imported == known.imported;
}

Broken BrokenByAmount(const std::string& field, const Money& amount) {
  if (amount.minor_units <= 0) return Refuse(kAmountNotPositive, {{field, ToString(amount)}});
  if (amount.minor_units > kMoneyMax) return Refuse(kAmountTooLarge, {{field, ToString(amount)}});
  return std::nullopt;
}

Broken BrokenByDesignation(std::size_t index, const RecordPayment& payment, const Ledger& ledger) {
  const PaymentDesignation& designation = payment.designations[index];
  const std::string field = "designations[" + std::to_string(index) + "].amount";
  const auto invoice = FindIssued(designation.invoice_id, ledger);
  if (!invoice) return Unexpected{invoice.error()};
  if (auto broken = BrokenByAmount(field, designation.amount)) return broken;
  const Currency currency = (*invoice)->amount.currency;
  if (designation.amount.currency != payment.amount.currency ||
      currency != payment.amount.currency) {
    return Refuse(kCurrencyDiffers, {{"amount", ToString(payment.amount)},
                                     {field, ToString(designation.amount)},
                                     {"invoice_id", designation.invoice_id},
                                     {"currency", std::string(currency.code())}});
  }
  return std::nullopt;
}

Broken BrokenByDesignations(const RecordPayment& payment, const Ledger& ledger) {
  const auto& designations = payment.designations;
  if (designations.size() > kDesignationsMax) {
    return Refuse(kTooManyDesignations, {{"designations", std::to_string(designations.size())}});
  }
  Money designated{0, payment.amount.currency};
  for (auto at = designations.begin(); at != designations.end(); ++at) {
    const auto index = static_cast<std::size_t>(at - designations.begin());
    if (auto broken = BrokenByDesignation(index, payment, ledger)) return broken;
    const bool again = std::any_of(designations.begin(), at, [&](const auto& earlier) {
      return earlier.invoice_id == at->invoice_id;
    });
    if (again) return Refuse(kDesignatedTwice, {{"invoice_id", at->invoice_id}});
    designated = designated + at->amount;
  }
  if (designated > payment.amount) {
    return Refuse(kDesignatedMoreThanPaid,
                  {{"designated", ToString(designated)}, {"amount", ToString(payment.amount)}});
  }
  return std::nullopt;
}

// Spreads one payment over invoices. `rest` is what has cleared nothing yet.
class Allocator {
 public:
  Allocator(const RecordPayment& payment, const Ledger& ledger)
      : payment_(payment), ledger_(ledger), rest_(payment.amount) {}

  void AllocateDesignated() {
    for (const PaymentDesignation& designation : payment_.designations) {
      const Invoice& invoice = *ledger_.Find(designation.invoice_id);
      const Money part = std::min(designation.amount, invoice.open);
      if (part.minor_units > 0) Add(designation.invoice_id, invoice, part);
    }
    designated_count_ = allocations_.size();
  }

  // Oldest due first; of one day, in the order of their ids. Never onto a disputed amount.
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

  PaymentRecorded Finish() && {
    std::vector<InvoiceBalance> balances;
    balances.reserve(allocations_.size());
    for (const auto& [invoice_id, amount, effective] : allocations_) {
      const Invoice& invoice = *ledger_.Find(invoice_id);
      balances.push_back(BalanceAfter(invoice_id, invoice, amount, invoice.Claimed()));
    }
    return {payment_.payment_id,     payment_.amount, payment_.effective, payment_.designations,
            std::move(allocations_), rest_,           payment_.imported,  std::move(balances)};
  }

 private:
  void Add(const std::string& invoice_id, const Invoice& invoice, const Money& part) {
    allocations_.push_back({invoice_id, part, std::max(payment_.effective, invoice.issue_date)});
    rest_ = rest_ - part;
  }

  PaymentAllocation* FindDesignated(const std::string& invoice_id) {
    const auto end = allocations_.begin() + static_cast<std::ptrdiff_t>(designated_count_);
    const auto found = std::find_if(allocations_.begin(), end, [&](const auto& allocation) {
      return allocation.invoice_id == invoice_id;
    });
    return found == end ? nullptr : &*found;
  }

  const RecordPayment& payment_;
  const Ledger& ledger_;
  Money rest_;
  std::vector<PaymentAllocation> allocations_;
  std::size_t designated_count_ = 0;
};

}  // namespace

LedgerDecision Decide(const RecordPayment& payment, const Ledger& ledger, Instant now) {
  const auto known = ledger.payments.find(payment.payment_id);
  if (known != ledger.payments.end()) {
    if (IsSame(payment, known->second)) return LedgerEvents{};
    return Refuse(kPaymentIdReused, {{"amount", ToString(known->second.amount)},
                                     {"effective_date", ToString(known->second.effective)}});
  }
  if (auto broken = BrokenByAmount("amount", payment.amount)) return *std::move(broken);
  if (auto broken = BrokenByDay("effective_date", payment.effective, now)) {
    return *std::move(broken);
  }
  if (auto broken = BrokenByDesignations(payment, ledger)) return *std::move(broken);

  Allocator allocator(payment, ledger);
  allocator.AllocateDesignated();
  allocator.AllocateRest();
  LedgerEvents events;
  events.emplace_back(std::move(allocator).Finish());
  return events;
}

void Apply(const PaymentRecorded& recorded, Ledger& ledger) {
  ledger.payments.emplace(recorded.payment_id,
                          Payment{recorded.amount, recorded.effective, recorded.unapplied,
                                  recorded.allocations, recorded.designations, recorded.imported});
  for (const PaymentAllocation& allocation : recorded.allocations) {
    Invoice& invoice = Existing(allocation.invoice_id, ledger);
    invoice.paid = invoice.paid + allocation.amount;
    Clear(allocation.invoice_id, allocation.amount, invoice, ledger);
  }
}

}  // namespace recourse::invoicing
