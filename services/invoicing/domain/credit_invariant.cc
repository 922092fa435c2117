#include "services/invoicing/domain/credit_invariant.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace recourse::invoicing {
namespace {

using Found = std::optional<std::string>;

// Of one invoice, by line and by category.
struct Sums {
  std::map<int, std::int64_t> lines;
  std::map<int, std::pair<std::int64_t, std::int64_t>> taxes;  // Taxable, tax.
};

// Between nothing and all, whichever sign that has.
bool IsWithin(std::int64_t credited, std::int64_t amount) {
  return std::min<std::int64_t>(0, amount) <= credited &&
         credited <= std::max<std::int64_t>(0, amount);
}

Found BrokenNote(const std::string& id, const CreditNote& credit, const Ledger& ledger,
                 Sums& sums) {
  const Invoice& invoice = *ledger.Find(credit.invoice_id);
  if (invoice.creditable == nullptr) {
    if (credit.taxes.empty() && credit.lines.empty()) return std::nullopt;
    return fmt::format("credit note {}: the invoice tells no tax", id);
  }
  Money sum{0, credit.amount.currency};
  for (const TaxSubtotal& each : credit.taxes) {
    auto& [taxable, tax] = sums.taxes[invoice.creditable->Find(each.category)];
    taxable += each.taxable.minor_units;
    tax += each.tax.minor_units;
    sum = sum + each.taxable + each.tax;
  }
  const bool is_all = credit.basis == CreditBasis::kLines || credit.basis == CreditBasis::kTaxes;
  if (sum > credit.amount || (is_all && sum != credit.amount)) {
    return fmt::format("credit note {}: its taxes make {} of {}", id, ToString(sum),
                       ToString(credit.amount));
  }
  for (const CreditedLine& each : credit.lines) {
    sums.lines[each.line - 1] += each.amount.minor_units;
  }
  return std::nullopt;
}

Found BrokenInvoice(const std::string& id, const Creditable& creditable, const Sums& sums) {
  const auto said_of = [](const auto& all, int index) {
    const auto found = all.find(index);
    using Value = std::decay_t<decltype(all.begin()->second)>;
    return found == all.end() ? Value{} : found->second;
  };
  for (std::size_t i = 0; i < creditable.lines.size(); ++i) {
    const Creditable::Line& line = creditable.lines[i];
    const std::int64_t said = said_of(sums.lines, static_cast<int>(i));
    if (line.credited != said || !IsWithin(line.credited, line.amount) ||
        line.quantity_credited > std::max(line.quantity, Decimal())) {
      return fmt::format("invoice {}: {} of line {} is credited, {} by its credit notes", id,
                         line.credited, i + 1, said);
    }
  }
  for (std::size_t i = 0; i < creditable.taxes.size(); ++i) {
    const Creditable::Tax& tax = creditable.taxes[i];
    const auto [taxable, amount] = said_of(sums.taxes, static_cast<int>(i));
    if (tax.taxable_credited != taxable || tax.tax_credited != amount ||
        !IsWithin(taxable, tax.taxable) || !IsWithin(amount, tax.tax)) {
      return fmt::format("invoice {}: {} and tax {} of {} {} are credited of {} and {}", id,
                         taxable, amount, tax.category.code, tax.category.rate, tax.taxable,
                         tax.tax);
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> BrokenCredits(const Ledger& ledger) {
  std::map<std::string, Sums> by_invoice;
  for (const auto& [id, credit] : ledger.credit_notes) {
    if (auto broken = BrokenNote(id, credit, ledger, by_invoice[credit.invoice_id])) return broken;
  }
  for (const auto& [id, invoice] : ledger.invoices) {
    if (invoice.creditable == nullptr) continue;
    if (auto broken = BrokenInvoice(id, *invoice.creditable, by_invoice[id])) return broken;
  }
  return std::nullopt;
}

std::optional<std::string> BrokenCancellations(const Ledger& ledger) {
  for (const auto& [id, invoice] : ledger.invoices) {
    if (!invoice.cancelled) continue;
    if (invoice.status != Invoice::Status::kIssued || invoice.credited != invoice.amount) {
      return fmt::format("invoice {}: it is cancelled, {} of {} is credited", id,
                         ToString(invoice.credited), ToString(invoice.amount));
    }
    const std::string& next = invoice.cancelled->replaced_by;
    const Invoice* const replacement = next.empty() ? nullptr : ledger.Find(next);
    if (!next.empty() &&
        (replacement == nullptr || replacement->status != Invoice::Status::kIssued)) {
      return fmt::format("invoice {}: {}, which replaced it, is not issued", id, next);
    }
  }
  return std::nullopt;
}

}  // namespace recourse::invoicing
