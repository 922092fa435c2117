#include "services/invoicing/api/report_fields.h"

#include <algorithm>
#include <array>

#include "services/invoicing/codec/parts.h"

namespace recourse::invoicing {
namespace {

constexpr std::array kBuckets = {v1::AGING_BUCKET_CURRENT, v1::AGING_BUCKET_DAYS_1_TO_30,
                                 v1::AGING_BUCKET_DAYS_31_TO_60, v1::AGING_BUCKET_DAYS_61_TO_90,
                                 v1::AGING_BUCKET_DAYS_OVER_90};
static_assert(kBuckets.size() == kAgingBuckets);

void WriteItems(const std::string& account, const CurrencyStatement& line, Date through,
                v1::StatementCurrency& message) {
  std::array<std::int64_t, kAgingBuckets> counts{};
  for (const StatementItem& item : line.open_items) {
    v1::StatementItem& written = *message.add_open_items();
    written.set_item(NameOf(account, item.kind, item.id));
    written.set_reference(item.kind == BookItem::kInvoice ? item.number : item.id);
    Write(item.date, written.mutable_date());
    Write(item.due, written.mutable_due_date());
    Write(item.amount, written.mutable_amount());
    Write(item.open, written.mutable_open());
    Write(item.disputed, written.mutable_disputed());
    written.set_days_late(std::max(0, static_cast<int>((through - item.due).count())));
    ++counts[static_cast<std::size_t>(BucketOf(item.due, through))];
  }
  for (std::size_t i = 0; i < kAgingBuckets; ++i) {
    v1::AgingRow& row = *message.add_aging();
    row.set_bucket(kBuckets[i]);
    row.set_count(counts[i]);
    Write(line.aging[i], row.mutable_amount());
  }
}

// What an entry is about.
void WriteItem(const std::string& account, const StatementOfAccount& statement,
               const StatementEntry& entry, v1::StatementEntry& message) {
  const std::string item = NameOf(account, entry.item_kind, entry.item_id);
  const bool of_invoice = entry.item_kind == BookItem::kInvoice;
  const std::string& reference = of_invoice ? statement.NumberOf(entry.item_id) : entry.item_id;
  if (entry.credit_note_id.empty()) {
    message.set_item(item);
    message.set_reference(reference);
  } else {
    message.set_item(account + "/creditNotes/" + entry.credit_note_id);
    message.set_reference(entry.credit_note_id);
    message.set_invoice(item);
    message.set_invoice_number(reference);
  }
}

}  // namespace

std::string NameOf(const std::string& account, BookItem kind, const std::string& id) {
  switch (kind) {
    case BookItem::kInvoice:
      return account + "/invoices/" + id;
    case BookItem::kCharge:
      return account + "/charges/" + id;
    case BookItem::kPayment:
      return account + "/payments/" + id;
    case BookItem::kRefund:
      return account + "/refunds/" + id;
    case BookItem::kConversion:
      return account + "/conversions/" + id;
  }
  __builtin_unreachable();
}

v1::MovementKind ToWire(MovementKind kind) {
  switch (kind) {
    case MovementKind::kInvoiced:
      return v1::MOVEMENT_KIND_INVOICED;
    case MovementKind::kCharged:
      return v1::MOVEMENT_KIND_CHARGED;
    case MovementKind::kPaid:
      return v1::MOVEMENT_KIND_PAID;
    case MovementKind::kCredited:
      return v1::MOVEMENT_KIND_CREDITED;
    case MovementKind::kWrittenOff:
      return v1::MOVEMENT_KIND_WRITTEN_OFF;
    case MovementKind::kWaived:
      return v1::MOVEMENT_KIND_WAIVED;
    case MovementKind::kDiscounted:
      return v1::MOVEMENT_KIND_DISCOUNTED;
    case MovementKind::kSetOff:
      return v1::MOVEMENT_KIND_SET_OFF;
    case MovementKind::kRefunded:
      return v1::MOVEMENT_KIND_REFUNDED;
    case MovementKind::kConverted:
      return v1::MOVEMENT_KIND_CONVERTED;
  }
  __builtin_unreachable();
}

v1::StatementOfAccount ToMessage(const std::string& account, const StatementOfAccount& statement,
                                 Date through) {
  v1::StatementOfAccount message;
  message.set_account(account);
  for (const CurrencyStatement& line : statement.Lines()) {
    v1::StatementCurrency& currency = *message.add_currencies();
    Write(line.opening, currency.mutable_opening());
    for (const StatementEntry& entry : line.entries) {
      v1::StatementEntry& written = *currency.add_entries();
      Write(entry.day, written.mutable_date());
      written.set_kind(ToWire(entry.kind));
      WriteItem(account, statement, entry, written);
      Write(entry.amount, written.mutable_amount());
      Write(entry.balance, written.mutable_balance());
    }
    Write(line.closing, currency.mutable_closing());
    WriteItems(account, line, through, currency);
    for (const StatementCash& cash : line.unapplied) {
      v1::StatementCash& written = *currency.add_unapplied();
      written.set_payment(NameOf(account, BookItem::kPayment, cash.payment_id));
      Write(cash.unapplied, written.mutable_unapplied());
    }
  }
  return message;
}

}  // namespace recourse::invoicing
