#include "services/invoicing/views/issuer_items_view.h"

#include <fmt/format.h>

#include <map>

#include "libs/base/check.h"
#include "libs/base/overloaded.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/domain/postings.h"
#include "services/invoicing/views/ledger_event_of.h"

namespace recourse::invoicing {
namespace {

using views::v1::IssuerItemChange;
using views::v1::IssuerItemRow;

constexpr std::string_view kAccounts = "accounts/";
constexpr std::string_view kIssuers = "issuers/";

std::string AccountKey(std::string_view account_id) { return fmt::format("a/{}", account_id); }

std::int32_t DayNumber(Date day) {
  return static_cast<std::int32_t>(day.time_since_epoch().count());
}

Date DayOf(std::int32_t number) { return Date(date::days(number)); }

// Writes what one record of one account's ledger means to its items.
class Appender {
 public:
  Appender(const history::v1::Record& record, std::string_view account_id, engine::ViewRows& rows)
      : record_(record), account_id_(account_id), rows_(rows) {}

  void Write(const LedgerEvent& event) {
    std::visit(
        Overloaded{
            [&](const InvoiceRequested& requested) { Request(requested); },
            [&](const InvoiceIssued& issued) {
              Status(issued.invoice_id, views::v1::ISSUER_INVOICE_STATUS_ISSUED);
            },
            [&](const InvoiceRefused& refused) {
              Status(refused.invoice_id, views::v1::ISSUER_INVOICE_STATUS_REFUSED);
            },
            [&](const InvoiceCancelled& cancelled) {
              Status(cancelled.invoice_id, views::v1::ISSUER_INVOICE_STATUS_CANCELLED);
            },
            [&](const PaymentRecorded& payment) {
              Begin(Payment(payment.payment_id), payment.amount, payment.effective);
            },
            [&](const PaymentConverted& converted) {
              Begin(Payment(converted.conversion_id), converted.converted, converted.effective);
            },
            [&](const RefundRequested& requested) {
              Begin(Refund(requested.refund_id), requested.amount, requested.effective);
              Become(requested.refund_id, v1::REFUND_STATE_REQUESTED);
            },
            [&](const RefundSent& sent) { Become(sent.refund_id, v1::REFUND_STATE_SENT); },
            [&](const RefundFailed& failed) { Become(failed.refund_id, v1::REFUND_STATE_FAILED); },
            [&](const RefundCancelled& cancelled) {
              Become(cancelled.refund_id, v1::REFUND_STATE_CANCELLED);
            },
            [](const auto&) {},  // What else it changes, its postings and the items view say.
        },
        event);
    Unapplied(event);
    if (fragments_.empty()) return;
    const auto bytes = rows_.Get(AccountKey(account_id_));
    views::v1::IssuerOfAccountRow account;
    if (!bytes || !account.ParseFromString(*bytes)) return;
    for (const auto& [key, row] : fragments_) {
      const auto& [kind, id] = key;
      rows_.Append(fmt::format("{}{}/{}", IssuerItemsView::Prefix(kind, account.issuer_id()),
                               account_id_, id),
                   row.SerializeAsString());
    }
  }

 private:
  using Key = std::pair<std::string_view, std::string_view>;  // Kind and id.
  static Key Invoice(std::string_view id) { return {IssuerItemsView::kInvoices, id}; }
  static Key Payment(std::string_view id) { return {IssuerItemsView::kPayments, id}; }
  static Key Refund(std::string_view id) { return {IssuerItemsView::kRefunds, id}; }

  void Request(const InvoiceRequested& requested) {
    const InvoiceContent& content = requested.content;
    const Key key = Invoice(requested.invoice_id);
    Begin(key, content.amount, content.issue_date);
    fragments_[key].set_due_day(DayNumber(content.due_date));
    fragments_[key].set_number(content.number);
    Status(requested.invoice_id, views::v1::ISSUER_INVOICE_STATUS_REQUESTED);
  }

  void Begin(const Key& key, const Money& amount, Date day) {
    Change(key);
    IssuerItemRow& row = fragments_[key];
    row.set_currency_code(std::string(amount.currency.code()));
    row.set_amount_minor_units(amount.minor_units);
    row.set_day(DayNumber(day));
  }

  void Status(std::string_view invoice_id, views::v1::IssuerInvoiceStatus status) {
    Change(Invoice(invoice_id)).set_invoice_status(status);
  }

  void Become(std::string_view refund_id, v1::RefundState state) {
    Change(Refund(refund_id)).set_refund_state(state);
  }

  void Unapplied(const LedgerEvent& event) {
    for (const Posting& posting : Postings(event)) {
      if (posting.account != ChartAccount::kUnappliedCash) continue;
      IssuerItemChange& change = Change(Payment(posting.item));
      change.set_unapplied_minor_units(change.unapplied_minor_units() - posting.amount.minor_units);
    }
  }

  // The one that the record makes of the item.
  IssuerItemChange& Change(const Key& key) {
    IssuerItemRow& row = fragments_[key];
    if (row.changes_size() != 0) return *row.mutable_changes(0);
    IssuerItemChange& change = *row.add_changes();
    change.set_sequence(record_.sequence());
    change.set_recorded_at_us(record_.recorded_at_us());
    return change;
  }

  const history::v1::Record& record_;
  const std::string_view account_id_;
  engine::ViewRows& rows_;
  std::map<Key, IssuerItemRow> fragments_;
};

}  // namespace

std::string IssuerItemsView::Prefix(std::string_view kind, std::string_view issuer_id) {
  return fmt::format("{}{}/", kind, issuer_id);
}

void IssuerItemsView::Apply(const history::v1::Record& record, engine::ViewRows& rows) {
  std::string_view account_id = record.home();
  if (!account_id.starts_with(kAccounts)) return;
  account_id.remove_prefix(kAccounts.size());

  if (record.stream() == LedgerAggregate::kStream) {
    Appender(record, account_id, rows).Write(LedgerEventOf(record));
  } else if (record.stream() == AccountAggregate::kStream) {
    const auto event = AccountAggregate::Decode(record.type(), record.payload());
    CHECK(event);
    const auto* const opened = std::get_if<AccountOpened>(&*event);
    if (opened == nullptr || !opened->profile.issuer.starts_with(kIssuers)) return;  // It stays.
    views::v1::IssuerOfAccountRow row;
    row.set_issuer_id(opened->profile.issuer.substr(kIssuers.size()));
    rows.Put(AccountKey(account_id), row.SerializeAsString());
  }
}

std::optional<IssuerItem> KnownThrough(const views::v1::IssuerItemRow& row, std::uint64_t sequence,
                                       Instant known_at) {
  const auto currency = Currency::Parse(row.currency_code());
  CHECK(currency);
  const Money none{0, *currency};
  IssuerItem item{{row.amount_minor_units(), *currency},
                  DayOf(row.day()),
                  DayOf(row.due_day()),
                  row.number(),
                  none};
  bool is_there = false;
  for (const IssuerItemChange& change : row.changes()) {
    const Instant recorded_at{Instant::duration(change.recorded_at_us())};
    if (change.sequence() > sequence || recorded_at > known_at) break;
    is_there = true;
    item.unapplied.minor_units += change.unapplied_minor_units();
    if (change.invoice_status() != views::v1::ISSUER_INVOICE_STATUS_UNSPECIFIED) {
      item.status = change.invoice_status();
    }
    if (change.refund_state() != v1::REFUND_STATE_UNSPECIFIED) {
      item.refund_state = change.refund_state();
    }
  }
  return is_there ? std::optional(std::move(item)) : std::nullopt;
}

}  // namespace recourse::invoicing
