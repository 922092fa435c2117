#include "services/invoicing/domain/credit_division.h"

#include <algorithm>

#include "libs/base/fraction.h"
#include "libs/base/split.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;
using Tax = Creditable::Tax;
using Divided = Expected<CreditParts, Refusal<LedgerRule>>;

// What `part` of `whole` is of `amount`, half up; nothing where the whole is nothing.
std::int64_t Share(std::int64_t amount, std::int64_t part, std::int64_t whole) {
  if (whole == 0) return 0;
  const auto share =
      Rounded(Fraction::Of(static_cast<Int128>(amount) * part, whole), RoundingMode::kHalfUp);
  CHECK(share);
  return *share;
}

void AddTax(const Tax& tax, std::int64_t taxable, std::int64_t tax_amount, const Currency& currency,
            CreditParts& parts) {
  if (taxable == 0 && tax_amount == 0) return;
  parts.taxes.push_back({tax.category, {taxable, currency}, {tax_amount, currency}, "", ""});
}

// So much gross of one category, at most what it has left.
void AddGross(const Tax& tax, std::int64_t gross, const Currency& currency, CreditParts& parts) {
  if (gross == tax.Left()) return AddTax(tax, tax.TaxableLeft(), tax.TaxLeft(), currency, parts);
  const std::int64_t credited = tax.taxable_credited + tax.tax_credited;
  const std::int64_t together = Share(tax.taxable, credited + gross, tax.taxable + tax.tax);
  const std::int64_t taxable =
      std::clamp(together - tax.taxable_credited, std::max<std::int64_t>(0, gross - tax.TaxLeft()),
                 std::min(gross, tax.TaxableLeft()));
  AddTax(tax, taxable, gross - taxable, currency, parts);
}

CreditParts AllOf(const Creditable& creditable, const Money& amount, bool only_above_zero) {
  CreditParts parts{amount};
  for (const Tax& tax : creditable.taxes) {
    if (only_above_zero && tax.Left() <= 0) continue;
    AddTax(tax, tax.TaxableLeft(), tax.TaxLeft(), amount.currency, parts);
  }
  return parts;
}

// The amount among all that is left of categories above zero.
Divided ByAmount(const Money& amount, bool pro_rata, const Invoice& invoice) {
  if (invoice.creditable == nullptr || amount.minor_units <= 0) return CreditParts{amount};
  const Creditable& creditable = *invoice.creditable;
  std::int64_t left = 0;
  std::vector<const Tax*> above;
  std::vector<std::int64_t> weights;
  for (const Tax& tax : creditable.taxes) {
    left += tax.Left();
    if (tax.Left() <= 0) continue;
    above.push_back(&tax);
    weights.push_back(tax.Left());
  }
  if (left == amount.minor_units) return AllOf(creditable, amount, false);
  if (!pro_rata && above.size() > 1) {
    return Refuse(kTaxUnsaid, {{"amount", ToString(amount)},
                               {"categories", std::to_string(above.size())},
                               {"basis", "CREDIT_BASIS_PRO_RATA or CREDIT_BASIS_TAXES"}});
  }
  std::int64_t gross = 0;
  for (const std::int64_t weight : weights) gross += weight;
  if (amount.minor_units >= gross) return AllOf(creditable, amount, true);
  const auto split = SplitMoney(amount, weights, SplitPolicy::kOneEachToTheFirst);
  CHECK(split);
  CreditParts parts{amount};
  for (std::size_t i = 0; i < above.size(); ++i) {
    AddGross(*above[i], (*split)[i].minor_units, amount.currency, parts);
  }
  return parts;
}

