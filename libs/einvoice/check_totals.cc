#include <fmt/format.h>

#include "libs/einvoice/findings.h"

namespace recourse::einvoice {
namespace {

// Sums are exact: all terms are amounts of one currency, which have been rounded before.
void ExpectSum(const Invoice& invoice, const std::optional<Money>& stated, const Adder& sum,
               std::string_view rule, std::string_view terms, Findings& findings) {
  const Decimal value = stated ? Decimal(*stated) : Decimal();
  findings.Expect(value == sum.sum(), rule, terms, "", Shown(stated),
                  Shown(sum.sum(), invoice.currency));
}

// A total of allowances or charges is there if there is one of them.
void CheckAllowanceTotal(const Invoice& invoice, bool is_charge, Findings& findings) {
  const auto& stated = is_charge ? invoice.totals.charges : invoice.totals.allowances;
  Adder sum;
  bool is_any = false;
  for (const AllowanceCharge& one : invoice.allowances_and_charges) {
    if (one.is_charge != is_charge) continue;
    sum.Add(one.amount);
    is_any = true;
  }
  const std::string_view rule = is_charge ? "BR-CO-12" : "BR-CO-11";
  const std::string_view terms = is_charge ? "BT-108 = sum of BT-99" : "BT-107 = sum of BT-92";
  if (!stated && is_any) {
    findings.Expect(false, rule, terms, "", "", Shown(sum.sum(), invoice.currency));
  } else {
    ExpectSum(invoice, stated, sum, rule, terms, findings);
  }
}

void CheckPayable(const Invoice& invoice, Findings& findings) {
  const Totals& totals = invoice.totals;
  Adder sum;
  sum.Add(totals.with_tax).Subtract(totals.prepaid).Add(totals.rounding);
  if (!ClaimsXRechnungExtension(invoice)) {
    ExpectSum(invoice, totals.due, sum, "BR-CO-16", "BT-115 = BT-112 - BT-113 + BT-114", findings);
    return;
  }
  for (std::size_t i = 0; i < invoice.third_party_payments.size(); ++i) {
    const ThirdPartyPayment& payment = invoice.third_party_payments[i];
    const std::string place = fmt::format("third party payment {}", i + 1);
    sum.Add(payment.amount);
    findings.ExpectText(payment.type, "BR-DEX-10", "BT-DEX-001 is its type", place);
    findings.ExpectText(payment.description, "BR-DEX-12", "BT-DEX-003 is its description", place);
  }
  ExpectSum(invoice, totals.due, sum, "BR-DEX-09",
            "BT-115 = BT-112 - BT-113 + BT-114 + sum of BT-DEX-002", findings);
}

}  // namespace

void CheckTotals(const Invoice& invoice, Findings& findings) {
  const Totals& totals = invoice.totals;
  Adder lines;
  for (const Line& line : invoice.lines) lines.Add(line.net_amount);
  ExpectSum(invoice, totals.lines, lines, "BR-CO-10", "BT-106 = sum of BT-131", findings);

  CheckAllowanceTotal(invoice, false, findings);
  CheckAllowanceTotal(invoice, true, findings);

  Adder without_tax;
  without_tax.Add(totals.lines).Subtract(totals.allowances).Add(totals.charges);
  ExpectSum(invoice, totals.without_tax, without_tax, "BR-CO-13",
            "BT-109 = BT-106 - BT-107 + BT-108", findings);

  Adder tax;
  for (const TaxBreakdown& one : invoice.tax_breakdown) tax.Add(one.tax_amount);
  ExpectSum(invoice, totals.tax, tax, "BR-CO-14", "BT-110 = sum of BT-117", findings);

  Adder with_tax;
  with_tax.Add(totals.without_tax).Add(totals.tax);
  ExpectSum(invoice, totals.with_tax, with_tax, "BR-CO-15", "BT-112 = BT-109 + BT-110", findings);

  CheckPayable(invoice, findings);
}

}  // namespace recourse::einvoice
