#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/money.h"
#include "tools/recourse/import/account_traits.h"
#include "tools/recourse/import/complaint.h"
#include "tools/recourse/import/csv_file.h"
#include "tools/recourse/import/import_map.h"

namespace recourse::csv_import {

// One invoice, as a row of the file tells of it.
struct InvoiceRow {
  int line = 0;
  std::string number;
  std::string customer;
  Date issued;
  Date due;
  Money amount;
  bool disputed = false;
  std::optional<Date> settled;  // In full, on this day. Nothing: it is open.

  // Of equal content, wherever in the file they stand.
  bool SameInvoice(const InvoiceRow& other) const;
};

// A file as its map reads it.
struct ImportedFile {
  std::string name;
  std::vector<InvoiceRow> invoices;               // In the order of the file, each number once.
  std::map<std::string, AccountTraits> accounts;  // By customer.
  std::size_t repeated_rows = 0;                  // Rows equal to one before, left out.
};

// Reads every row by the map. Everything in them that cannot be read or that may not be is added to
// `complaints`: only without any is the result worth using. No day may be after `last_day`, if
// given.
ImportedFile ReadInvoices(const CsvFile& csv, const ImportMap& map, std::optional<Date> last_day,
                          Complaints& complaints);

}  // namespace recourse::csv_import
