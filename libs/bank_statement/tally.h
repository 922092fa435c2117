#pragma once

#include <map>
#include <optional>
#include <vector>

#include "libs/bank_statement/entry.h"
#include "libs/bank_statement/refused.h"
#include "libs/bank_statement/statement.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"

namespace recourse::bank_statement {

// Sums up the entries of one statement and judges whether its balances follow from them.
class Tally {
 public:
  // Counts `entry`; of its amount only what is booked goes into the sums. AMOUNT_TOO_LARGE if a sum
  // leaves kMoneyMax.
  Expected<Done, Failure> Add(const Entry& entry, const Place& place);

  int entries() const { return entries_; }
  // One sum for each currency, in the order of their codes.
  std::vector<Money> booked() const;

  // Opening and booked entries against closing.
  Verdict Judge(const std::optional<Balance>& opening, const std::optional<Balance>& closing) const;

  // All entries against what MT :90D: (debits) and :90C: (credits) announce, by number and sum.
  // kIncomplete if neither is there.
  struct Announced {
    std::optional<Total> debits;
    std::optional<Total> credits;
  };
  Verdict Judge(const Announced& announced, Currency currency) const;

 private:
  struct Counted {
    std::int64_t booked = 0;
    Total debits;
    Total credits;
  };

  int entries_ = 0;
  std::map<Currency, Counted> counted_;
};

}  // namespace recourse::bank_statement
