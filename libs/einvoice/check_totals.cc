#include <fmt/format.h>

#include "libs/einvoice/findings.h"
#include "libs/en16931/sums.h"

namespace recourse::einvoice {
namespace {

std::optional<Decimal> SumOf(const std::vector<AllowanceCharge>& all, bool is_charge) {
  Adder sum;
  bool is_any = false;
  for (const AllowanceCharge& one : all) {
    if (one.is_charge != is_charge) continue;
    sum.Add(one.amount);
    is_any = true;
  }
  return is_any ? std::optional(sum.sum()) : std::nullopt;
}

Decimal CheckThirdParties(const Invoice& invoice, Findings& findings) {
  Adder sum;
  for (std::size_t i = 0; i < invoice.third_party_payments.size(); ++i) {
    const ThirdPartyPayment& payment = invoice.third_party_payments[i];
    const std::string place = fmt::format("third party payment {}", i + 1);
    sum.Add(payment.amount);
    findings.ExpectText(payment.type, "BR-DEX-10", "BT-DEX-001 is its type", place);
    findings.ExpectText(payment.description, "BR-DEX-12", "BT-DEX-003 is its description", place);
  }
  return sum.sum();
}

}  // namespace

void CheckTotals(const Invoice& invoice, Findings& findings) {
  Adder lines;
  for (const Line& line : invoice.lines) lines.Add(line.net_amount);
  Adder tax;
  for (const TaxBreakdown& one : invoice.tax_breakdown) tax.Add(one.tax_amount);
  const Totals& totals = invoice.totals;
  en16931::Sums sums{lines.sum(),
                     SumOf(invoice.allowances_and_charges, false),
                     SumOf(invoice.allowances_and_charges, true),
                     tax.sum(),
                     totals.lines,
                     totals.allowances,
                     totals.charges,
                     totals.without_tax,
                     totals.tax,
                     totals.with_tax,
                     totals.prepaid,
                     totals.rounding,
                     std::nullopt,
                     totals.due};
  if (ClaimsXRechnungExtension(invoice)) sums.third_party = CheckThirdParties(invoice, findings);
  for (const en16931::BrokenSum& broken : CheckSums(sums, en16931::Said::kAll)) {
    findings.Expect(false, broken.rule, broken.terms, "", broken.stated, broken.expected);
  }
}

}  // namespace recourse::einvoice
