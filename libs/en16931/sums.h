#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/base/decimal.h"
#include "libs/base/money.h"

namespace recourse::en16931 {

// The totals of one invoice (BG-22) as it says them, and what its parts come to, each nothing where
// there is no such part. All of one currency, and with the signs of the document.
struct Sums {
  std::optional<Decimal> of_lines;       // Of BT-131.
  std::optional<Decimal> of_allowances;  // Of BT-92.
  std::optional<Decimal> of_charges;     // Of BT-99.
  std::optional<Decimal> of_tax;         // Of BT-117.
  std::optional<Money> lines;            // BT-106.
  std::optional<Money> allowances;       // BT-107.
  std::optional<Money> charges;          // BT-108.
  std::optional<Money> without_tax;      // BT-109.
  std::optional<Money> tax;              // BT-110.
  std::optional<Money> with_tax;         // BT-112.
  std::optional<Money> prepaid;          // BT-113.
  std::optional<Money> rounding;         // BT-114.
  std::optional<Decimal> third_party;    // Of BT-DEX-002 of XRechnung's extension: due too.
  Money due;                             // BT-115.
};

enum class Total { kLines, kAllowances, kCharges, kWithoutTax, kTax, kWithTax, kDue };

struct BrokenSum {
  Total total;             // Which is not what the rest comes to.
  std::string_view rule;   // "BR-CO-10" to "BR-CO-16", or "BR-DEX-09".
  std::string_view terms;  // "BT-106 = sum of BT-131".
  std::string stated;      // "90.00 EUR"; empty where nothing is.
  std::string expected;
};

// What of an invoice is said that must be said by EN 16931. Where it need not, a sum that is not
// said is what its parts come to, and is not checked where there are none.
enum class Said { kAll, kSome };

// All sums that are not to the cent what they are the sum of, in the order of Total. What may be
// left out by EN 16931 as well counts as it does there, as nothing: allowances, charges, tax, what
// is prepaid, the rounding.
std::vector<BrokenSum> CheckSums(const Sums& sums, Said said);

// Lines less allowances plus charges (BT-109) of an invoice that says some: as said, else as
// computed; nothing where neither a sum nor a line is said.
std::optional<Decimal> WithoutTax(const Sums& sums);

// Whether both are less than so many units of the currency apart: by how much a tax, and what is
// taxed, may differ from what they are made of, one for each category.
bool IsNear(const Decimal& a, const Decimal& b, std::size_t units = 1);
// The tax at `rate_percent`; nothing if that has more digits than can be computed with.
std::optional<Money> TaxOn(const Money& taxable, const Decimal& rate_percent);

// A sum of amounts, written as one: "12.30 EUR".
std::string Shown(const Decimal& sum, Currency currency);

}  // namespace recourse::en16931