// Nothing of a category twice, nothing below zero, not more than it has left, and a tax that is
// what the invoice makes of the taxable amount, but for a minor unit of rounding.
BrokenRule BrokenByTax(const IssueCreditNote& credit, std::size_t at, const Creditable& known) {
  const TaxSubtotal& asked = credit.taxes[at];
  const std::string where = "taxes[" + std::to_string(at) + "].";
  const int index = known.Find(asked.category);
  if (index < 0) {
    return Refuse(kTaxUnknown,
                  {{where + "category", asked.category.code + " " + asked.category.rate}});
  }
  for (std::size_t i = 0; i < at; ++i) {
    if (known.Find(credit.taxes[i].category) == index) {
      return Refuse(kTaxMalformed, {{where + "category", asked.category.code + " is said twice"}});
    }
  }
  const Tax& tax = known.taxes[static_cast<std::size_t>(index)];
  const std::int64_t taxable = asked.taxable.minor_units;
  const std::int64_t rounded = Share(tax.tax, taxable, tax.taxable);
  const std::int64_t off = asked.tax.minor_units - rounded;
  if (taxable < 0 || asked.tax.minor_units < 0 || off > 1 || off < -1) {
    return Refuse(kTaxMalformed, {{where + "taxable_amount", ToString(asked.taxable)},
                                  {where + "tax_amount", ToString(asked.tax)},
                                  {"computed", std::to_string(rounded) + " minor units"}});
  }
  if (taxable > tax.TaxableLeft() || asked.tax.minor_units > tax.TaxLeft()) {
    const Currency& currency = asked.taxable.currency;
    return Refuse(kMoreThanTaxLeft, {{where + "taxable_amount", ToString(asked.taxable)},
                                     {"taxable_left", ToString(Money{tax.TaxableLeft(), currency})},
                                     {where + "tax_amount", ToString(asked.tax)},
                                     {"tax_left", ToString(Money{tax.TaxLeft(), currency})}});
  }
  return std::nullopt;
}

BrokenRule BrokenByCurrency(const std::string& field, const Money& amount, const Invoice& invoice) {
  if (amount.currency == invoice.amount.currency) return std::nullopt;
  return Refuse(kCurrencyDiffers, {{field, ToString(amount)},
                                   {"currency", std::string(invoice.amount.currency.code())}});
}

Divided ByTaxes(const IssueCreditNote& credit, const Invoice& invoice) {
  if (invoice.creditable == nullptr) {
    return Refuse(kTaxUnknown, {{"invoice_id", credit.invoice_id}});
  }
  if (credit.taxes.size() > kDetailsMax) {
    return Refuse(kTooManyDetails, {{"taxes", std::to_string(credit.taxes.size())}});
  }
  CreditParts parts{{0, invoice.amount.currency}, {}, credit.taxes};
  for (std::size_t i = 0; i < credit.taxes.size(); ++i) {
    const TaxSubtotal& asked = credit.taxes[i];
    const std::string where = "taxes[" + std::to_string(i) + "].";
    if (auto broken = BrokenByCurrency(where + "taxable_amount", asked.taxable, invoice)) {
      return *std::move(broken);
    }
    if (auto broken = BrokenByCurrency(where + "tax_amount", asked.tax, invoice)) {
      return *std::move(broken);
    }
    if (auto broken = BrokenByTax(credit, i, *invoice.creditable)) return *std::move(broken);
    parts.amount = parts.amount + asked.taxable + asked.tax;
  }
  return parts;
}

// What `credited` of the whole quantity comes to, in minor units; nothing if it has too many
// digits.
std::optional<std::int64_t> Worth(const Creditable::Line& line, const Decimal& credited,
                                  const Currency& currency) {
  const auto product = Product(Decimal(Money{line.amount, currency}), credited);
  if (!product) return std::nullopt;
  const auto worth = RoundedQuotient(*product, line.quantity, currency);
  if (!worth) return std::nullopt;
  return worth->minor_units;
}

// Net, of one line; `where` stands before the names of its fields.
Expected<std::int64_t, Refusal<LedgerRule>> NetOf(const CreditedLine& asked,
                                                  const Creditable::Line& line,
                                                  const std::string& where,
                                                  const Invoice& invoice) {
  const Currency& currency = invoice.amount.currency;
  if (asked.quantity.empty()) {
    if (auto broken = BrokenByCurrency(where + "amount", asked.amount, invoice)) {
      return *std::move(broken);
    }
    return asked.amount.minor_units;
  }
  const Failure::Values values{{where + "quantity", asked.quantity},
                               {"quantity", ToString(line.quantity)},
                               {"credited", ToString(line.quantity_credited)}};
  const auto quantity = Decimal::Parse(asked.quantity);
  if (!quantity || quantity->sign() <= 0 || line.quantity.sign() <= 0) {
    return Refuse(kLineNotCreditable, values);
  }
  const auto after = Sum(line.quantity_credited, *quantity);
  if (!after || *after > line.quantity) return Refuse(kMoreThanLineLeft, values);
  const auto worth = Worth(line, *after, currency);
  const auto before = Worth(line, line.quantity_credited, currency);
  if (!worth || !before) return Refuse(kLineNotCreditable, values);
  return *worth - *before;
}

