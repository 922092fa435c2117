#include "services/invoicing/domain/creditable.h"

#include <algorithm>
#include <optional>

#include "libs/base/check.h"

namespace recourse::invoicing {
namespace {

std::optional<Decimal> RateOf(const TaxCategory& category) {
  return category.rate.empty() ? Decimal() : Decimal::Parse(category.rate);
}

bool IsSame(const TaxCategory& a, const TaxCategory& b) {
  return a.code == b.code && (a.rate == b.rate || RateOf(a) == RateOf(b));
}

std::optional<std::int64_t> TaxOn(std::int64_t taxable, const TaxCategory& category,
                                  const Currency& currency) {
  const auto rate = RateOf(category);
  if (!rate) return std::nullopt;
  const auto product = Product(Decimal(Money{taxable, currency}), *rate);
  if (!product) return std::nullopt;
  const auto tax = RoundedQuotient(*product, Decimal(100), currency);
  if (!tax) return std::nullopt;
  return tax->minor_units;
}

bool IsPart(const InvoiceLine& line) { return !line.details.part_of.empty(); }

bool HaveOneSign(const Creditable::Tax& tax) {
  return tax.taxable >= 0 ? tax.tax >= 0 : tax.tax <= 0;
}

// As the lines' categories and rates make it; false if that is not the invoice.
bool Compute(const InvoiceContent& content, Creditable& creditable) {
  for (const InvoiceLine& line : content.lines) {
    if (IsPart(line)) continue;
    int index = creditable.Find(line.details.tax);
    if (index < 0) {
      index = static_cast<int>(creditable.taxes.size());
      creditable.taxes.emplace_back().category = line.details.tax;
    }
    creditable.taxes[static_cast<std::size_t>(index)].taxable += line.amount.minor_units;
  }
  std::int64_t sum = 0;
  for (Creditable::Tax& each : creditable.taxes) {
    const auto tax = TaxOn(each.taxable, each.category, content.amount.currency);
    if (!tax) return false;
    each.tax = *tax;
    sum += each.taxable + each.tax;
  }
  return sum == content.amount.minor_units && !creditable.taxes.empty();
}

void AddLine(const InvoiceLine& line, Creditable& creditable) {
  Creditable::Line added;
  added.amount = line.amount.minor_units;
  added.quantity = Decimal::Parse(line.quantity).value_or(Decimal());
  int tax = creditable.Find(line.details.tax);
  if (tax < 0 && creditable.taxes.size() == 1 && line.details.tax == TaxCategory{}) tax = 0;
  if (tax >= 0 && !IsPart(line)) {
    creditable.taxes[static_cast<std::size_t>(tax)].lines += added.amount;
    if (added.amount > 0) added.tax = tax;
  }
  creditable.lines.push_back(added);
}

}  // namespace

int Creditable::Find(const TaxCategory& category) const {
  const auto found = std::find_if(taxes.begin(), taxes.end(),
                                  [&](const Tax& each) { return IsSame(each.category, category); });
  return found == taxes.end() ? -1 : static_cast<int>(found - taxes.begin());
}

std::shared_ptr<const Creditable> CreditableOf(const InvoiceContent& content) {
  if (content.amount.minor_units <= 0) return nullptr;
  Creditable creditable;
  for (const TaxSubtotal& each : content.details.tax_breakdown) {
    Creditable::Tax& tax = creditable.taxes.emplace_back();
    tax.category = each.category;
    tax.taxable = each.taxable.minor_units;
    tax.tax = each.tax.minor_units;
  }
  if (creditable.taxes.empty() && !Compute(content, creditable)) return nullptr;
  if (!std::all_of(creditable.taxes.begin(), creditable.taxes.end(), HaveOneSign)) return nullptr;
  creditable.lines.reserve(content.lines.size());
  for (const InvoiceLine& line : content.lines) AddLine(line, creditable);
  return std::make_shared<const Creditable>(std::move(creditable));
}

void Take(const std::vector<CreditedLine>& lines, const std::vector<TaxSubtotal>& taxes,
          Creditable& creditable) {
  for (const CreditedLine& each : lines) {
    Creditable::Line& line = creditable.lines.at(static_cast<std::size_t>(each.line - 1));
    line.credited += each.amount.minor_units;
    if (!each.quantity.empty()) {
      line.quantity_credited = *Sum(line.quantity_credited, *Decimal::Parse(each.quantity));
    }
    creditable.taxes.at(static_cast<std::size_t>(line.tax)).lines_credited +=
        each.amount.minor_units;
  }
  for (const TaxSubtotal& each : taxes) {
    const int index = creditable.Find(each.category);
    CHECK(index >= 0);
    Creditable::Tax& tax = creditable.taxes[static_cast<std::size_t>(index)];
    tax.taxable_credited += each.taxable.minor_units;
    tax.tax_credited += each.tax.minor_units;
  }
}

}  // namespace recourse::invoicing
