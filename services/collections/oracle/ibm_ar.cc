#include "services/collections/oracle/ibm_ar.h"

#include <csv.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

namespace recourse::collections {
namespace {

using Row = std::vector<std::string>;

struct Rows {
  std::vector<Row> rows{1};

  static void OnField(void* text, std::size_t size, void* self) {
    auto& rows = static_cast<Rows*>(self)->rows;
    rows.back().emplace_back(static_cast<const char*>(text), size);
  }
  static void OnRow(int, void* self) { static_cast<Rows*>(self)->rows.emplace_back(); }
};

std::vector<Row> ReadRows(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  Rows read;
  csv_parser parser;
  EXPECT_EQ(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI), 0);
  EXPECT_EQ(csv_parse(&parser, text.data(), text.size(), Rows::OnField, Rows::OnRow, &read),
            text.size())
      << csv_strerror(csv_error(&parser));
  EXPECT_EQ(csv_fini(&parser, Rows::OnField, Rows::OnRow, &read), 0);
  csv_free(&parser);
  read.rows.pop_back();  // The one begun after the last line.
  return read.rows;
}

Date DayMonthYear(const std::string& text) {
  std::istringstream in(text);
  Date day;
  in >> date::parse("%d/%m/%Y", day);
  EXPECT_FALSE(in.fail()) << text;
  return day;
}

}  // namespace

std::vector<IbmInvoice> ReadIbmInvoices(const std::filesystem::path& file) {
  const auto rows = ReadRows(file);
  std::map<std::string, std::size_t> column;
  for (std::size_t i = 0; i < rows.at(0).size(); ++i) column[rows[0][i]] = i;

  std::vector<IbmInvoice> invoices;
  for (auto row = rows.begin() + 1; row != rows.end(); ++row) {
    const auto field = [&](const char* name) { return row->at(column.at(name)); };
    const auto amount = ParseMoney(field("InvoiceAmount"), *Currency::Parse("EUR"));
    EXPECT_TRUE(amount) << field("InvoiceAmount");
    if (!amount) continue;
    invoices.push_back({field("invoiceNumber"), field("customerID"), field("countrycode"),
                        DayMonthYear(field("InvoiceDate")), DayMonthYear(field("DueDate")),
                        DayMonthYear(field("SettledDate")), *amount, field("Disputed") == "Yes"});
  }
  return invoices;
}

}  // namespace recourse::collections
