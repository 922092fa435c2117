#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/base/decimal.h"
#include "libs/base/money.h"
#include "libs/einvoice/check.h"

namespace recourse::einvoice {

// For this room only. Collects what Check finds.
class Findings {
 public:
  // Broken unless `holds`.
  void Expect(bool holds, std::string_view rule, std::string_view terms, std::string_view place,
              std::string_view stated = {}, std::string_view expected = {});
  void ExpectOrWarn(bool holds, std::string_view rule, std::string_view terms,
                    std::string_view place, std::string_view stated = {},
                    std::string_view expected = {});
  // Broken if `text` is empty.
  void ExpectText(std::string_view text, std::string_view rule, std::string_view terms,
                  std::string_view place = {});

  std::vector<BrokenRule> Take() { return std::move(broken_); }

 private:
  std::vector<BrokenRule> broken_;
};

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

std::string Shown(const std::optional<Money>& amount);
std::string Shown(const std::optional<Decimal>& number);
// A sum of amounts, written as one.
std::string Shown(const Decimal& sum, Currency currency);

// The parts of Check, each in a file of its own.
void CheckPresence(const Invoice& invoice, Findings& findings);
void CheckLines(const Invoice& invoice, Findings& findings);
void CheckTotals(const Invoice& invoice, Findings& findings);
void CheckTax(const Invoice& invoice, Findings& findings);

}  // namespace recourse::einvoice
