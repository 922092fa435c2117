#pragma once

#include <span>
#include <string_view>

namespace recourse::en16931 {

// What EN 16931-1, table 6, and its rules say of a VAT category.
struct TaxCategory {
  enum class Rate { kPositive, kZero, kNotNegative, kNone };

  std::string_view code;   // UNCL5305.
  std::string_view rules;  // "BR-IC" is followed by the number of the rule.
  Rate rate;
  // Each rate has a breakdown of its own, and its amounts need not agree to the cent.
  bool is_taxed;
  // An exemption reason is asked for; where it is not, it is forbidden.
  bool has_reason;
};

// All that have rules.
std::span<const TaxCategory> TaxCategories();
// Null of what has no rules: a code that EN 16931 does not know, and Italian split payment.
const TaxCategory* FindTaxCategory(std::string_view code);
// Whether EN 16931 allows the code (BR-CL-17, BR-CL-18): S, Z, E, AE, K, G, O, L, M and B.
bool IsTaxCategory(std::string_view code);

}  // namespace recourse::en16931
