#include <csv.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "libs/base/testing/shared_file.h"
#include "libs/wire/reader.h"
#include "services/invoicing/views/aging.h"
#include "services/invoicing/views/item_queries.h"
#include "services/invoicing/views/view_kit.h"

// Real history: 2,466 invoices of 100 customers, paid in full on their settled dates.
namespace recourse::invoicing {
namespace {

constexpr const char* kFile = "data/ibm_ar/late_payment_histories.csv";

const Currency kEur = *Currency::Parse("EUR");

using Fields = std::vector<std::string>;

struct PaidInvoice {
  std::string customer;
  std::string number;
  Date issued;
  Date due;
  Money amount;
  bool disputed = false;
  Date settled;
};

// All rows of a CSV file; nothing if it cannot be read.
std::optional<std::vector<Fields>> ReadCsv(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  struct Rows {
    std::vector<Fields> done;
    Fields row;
  } rows;
  const auto on_field = [](void* field, std::size_t size, void* to) {
    static_cast<Rows*>(to)->row.emplace_back(static_cast<const char*>(field), size);
  };
  const auto on_row = [](int, void* to) {
    auto* const all = static_cast<Rows*>(to);
    all->done.push_back(std::move(all->row));
    all->row.clear();
  };
  csv_parser parser;
  if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) return std::nullopt;
  const bool read =
      csv_parse(&parser, text.data(), text.size(), on_field, on_row, &rows) == text.size() &&
      csv_fini(&parser, on_field, on_row, &rows) == 0;
  csv_free(&parser);
  return read ? std::optional(std::move(rows.done)) : std::nullopt;
}

Date ParseDay(const std::string& text) {
  std::istringstream stream(text);
  Date day;
  stream >> date::parse("%d/%m/%Y", day);
  CHECK(!stream.fail());
  return day;
}

// countrycode,customerID,PaperlessDate,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,Disputed,
// SettledDate,PaperlessBill,DaysToSettle,DaysLate
PaidInvoice ToInvoice(const Fields& fields) {
  CHECK(fields.size() == 12);
  const auto amount = ParseMoney(fields[6], kEur);
  CHECK(amount);
  return {fields[1], fields[3],          ParseDay(fields[4]), ParseDay(fields[5]),
          *amount,   fields[7] == "Yes", ParseDay(fields[8])};
}

class IbmAgingTest : public ::testing::Test {
 protected:
  void SetUp() override {
    RECOURSE_NEEDS_SHARED_FILE(kFile);
    const auto rows = ReadCsv(testkit::SharedFile(kFile));
    ASSERT_TRUE(rows) << kFile << " is no CSV file";
    std::transform(rows->begin() + 1, rows->end(), std::back_inserter(invoices_), ToInvoice);
    RunHistory();
  }

  // Each fact is recorded on its own day at 00:00 UTC, in the order of days.
  void RunHistory() {
    struct Dated {
      Date day;
      std::string account;
      LedgerCommand command;
    };
    std::vector<Dated> commands;
    std::set<std::string> customers;
    for (const PaidInvoice& paid : invoices_) {
      InvoiceContent content{"issuers/ibm", paid.number, paid.issued, paid.due,
                             paid.amount,   {},          true,        paid.number};
      const std::string home = "accounts/" + paid.customer;
      commands.push_back({paid.issued, paid.customer, RequestInvoice{home, paid.number, content}});
      commands.push_back({paid.issued, paid.customer, ConfirmInvoice{paid.number}});
      if (paid.disputed) {
        commands.push_back({paid.issued, paid.customer,
                            MarkDisputed{"d-" + paid.number, paid.number, {}, paid.issued}});
      }
      commands.push_back(
          {paid.settled, paid.customer,
           RecordPayment{
               "p-" + paid.number, paid.amount, paid.settled, {{paid.number, paid.amount}}, true}});
      customers.insert(paid.customer);
    }
    EXPECT_EQ(customers.size(), 100u);
    ItemsView view;
    for (const std::string& customer : customers) {
      view.Apply(OpenedRecord(customer, "issuers/ibm", Instant{}), reader_.rows(0));
    }
    std::stable_sort(commands.begin(), commands.end(),
                     [](const Dated& a, const Dated& b) { return a.day < b.day; });
    std::map<std::string, Ledger> ledgers;
    for (const auto& [day, account, command] : commands) {
      Ledger& ledger = ledgers[account];
      const auto decision = LedgerDecider::Decide(command, ledger, Instant(day));
      ASSERT_TRUE(decision) << account << " " << ToString(day);
      for (const LedgerEvent& event : *decision) {
        view.Apply(RecordOf(account, event, Instant(day)), reader_.rows(0));
        ledger = LedgerDecider::Evolve(std::move(ledger), event);
      }
    }
  }

  v1::ReportAgingResponse Report(const AsOf& as_of) const {
    return ItemQueries(reader_).ReportAging("issuers/ibm", as_of);
  }

  // Count and minor units of a bucket, by the view and straight from the file.
  using Sums = std::map<int, std::pair<std::int64_t, std::int64_t>>;
  Sums Seen(const AsOf& as_of) const {
    Sums sums;
    const v1::ReportAgingResponse report = Report(as_of);
    for (const auto& row : report.rows()) {
      wire::Reader reader;
      const Money amount = reader.Read(row.amount());
      CHECK(reader.ok());
      if (row.count() != 0) sums[row.bucket() - 1] = {row.count(), amount.minor_units};
    }
    return sums;
  }
  Sums Expected(Date day, Date known_on) const {
    Sums sums;
    const Date last = std::min(day, known_on);  // Each fact is recorded on its own day.
    for (const PaidInvoice& paid : invoices_) {
      if (paid.issued > last || paid.settled <= last) continue;
      auto& [count, minor_units] = sums[static_cast<int>(BucketOf(paid.due, day))];
      ++count;
      minor_units += paid.amount.minor_units;
    }
    return sums;
  }

  std::vector<PaidInvoice> invoices_;
  MapReader reader_;
};

TEST_F(IbmAgingTest, YearEnd2012) {
  ASSERT_EQ(invoices_.size(), 2'466u);
  Money total{0, kEur};
  for (const PaidInvoice& paid : invoices_) total = total + paid.amount;
  EXPECT_EQ(ToString(total), "147703.18 EUR");
  EXPECT_EQ(std::count_if(invoices_.begin(), invoices_.end(),
                          [](const PaidInvoice& paid) { return paid.disputed; }),
            561);

  const Date year_end = Date(date::year{2012} / 12 / 31);
  const Sums expected{{0, {86, 4'936'32}}, {1, {13, 788'74}}};
  EXPECT_EQ(Seen({.day = year_end}), expected);
  EXPECT_EQ(Seen({year_end, Instant(year_end)}), expected);
  EXPECT_EQ(Report({.day = year_end}).unapplied_size(), 0);
  EXPECT_TRUE(Seen({.day = Date(date::year{2020} / 1 / 1)}).empty());
}

TEST_F(IbmAgingTest, AnyDayAsKnownOnAnyDay) {
  const Date first = Date(date::year{2012} / 1 / 1);
  for (int day = 0; day < 720; day += 60) {
    for (int known = 0; known < 720; known += 90) {
      const AsOf as_of{first + Days(day), Instant(first + Days(known))};
      EXPECT_EQ(Seen(as_of), Expected(first + Days(day), first + Days(known)))
          << ToString(as_of.day) << " as known at " << ToString(as_of.known_at);
    }
  }
}

}  // namespace
}  // namespace recourse::invoicing
