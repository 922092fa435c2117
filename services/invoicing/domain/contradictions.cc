#include "services/invoicing/domain/contradictions.h"

#include <map>
#include <utility>

#include "libs/en16931/adder.h"
#include "libs/en16931/sums.h"
#include "libs/en16931/tax_category.h"
#include "libs/en16931/type_code.h"

namespace recourse::invoicing {
namespace {

using en16931::Adder;
using enum LedgerRule;

std::string At(const char* field, std::size_t index) {
  return std::string(field) + "[" + std::to_string(index) + "].";
}

BrokenRule BrokenByCategory(const std::string& field, const std::string& code) {
  if (code.empty() || en16931::IsTaxCategory(code)) return std::nullopt;
  return Refuse(kCodeUnknown, {{field, code}, {"list", "UNCL5305"}});
}

BrokenRule BrokenByCodes(const InvoiceContent& content) {
  const InvoiceDetails& details = content.details;
  if (!details.type_code.empty() && !en16931::IsTypeCode(details.type_code)) {
    return Refuse(kCodeUnknown, {{"type_code", details.type_code}, {"list", "UNTDID 1001"}});
  }
  for (std::size_t i = 0; i < content.lines.size(); ++i) {
    const std::string& code = content.lines[i].details.tax.code;
    if (auto broken = BrokenByCategory(At("lines", i) + "tax.category", code)) return broken;
  }
  for (std::size_t i = 0; i < details.tax_breakdown.size(); ++i) {
    const std::string& code = details.tax_breakdown[i].category.code;
    if (auto broken = BrokenByCategory(At("tax_breakdown", i) + "category", code)) return broken;
  }
  for (std::size_t i = 0; i < details.allowances_and_charges.size(); ++i) {
    const std::string& code = details.allowances_and_charges[i].tax.code;
    const std::string field = At("allowances_and_charges", i) + "category";
    if (auto broken = BrokenByCategory(field, code)) return broken;
  }
  return std::nullopt;
}

Unexpected<Refusal<LedgerRule>> Differs(std::string field, std::string said, std::string computed,
                                        std::string rule) {
  return Refuse(kSumsDiffer, {{std::move(field), std::move(said)},
                              {"computed", std::move(computed)},
                              {"rule", std::move(rule)}});
}

BrokenRule BrokenByBreakdown(const std::vector<TaxSubtotal>& breakdown) {
  for (std::size_t i = 0; i < breakdown.size(); ++i) {
    const TaxSubtotal& each = breakdown[i];
    const auto rate = Decimal::Parse(each.category.rate);
    const auto computed = rate ? en16931::TaxOn(each.taxable, *rate) : std::nullopt;
    if (!computed || en16931::IsNear(Decimal(each.tax), Decimal(*computed))) continue;
    return Differs(At("tax_breakdown", i) + "tax_amount", ToString(each.tax), ToString(*computed),
                   "BR-CO-17: BT-117 = BT-116 x BT-119 / 100");
  }
  return std::nullopt;
}

std::optional<Decimal> SumOfListed(const std::vector<AllowanceCharge>& all, bool is_charge) {
  Adder sum;
  bool is_any = false;
  for (const AllowanceCharge& each : all) {
    if (each.is_charge != is_charge) continue;
    sum.Add(each.amount);
    is_any = true;
  }
  return is_any ? std::optional(sum.sum()) : std::nullopt;
}

std::optional<Decimal> SumOfLines(const std::vector<InvoiceLine>& lines) {
  Adder sum;
  for (const InvoiceLine& line : lines) {
    if (line.details.part_of.empty()) sum.Add(line.amount);
  }
  return lines.empty() ? std::nullopt : std::optional(sum.sum());
}

// What the lines, allowances and charges say of their taxes, where no tax is said as an amount.
class LineTaxes {
 public:
  explicit LineTaxes(const InvoiceContent& content) {
    for (const InvoiceLine& line : content.lines) {
      if (line.details.part_of.empty()) Add(line.amount, line.details.tax);
    }
    for (const AllowanceCharge& each : content.details.allowances_and_charges) {
      Add(each.is_charge ? each.amount : -each.amount, each.tax);
    }
  }

  // Nothing: a rate is left unsaid, or beyond what can be computed with.
  std::optional<Decimal> Sum(Currency currency) const {
    Adder sum;
    for (const auto& [rate, taxable] : taxable_) {
      const auto base = ToMoney(taxable.sum(), currency);
      const auto tax = base ? en16931::TaxOn(*base, rate.second) : std::nullopt;
      if (!tax) return std::nullopt;
      sum.Add(*tax);
    }
    return is_known_ ? std::optional(sum.sum()) : std::nullopt;
  }

  // How many are taxed.
  std::size_t count() const { return taxable_.size(); }

