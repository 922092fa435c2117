#pragma once

#include <string>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/base/money.h"

namespace recourse::invoicing {

// What a part of a debt is owed for.
enum class DebtPart {
  kCosts,         // Of pursuing the claim.
  kCompensation,  // The fixed sum for being late; by BGB 288(5) credited against such costs (DE-3).
  kInterest,      // The price of credit: GK RU 317.1, 809, 823.
  kPenalty,       // For being late: late charges, statutory interest, GK RU 395.
  kPrincipal,
};

// In which order the parts of one debt are paid. What shares a rank is paid as it is listed.
enum class PartOrder {
  // costs, compensation; interest, penalty; principal. BGB 367(1) (PA-1).
  kCostsInterestPrincipal,
  // costs, compensation; principal; interest, penalty. BGB 497(3), a consumer's loan in default
  // (PA-2).
  kCostsPrincipalInterest,
  // costs; interest; principal; then compensation, penalty. GK RU 319 and Plenum 54 of 22.11.2016,
  // 37-38 (RU-9, RU-10, PA-4).
  kPenaltiesLast,
  // principal; costs, compensation; interest, penalty. By agreement; it leaves less to bear
  // interest.
  kPrincipalFirst,
};

// Which of several debts is paid first.
enum class DebtOrder {
  kOldestDueFirst,  // Of equal due days, the lesser id.
  // BGB 366 (PA-3): those that are due, then the less secured, the more onerous, the older; equals
  // in proportion to what may be paid on them, the units left one each to the first.
  kBgb366,
};

struct Debt {
  struct Part {
    std::string id;
    DebtPart kind = DebtPart::kPrincipal;
    Money open;
    Money disputed;  // Of what is open.
  };

  std::string id;
  Date due;
  std::vector<Part> parts;
  // For BGB 366 only.
  int security = 0;  // The higher, the better secured.
  int burden = 0;    // The higher, the more onerous to the debtor.
  Date arisen;
};

struct AllocationRule {
  DebtOrder debts = DebtOrder::kOldestDueFirst;
  PartOrder parts = PartOrder::kCostsInterestPrincipal;
  bool onto_disputed = false;  // Only where the payer, or we by name, said so.
};

struct IncomingPayment {
  Money amount;
  Date day;                             // A debt with a later due day is not due.
  std::vector<std::string> designated;  // Debts that the payer named, paid first in this order.
};

struct PartAllocation {
  std::string debt_id;
  std::string part_id;
  Money amount;  // Above 0.

  bool operator==(const PartAllocation&) const = default;
};

struct AllocationPlan {
  std::vector<PartAllocation> allocations;  // In the order in which the debts are paid.
  Money rest;                               // Unapplied.

  bool operator==(const AllocationPlan&) const = default;
};

// What of a payment goes where: never more onto a part than is open, nor than is open and not in
// dispute unless told. kInvalid ALLOCATION_INVALID, naming field and value: a negative amount, one
// of another currency, a disputed amount above what is open, two debts or parts with one id, more
// than kPartsMax debts, or a designated debt that is not there.
Expected<AllocationPlan, Failure> PlanAllocation(const IncomingPayment& payment,
                                                 const std::vector<Debt>& debts,
                                                 const AllocationRule& rule);

}  // namespace recourse::invoicing
