#include "services/invoicing/export/statement_csv.h"

#include <csv.h>

#include <array>
#include <string_view>

#include "libs/base/check.h"
#include "libs/wire/convert.h"

namespace recourse::invoicing {
namespace {

// In the order of the header.
struct Row {
  std::string_view row;
  std::string currency = {};
  std::string date = {};
  std::string due_date = {};
  std::string kind = {};
  std::string item = {};
  std::string reference = {};
  std::string amount = {};
  std::string balance = {};
  std::string open = {};
  std::string disputed = {};
  std::string days_late = {};
  std::string invoice = {};
  std::string invoice_number = {};
};

void AddCell(std::string& csv, std::string_view cell) {
  const std::size_t size = csv_write(nullptr, 0, cell.data(), cell.size());
  const std::size_t at = csv.size();
  csv.resize(at + size);
  csv_write(csv.data() + at, size, cell.data(), cell.size());
}

// Text from outside that a spreadsheet would run as a formula is marked as text by an apostrophe,
// as OWASP has it ("CSV Injection"). Amounts are ours, and stay numbers.
std::string AsText(const std::string& outside) {
  constexpr std::string_view kFormula = "=+-@\t\r\n";
  const bool is_formula = !outside.empty() && kFormula.find(outside[0]) != std::string_view::npos;
  return is_formula ? "'" + outside : outside;
}

void Add(std::string& csv, const Row& row) {
  const std::array<std::string_view, 14> cells = {
      row.row,      row.currency,  row.date,    row.due_date,      row.kind,
      row.item,     row.reference, row.amount,  row.balance,       row.open,
      row.disputed, row.days_late, row.invoice, row.invoice_number};
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i != 0) csv += ',';
    if (!cells[i].empty()) AddCell(csv, cells[i]);
  }
  csv += "\r\n";
}

// We wrote the message ourselves, so it can be read.
std::string Text(const google::type::Money& message) {
  const auto amount = wire::SumFromWire(message);
  CHECK(amount);
  return ToDecimal(*amount);
}

std::string Text(const google::type::Date& message) {
  const auto day = wire::FromWire(message);
  CHECK(day);
  return ToString(*day);
}

// "paid" of "MOVEMENT_KIND_PAID".
std::string Word(const std::string& name, std::string_view prefix) {
  CHECK(name.starts_with(prefix));
  std::string word = name.substr(prefix.size());
  for (char& c : word) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return word;
}

void AddCurrency(std::string& csv, const v1::StatementOfAccount& statement,
                 const v1::StatementCurrency& line) {
  const std::string& currency = line.opening().currency_code();
  Add(csv, {.row = "opening",
            .currency = currency,
            .date = Text(statement.from()),
            .balance = Text(line.opening())});
  for (const v1::StatementEntry& entry : line.entries()) {
    Add(csv, {.row = "entry",
              .currency = currency,
              .date = Text(entry.date()),
              .kind = Word(v1::MovementKind_Name(entry.kind()), "MOVEMENT_KIND_"),
              .item = entry.item(),
              .reference = AsText(entry.reference()),
              .amount = Text(entry.amount()),
              .balance = Text(entry.balance()),
              .invoice = entry.invoice(),
              .invoice_number = entry.invoice_number()});
  }
  Add(csv, {.row = "closing",
            .currency = currency,
            .date = Text(statement.through()),
            .balance = Text(line.closing())});
  for (const v1::StatementItem& item : line.open_items()) {
    Add(csv, {.row = "open_item",
              .currency = currency,
              .date = Text(item.date()),
              .due_date = Text(item.due_date()),
              .item = item.item(),
              .reference = AsText(item.reference()),
              .amount = Text(item.amount()),
              .open = Text(item.open()),
              .disputed = Text(item.disputed()),
              .days_late = std::to_string(item.days_late())});
  }
  for (const v1::StatementCash& cash : line.unapplied()) {
    Add(csv, {.row = "unapplied",
              .currency = currency,
              .item = cash.payment(),
              .open = Text(cash.unapplied())});
  }
  for (const v1::AgingRow& aged : line.aging()) {
    Add(csv, {.row = "aging",
              .currency = currency,
              .kind = Word(v1::AgingBucket_Name(aged.bucket()), "AGING_BUCKET_"),
              .open = Text(aged.amount())});
  }
}

}  // namespace

std::string ToCsv(const v1::StatementOfAccount& statement) {
  std::string csv =
      "row,currency,date,due_date,kind,item,reference,amount,balance,open,disputed,days_late,"
      "invoice,invoice_number\r\n";
  for (const v1::StatementCurrency& line : statement.currencies()) {
    AddCurrency(csv, statement, line);
  }
  return csv;
}

}  // namespace recourse::invoicing
