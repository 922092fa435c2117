#include "services/invoicing/domain/allocation_order.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "libs/base/check.h"
#include "libs/base/split.h"

namespace recourse::invoicing {
namespace {

using Ordered = std::vector<const Debt*>;

Failure Invalid(std::string field, std::string value, const std::string& expected) {
  return {Failure::Kind::kInvalid,
          "ALLOCATION_INVALID",
          fmt::format("{} is {}, expected {}", field, value, expected),
          {{std::move(field), std::move(value)}}};
}

std::optional<Failure> BrokenBy(const Debt& debt, Currency currency) {
  std::set<std::string> ids;
  for (const Debt::Part& part : debt.parts) {
    const std::string path = fmt::format("debts[{}].parts[{}]", debt.id, part.id);
    if (!ids.insert(part.id).second) return Invalid(path + ".id", part.id, "named once");
    if (part.open.currency != currency || part.open.minor_units < 0) {
      return Invalid(path + ".open", ToString(part.open),
                     fmt::format("0 {} or more", currency.code()));
    }
    if (part.disputed.currency != currency || part.disputed.minor_units < 0 ||
        part.disputed > part.open) {
      return Invalid(path + ".disputed", ToString(part.disputed),
                     fmt::format("0 to {}", ToString(part.open)));
    }
  }
  return std::nullopt;
}

std::optional<Failure> BrokenBy(const IncomingPayment& payment, const std::vector<Debt>& debts) {
  if (payment.amount.minor_units < 0) {
    return Invalid("amount", ToString(payment.amount), "0 or more");
  }
  if (debts.size() > kPartsMax) {
    return Invalid("debts", fmt::format("{} debts", debts.size()),
                   fmt::format("{} at most", kPartsMax));
  }
  std::set<std::string> ids;
  for (const Debt& debt : debts) {
    if (!ids.insert(debt.id).second) return Invalid("debts.id", debt.id, "named once");
    if (auto broken = BrokenBy(debt, payment.amount.currency)) return broken;
  }
  for (const std::string& id : payment.designated) {
    if (!ids.contains(id)) return Invalid("designated", id, "a debt");
  }
  return std::nullopt;
}

int RankOf(DebtPart kind, PartOrder order) {
  struct Ranks {
    int costs, compensation, interest, penalty, principal;
  };
  const Ranks ranks = [&]() -> Ranks {
    switch (order) {
      case PartOrder::kCostsInterestPrincipal:
        return {1, 1, 2, 2, 3};
      case PartOrder::kCostsPrincipalInterest:
        return {1, 1, 3, 3, 2};
      case PartOrder::kPenaltiesLast:
        return {1, 4, 2, 4, 3};
      case PartOrder::kPrincipalFirst:
        return {2, 2, 3, 3, 1};
    }
    CHECK(false);
  }();
  switch (kind) {
    case DebtPart::kCosts:
      return ranks.costs;
    case DebtPart::kCompensation:
      return ranks.compensation;
    case DebtPart::kInterest:
      return ranks.interest;
    case DebtPart::kPenalty:
      return ranks.penalty;
    case DebtPart::kPrincipal:
      return ranks.principal;
  }
  CHECK(false);
}

Money Payable(const Debt::Part& part, const AllocationRule& rule) {
  return rule.onto_disputed ? part.open : part.open - part.disputed;
}

Money Payable(const Debt& debt, const AllocationRule& rule, Currency currency) {
  Money sum{0, currency};
  for (const Debt::Part& part : debt.parts) sum = sum + Payable(part, rule);
  return sum;
}

// Whether BGB 366 wants `a` before `b`; neither is where they are equals.
bool IsBeforeBy366(const Debt& a, const Debt& b, Date day) {
  const auto key = [&](const Debt& debt) {
    return std::tuple(debt.due > day, debt.security, -std::int64_t{debt.burden}, debt.arisen);
  };
  return key(a) < key(b);
}

// The debts in the order of payment, equals together.
std::vector<Ordered> Tiers(const IncomingPayment& payment, const std::vector<Debt>& debts,
                           DebtOrder order) {
  std::vector<Ordered> tiers;
  std::set<std::string> named;
  for (const std::string& id : payment.designated) {
    if (!named.insert(id).second) continue;
    tiers.push_back({&*std::find_if(debts.begin(), debts.end(),
                                    [&](const Debt& debt) { return debt.id == id; })});
  }
  Ordered others;
  for (const Debt& debt : debts) {
    if (!named.contains(debt.id)) others.push_back(&debt);
  }
  switch (order) {
    case DebtOrder::kOldestDueFirst:
      std::sort(others.begin(), others.end(), [](const Debt* a, const Debt* b) {
        return std::tie(a->due, a->id) < std::tie(b->due, b->id);
      });
      for (const Debt* debt : others) tiers.push_back({debt});
      return tiers;
    case DebtOrder::kBgb366:
      break;
  }
  const auto before = [&](const Debt* a, const Debt* b) {
    return IsBeforeBy366(*a, *b, payment.day);
  };
  std::stable_sort(others.begin(), others.end(), before);
  for (auto debt = others.begin(); debt != others.end();) {
    const auto end = std::upper_bound(debt, others.end(), *debt, before);
    tiers.emplace_back(debt, end);
    debt = end;
  }
  return tiers;
}

// What of `amount` each debt of a tier gets.
std::vector<Money> Shares(const Ordered& tier, const Money& amount, const AllocationRule& rule) {
  std::vector<std::int64_t> payable;
  Money sum{0, amount.currency};
  for (const Debt* debt : tier) {
    const Money part = Payable(*debt, rule, amount.currency);
    payable.push_back(part.minor_units);
    sum = sum + part;
  }
  if (sum.minor_units == 0) return std::vector<Money>(tier.size(), sum);
  // A share below the whole is less than what is payable, also with one of the units left.
  auto shares = SplitMoney(std::min(amount, sum), payable, SplitPolicy::kOneEachToTheFirst);
  CHECK(shares);
  return *std::move(shares);
}

void PayOnto(const Debt& debt, Money amount, const AllocationRule& rule, AllocationPlan& plan) {
  std::vector<const Debt::Part*> parts;
  for (const Debt::Part& part : debt.parts) parts.push_back(&part);
  std::stable_sort(parts.begin(), parts.end(), [&](const auto* a, const auto* b) {
    return RankOf(a->kind, rule.parts) < RankOf(b->kind, rule.parts);
  });
  for (const Debt::Part* part : parts) {
    const Money paid = std::min(amount, Payable(*part, rule));
    if (paid.minor_units == 0) continue;
    plan.allocations.push_back({debt.id, part->id, paid});
    plan.rest = plan.rest - paid;
    amount = amount - paid;
  }
}

}  // namespace

Expected<AllocationPlan, Failure> PlanAllocation(const IncomingPayment& payment,
                                                 const std::vector<Debt>& debts,
                                                 const AllocationRule& rule) {
  if (auto broken = BrokenBy(payment, debts)) return Unexpected{*std::move(broken)};
  AllocationPlan plan{{}, payment.amount};
  for (const Ordered& tier : Tiers(payment, debts, rule.debts)) {
    const std::vector<Money> shares = Shares(tier, plan.rest, rule);
    for (std::size_t i = 0; i < tier.size(); ++i) PayOnto(*tier[i], shares[i], rule, plan);
  }
  return plan;
}

}  // namespace recourse::invoicing
