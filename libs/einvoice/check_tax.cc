#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "libs/base/check.h"
#include "libs/einvoice/findings.h"
#include "libs/en16931/tax_category.h"

namespace recourse::einvoice {
namespace {

using Category = en16931::TaxCategory;
using en16931::IsNear;

const Category* Find(std::string_view code) { return en16931::FindTaxCategory(code); }

std::string Rule(const Category& category, std::string_view number) {
  return fmt::format("{}-{}", category.rules, number);
}

// Something with an amount and its tax: `sign` is -1 for an allowance.
struct Taxed {
  const Money& amount;
  const Tax& tax;
  int sign;
  std::string_view rate_rule;  // 05, 06 or 07.
  std::string place;
};

std::vector<Taxed> AllTaxed(const Invoice& invoice) {
  std::vector<Taxed> all;
  for (const Line& line : invoice.lines) {
    if (line.tax) all.push_back({line.net_amount, *line.tax, 1, "05", "line " + line.id});
  }
  for (std::size_t i = 0; i < invoice.allowances_and_charges.size(); ++i) {
    const AllowanceCharge& one = invoice.allowances_and_charges[i];
    if (!one.tax) continue;
    all.push_back({one.amount, *one.tax, one.is_charge ? 1 : -1, one.is_charge ? "07" : "06",
                   fmt::format("{} {}", one.is_charge ? "charge" : "allowance", i + 1)});
  }
  return all;
}

bool IsRateAllowed(Category::Rate rule, const std::optional<Decimal>& rate) {
  switch (rule) {
    case Category::Rate::kPositive:
      return rate && rate->sign() > 0;
    case Category::Rate::kZero:
      return rate && rate->sign() == 0;
    case Category::Rate::kNotNegative:
      return rate && rate->sign() >= 0;
    case Category::Rate::kNone:
      return !rate;
  }
  CHECK(false);
}

std::string_view AllowedRate(Category::Rate rule) {
  switch (rule) {
    case Category::Rate::kPositive:
      return "more than 0";
    case Category::Rate::kZero:
      return "0";
    case Category::Rate::kNotNegative:
      return "0 or more";
    case Category::Rate::kNone:
      return "none";
  }
  CHECK(false);
}

Decimal Size(const Money& amount) {
  const Decimal value(amount);
  return value.sign() < 0 ? -value : value;
}

void CheckRates(const std::vector<Taxed>& all, const Invoice& invoice, Findings& findings) {
  for (const Taxed& one : all) {
    const Category* const category = Find(one.tax.category);
    if (category == nullptr) {
      findings.Expect(one.tax.category.empty() || en16931::IsTaxCategory(one.tax.category),
                      one.rate_rule == "05" ? "BR-CL-18" : "BR-CL-17",
                      "a VAT category is of UNCL5305", one.place, one.tax.category);
      continue;
    }
    findings.Expect(IsRateAllowed(category->rate, one.tax.rate), Rule(*category, one.rate_rule),
                    "the VAT rate fits the category " + one.tax.category, one.place,
                    Shown(one.tax.rate), AllowedRate(category->rate));
  }
  for (const Category& category : en16931::TaxCategories()) {
    const auto is_used = std::any_of(all.begin(), all.end(), [&](const Taxed& one) {
      return one.tax.category == category.code;
    });
    if (!is_used) continue;
    const auto count =
        std::count_if(invoice.tax_breakdown.begin(), invoice.tax_breakdown.end(),
                      [&](const TaxBreakdown& one) { return one.tax.category == category.code; });
    findings.Expect(category.is_taxed ? count >= 1 : count == 1, Rule(category, "01"),
                    fmt::format("BG-23 has the category {}", category.code), "",
                    std::to_string(count), category.is_taxed ? "once or more" : "once");
  }
}

// What the lines, allowances and charges of each category come to; of a taxed one for each rate.
class TaxableSums {
 public:
  explicit TaxableSums(const std::vector<Taxed>& all) {
    for (const Taxed& one : all) {
      Adder& sum = sums_[KeyOf(one.tax)];
      one.sign > 0 ? sum.Add(one.amount) : sum.Subtract(one.amount);
    }
  }

