#include "services/invoicing/domain/details_rules.h"

#include <algorithm>

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

BrokenRule BrokenByAmount(const std::string& field, const Money& amount, const Money& payable) {
  const Failure::Values values{{field, ToString(amount)}};
  if (amount.currency != payable.currency) return Refuse(kCurrencyDiffers, values);
  if (IsTooLarge(amount)) return Refuse(kAmountTooLarge, values);
  return std::nullopt;
}

BrokenRule BrokenByText(const std::string& field, const std::string& text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return std::nullopt;
  return Refuse(kDetailMalformed, {{field, std::to_string(text.size()) + " bytes"}});
}

BrokenRule BrokenByDecimal(const std::string& field, const std::string& text) {
  if (text.empty() || IsDecimal(text)) return std::nullopt;
  return Refuse(kDetailMalformed, {{field, text}});
}

BrokenRule BrokenByCount(const std::string& field, std::size_t count, std::size_t most) {
  if (count <= most) return std::nullopt;
  return Refuse(kTooManyDetails, {{field, std::to_string(count)}, {"most", std::to_string(most)}});
}

BrokenRule BrokenByTax(const std::string& field, const TaxCategory& tax) {
  if (auto broken = BrokenByText(field + "category", tax.code, kCodeBytesMax)) return broken;
  return BrokenByDecimal(field + "rate", tax.rate);
}

BrokenRule BrokenByAllowances(const std::string& where, const std::vector<AllowanceCharge>& all,
                              const Money& payable) {
  const std::string field = where + "allowances_and_charges";
  if (auto broken = BrokenByCount(field, all.size(), kDetailsMax)) return broken;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const AllowanceCharge& each = all[i];
    const std::string at = field + "[" + std::to_string(i) + "].";
    if (auto broken = BrokenByAmount(at + "amount", each.amount, payable)) return broken;
    if (auto broken = BrokenByText(at + "reason", each.reason, kTextBytesMax)) return broken;
    if (auto broken = BrokenByText(at + "reason_code", each.reason_code, kCodeBytesMax)) {
      return broken;
    }
    if (auto broken = BrokenByTax(at, each.tax)) return broken;
  }
  return std::nullopt;
}

BrokenRule BrokenByBreakdown(const std::vector<TaxSubtotal>& breakdown, const Money& payable) {
  if (auto broken = BrokenByCount("tax_breakdown", breakdown.size(), kDetailsMax)) return broken;
  for (std::size_t i = 0; i < breakdown.size(); ++i) {
    const TaxSubtotal& each = breakdown[i];
    const std::string at = "tax_breakdown[" + std::to_string(i) + "].";
    if (auto broken = BrokenByAmount(at + "taxable_amount", each.taxable, payable)) return broken;
    if (auto broken = BrokenByAmount(at + "tax_amount", each.tax, payable)) return broken;
    if (auto broken = BrokenByTax(at, each.category)) return broken;
    if (auto broken = BrokenByText(at + "exemption_reason", each.exemption_reason, kTextBytesMax)) {
      return broken;
    }
    if (auto broken = BrokenByText(at + "exemption_code", each.exemption_code, kCodeBytesMax)) {
      return broken;
    }
  }
  return std::nullopt;
}

BrokenRule BrokenByTotals(const DocumentTotals& totals, const Money& payable) {
  const std::pair<const char*, const std::optional<Money>&> all[] = {
      {"lines", totals.lines},
      {"allowances", totals.allowances},
      {"charges", totals.charges},
      {"without_tax", totals.without_tax},
      {"tax", totals.tax},
      {"with_tax", totals.with_tax},
      {"prepaid", totals.prepaid},
      {"rounding", totals.rounding},
      {"third_party", totals.third_party},
  };
  for (const auto& [name, amount] : all) {
    if (!amount) continue;
    if (auto broken = BrokenByAmount(std::string("totals.") + name, *amount, payable)) {
      return broken;
    }
  }
  return std::nullopt;
}

