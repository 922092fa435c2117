#include "services/invoicing/views/numbers_view.h"

#include <fmt/format.h>

#include "libs/base/check.h"
#include "libs/eventlog/hash.h"
#include "libs/wire/event.h"
#include "recourse/invoicing/v1/invoice_number_events.pb.h"
#include "services/invoicing/domain/matching.h"

namespace recourse::invoicing {
namespace {

constexpr std::string_view kHomePrefix = "issuers/";

}  // namespace

std::string NumbersView::Key(std::string_view issuer_id, std::string_view normalised) {
  return fmt::format("{}/{}", issuer_id, normalised);
}

void NumbersView::Apply(const history::v1::Record& record, engine::ViewRows& rows) {
  if (record.type() != wire::TypeOf<v1::NumberReserved>()) return;
  std::string_view issuer_id = record.home();
  CHECK(issuer_id.starts_with(kHomePrefix));
  issuer_id.remove_prefix(kHomePrefix.size());
  v1::NumberReserved reserved;
  CHECK(wire::Unpack(record.payload(), reserved));
  views::v1::NumberRow fragment;
  auto* const invoice = fragment.add_invoices();
  invoice->set_number(reserved.number());
  invoice->set_account(reserved.account());
  invoice->set_invoice_id(reserved.invoice_id());
  rows.Append(Key(issuer_id, NormalisedNumber(reserved.number())), fragment.SerializeAsString());
}

std::vector<views::v1::NumberedInvoice> InvoicesNumbered(const engine::ViewReader& rows,
                                                         std::string_view issuer,
                                                         std::string_view normalised) {
  CHECK(issuer.starts_with(kHomePrefix));
  const auto bytes = rows.Get(NumbersView::kName, eventlog::ShardOf(issuer, rows.shards()),
                              NumbersView::Key(issuer.substr(kHomePrefix.size()), normalised));
  if (!bytes) return {};
  views::v1::NumberRow row;
  CHECK(wire::Unpack(*bytes, row));
  return {row.invoices().begin(), row.invoices().end()};
}

}  // namespace recourse::invoicing
