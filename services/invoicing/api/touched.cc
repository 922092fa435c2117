#include "services/invoicing/api/touched.h"

#include <algorithm>

#include "services/invoicing/api/report_fields.h"
#include "services/invoicing/codec/parts.h"
#include "services/invoicing/domain/movement.h"

namespace recourse::invoicing {
namespace {

bool IsOn(const Posting& posting, const std::string& account, const std::string& item_name) {
  return NameOf(account, ItemOf(posting.account), std::string(posting.item)) == item_name;
}

template <class Event>
bool Names(const Event& event, const ItemName& item) {
  const auto is = [&](std::string_view collection, const std::string& id) {
    return item.collection == collection && item.id == id;
  };
  bool names = false;
  if constexpr (requires { event.invoice_id; }) names |= is("invoices", event.invoice_id);
  if constexpr (requires { event.payment_id; }) names |= is("payments", event.payment_id);
  if constexpr (requires { event.credit_note_id; }) {
    names |= is("creditNotes", event.credit_note_id);
  }
  if constexpr (requires { event.write_off_id; }) names |= is("writeOffs", event.write_off_id);
  if constexpr (requires { event.charge_id; }) names |= is("charges", event.charge_id);
  if constexpr (requires { event.waiver_id; }) names |= is("waivers", event.waiver_id);
  if constexpr (requires { event.set_off_id; }) names |= is("setOffs", event.set_off_id);
  if constexpr (requires { event.refund_id; }) names |= is("refunds", event.refund_id);
  if constexpr (requires { event.conversion_id; }) names |= is("conversions", event.conversion_id);
  if constexpr (requires { event.extension_id; }) names |= is("extensions", event.extension_id);
  if constexpr (requires { event.circumstance_id; }) {
    names |= is("circumstances", event.circumstance_id);
  }
  if constexpr (requires { event.control; }) names |= is("approvals", event.control.approval_id);
  return names;
}

// Whether postings are entered on it: all else changes something that has one.
bool HasBalance(const ItemName& item) {
  return item.collection == "invoices" || item.collection == "payments" ||
         item.collection == "charges";
}

std::string FullName(const std::string& account, const ItemName& item) {
  return account + "/" + item.collection + "/" + item.id;
}

}  // namespace

bool Touches(const LedgerEvent& event, const ItemName& item) {
  if (std::visit([&](const auto& happened) { return Names(happened, item); }, event)) return true;
  const auto postings = Postings(event);
  return std::any_of(postings.begin(), postings.end(),
                     [&](const Posting& posting) { return IsOn(posting, "", FullName("", item)); });
}

void WriteChanges(const LedgerEvent& event, const std::string& account, const ItemName* item,
                  v1::HistoryEntry& entry) {
  const bool of_one = item != nullptr && HasBalance(*item);
  for (const Posting& posting : Postings(event)) {
    if (KindOf(posting.account)) continue;  // Not what the customer owes, but what stands against.
    if (of_one && !IsOn(posting, account, FullName(account, *item))) continue;
    v1::HistoryEntry::Change& change = *entry.add_changes();
    change.set_item(NameOf(account, ItemOf(posting.account), std::string(posting.item)));
    Write(posting.effective, change.mutable_effective_date());
    Write(posting.amount, change.mutable_amount());
  }
}

}  // namespace recourse::invoicing
