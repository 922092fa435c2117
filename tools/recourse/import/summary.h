#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "libs/base/money.h"
#include "tools/recourse/import/invoice_row.h"

namespace recourse::csv_import {

// What a file holds, in the numbers by which a person checks that it is the right one.
struct Summary {
  std::size_t invoices = 0;
  std::size_t customers = 0;
  std::size_t disputed = 0;
  std::size_t late = 0;                // Paid after the due day.
  std::size_t open = 0;                // Without a payment.
  std::size_t repeated_rows = 0;       // Left out: equal to a row before.
  std::map<std::string, Money> total;  // Of amounts, by currency code.
};

// "147703.18 EUR", of several currencies "5.00 EUR + 100 JPY", of none "".
std::string TotalText(const Summary& summary);

Summary Summarize(const ImportedFile& file);

// "2466 invoices of 100 customers, total 147703.18 EUR; 561 disputed, 877 paid late, 0 open".
std::string ToString(const Summary& summary);

}  // namespace recourse::csv_import
