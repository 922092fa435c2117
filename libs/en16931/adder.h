#pragma once

#include <optional>

#include "libs/base/decimal.h"
#include "libs/base/money.h"

namespace recourse::en16931 {

// Adds up amounts of one currency, in units of that currency. Not Money, since a document can hold
// more amounts than 64 bits.
class Adder {
 public:
  Adder& Add(const Money& amount) { return Add(Decimal(amount)); }
  Adder& Add(const std::optional<Money>& amount) { return amount ? Add(*amount) : *this; }
  Adder& Subtract(const Money& amount) { return Add(-Decimal(amount)); }
  Adder& Subtract(const std::optional<Money>& amount) { return amount ? Subtract(*amount) : *this; }

  const Decimal& sum() const { return sum_; }

 private:
  // A document's amounts are below 10^15 minor units and fewer than 10^10, so that it always fits.
  Adder& Add(const Decimal& value) {
    sum_ = *Sum(sum_, value);
    return *this;
  }

  Decimal sum_;
};

}  // namespace recourse::en16931
