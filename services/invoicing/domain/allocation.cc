#include "services/invoicing/domain/allocation.h"

#include <algorithm>

#include "libs/base/check.h"
#include "services/invoicing/domain/accrual.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

// The currency of a designated item that money can be put on.
Expected<Currency, Refusal<LedgerRule>> CurrencyOf(const PaymentDesignation& designation,
                                                   const Ledger& ledger) {
  if (designation.kind == ItemKind::kCharge) {
    const auto charge = FindCharge(designation.item_id, ledger);
    if (!charge) return Unexpected{charge.error()};
    return (*charge)->amount.currency;
  }
  const auto invoice = FindIssued(designation.item_id, ledger);
  if (!invoice) return Unexpected{invoice.error()};
  return (*invoice)->amount.currency;
}

const char* IdField(ItemKind kind) {
  return kind == ItemKind::kCharge ? "charge_id" : "invoice_id";
}

BrokenRule BrokenByDesignation(std::size_t index, const PaymentDesignation& designation,
                               const Money& amount, const Ledger& ledger) {
  const std::string field = "designations[" + std::to_string(index) + "].amount";
  const auto currency = CurrencyOf(designation, ledger);
  if (!currency) return Unexpected{currency.error()};
  if (auto broken = BrokenByAmount(field, designation.amount)) return broken;
  if (designation.amount.currency != amount.currency || *currency != amount.currency) {
    return Refuse(kCurrencyDiffers, {{"amount", ToString(amount)},
                                     {field, ToString(designation.amount)},
                                     {IdField(designation.kind), designation.item_id},
                                     {"currency", std::string(currency->code())}});
  }
  return std::nullopt;
}

DebtPart PartOf(ChargeKind kind) {
  switch (kind) {
    case ChargeKind::kFixedFee:
    case ChargeKind::kPercentage:
    case ChargeKind::kLateInterest:
      return DebtPart::kPenalty;
    case ChargeKind::kCompensation:
      return DebtPart::kCompensation;
    case ChargeKind::kCosts:
      return DebtPart::kCosts;
    case ChargeKind::kCreditInterest:
      return DebtPart::kInterest;
  }
  CHECK(false);
}

// Spreads one amount over items. `rest` is what has cleared nothing yet.
class Allocator {
 public:
  Allocator(const Money& amount, Date arrived, Date effective, std::optional<PartOrder> order,
            const Ledger& ledger)
      : ledger_(ledger), arrived_(arrived), effective_(effective), order_(order), rest_(amount) {}

  void AllocateDesignated(const std::vector<PaymentDesignation>& designations) {
    for (const auto& [item_id, amount, kind] : designations) {
      const bool is_charge = kind == ItemKind::kCharge;
      const Money open = is_charge ? ledger_.charges.at(item_id).open : ledger_.Find(item_id)->open;
      const Money part = std::min(amount, open);
      if (part.minor_units > 0) Add(item_id, kind, part);
    }
    designated_count_ = allocations_.size();
    TakeDiscounts();
  }

  // The money pays exactly the oldest debts, each less the discount that can be taken of it: how
  // several invoices are paid at once. Nothing, and false, if it does not, or if one of them bears
  // charges, is disputed or in part designated.
  bool AllocateLessDiscounts() {
    std::vector<std::pair<std::string, Money>> parts;
    Money left = rest_;
    bool takes = false;
    for (const auto& [due, invoice_id] : ledger_.open_by_due) {
      const Invoice& invoice = *ledger_.Find(invoice_id);
      if (invoice.amount.currency != rest_.currency || HasDiscount(invoice_id)) continue;
      if (Left(invoice_id, ItemKind::kInvoice, invoice.open).minor_units == 0) continue;
      const bool is_plain = invoice.open_charges == 0 && invoice.Claimed().minor_units <= 0 &&
                            FindDesignated(invoice_id, ItemKind::kInvoice) == nullptr;
      if (!is_plain || allocations_.size() + parts.size() >= kAllocationsMax) return false;
      const EarlyPaymentDiscount* const step = StepOn(arrived_, invoice);
      takes = takes || step != nullptr;
      const Money part = step == nullptr
                             ? invoice.open
                             : invoice.open - DiscountOf(invoice.open, step->millionths);
      if (part > left) return false;
      parts.emplace_back(invoice_id, part);
      left = left - part;
      if (left.minor_units == 0) break;
    }
    if (!takes || left.minor_units != 0) return false;
    for (const auto& [invoice_id, part] : parts) AllocateTo(invoice_id, ItemKind::kInvoice, part);
    return true;
  }