  Decimal Of(const Tax& tax) const {
    const auto found = sums_.find(KeyOf(tax));
    return found == sums_.end() ? Decimal() : found->second.sum();
  }

 private:
  using Key = std::pair<std::string_view, std::optional<Decimal>>;

  static Key KeyOf(const Tax& tax) {
    const Category* const category = Find(tax.category);
    const bool is_by_rate = category != nullptr && category->is_taxed;
    return {tax.category, is_by_rate ? tax.rate : std::nullopt};
  }

  std::map<Key, Adder> sums_;
};

void CheckTaxable(const TaxBreakdown& breakdown, const Category& category, const TaxableSums& sums,
                  const std::string& place, Findings& findings) {
  const Decimal sum = sums.Of(breakdown.tax);
  const Decimal stated(breakdown.taxable);
  findings.Expect(category.is_taxed ? IsNear(stated, sum) : stated == sum, Rule(category, "08"),
                  "BT-116 = sum of BT-131 - BT-92 + BT-99 of its category", place,
                  ToString(breakdown.taxable), Shown(sum, breakdown.taxable.currency));
}

void CheckBreakdown(const TaxBreakdown& breakdown, const TaxableSums& sums, Findings& findings) {
  const std::string rate = Shown(breakdown.tax.rate);
  const std::string place =
      fmt::format("VAT {}{}{}", breakdown.tax.category, rate.empty() ? "" : " ", rate);
  const Money& taxable = breakdown.taxable;
  const auto computed = en16931::TaxOn(taxable.minor_units < 0 ? -taxable : taxable,
                                       breakdown.tax.rate.value_or(Decimal()));
  const bool is_near = computed && IsNear(Size(breakdown.tax_amount), Decimal(*computed));
  constexpr std::string_view kTerms = "BT-117 = BT-116 x BT-119 / 100";
  findings.Expect(is_near, "BR-CO-17", kTerms, place, ToString(breakdown.tax_amount),
                  Shown(computed));

  const Category* const category = Find(breakdown.tax.category);
  findings.Expect(en16931::IsTaxCategory(breakdown.tax.category), "BR-CL-17",
                  "a VAT category is of UNCL5305", place, breakdown.tax.category);
  if (category == nullptr) return;
  findings.Expect(breakdown.tax.rate || category->rate == Category::Rate::kNone, "BR-48",
                  "BT-119 is the VAT rate", place);
  CheckTaxable(breakdown, *category, sums, place, findings);
  if (category->is_taxed) {
    findings.Expect(is_near, Rule(*category, "09"), kTerms, place, ToString(breakdown.tax_amount),
                    Shown(computed));
  } else {
    findings.Expect(breakdown.tax_amount.minor_units == 0, Rule(*category, "09"), "BT-117 = 0",
                    place, ToString(breakdown.tax_amount), "0");
  }
  const bool has_reason =
      !breakdown.exemption_reason.empty() || !breakdown.exemption_reason_code.empty();
  findings.Expect(has_reason == category->has_reason, Rule(*category, "10"),
                  category->has_reason ? "BT-120 or BT-121 is the exemption reason"
                                       : "BT-120 and BT-121 are not there",
                  place, breakdown.exemption_reason);
}

}  // namespace

void CheckTax(const Invoice& invoice, Findings& findings) {
  findings.Expect(!invoice.tax_breakdown.empty(), "BR-CO-18", "BG-23 is there at least once", "");
  const std::vector<Taxed> all = AllTaxed(invoice);
  CheckRates(all, invoice, findings);
  const TaxableSums sums(all);
  for (const TaxBreakdown& breakdown : invoice.tax_breakdown) {
    CheckBreakdown(breakdown, sums, findings);
  }
}

}  // namespace recourse::einvoice
