#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tools/recourse/import/import_map.h"
#include "tools/recourse/import/invoice_row.h"

// Small files for tests of the import: the columns No,Who,Issued,Due,Sum,Cur,Disputed,Paid,Region.
namespace recourse::csv_import {

inline constexpr std::string_view kTestHeader = "No,Who,Issued,Due,Sum,Cur,Disputed,Paid,Region\n";

inline ImportMap TestMap() {
  const auto map = ParseImportMap("m.toml", R"(date_format = "%d/%m/%Y"
decimal_sign = ","
delimiter = ";"
number = {column = "No"}
customer = {column = "Who"}
issue_date = {column = "Issued"}
due_date = {column = "Due"}
amount = {column = "Sum"}
currency = {column = "Cur"}
channel = "letter"
country = "DE"
region = {column = "Region"}
zone = "Europe/Berlin"
[issuer]
id = "acme"
zone = "Europe/Berlin"
name = "Acme GmbH"
country = "DE"
tax_id = "DE123456789"
iban = "DE02120300000000202051"
[disputed]
column = "Disputed"
yes = "Yes"
no = "No"
opens_days_after_issue = 5
closes_days_before_settlement = 1
outcome = "withdrawn"
reason = "unknown"
[settled]
column = "Paid"
pays = "in full"
)");
  EXPECT_TRUE(map);
  return *map;
}

// Reads rows, given without the header, with `map`.
inline ImportedFile ReadTestRows(std::string_view rows, const ImportMap& map,
                                 Complaints& complaints,
                                 std::optional<Date> last_day = std::nullopt) {
  const CsvFile csv =
      ParseCsv("f.csv", std::string(kTestHeader) + std::string(rows), ',', complaints);
  return ReadInvoices(csv, map, last_day, complaints);
}

// The same of rows that must be without fault.
inline ImportedFile ReadGoodRows(std::string_view rows, const ImportMap& map) {
  Complaints complaints;
  ImportedFile file = ReadTestRows(rows, map, complaints);
  for (const Complaint& complaint : complaints) ADD_FAILURE() << ToString(complaint);
  return file;
}

}  // namespace recourse::csv_import