  void AllocateRest() {
    if (AllocateLessDiscounts()) return;
    for (const auto& [due, invoice_id] : ledger_.open_by_due) {
      if (rest_.minor_units == 0 || allocations_.size() >= kAllocationsMax) return;
      const Invoice& invoice = *ledger_.Find(invoice_id);
      if (invoice.amount.currency != rest_.currency) continue;
      if (invoice.open_charges == 0) {
        AllocateTo(invoice_id, ItemKind::kInvoice, std::min(rest_, Payable(invoice_id, invoice)));
      } else {
        AllocateToDebt(invoice_id, invoice);
      }
    }
  }

  Allocated Finish() && {
    TakeDiscounts();
    Allocated allocated;
    allocated.balances.reserve(allocations_.size());
    for (const auto& [item_id, amount, effective, kind] : allocations_) {
      if (kind == ItemKind::kCharge) {
        const Charge& charge = ledger_.charges.at(item_id);
        allocated.charge_balances.push_back({item_id, charge.open - amount});
      } else {
        const Invoice& invoice = *ledger_.Find(item_id);
        allocated.balances.push_back(BalanceAfter(item_id, invoice, amount, invoice.Claimed()));
      }
    }
    allocated.allocations = std::move(allocations_);
    allocated.rest = rest_;
    allocated.discounts = std::move(discounts_);
    return allocated;
  }

 private:
  // Of the invoices that are in the money's way already: those it clears but for their discount.
  void TakeDiscounts() {
    for (const auto& [item_id, amount, effective, kind] : allocations_) {
      if (kind == ItemKind::kCharge || HasDiscount(item_id)) continue;
      const Invoice& invoice = *ledger_.Find(item_id);
      const Money left = invoice.open - amount;
      const EarlyPaymentDiscount* const step = StepOn(arrived_, invoice);
      if (left.minor_units <= 0 || step == nullptr || invoice.Claimed().minor_units > 0) continue;
      if (left > DiscountOf(invoice.open, step->millionths)) continue;
      discounts_.push_back({item_id, left, effective, *step});
    }
  }

  static const EarlyPaymentDiscount* StepOn(Date day, const Invoice& invoice) {
    const auto& steps = invoice.terms.discounts;
    const auto step = std::find_if(steps.begin(), steps.end(),
                                   [&](const auto& each) { return day <= each.last_day; });
    return step == steps.end() ? nullptr : &*step;
  }

  bool HasDiscount(const std::string& invoice_id) const {
    return std::any_of(discounts_.begin(), discounts_.end(),
                       [&](const auto& each) { return each.invoice_id == invoice_id; });
  }

  // An invoice with charges: one debt, whose parts are paid in their order.
  void AllocateToDebt(const std::string& invoice_id, const Invoice& invoice) {
    Debt debt{.id = invoice_id, .due = invoice.DueDay(), .parts = {}, .arisen = {}};
    for (const std::string& charge_id : invoice.charges) {
      const Charge& charge = ledger_.charges.at(charge_id);
      debt.parts.push_back({charge_id, PartOf(charge.kind),
                            Left(charge_id, ItemKind::kCharge, Accrued(charge, invoice)),
                            Money{0, rest_.currency}});
    }
    // No charge has an empty id.
    debt.parts.push_back(
        {"", DebtPart::kPrincipal, Payable(invoice_id, invoice), Money{0, rest_.currency}});
    const PartOrder order =
        order_ ? *order_
               : invoice.terms.allocation_order.value_or(PartOrder::kCostsInterestPrincipal);
    const auto plan =
        PlanAllocation({rest_, effective_, {}}, {debt}, {DebtOrder::kOldestDueFirst, order, false});
    CHECK(plan);
    for (const PartAllocation& part : plan->allocations) {
      const bool is_charge = !part.part_id.empty();
      AllocateTo(is_charge ? part.part_id : invoice_id,
                 is_charge ? ItemKind::kCharge : ItemKind::kInvoice, part.amount);
    }
  }

