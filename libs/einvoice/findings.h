#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/base/decimal.h"
#include "libs/base/money.h"
#include "libs/einvoice/check.h"
#include "libs/en16931/adder.h"
#include "libs/en16931/sums.h"

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

using en16931::Adder;
using en16931::Shown;

std::string Shown(const std::optional<Money>& amount);
std::string Shown(const std::optional<Decimal>& number);

// The parts of Check, each in a file of its own.
void CheckPresence(const Invoice& invoice, Findings& findings);
void CheckLines(const Invoice& invoice, Findings& findings);
void CheckTotals(const Invoice& invoice, Findings& findings);
void CheckTax(const Invoice& invoice, Findings& findings);

}  // namespace recourse::einvoice
