#include "services/invoicing/views/item_queries.h"

#include <map>

#include "libs/base/check.h"
#include "services/invoicing/codec/parts.h"
#include "services/invoicing/views/aging.h"
#include "services/invoicing/views/items_view.h"

namespace recourse::invoicing {
namespace {

using views::v1::AccountRow;
using views::v1::ItemRow;
using Row = engine::ViewReader::Row;

constexpr std::size_t kRowsPerScan = 512;

// An item's key has the account's as a prefix, and something after it.
bool IsAccountKey(std::string_view key) { return key.ends_with('/'); }

// Good until the next one is parsed by this thread.
const ItemRow& ParseItem(std::string_view bytes) {
  auto& row = wire::Reused<ItemRow>();
  CHECK(wire::Unpack(bytes, row));
  return row;
}

// But for what the invoice says.
v1::Invoice ToInvoice(std::string_view account_id, std::string_view invoice_id,
                      const ItemRow& row) {
  const ItemBalance balance = BalanceOf(row, AsOf{});
  const Date due = DueDayOf(row, AsOf{}, false);
  v1::Invoice invoice;
  invoice.set_name(
      std::string("accounts/").append(account_id).append("/invoices/").append(invoice_id));
  invoice.set_state(balance.open.minor_units == 0 ? v1::INVOICE_STATE_CLEARED
                                                  : v1::INVOICE_STATE_OPEN);
  Write(balance.paid, invoice.mutable_paid());
  Write(balance.credited, invoice.mutable_credited());
  Write(balance.open, invoice.mutable_open());
  Write(balance.disputed, invoice.mutable_disputed());
  Write(balance.written_off, invoice.mutable_written_off());
  Write(balance.set_off, invoice.mutable_set_off());
  Write(balance.discounted, invoice.mutable_discounted());
  Write(due, invoice.mutable_due_date());
  if (balance.refunded.minor_units != 0) Write(balance.refunded, invoice.mutable_refunded());
  return invoice;
}

v1::AgingBucket ToWire(AgingBucket bucket) {
  switch (bucket) {
    case AgingBucket::kCurrent:
      return v1::AGING_BUCKET_CURRENT;
    case AgingBucket::kDays1To30:
      return v1::AGING_BUCKET_DAYS_1_TO_30;
    case AgingBucket::kDays31To60:
      return v1::AGING_BUCKET_DAYS_31_TO_60;
    case AgingBucket::kDays61To90:
      return v1::AGING_BUCKET_DAYS_61_TO_90;
    case AgingBucket::kDaysOver90:
      return v1::AGING_BUCKET_DAYS_OVER_90;
  }
  __builtin_unreachable();
}

bool IsCharge(const ItemRow& row) { return row.charge_kind() != v1::CHARGE_KIND_UNSPECIFIED; }

// One line of a balance while it is added up.
struct BalanceLine {
  explicit BalanceLine(Currency currency)
      : open{0, currency}, disputed{0, currency}, unapplied{0, currency}, charges{0, currency} {}

