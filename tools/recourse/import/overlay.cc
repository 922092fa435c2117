#include "tools/recourse/import/overlay.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace recourse::csv_import {
namespace {

constexpr const char* kColumn = "number";

}  // namespace

void WithholdPayments(const CsvFile& overlay, ImportedFile& file, Complaints& complaints) {
  const auto at = std::find(overlay.header.begin(), overlay.header.end(), kColumn);
  if (at == overlay.header.end()) {
    complaints.push_back({overlay.name, 1, "", "", "expected a column named number"});
    return;
  }
  const auto column = static_cast<std::size_t>(at - overlay.header.begin());

  std::unordered_map<std::string, InvoiceRow*> by_number;
  for (InvoiceRow& invoice : file.invoices) by_number.emplace(invoice.number, &invoice);
  std::set<std::string> named;
  for (const CsvRow& row : overlay.rows) {
    const std::string& number = row.cells[column];
    const auto complain = [&](const std::string& expected) {
      complaints.push_back({overlay.name, row.line, kColumn, number, expected});
    };
    const auto found = by_number.find(number);
    if (!named.insert(number).second) {
      complain("is named twice");
    } else if (found == by_number.end()) {
      complain("expected the number of an invoice in " + file.name);
    } else if (!found->second->settled) {
      complain("expected an invoice with a payment to withhold; this one has none");
    } else {
      found->second->settled.reset();
    }
  }
}

}  // namespace recourse::csv_import
