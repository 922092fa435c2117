// The aging of an issuer's open invoices, from the view as the service keeps it: on disk, beside
// all else that is derived from the same events. `scan` passes over the same rows unread.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "libs/engine/key_values.h"
#include "libs/engine/projection.h"
#include "libs/engine/stored_views.h"
#include "libs/eventlog/hash.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/service.h"
#include "services/invoicing/views/item_queries.h"
#include "services/invoicing/views/items_view.h"
#include "tests/bench/json.h"
#include "tests/bench/usage.h"

namespace recourse::bench {
namespace {

using namespace invoicing;

constexpr std::uint32_t kShards = 16;
constexpr const char* kIssuer = "issuers/bench";
constexpr std::size_t kRecordsAtOnce = 4096;
constexpr std::int64_t kInvoiceCents = 100'00;
constexpr std::int64_t kPaidCents = 40'00;
constexpr std::size_t kPaidOneIn = 8;
constexpr int kDueDays = 150;

Date FirstDay() { return Date(date::year{2026} / 1 / 1); }

Money Eur(std::int64_t cents) { return {cents, *Currency::Parse("EUR")}; }

[[noreturn]] void Die(const std::string& why) {
  fmt::print(stderr, "bench_aging: {}\n", why);
  std::exit(2);
}

// Invoices of one issuer, dealt out to its accounts, with a part paid of each eighth: what the log
// holds of them, given to the derived store as the applier gives it.
class World {
 public:
  World(engine::KeyValues& store, std::size_t accounts, std::size_t invoices)
      : definition_(MakeDefinition()), projection_(definition_, store), store_(store) {
    for (std::size_t i = 0; i < accounts; ++i) {
      AccountProfile profile;
      profile.issuer = kIssuer;
      Add(i, AccountAggregate::kStream, AccountAggregate::Encode(AccountOpened{profile}));
    }
    for (std::size_t i = 0; i < invoices; ++i)
      AddInvoice(i % accounts, fmt::format("inv-{}", i), i);
    Apply();
    store_.Flush();
  }

  std::int64_t open_cents() const { return open_cents_; }

 private:
  void AddInvoice(std::size_t account, const std::string& id, std::size_t index) {
    InvoiceContent content;
    content.issuer = kIssuer;
    content.number = "2026-" + id;
    content.issue_date = FirstDay();
    content.due_date = FirstDay() + Days(static_cast<int>(index % kDueDays));
    content.amount = Eur(kInvoiceCents);
    content.lines = {{"Consulting, as agreed", "2", "50.00", Eur(kInvoiceCents)}};
    content.content_digest = std::string(32, 'd');
    const std::vector<InvoiceBalance> issued{{id, Eur(kInvoiceCents), Eur(0)}};
    Add(account, LedgerAggregate::kStream,
        LedgerAggregate::Encode(InvoiceIssued{id, content, issued}));
    open_cents_ += kInvoiceCents;
    if (index % kPaidOneIn != 0) return;
    PaymentRecorded paid;
    paid.payment_id = "pay-" + id;
    paid.amount = Eur(kPaidCents);
    paid.effective = FirstDay() + Days(1);
    paid.allocations = {{id, Eur(kPaidCents), paid.effective}};
    paid.unapplied = Eur(0);
    paid.balances = {{id, Eur(kInvoiceCents - kPaidCents), Eur(0)}};
    Add(account, LedgerAggregate::kStream, LedgerAggregate::Encode(paid));
    open_cents_ -= kPaidCents;
  }

  void Add(std::size_t account, std::string_view stream, const eventlog::EncodedEvent& event) {
    engine::Record record;
    record.set_service(definition_.service);
    record.set_home(fmt::format("accounts/customer-{}", account));
    record.set_shard(eventlog::ShardOf(record.home(), kShards));
    record.set_stream(std::string(stream));
    record.set_version(++sequence_);  // Unique is enough here.
    record.set_sequence(sequence_);
    record.set_type(std::string(event.type));
    record.set_payload(event.payload);
    record.set_recorded_at_us((Instant(FirstDay()).time_since_epoch()).count());
    projection_.Add(record);
    if (projection_.records() == kRecordsAtOnce) Apply();
  }

  void Apply() { store_.Apply(projection_.Take()); }

  const engine::Definition definition_;
  engine::Projection projection_;
  engine::KeyValues& store_;
  std::uint64_t sequence_ = 0;
  std::int64_t open_cents_ = 0;
};

std::size_t Scan(const engine::ViewReader& views) {
  std::size_t rows = 0;
  for (std::uint32_t shard = 0; shard < views.shards(); ++shard) {
    std::string last;
    while (true) {
      const auto page = views.Scan(ItemsView::kName, shard, "", last, 512);
      for (const auto& row : page) {
        if (ItemsView::IsContentKey(row.first)) break;
        ++rows;
      }
      if (page.size() < 512 || ItemsView::IsContentKey(page.back().first)) break;
      last = page.back().first;
    }
  }
  return rows;
}

void Check(const invoicing::v1::ReportAgingResponse& report, std::size_t invoices,
           std::int64_t cents) {
  std::int64_t count = 0;
  std::int64_t sum = 0;
  for (const auto& row : report.rows()) {
    count += row.count();
    sum += row.amount().units() * 100 + row.amount().nanos() / 10'000'000;
  }
  if (count != static_cast<std::int64_t>(invoices) || sum != cents) {
    Die(fmt::format("{} open with {} cents, expected {} with {}", count, sum, invoices, cents));
  }
}

int Main(int argc, char** argv) {
  CLI::App app("The aging of many open invoices, from the view on disk.");
  std::string folder;
  std::size_t invoices = 1'000'000;
  std::size_t accounts = 10'000;
  int passes = 5;
  app.add_option("--db", folder, "folder to make; must not exist")->required();
  app.add_option("--invoices", invoices, "all open")->capture_default_str();
  app.add_option("--accounts", accounts, "that they are dealt out to")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--passes", passes, "the one in the middle counts")
      ->check(CLI::Range(1, 99))
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);

  auto store = engine::OpenRocksKeyValues(folder);
  if (!store) Die(store.error().message);
  std::int64_t cents = 0;
  const Cost made = Measure([&] { cents = World(**store, accounts, invoices).open_cents(); });
  const engine::StoredViews views(**store, kShards);
  const ItemQueries queries(views);

  std::size_t rows = 0;
  const Cost scanned = MeasureMedian(passes, [&] { rows = Scan(views); });
  if (rows < invoices + accounts) Die(fmt::format("only {} rows", rows));
  const AsOf as_of{.day = FirstDay() + Days(90)};
  invoicing::v1::ReportAgingResponse report;
  const Cost aged = MeasureMedian(passes, [&] { report = queries.ReportAging(kIssuer, as_of); });
  Check(report, invoices, cents);

  fmt::print("{}\n",
             JsonObject()
                 .Count("invoices", invoices)
                 .Number("seconds", aged.seconds)
                 .Number("invoices_per_second", static_cast<double>(invoices) / aged.seconds)
                 .Number("scan_seconds", scanned.seconds)
                 .Number("make_seconds", made.seconds)
                 .ToString());
  return 0;
}

}  // namespace
}  // namespace recourse::bench

int main(int argc, char** argv) { return recourse::bench::Main(argc, argv); }
