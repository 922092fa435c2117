#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "libs/base/date.h"
#include "libs/base/money.h"
#include "libs/engine/view.h"
#include "recourse/invoicing/views/v1/issuer_item_row.pb.h"

namespace recourse::invoicing {

// All invoices, payments and refunds of an issuer, in the order of their accounts: what lists over
// the accounts of an issuer choose and order them by. What else they say, the ledgers tell
// (views/ledger_as_known.h), and what of an invoice is open, the items view. Each change lies with
// its sequence, so that a row tells what was known at any position of its shard.
//
// Keys, each in the shard of its account: "a/<account id>" -> IssuerOfAccountRow;
// "i/<issuer id>/<account id>/<invoice id>", "p/.../<payment id>" and "r/.../<refund id>" ->
// IssuerItemRow. An event touches one key for each item that it makes or changes, by appending to
// it; one that only pays an invoice does not touch that.
class IssuerItemsView final : public engine::View {
 public:
  static constexpr std::string_view kName = "issuer_items";
  static constexpr std::string_view kInvoices = "i/";
  static constexpr std::string_view kPayments = "p/";
  static constexpr std::string_view kRefunds = "r/";

  // Of all items of one kind that an issuer has; each key goes on as its account and id do.
  static std::string Prefix(std::string_view kind, std::string_view issuer_id);

  std::string_view name() const override { return kName; }
  std::uint32_t code_version() const override { return 2; }
  void Apply(const history::v1::Record& record, engine::ViewRows& rows) override;
};

// What an item had come to.
struct IssuerItem {
  Money amount;
  Date day;            // Of issue; of all that is no invoice, the effective day.
  Date due;            // Of an invoice: agreed first.
  std::string number;  // Of an invoice.
  Money unapplied;     // Of a payment; once it is reversed, less than nothing by what was refunded.
  views::v1::IssuerInvoiceStatus status = views::v1::ISSUER_INVOICE_STATUS_UNSPECIFIED;
  v1::RefundState refund_state = v1::REFUND_STATE_UNSPECIFIED;
};

// By what had been recorded through that sequence of its shard, and at or before `known_at`.
// Nothing if it was not there yet.
std::optional<IssuerItem> KnownThrough(const views::v1::IssuerItemRow& row, std::uint64_t sequence,
                                       Instant known_at = Instant::max());

}  // namespace recourse::invoicing
