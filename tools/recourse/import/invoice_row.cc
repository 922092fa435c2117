#include "tools/recourse/import/invoice_row.h"

#include <fmt/format.h>

#include <string_view>
#include <unordered_map>
#include <utility>

#include "libs/calendar/parse_date.h"
#include "tools/recourse/import/columns.h"

namespace recourse::csv_import {
namespace {

// Reads the cells of one row; each that cannot be read becomes a complaint.
class RowReader {
 public:
  RowReader(const CsvFile& csv, const ImportMap& map, const Columns& columns, const CsvRow& row,
            Complaints& complaints)
      : csv_(csv), map_(map), columns_(columns), row_(row), complaints_(complaints) {}

  InvoiceRow Invoice(std::optional<Date> last_day) {
    InvoiceRow invoice;
    invoice.line = row_.line;
    invoice.number = Text(columns_.number, kNumber);
    invoice.customer = Text(columns_.customer, kId);
    const auto issued = Day(columns_.issue_date, last_day);
    const auto due = Day(columns_.due_date, std::nullopt);
    invoice.amount = Amount();
    invoice.disputed = Disputed();
    if (columns_.settled != Columns::kNone && !row_.cells[columns_.settled].empty()) {
      invoice.settled = Day(columns_.settled, last_day);
    }
    if (issued && due && *due < *issued) {
      Complain(columns_.due_date,
               "expected a day not before the issue date " + recourse::ToString(*issued));
    }
    if (issued && invoice.settled && *invoice.settled < *issued) {
      Complain(columns_.settled,
               "expected a day not before the issue date " + recourse::ToString(*issued));
    }
    invoice.issued = issued.value_or(Date());
    invoice.due = due.value_or(Date());
    return invoice;
  }

  AccountTraits Account() {
    AccountTraits account;
    for (std::size_t i = 0; i < kTraits.size(); ++i) {
      const std::size_t column = columns_.traits[i];
      account.*kTraits[i].member =
          column == Columns::kNone ? map_.traits[i].constant : Text(column, kTraits[i].rule);
    }
    if (account.name.empty()) account.name = row_.cells[columns_.customer];
    return account;
  }

  void Complain(std::size_t column, std::string expected) {
    complaints_.push_back(
        {csv_.name, row_.line, csv_.header[column], row_.cells[column], std::move(expected)});
  }

 private:
  std::string Text(std::size_t column, const ValueRule& rule) {
    const std::string& cell = row_.cells[column];
    if (!rule.allows(cell)) Complain(column, rule.expected);
    return cell;
  }

  std::optional<Date> Day(std::size_t column, std::optional<Date> last_day) {
    const auto day = calendar::ParseDate(row_.cells[column], map_.date_format);
    if (!day) {
      Complain(column, "expected a date written " + map_.date_format);
    } else if (last_day && *day > *last_day) {
      Complain(column, "expected a day not after today, " + recourse::ToString(*last_day));
    }
    return day;
  }

  Money Amount() {
    const bool constant = columns_.currency == Columns::kNone;
    const std::string code = constant ? map_.currency.constant : Text(columns_.currency, kCurrency);
    const auto currency = Currency::Parse(code);
    if (!currency) return {};  // Complained of with the cell.
    const auto amount = ParseMoney(row_.cells[columns_.amount], *currency, map_.decimal_sign);
    if (!amount || amount->minor_units <= 0) {
      Complain(columns_.amount,
               fmt::format("expected an amount above zero in {} with at most {} decimals after "
                           "\"{}\" and no other signs",
                           code, currency->exponent(), map_.decimal_sign));
      return {};
    }
    return *amount;
  }

  bool Disputed() {
    if (columns_.disputed == Columns::kNone) return false;
    const std::string& cell = row_.cells[columns_.disputed];
    if (cell != map_.disputed->yes && cell != map_.disputed->no) {
      Complain(columns_.disputed,
               fmt::format("expected \"{}\" or \"{}\"", map_.disputed->yes, map_.disputed->no));
    }
    return cell == map_.disputed->yes;
  }

  const CsvFile& csv_;
  const ImportMap& map_;
  const Columns& columns_;
  const CsvRow& row_;
  Complaints& complaints_;
};

// The first trait in which two rows of one customer differ.
std::size_t FirstDifference(const AccountTraits& a, const AccountTraits& b) {
  std::size_t i = 0;
  while (a.*kTraits[i].member == b.*kTraits[i].member) ++i;
  return i;
}

}  // namespace

bool InvoiceRow::SameInvoice(const InvoiceRow& other) const {
  return number == other.number && customer == other.customer && issued == other.issued &&
         due == other.due && amount == other.amount && disputed == other.disputed &&
         settled == other.settled;
}

ImportedFile ReadInvoices(const CsvFile& csv, const ImportMap& map, std::optional<Date> last_day,
                          Complaints& complaints) {
  ImportedFile file{csv.name, {}, {}, 0};
  const std::size_t complaints_before = complaints.size();
  const Columns columns = FindColumns(csv, map, complaints);
  if (complaints.size() > complaints_before) return file;

  std::unordered_map<std::string, std::size_t> by_number;
  std::unordered_map<std::string, int> first_line;
  for (const CsvRow& row : csv.rows) {
    RowReader reader(csv, map, columns, row, complaints);
    InvoiceRow invoice = reader.Invoice(last_day);
    AccountTraits account = reader.Account();

    const auto [known, is_new] = file.accounts.emplace(invoice.customer, account);
    const int account_line = first_line.emplace(invoice.customer, row.line).first->second;
    if (!is_new && known->second != account) {
      const std::size_t column = columns.traits[FirstDifference(known->second, account)];
      reader.Complain(column, fmt::format("customer {} is told otherwise on line {}",
                                          invoice.customer, account_line));
    }

    const auto [earlier, unseen] = by_number.emplace(invoice.number, file.invoices.size());
    if (unseen) {
      file.invoices.push_back(std::move(invoice));
    } else if (const InvoiceRow& first = file.invoices[earlier->second];
               first.SameInvoice(invoice)) {
      ++file.repeated_rows;
    } else {
      reader.Complain(columns.number,
                      fmt::format("line {} has this number with other content", first.line));
    }
  }
  return file;
}

}  // namespace recourse::csv_import