// The line with what is credited of it, taken from `left` too.
Expected<CreditedLine, Refusal<LedgerRule>> Credited(const CreditedLine& asked, std::size_t at,
                                                     const Invoice& invoice, Creditable& left) {
  const std::string where = "lines[" + std::to_string(at) + "].";
  const Failure::Values named{{where + "line", std::to_string(asked.line)}};
  if (asked.line < 1 || static_cast<std::size_t>(asked.line) > left.lines.size()) {
    return Refuse(kUnknownLine, named);
  }
  const Creditable::Line& line = left.lines[static_cast<std::size_t>(asked.line - 1)];
  if (line.tax < 0) return Refuse(kLineNotCreditable, named);
  if (asked.tax != TaxCategory{} && left.Find(asked.tax) != line.tax) {
    return Refuse(kTaxUnknown, {{where + "tax", asked.tax.code + " " + asked.tax.rate}});
  }
  const auto net = NetOf(asked, line, where, invoice);
  if (!net) return Unexpected{net.error()};
  const Money amount{*net, invoice.amount.currency};
  if (*net <= 0) return Refuse(kAmountNotPositive, {{where + "amount", ToString(amount)}});
  if (*net > line.amount - line.credited) {
    const Money rest{line.amount - line.credited, amount.currency};
    return Refuse(kMoreThanLineLeft,
                  {{where + "amount", ToString(amount)}, {"left", ToString(rest)}});
  }
  CreditedLine credited{asked.line, asked.quantity, amount,
                        left.taxes[static_cast<std::size_t>(line.tax)].category};
  Take({credited}, {}, left);
  return credited;
}

Divided ByLines(const IssueCreditNote& credit, const Invoice& invoice) {
  if (invoice.creditable == nullptr) {
    return Refuse(kTaxUnknown, {{"invoice_id", credit.invoice_id}});
  }
  if (credit.lines.size() > kLinesMax) {
    return Refuse(kTooManyLines, {{"lines", std::to_string(credit.lines.size())}});
  }
  const Currency& currency = invoice.amount.currency;
  Creditable after = *invoice.creditable;
  CreditParts parts{{0, currency}};
  for (std::size_t i = 0; i < credit.lines.size(); ++i) {
    auto credited = Credited(credit.lines[i], i, invoice, after);
    if (!credited) return Unexpected{credited.error()};
    parts.lines.push_back(*std::move(credited));
  }
  for (std::size_t i = 0; i < after.taxes.size(); ++i) {
    const Tax& before = invoice.creditable->taxes[i];
    const Tax& tax = after.taxes[i];
    if (tax.lines_credited == before.lines_credited) continue;
    const std::int64_t taxable = Share(tax.taxable, tax.lines_credited, tax.lines) -
                                 Share(tax.taxable, before.lines_credited, tax.lines);
    if (tax.lines_credited > tax.lines || taxable > tax.TaxableLeft()) {
      return Refuse(kMoreThanTaxLeft,
                    {{"category", tax.category.code + " " + tax.category.rate},
                     {"taxable", ToString(Money{taxable, currency})},
                     {"taxable_left", ToString(Money{tax.TaxableLeft(), currency})}});
    }
    const std::int64_t together = Share(tax.tax, tax.taxable_credited + taxable, tax.taxable);
    const std::int64_t of_tax =
        std::clamp<std::int64_t>(together - tax.tax_credited, 0, tax.TaxLeft());
    AddTax(tax, taxable, of_tax, currency, parts);
    parts.amount = parts.amount + Money{taxable + of_tax, currency};
  }
  return parts;
}

}  // namespace

Expected<CreditParts, Refusal<LedgerRule>> Divide(const IssueCreditNote& credit,
                                                  const Invoice& invoice) {
  const auto is_what_they_make = [&](Divided made) -> Divided {
    if (!made || credit.amount.minor_units == 0 || credit.amount == made->amount) return made;
    return Refuse(kCreditMakesOtherwise,
                  {{"amount", ToString(credit.amount)}, {"made", ToString(made->amount)}});
  };
  switch (credit.basis) {
    case CreditBasis::kAmount:
    case CreditBasis::kProRata:
      if (auto broken = BrokenByCurrency("amount", credit.amount, invoice)) {
        return *std::move(broken);
      }
      return ByAmount(credit.amount, credit.basis == CreditBasis::kProRata, invoice);
    case CreditBasis::kTaxes:
      return is_what_they_make(ByTaxes(credit, invoice));
    case CreditBasis::kLines:
      return is_what_they_make(ByLines(credit, invoice));
    case CreditBasis::kWhole:
      return is_what_they_make(ByAmount(invoice.open, true, invoice));
  }
  CHECK(false);
}

}  // namespace recourse::invoicing
