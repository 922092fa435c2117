#include "services/invoicing/documents/content.h"

#include <algorithm>

#include "libs/calendar/rate.h"

namespace recourse::invoicing {
namespace {

TaxCategory CategoryOf(const einvoice::Tax& tax) {
  return {tax.category, tax.rate ? ToString(*tax.rate) : ""};
}

TaxCategory CategoryOf(const std::optional<einvoice::Tax>& tax) {
  return tax ? CategoryOf(*tax) : TaxCategory{};
}

std::vector<AllowanceCharge> AllowancesOf(const std::vector<einvoice::AllowanceCharge>& all) {
  std::vector<AllowanceCharge> read;
  for (const einvoice::AllowanceCharge& each : all) {
    read.push_back(
        {each.is_charge, each.amount, each.reason, each.reason_code, CategoryOf(each.tax)});
  }
  return read;
}

LineDetails DetailsOf(const einvoice::Line& line, const std::string& part_of) {
  LineDetails details;
  details.id = line.id;
  details.part_of = part_of;
  if (line.quantity) details.unit = line.quantity->unit;
  if (line.price && line.price->base_quantity) {
    details.base_quantity = ToString(line.price->base_quantity->value);
  }
  details.tax = CategoryOf(line.tax);
  details.allowances_and_charges = AllowancesOf(line.allowances_and_charges);
  if (!line.seller_item_id.empty()) details.dimensions = {{"product", line.seller_item_id}};
  return details;
}

void AddLines(const std::vector<einvoice::Line>& lines, const std::string& part_of,
              std::vector<InvoiceLine>& read) {
  for (const einvoice::Line& line : lines) {
    read.push_back({line.name, line.quantity ? ToString(line.quantity->value) : "",
                    line.price ? ToString(line.price->net) : "", line.net_amount, "", 0,
                    DetailsOf(line, part_of)});
    AddLines(line.sub_lines, line.id, read);
  }
}

DocumentTotals TotalsOf(const einvoice::Invoice& document) {
  const einvoice::Totals& stated = document.totals;
  DocumentTotals totals{stated.lines,       stated.allowances, stated.charges,
                        stated.without_tax, stated.tax,        stated.with_tax,
                        stated.prepaid,     stated.rounding,   std::nullopt};
  for (const einvoice::ThirdPartyPayment& each : document.third_party_payments) {
    totals.third_party = totals.third_party.value_or(Money{0, document.currency}) + each.amount;
  }
  return totals;
}

InvoiceDetails DetailsOf(const einvoice::Invoice& document) {
  InvoiceDetails details;
  details.type_code = document.type_code;
  for (const einvoice::PrecedingInvoice& each : document.preceding_invoices) {
    details.preceding.push_back({each.number, each.date});
  }
  details.buyer_reference = document.buyer_reference;
  details.order_reference = document.purchase_order;
  for (const einvoice::TaxBreakdown& each : document.tax_breakdown) {
    details.tax_breakdown.push_back({CategoryOf(each.tax), each.taxable, each.tax_amount,
                                     each.exemption_reason, each.exemption_reason_code});
  }
  if (const auto& tax = document.totals.tax_accounting_currency) {
    details.tax_in_accounting_currency = ToString(*tax);
  }
  details.allowances_and_charges = AllowancesOf(document.allowances_and_charges);
  details.totals = TotalsOf(document);
  return details;
}

// The last day on which a discount is to be had, and without any the issue date.
Date LastDiscountDay(const einvoice::Invoice& document) {
  Date last = document.issue_date;
  if (!document.terms) return last;
  for (const einvoice::SkontoStep& step : document.terms->skonto) {
    last = std::max(last, document.issue_date + Days(step.days));
  }
  return last;
}

}  // namespace

std::optional<PaymentTerms> TermsOf(const einvoice::Invoice& document) {
  if (!document.terms) return std::nullopt;
  const Date due = document.due_date.value_or(LastDiscountDay(document));
  PaymentTerms terms{calendar::FixedDay{due}, "", {}};
  for (const einvoice::SkontoStep& step : document.terms->skonto) {
    if (step.percent.sign() == 0) continue;  // "30 days net", written as a step.
    const auto rate = calendar::ParsePercent(ToString(step.percent));
    const bool is_of_all = !step.base || *step.base == einvoice::Payable(document);
    if (!rate || !is_of_all) return std::nullopt;
    terms.discounts.push_back({step.days, rate->millionths});
  }
  if (terms.discounts.empty() || BrokenBy(terms)) return std::nullopt;
  return terms;
}

InvoiceContent ContentOf(const einvoice::Invoice& document) {
  InvoiceContent content;
  content.number = document.number;
  content.issue_date = document.issue_date;
  content.due_date = document.due_date.value_or(LastDiscountDay(document));
  content.amount = einvoice::Payable(document);
  AddLines(document.lines, "", content.lines);
  content.imported = true;
  content.details = DetailsOf(document);
  content.terms.payment_terms = TermsOf(document);
  if (const auto& terms = content.terms.payment_terms) {
    content.terms.discounts =
        DiscountsOf(*terms, content.issue_date, content.due_date, content.amount);
  }
  return content;
}

}  // namespace recourse::invoicing