  // What of a charge is owed on the day from which the money counts, which bears interest itself:
  // of interest that is assessed further, only what had accrued by then. The rest is for what the
  // payment leaves of the principal, and falls with it.
  Money Accrued(const Charge& charge, const Invoice& invoice) const {
    if (!charge.interest || charge.interest->through <= effective_) return charge.open;
    const Money none{0, charge.open.currency};
    if (effective_ < charge.interest->from) return none;
    InterestAccrual until = *charge.interest;
    until.through = effective_;
    const auto interest = Accrue(invoice, charge.kind, until, ledger_.freezes);
    CHECK(interest);  // It was computed for more days.
    const Money cleared = charge.amount - charge.open;
    return std::clamp(interest->total - cleared, none, charge.open);
  }

  // What of an invoice may be cleared without being designated.
  Money Payable(const std::string& invoice_id, const Invoice& invoice) {
    if (HasDiscount(invoice_id)) return {0, invoice.open.currency};
    const Money open = Left(invoice_id, ItemKind::kInvoice, invoice.open);
    return std::max(Money{0, open.currency}, open - DisputedPart(invoice.Claimed(), open));
  }

  // `open` without what is designated to the item.
  Money Left(const std::string& item_id, ItemKind kind, const Money& open) {
    const PaymentAllocation* const earlier = FindDesignated(item_id, kind);
    return earlier == nullptr ? open : std::max(Money{0, open.currency}, open - earlier->amount);
  }

  void AllocateTo(const std::string& item_id, ItemKind kind, const Money& part) {
    if (part.minor_units == 0) return;
    if (PaymentAllocation* const earlier = FindDesignated(item_id, kind)) {
      earlier->amount = earlier->amount + part;
      rest_ = rest_ - part;
    } else {
      Add(item_id, kind, part);
    }
  }

  void Add(const std::string& item_id, ItemKind kind, const Money& part) {
    const Date first = kind == ItemKind::kCharge ? ledger_.charges.at(item_id).effective
                                                 : ledger_.Find(item_id)->issue_date;
    allocations_.push_back({item_id, part, std::max(effective_, first), kind});
    rest_ = rest_ - part;
  }

  PaymentAllocation* FindDesignated(const std::string& item_id, ItemKind kind) {
    const auto end = allocations_.begin() + static_cast<std::ptrdiff_t>(designated_count_);
    const auto found = std::find_if(allocations_.begin(), end, [&](const auto& allocation) {
      return allocation.item_id == item_id && allocation.kind == kind;
    });
    return found == end ? nullptr : &*found;
  }

  const Ledger& ledger_;
  const Date arrived_;
  const Date effective_;
  const std::optional<PartOrder> order_;
  Money rest_;
  std::vector<PaymentAllocation> allocations_;
  std::size_t designated_count_ = 0;
  std::vector<AllocatedDiscount> discounts_;
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
      return earlier.item_id == at->item_id && earlier.kind == at->kind;
    });
    if (again) return Refuse(kDesignatedTwice, {{IdField(at->kind), at->item_id}});
    designated = designated + at->amount;
  }
  if (designated > amount) {
    return Refuse(kDesignatedMoreThanPaid,
                  {{"designated", ToString(designated)}, {"amount", ToString(amount)}});
  }
  return std::nullopt;
}

Allocated Allocate(const Money& amount, Date arrived, Date effective,
                   const std::vector<PaymentDesignation>& designations,
                   std::optional<PartOrder> order, const Ledger& ledger) {
  Allocator allocator(amount, arrived, effective, order, ledger);
  allocator.AllocateDesignated(designations);
  allocator.AllocateRest();
  return std::move(allocator).Finish();
}

}  // namespace recourse::invoicing
