#pragma once

#include "services/invoicing/domain/ledger_kit.h"

// An invoice with lines and taxes, for the tests of what corrects one.
namespace recourse::invoicing {

inline TaxSubtotal Taxed(const char* rate, std::int64_t taxable, std::int64_t tax) {
  return {{"S", rate}, Eur(taxable), Eur(tax), "", ""};
}

// 3 h at 33.34 (19 %), a book at 20.00 (7 %): 119.02 + 21.40 - what was paid before.
inline InvoiceIssued Sold(const std::string& id = "i1") {
  InvoiceIssued issued = Issued(id, Eur(140'44));
  InvoiceLine hours{"hours", "3", "33.34", Eur(100'02)};
  hours.details.tax = {"S", "19"};
  InvoiceLine book{"book", "1", "20.00", Eur(20'00)};
  book.details.tax = {"S", "7.0"};
  InvoiceLine part{"chapter", "", "", Eur(5'00)};
  part.details.tax = {"S", "7"};
  part.details.part_of = "2";
  InvoiceLine returned{"returned", "-1", "0.02", Eur(-2)};
  returned.details.tax = {"S", "19"};
  issued.content.lines = {hours, book, part, returned};
  issued.content.details.tax_breakdown = {Taxed("19", 100'00, 19'00), Taxed("7", 20'00, 1'40)};
  issued.content.amount = Eur(140'40);
  issued.balances = {{id, Eur(140'40), Eur(0)}};
  return issued;
}

inline IssueCreditNote ByLines(std::vector<CreditedLine> lines) {
  IssueCreditNote credit{"c1", "i1", {}, Day(20), "damaged", ""};
  credit.basis = CreditBasis::kLines;
  credit.lines = std::move(lines);
  return credit;
}

inline IssueCreditNote ByBasis(CreditBasis basis, Money amount = {},
                               std::vector<TaxSubtotal> taxes = {}) {
  IssueCreditNote credit{"c1", "i1", amount, Day(20), "damaged", ""};
  credit.basis = basis;
  credit.taxes = std::move(taxes);
  return credit;
}

// i2, of type 384, which names those that it replaces.
inline InvoiceIssued Corrected(std::vector<std::string> numbers, Money amount = Eur(90'00)) {
  InvoiceIssued issued = Issued("i2", amount);
  issued.content.issue_date = Day(10);
  issued.content.details.type_code = "384";
  for (std::string& number : numbers) {
    issued.content.details.preceding.push_back({std::move(number), std::nullopt});
  }
  return issued;
}

inline RequestInvoice Asked(const InvoiceIssued& issued) {
  return {"accounts/a1", issued.invoice_id, issued.content};
}

}  // namespace recourse::invoicing
