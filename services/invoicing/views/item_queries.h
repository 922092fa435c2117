#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/engine/view.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "recourse/invoicing/views/v1/item_row.pb.h"
#include "services/invoicing/views/item_balance.h"

namespace recourse::invoicing {

// The questions that the items view answers, in the API's own messages. Thread safe. Sees as far as
// the view has been applied; who must see a write waits for its position first. A report reads many
// rows while others are written: only what `known_at` leaves out is sure to be left out.
class ItemQueries {
 public:
  explicit ItemQueries(const engine::ViewReader& rows) : rows_(rows) {}

  // `shard` is the one of the account's home. With the invoice's lines; nothing if it was never
  // issued.
  std::optional<v1::Invoice> GetInvoice(std::uint32_t shard, std::string_view account_id,
                                        std::string_view invoice_id) const;

  // What that invoice came to; nothing likewise.
  std::optional<ItemBalance> GetInvoiceBalance(std::uint32_t shard, std::string_view account_id,
                                               std::string_view invoice_id,
                                               const AsOf& as_of) const;

  // The first of an account with something open, at most `count`, in the order of their ids.
  std::vector<v1::Invoice> OpenInvoices(std::uint32_t shard, std::string_view account_id,
                                        std::size_t count) const;

  // Empty for an account without items.
  v1::Balance GetBalance(std::uint32_t shard, std::string_view account_id, const AsOf& as_of) const;

  // Over all accounts of `issuer` ("issuers/acme"). `as_of.day` must be a day, not the default:
  // ages are counted up to it.
  v1::ReportAgingResponse ReportAging(std::string_view issuer, const AsOf& as_of) const;

 private:
  // What an invoice that has a row says.
  void ReadContent(std::uint32_t shard, std::string_view account_id, std::string_view invoice_id,
                   v1::InvoiceContent& content) const;
  // Calls `see` with each row whose key starts with `prefix` and is greater than `after`, until it
  // returns false.
  void ForEachRow(std::uint32_t shard, std::string_view prefix, std::string_view after,
                  const std::function<bool(const engine::ViewReader::Row&)>& see) const;

  const engine::ViewReader& rows_;
};

}  // namespace recourse::invoicing
