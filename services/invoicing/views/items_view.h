#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "libs/base/date.h"
#include "libs/base/money.h"
#include "libs/engine/view.h"

namespace recourse::invoicing {

// One row for each item of each account: every invoice that was issued, and every payment of which
// something cleared nothing. Its postings and claims carry both their days and when they were
// recorded, so the row tells what was open on any day as known at any moment. Answers GetInvoice,
// GetBalance and ReportAging (item_queries.h).
//
// Keys, in whose order an account's rows lie together: "<account id>/" -> AccountRow,
// "<account id>/i/<invoice id>" and "<account id>/p/<payment id>" -> ItemRow. An event touches one
// key per item, and appends to it without reading what is there. What an invoice says is written
// once and apart, behind all of them ("~<account id>/<invoice id>" -> InvoiceContent): a report
// that reads a million items passes over a few dozen bytes of each.
//
// Behind those: for each invoice what bank statements find it by: its amount as it was issued, that
// less each step of its discount, and each rest that an event left open. They stay when the invoice
// is paid, which so costs no key: who finds one looks what is open. Of one amount the newest come
// first. The key says all, and its row is empty:
// "~~<issuer id>/<currency>/<amount>/<newer days first>/<account id>/<invoice id>".
class ItemsView final : public engine::View {
 public:
  static constexpr std::string_view kName = "items";

  static std::string AccountKey(std::string_view account_id);
  static std::string InvoiceKey(std::string_view account_id, std::string_view invoice_id);
  static std::string ChargeKey(std::string_view account_id, std::string_view charge_id);
  // Greater than the keys of all items, and so are those of amounts: ids have no "~".
  static bool IsContentKey(std::string_view key) { return key.starts_with('~'); }
  static std::string ContentKey(std::string_view account_id, std::string_view invoice_id);
  static std::string PaymentKey(std::string_view account_id, std::string_view payment_id);
  static std::string AmountPrefix(std::string_view issuer_id, const Money& amount);
  static std::string AmountKey(std::string_view issuer_id, const Money& amount, Date issued_on,
                               std::string_view account_id, std::string_view invoice_id);
  // "accounts/a1" and the invoice's id.
  static std::pair<std::string, std::string> InvoiceOfAmountKey(std::string_view key);

  std::string_view name() const override { return kName; }
  std::uint32_t code_version() const override { return 5; }
  void Apply(const history::v1::Record& record, engine::ViewRows& rows) override;
};

}  // namespace recourse::invoicing
