#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "services/invoicing/domain/random_charges.h"

// Random invoices with lines and tax, and random commands that correct them.
namespace recourse::invoicing {

// One to three lines of up to three rates, sometimes with an allowance on the document and with
// something paid before; sometimes the breakdown is left to be concluded from the lines.
inline void SayTax(InvoiceContent& content) {
  const std::array<std::int64_t, 3> rates{19, 7, 0};
  std::array<std::int64_t, 3> taxable{};
  const int count = Pick(1, 4);
  for (int i = 0; i < count; ++i) {
    const auto rate = static_cast<std::size_t>(Pick(0, 3));
    const std::int64_t net = Pick(-2, 40);
    InvoiceLine line{"", std::to_string(Pick(1, 4)), "1", Eur(net)};
    line.details.tax = {"S", std::to_string(rates[rate])};
    content.lines.push_back(line);
    taxable[rate] += net;
  }
  const bool stated = Pick(0, 3) > 0;
  std::int64_t gross = 0;
  for (std::size_t i = 0; i < rates.size(); ++i) {
    if (stated && Pick(0, 4) == 0 && taxable[i] > 3) {
      taxable[i] -= 3;
      content.details.allowances_and_charges.push_back(
          {false, Eur(3), "", "", {"S", std::to_string(rates[i])}});
    }
    if (taxable[i] == 0) continue;
    const std::int64_t half = taxable[i] < 0 ? -50 : 50;
    const std::int64_t tax = (taxable[i] * rates[i] + half) / 100;
    gross += taxable[i] + tax;
    if (!stated) continue;
    content.details.tax_breakdown.push_back(
        {{"S", std::to_string(rates[i])}, Eur(taxable[i]), Eur(tax), "", ""});
  }
  if (Pick(0, 4) == 0) content.details.totals.prepaid = Eur(std::min<std::int64_t>(gross, 5));
  content.amount = Eur(gross) - content.details.totals.prepaid.value_or(Eur(0));
}

// Of an invoice that names another as preceding: it takes its place.
inline void SayCorrected(InvoiceContent& content) {
  if (!content.details.preceding.empty() && Pick(0, 2) == 0) content.details.type_code = "384";
}

inline LedgerCommand AnyCredit(const std::string& invoice_id) {
  IssueCreditNote credit{AnyId('c', 30), invoice_id, {}, AnyDay(), "", ""};
  switch (Pick(0, 6)) {
    case 0:
      credit.basis = CreditBasis::kWhole;
      break;
    case 1:
      credit.basis = CreditBasis::kTaxes;
      credit.taxes = {{{"S", "19.0"}, Eur(Pick(1, 9)), Eur(Pick(0, 2)), "", ""}};
      if (Pick(0, 2) == 0) credit.taxes.push_back({{"S", "7"}, Eur(3), Eur(0), "", ""});
      break;
    case 2:
      credit.basis = CreditBasis::kProRata;
      credit.amount = AnyMoney(0);
      break;
    case 3:
    case 4:
      credit.basis = CreditBasis::kLines;
      for (int i = Pick(1, 3); i > 0; --i) {
        CreditedLine line{Pick(1, 4)};
        if (Pick(0, 2) == 0) {
          line.quantity = Pick(0, 2) == 0 ? "0.7" : "1";
        } else {
          line.amount = Eur(Pick(1, 20));
        }
        credit.lines.push_back(line);
      }
      break;
    default:
      credit.amount = AnyMoney(0);
  }
  return credit;
}

inline LedgerCommand AnyCorrection(const std::string& invoice_id) {
  if (Pick(0, 4) > 0) return AnyCredit(invoice_id);
  return CancelInvoice{invoice_id, AnyId('c', 30), AnyDay(), "", {}};
}

}  // namespace recourse::invoicing
