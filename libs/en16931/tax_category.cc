#include "libs/en16931/tax_category.h"

#include <algorithm>
#include <array>

namespace recourse::en16931 {
namespace {

using Rate = TaxCategory::Rate;

constexpr auto kCategories = std::to_array<TaxCategory>({
    {"S", "BR-S", Rate::kPositive, true, false},
    {"Z", "BR-Z", Rate::kZero, false, false},
    {"E", "BR-E", Rate::kZero, false, true},
    {"AE", "BR-AE", Rate::kZero, false, true},
    {"K", "BR-IC", Rate::kZero, false, true},
    {"G", "BR-G", Rate::kZero, false, true},
    {"O", "BR-O", Rate::kNone, false, true},
    {"L", "BR-AF", Rate::kNotNegative, true, false},
    {"M", "BR-AG", Rate::kNotNegative, true, false},
});
constexpr std::string_view kSplitPayment = "B";

}  // namespace

std::span<const TaxCategory> TaxCategories() { return kCategories; }

const TaxCategory* FindTaxCategory(std::string_view code) {
  const auto found = std::find_if(kCategories.begin(), kCategories.end(),
                                  [&](const TaxCategory& known) { return known.code == code; });
  return found == kCategories.end() ? nullptr : &*found;
}

bool IsTaxCategory(std::string_view code) {
  return FindTaxCategory(code) != nullptr || code == kSplitPayment;
}

}  // namespace recourse::en16931
