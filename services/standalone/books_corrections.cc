#include "services/standalone/books.h"

// What the ledger's fold could not take of credit notes with lines and taxes, and of cancellations.
namespace recourse::standalone {

using invoicing::Creditable;
using invoicing::ItemKind;

// Each is of a payment that has so much of the invoice, and took such a discount on it.
Fault Books::Misreleased(const invoicing::CreditNoteIssued& credit) const {
  const Currency& currency = credit.amount.currency;
  for (const invoicing::ReleasedPayment& each : credit.released) {
    if (auto fault = Mispaid(each.payment_id)) return fault;
    if (auto fault = Foreign("released.amount", each.amount, currency)) return fault;
    if (auto fault = Foreign("released.discount", each.discount, currency)) return fault;
    Money left = -each.amount;
    for (const auto& cleared : ledger_.payments.at(each.payment_id).allocations) {
      const bool is_of_it =
          cleared.kind == ItemKind::kInvoice && cleared.item_id == credit.invoice_id;
      if (is_of_it) left = left + cleared.amount;
    }
    Money discount = -each.discount;
    if (const auto taken = ledger_.discounts.find(each.payment_id);
        taken != ledger_.discounts.end()) {
      for (const auto& part : taken->second) {
        if (part.invoice_id == credit.invoice_id) discount = discount + part.amount;
      }
    }
    if (left.minor_units < 0 || discount.minor_units < 0) {
      return Wrong("released.payment_id", each.payment_id, "one that had cleared as much of it");
    }
  }
  return std::nullopt;
}

Fault Books::Miscredited(const invoicing::CreditNoteIssued& credit) const {
  if (auto fault = Misreleased(credit)) return fault;
  if (credit.taxes.empty() && credit.lines.empty()) return std::nullopt;
  const auto& known = ledger_.Find(credit.invoice_id)->creditable;
  if (known == nullptr) return Wrong("taxes", credit.credit_note_id, "none of this invoice");
  const Currency& currency = credit.amount.currency;
  Money sum{0, currency};
  for (const auto& each : credit.taxes) {
    if (auto fault = Foreign("taxes.taxable_amount", each.taxable, currency)) return fault;
    if (auto fault = Foreign("taxes.tax_amount", each.tax, currency)) return fault;
    if (known->Find(each.category) < 0) {
      return Wrong("taxes.category", each.category.code + " " + each.category.rate,
                   "a category of the invoice");
    }
    sum = sum + each.taxable + each.tax;
  }
  if (sum > credit.amount) return Wrong("taxes", ToString(sum), "at most the amount");
  for (const auto& each : credit.lines) {
    if (auto fault = Foreign("lines.amount", each.amount, currency)) return fault;
    const bool exists =
        each.line >= 1 && static_cast<std::size_t>(each.line) <= known->lines.size();
    const auto quantity = Decimal::Parse(each.quantity.empty() ? "1" : each.quantity);
    if (exists && quantity && quantity->sign() > 0) {
      const Creditable::Line& line = known->lines[static_cast<std::size_t>(each.line - 1)];
      const bool fits = each.quantity.empty() || Sum(line.quantity_credited, *quantity);
      if (line.tax >= 0 && fits) continue;
    }
    return Wrong("lines.line", std::to_string(each.line), "a line that can be credited");
  }
  return std::nullopt;
}

Fault Books::Misfit(const invoicing::InvoiceCancelled& cancelled) const {
  if (auto fault = Misnamed(cancelled.invoice_id, invoicing::Invoice::Status::kIssued)) {
    return fault;
  }
  if (ledger_.Find(cancelled.invoice_id)->cancelled == nullptr) return std::nullopt;
  return Wrong("invoice_id", cancelled.invoice_id, "an invoice that is not cancelled");
}

}  // namespace recourse::standalone