  Money open;
  Money disputed;
  Money unapplied;
  Money charges;
  std::int64_t open_invoice_count = 0;
};

void Add(const ItemRow& row, const ItemBalance& balance, BalanceLine& line) {
  if (IsCharge(row)) {
    line.charges = line.charges + balance.open;
    return;
  }
  if (!row.has_due_day()) {
    line.unapplied = line.unapplied - balance.open;
    return;
  }
  line.open = line.open + balance.open;
  line.disputed = line.disputed + balance.disputed;
  if (balance.open.minor_units != 0) ++line.open_invoice_count;
}

}  // namespace

std::optional<v1::Invoice> ItemQueries::GetInvoice(std::uint32_t shard, std::string_view account_id,
                                                   std::string_view invoice_id) const {
  const auto row =
      rows_.Get(ItemsView::kName, shard, ItemsView::InvoiceKey(account_id, invoice_id));
  if (!row) return std::nullopt;
  v1::Invoice invoice = ToInvoice(account_id, invoice_id, ParseItem(*row));
  ReadContent(shard, account_id, invoice_id, *invoice.mutable_content());
  return invoice;
}

std::optional<ItemBalance> ItemQueries::GetInvoiceBalance(std::uint32_t shard,
                                                          std::string_view account_id,
                                                          std::string_view invoice_id,
                                                          const AsOf& as_of) const {
  const auto row =
      rows_.Get(ItemsView::kName, shard, ItemsView::InvoiceKey(account_id, invoice_id));
  if (!row) return std::nullopt;
  return BalanceOf(ParseItem(*row), as_of);
}

std::vector<v1::Invoice> ItemQueries::OpenInvoices(std::uint32_t shard, std::string_view account_id,
                                                   std::size_t count) const {
  std::vector<v1::Invoice> open;
  const std::string prefix = ItemsView::InvoiceKey(account_id, "");
  ForEachRow(shard, prefix, prefix, [&](const Row& row) {
    if (open.size() == count) return false;
    const ItemRow& item = ParseItem(row.second);
    if (item.open_minor_units() == 0) return true;
    const std::string invoice_id = row.first.substr(prefix.size());
    open.push_back(ToInvoice(account_id, invoice_id, item));
    ReadContent(shard, account_id, invoice_id, *open.back().mutable_content());
    return true;
  });
  return open;
}

v1::Balance ItemQueries::GetBalance(std::uint32_t shard, std::string_view account_id,
                                    const AsOf& as_of) const {
  std::map<Currency, BalanceLine> lines;
  const std::string account_key = ItemsView::AccountKey(account_id);
  ForEachRow(shard, account_key, account_key, [&](const Row& row) {
    const ItemRow& item = ParseItem(row.second);
    const ItemBalance balance = BalanceOf(item, as_of);
    const Currency currency = balance.open.currency;
    Add(item, balance, lines.try_emplace(currency, currency).first->second);
    return true;
  });
  v1::Balance response;
  for (const auto& [currency, line] : lines) {
    v1::Balance::Line* const written = response.add_lines();
    Write(line.open, written->mutable_open());
    Write(line.disputed, written->mutable_disputed());
    Write(line.unapplied, written->mutable_unapplied());
    Write(line.charges, written->mutable_charges());
    written->set_open_invoice_count(line.open_invoice_count);
  }
  return response;
}

v1::ReportAgingResponse ItemQueries::ReportAging(std::string_view issuer, const AsOf& as_of) const {
  Aging aging(as_of.day);
  for (std::uint32_t shard = 0; shard < rows_.shards(); ++shard) {
    bool is_issuers = false;
    ForEachRow(shard, "", "", [&](const Row& row) {
      if (ItemsView::IsContentKey(row.first)) return false;  // Behind the last account.
      if (IsAccountKey(row.first)) {
        AccountRow account;
        CHECK(wire::Unpack(row.second, account));
        is_issuers = account.issuer() == issuer;
      } else if (is_issuers) {
        const ItemRow& item = ParseItem(row.second);
        const Money open = OpenOf(item, as_of);
        if (item.has_due_day()) {
          aging.AddInvoice(DueDayOf(item, as_of, true), open);
        } else if (IsCharge(item)) {
          aging.AddInvoice(Date(Days(item.charge_day())), open);
        } else {
          aging.AddUnapplied(-open);
        }
      }
      return true;
    });
  }
  v1::ReportAgingResponse response;
  for (const AgingLine& line : aging.Lines()) {
    v1::AgingRow* const row = response.add_rows();
    row->set_bucket(ToWire(line.bucket));
    row->set_count(line.count);
    Write(line.amount, row->mutable_amount());
  }
  for (const Money& amount : aging.Unapplied()) Write(amount, response.add_unapplied());
  return response;
}

void ItemQueries::ReadContent(std::uint32_t shard, std::string_view account_id,
                              std::string_view invoice_id, v1::InvoiceContent& content) const {
  const auto bytes =
      rows_.Get(ItemsView::kName, shard, ItemsView::ContentKey(account_id, invoice_id));
  CHECK(bytes && wire::Unpack(*bytes, content));
}

void ItemQueries::ForEachRow(std::uint32_t shard, std::string_view prefix, std::string_view after,
                             const std::function<bool(const Row&)>& see) const {
  std::string last(after);
  while (true) {
    const auto rows = rows_.Scan(ItemsView::kName, shard, prefix, last, kRowsPerScan);
    for (const Row& row : rows) {
      if (!see(row)) return;
    }
    if (rows.size() < kRowsPerScan) return;
    last = rows.back().first;
  }
}

}  // namespace recourse::invoicing
