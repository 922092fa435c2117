#include "tools/recourse/import/summary.h"

#include <fmt/format.h>

namespace recourse::csv_import {

Summary Summarize(const ImportedFile& file) {
  Summary summary;
  summary.invoices = file.invoices.size();
  summary.customers = file.accounts.size();
  summary.repeated_rows = file.repeated_rows;
  for (const InvoiceRow& invoice : file.invoices) {
    if (invoice.disputed) ++summary.disputed;
    if (!invoice.settled) ++summary.open;
    if (invoice.settled && *invoice.settled > invoice.due) ++summary.late;
    const Money zero{0, invoice.amount.currency};
    Money& total = summary.total.try_emplace(std::string(zero.currency.code()), zero).first->second;
    total = total + invoice.amount;
  }
  return summary;
}

std::string TotalText(const Summary& summary) {
  std::string total;
  for (const auto& [code, amount] : summary.total) {
    total += (total.empty() ? "" : " + ") + ToString(amount);
  }
  return total;
}

std::string ToString(const Summary& summary) {
  std::string text = fmt::format(
      "{} invoices of {} customers, total {}; {} disputed, {} paid late, {} open", summary.invoices,
      summary.customers, summary.total.empty() ? "nothing" : TotalText(summary), summary.disputed,
      summary.late, summary.open);
  if (summary.repeated_rows > 0) {
    text += fmt::format("; {} repeated rows left out", summary.repeated_rows);
  }
  return text;
}

}  // namespace recourse::csv_import
