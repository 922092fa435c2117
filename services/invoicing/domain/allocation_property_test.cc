#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "services/invoicing/domain/allocation_order.h"

namespace recourse::invoicing {
namespace {

using namespace date::literals;

const Date kToday = 2013_y / 3 / 1;

Money Eur(std::int64_t minor_units) { return {minor_units, *Currency::Parse("EUR")}; }

int Pick(int least, int bound) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(least, bound));
}

Debt AnyDebt(int number) {
  Debt debt;
  debt.id = std::to_string(number);
  debt.due = kToday + Days(Pick(-3, 3));
  debt.security = Pick(0, 2);
  debt.burden = Pick(0, 2);
  debt.arisen = kToday - Days(Pick(100, 102));
  const int parts = Pick(0, 6);
  for (int i = 0; i < parts; ++i) {
    const int open = Pick(0, 100);
    debt.parts.push_back({std::to_string(i), static_cast<DebtPart>(Pick(0, 5)), Eur(open),
                          Eur(Pick(0, 3) == 0 ? Pick(0, open + 1) : 0)});
  }
  return debt;
}

struct Example {
  IncomingPayment payment;
  std::vector<Debt> debts;
  AllocationRule rule;
};

Example AnyExample() {
  Example example{{Eur(Pick(0, 1500)), kToday, {}}, {}, {}};
  const int count = Pick(0, 7);
  for (int i = 0; i < count; ++i) example.debts.push_back(AnyDebt(i));
  if (count > 0 && Pick(0, 3) == 0) {
    example.payment.designated.push_back(std::to_string(Pick(0, count)));
  }
  example.rule.debts = *rc::gen::element(DebtOrder::kOldestDueFirst, DebtOrder::kBgb366);
  example.rule.parts =
      *rc::gen::element(PartOrder::kCostsInterestPrincipal, PartOrder::kCostsPrincipalInterest,
                        PartOrder::kPenaltiesLast, PartOrder::kPrincipalFirst);
  example.rule.onto_disputed = Pick(0, 2) == 0;
  return example;
}

std::int64_t Payable(const Debt::Part& part, const AllocationRule& rule) {
  return part.open.minor_units - (rule.onto_disputed ? 0 : part.disputed.minor_units);
}

using Paid = std::map<std::pair<std::string, std::string>, std::int64_t>;

Paid PaidBy(const AllocationPlan& plan) {
  Paid paid;
  for (const auto& [debt, part, amount] : plan.allocations) {
    RC_ASSERT(paid.emplace(std::pair(debt, part), amount.minor_units).second);
  }
  return paid;
}

RC_GTEST_PROP(AllocationPropertyTest, WhatIsAllocatedAndTheRestAreTheAmount, ()) {
  const Example example = AnyExample();
  const auto plan = *PlanAllocation(example.payment, example.debts, example.rule);
  Money sum = plan.rest;
  for (const auto& allocation : plan.allocations) {
    RC_ASSERT(allocation.amount.minor_units > 0);
    sum = sum + allocation.amount;
  }
  RC_ASSERT(sum == example.payment.amount);
  RC_ASSERT(plan.rest.minor_units >= 0);
}

RC_GTEST_PROP(AllocationPropertyTest, NoPartGetsMoreThanMayBePaidOnIt, ()) {
  const Example example = AnyExample();
  const auto plan = *PlanAllocation(example.payment, example.debts, example.rule);
  Paid paid = PaidBy(plan);
  std::int64_t unpaid = 0;
  for (const Debt& debt : example.debts) {
    for (const Debt::Part& part : debt.parts) {
      const std::int64_t amount = paid[{debt.id, part.id}];
      RC_ASSERT(amount <= Payable(part, example.rule));
      unpaid += Payable(part, example.rule) - amount;
    }
  }
  // Money is left only where nothing else may be paid.
  RC_ASSERT(plan.rest.minor_units == 0 || unpaid == 0);
}

// Which kinds `order` pays before `kind`, written out.
std::vector<DebtPart> PaidBefore(DebtPart kind, PartOrder order) {
  using enum DebtPart;
  const std::vector<DebtPart> costs = {kCosts, kCompensation};
  const bool is_cost = kind == kCosts || kind == kCompensation;
  switch (order) {
    case PartOrder::kCostsInterestPrincipal:
      if (kind == kPrincipal) return {kCosts, kCompensation, kInterest, kPenalty};
      return is_cost ? std::vector<DebtPart>{} : costs;
    case PartOrder::kCostsPrincipalInterest:
      if (kind == kPrincipal) return costs;
      return is_cost ? std::vector<DebtPart>{}
                     : std::vector<DebtPart>{kCosts, kCompensation, kPrincipal};
    case PartOrder::kPenaltiesLast:
      if (kind == kCosts) return {};
      if (kind == kInterest) return {kCosts};
      if (kind == kPrincipal) return {kCosts, kInterest};
      return {kCosts, kInterest, kPrincipal};
    case PartOrder::kPrincipalFirst:
      if (kind == kPrincipal) return {};
      return is_cost ? std::vector<DebtPart>{kPrincipal}
                     : std::vector<DebtPart>{kPrincipal, kCosts, kCompensation};
  }
  RC_FAIL("an order that is not known");
}

RC_GTEST_PROP(AllocationPropertyTest, APartIsPaidOnlyOnceThoseBeforeItAre, ()) {
  const Example example = AnyExample();
  Paid paid = PaidBy(*PlanAllocation(example.payment, example.debts, example.rule));
  for (const Debt& debt : example.debts) {
    for (const Debt::Part& part : debt.parts) {
      if (paid[{debt.id, part.id}] == 0) continue;
      const auto before = PaidBefore(part.kind, example.rule.parts);
      for (const Debt::Part& other : debt.parts) {
        if (std::find(before.begin(), before.end(), other.kind) == before.end()) continue;
        RC_ASSERT((paid[{debt.id, other.id}] == Payable(other, example.rule)));
      }
    }
  }
}

RC_GTEST_PROP(AllocationPropertyTest, ADebtIsPaidOnlyOnceThoseBeforeItAre, ()) {
  Example example = AnyExample();
  example.payment.designated.clear();
  Paid paid = PaidBy(*PlanAllocation(example.payment, example.debts, example.rule));
  std::map<std::string, std::int64_t> left;
  std::map<std::string, std::int64_t> got;
  for (const Debt& debt : example.debts) {
    for (const Debt::Part& part : debt.parts) {
      got[debt.id] += paid[{debt.id, part.id}];
      left[debt.id] += Payable(part, example.rule) - paid[{debt.id, part.id}];
    }
  }
  const auto key = [&](const Debt& debt) {
    if (example.rule.debts == DebtOrder::kOldestDueFirst) {
      return std::tuple(debt.due, 0, 0, Date(), debt.id);
    }
    const Date is_due = debt.due > kToday ? kToday : Date();
    return std::tuple(is_due, debt.security, -debt.burden, debt.arisen, std::string());
  };
  for (const Debt& first : example.debts) {
    for (const Debt& second : example.debts) {
      if (key(first) < key(second) && got[second.id] > 0) RC_ASSERT(left[first.id] == 0);
    }
  }
}

}  // namespace
}  // namespace recourse::invoicing
