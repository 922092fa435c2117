#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/money.h"

namespace recourse::invoicing {

enum class AgingBucket { kCurrent, kDays1To30, kDays31To60, kDays61To90, kDaysOver90 };
inline constexpr std::size_t kAgingBuckets = 5;

// By whole days past the due day; on the due day itself an item is current.
AgingBucket BucketOf(Date due, Date as_of);

struct AgingLine {
  AgingBucket bucket{};
  std::int64_t count = 0;  // Invoices with something open.
  Money amount;            // Sum of what is open on them.

  bool operator==(const AgingLine&) const = default;
};

// Sorts what is open on one day by currency and age. An invoice in the customer's favour counts
// with its negative amount; one with nothing open does not count.
class Aging {
 public:
  explicit Aging(Date as_of) : as_of_(as_of) {}

  void AddInvoice(Date due, const Money& open);
  // Money received that has cleared nothing. It has no age and is kept apart.
  void AddUnapplied(const Money& amount);

  // By currency code, then bucket; each currency with an open invoice has all five.
  std::vector<AgingLine> Lines() const;
  // By currency code; only those that have any.
  std::vector<Money> Unapplied() const;

 private:
  Date as_of_;
  std::map<Currency, std::array<AgingLine, kAgingBuckets>> lines_;
  std::map<Currency, Money> unapplied_;
};

}  // namespace recourse::invoicing