 private:
  void Add(const Money& amount, const TaxCategory& tax) {
    const auto rate = Decimal::Parse(tax.rate);
    const en16931::TaxCategory* const known = en16931::FindTaxCategory(tax.code);
    const bool is_untaxed = tax.code.empty() || (known != nullptr && !known->is_taxed);
    if (!rate && !is_untaxed) is_known_ = false;
    if (rate && rate->sign() != 0) taxable_[{tax.code, *rate}].Add(amount);
  }

  std::map<std::pair<std::string, Decimal>, Adder> taxable_;
  bool is_known_ = true;
};

// The tax that stands between what is owed and what it is without tax.
Decimal ImpliedTax(const en16931::Sums& sums, const Decimal& without_tax) {
  if (sums.with_tax) return *Difference(Decimal(*sums.with_tax), without_tax);
  Adder with_tax;
  with_tax.Add(sums.due).Add(sums.prepaid).Subtract(sums.rounding);
  const Decimal all = *Difference(with_tax.sum(), sums.third_party.value_or(Decimal()));
  return *Difference(all, without_tax);
}

// Of a tax that no amount is said of.
void ComputeTax(const InvoiceContent& content, en16931::Sums& sums) {
  const auto without_tax = WithoutTax(sums);
  if (!without_tax) return;
  const Decimal implied = ImpliedTax(sums, *without_tax);
  const LineTaxes taxes(content);
  const auto computed = taxes.Sum(content.amount.currency);
  if (!computed) {
    sums.of_tax = implied;
    return;
  }
  sums.of_tax = en16931::IsNear(implied, *computed, taxes.count()) ? implied : *computed;
}

// Of a breakdown that is said: what is taxed is the invoice without tax.
BrokenRule TakeBreakdown(const InvoiceContent& content, en16931::Sums& sums) {
  Adder taxable;
  Adder tax;
  for (const TaxSubtotal& each : content.details.tax_breakdown) {
    taxable.Add(each.taxable);
    tax.Add(each.tax);
  }
  sums.of_tax = tax.sum();
  const Currency currency = content.amount.currency;
  const auto without_tax = WithoutTax(sums);
  if (!without_tax) {
    sums.without_tax = ToMoney(taxable.sum(), currency);
    return std::nullopt;
  }
  if (en16931::IsNear(taxable.sum(), *without_tax, content.details.tax_breakdown.size())) {
    return std::nullopt;
  }
  return Differs("tax_breakdown", en16931::Shown(taxable.sum(), currency),
                 en16931::Shown(*without_tax, currency), "BR-S-08: sum of BT-116 = BT-109");
}

const char* FieldOf(en16931::Total total) {
  switch (total) {
    case en16931::Total::kLines:
      return "totals.lines";
    case en16931::Total::kAllowances:
      return "totals.allowances";
    case en16931::Total::kCharges:
      return "totals.charges";
    case en16931::Total::kWithoutTax:
      return "totals.without_tax";
    case en16931::Total::kTax:
      return "totals.tax";
    case en16931::Total::kWithTax:
      return "totals.with_tax";
    case en16931::Total::kDue:
      return "amount";
  }
  __builtin_unreachable();
}

BrokenRule BrokenBySums(const InvoiceContent& content) {
  const InvoiceDetails& details = content.details;
  const DocumentTotals& totals = details.totals;
  const bool is_credit_note = en16931::IsCreditNoteCode(details.type_code);
  en16931::Sums sums{SumOfLines(content.lines),
                     SumOfListed(details.allowances_and_charges, false),
                     SumOfListed(details.allowances_and_charges, true),
                     std::nullopt,
                     totals.lines,
                     totals.allowances,
                     totals.charges,
                     totals.without_tax,
                     totals.tax,
                     totals.with_tax,
                     totals.prepaid,
                     totals.rounding,
                     std::nullopt,
                     is_credit_note ? -content.amount : content.amount};
  if (totals.third_party) sums.third_party = Decimal(*totals.third_party);
  if (!details.tax_breakdown.empty()) {
    if (auto broken = TakeBreakdown(content, sums)) return broken;
  } else if (!totals.tax) {
    ComputeTax(content, sums);
  }
  const auto broken = CheckSums(sums, en16931::Said::kSome);
  if (broken.empty()) return std::nullopt;
  const en16931::BrokenSum& first = broken.front();
  const bool is_turned = is_credit_note && first.total == en16931::Total::kDue;
  return Differs(is_turned ? "-amount" : FieldOf(first.total), first.stated, first.expected,
                 std::string(first.rule) + ": " + std::string(first.terms));
}

}  // namespace

BrokenRule BrokenByContradiction(const InvoiceContent& content) {
  if (auto broken = BrokenByCodes(content)) return broken;
  const std::string& type_code = content.details.type_code;
  if (en16931::IsCreditNoteCode(type_code) && content.amount.minor_units > 0) {
    return Refuse(kCreditNoteAboveZero,
                  {{"type_code", type_code}, {"amount", ToString(content.amount)}});
  }
  if (auto broken = BrokenByBreakdown(content.details.tax_breakdown)) return broken;
  return BrokenBySums(content);
}

}  // namespace recourse::invoicing