bool IsTypeCode(std::string_view text) {
  return text.size() <= 3 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

BrokenRule BrokenByPreceding(const std::vector<PrecedingInvoice>& preceding) {
  if (auto broken = BrokenByCount("preceding_invoices", preceding.size(), kDetailsMax)) {
    return broken;
  }
  for (std::size_t i = 0; i < preceding.size(); ++i) {
    const std::string& number = preceding[i].number;
    const std::string field = "preceding_invoices[" + std::to_string(i) + "].number";
    if (number.empty()) return Refuse(kDetailMalformed, {{field, ""}});
    if (auto broken = BrokenByText(field, number, kReferenceBytesMax)) return broken;
  }
  return std::nullopt;
}

}  // namespace

bool IsTooLarge(const Money& amount) {
  return amount.minor_units > kMoneyMax || amount.minor_units < -kMoneyMax;
}

bool IsDecimal(std::string_view text) {
  if (text.size() > kDecimalBytesMax) return false;
  if (text.starts_with('-')) text.remove_prefix(1);
  const auto is_digits = [](std::string_view digits) {
    return !digits.empty() &&
           std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return is_digits(text);
  return is_digits(text.substr(0, point)) && is_digits(text.substr(point + 1));
}

BrokenRule BrokenByDetails(const InvoiceDetails& details, const Money& payable) {
  if (!IsTypeCode(details.type_code)) {
    return Refuse(kDetailMalformed, {{"type_code", details.type_code}});
  }
  if (auto broken = BrokenByPreceding(details.preceding)) return broken;
  const std::pair<const char*, const std::string&> texts[] = {
      {"buyer_reference", details.buyer_reference},
      {"order_reference", details.order_reference},
      {"tax_in_accounting_currency", details.tax_in_accounting_currency},
  };
  for (const auto& [field, text] : texts) {
    if (auto broken = BrokenByText(field, text, kReferenceBytesMax)) return broken;
  }
  if (auto broken = BrokenByBreakdown(details.tax_breakdown, payable)) return broken;
  if (auto broken = BrokenByAllowances("", details.allowances_and_charges, payable)) return broken;
  if (auto broken = BrokenByTotals(details.totals, payable)) return broken;
  if (details.source && details.source->sha256.size() != kSha256Bytes) {
    const std::string bytes = std::to_string(details.source->sha256.size()) + " bytes";
    return Refuse(kDetailMalformed, {{"source.sha256", bytes}});
  }
  return std::nullopt;
}

BrokenRule BrokenByDetails(const LineDetails& details, const std::string& where,
                           const Money& payable) {
  if (auto broken = BrokenByText(where + "id", details.id, kReferenceBytesMax)) return broken;
  if (auto broken = BrokenByText(where + "part_of", details.part_of, kReferenceBytesMax)) {
    return broken;
  }
  if (auto broken = BrokenByText(where + "unit", details.unit, kCodeBytesMax)) return broken;
  if (auto broken = BrokenByDecimal(where + "base_quantity", details.base_quantity)) return broken;
  if (auto broken = BrokenByTax(where + "tax.", details.tax)) return broken;
  if (auto broken = BrokenByAllowances(where, details.allowances_and_charges, payable)) {
    return broken;
  }
  const std::vector<Dimension>& dimensions = details.dimensions;
  const std::string field = where + "dimensions";
  if (auto broken = BrokenByCount(field, dimensions.size(), kDimensionsMax)) return broken;
  for (auto at = dimensions.begin(); at != dimensions.end(); ++at) {
    const bool again = std::any_of(dimensions.begin(), at,
                                   [&](const Dimension& each) { return each.key == at->key; });
    if (at->key.empty() || at->key.size() > kReferenceBytesMax || again) {
      return Refuse(kDetailMalformed, {{field, at->key}});
    }
    if (auto broken = BrokenByText(field + "." + at->key, at->value, kReferenceBytesMax)) {
      return broken;
    }
  }
  return std::nullopt;
}

}  // namespace recourse::invoicing
