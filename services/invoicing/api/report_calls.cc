#include "services/invoicing/api/report_calls.h"

#include "libs/base/check.h"
#include "libs/eventlog/hash.h"
#include "libs/rpc/fields.h"
#include "libs/wire/convert.h"
#include "libs/wire/event.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/views/issuers_view.h"
#include "services/invoicing/views/items_view.h"

namespace recourse::invoicing {
namespace {

// The account's id: what follows "accounts/".
std::string_view IdOf(std::string_view account) { return account.substr(account.find('/') + 1); }

}  // namespace

Expected<std::string, Failure> ReportCalls::IssuerOf(const std::string& account) const {
  const engine::ViewReader& views = commands_.views();
  const auto bytes = views.Get(ItemsView::kName, eventlog::ShardOf(account, views.shards()),
                               ItemsView::AccountKey(IdOf(account)));
  if (!bytes) return Unexpected{NoSuchAccount(account)};
  views::v1::AccountRow row;
  CHECK(wire::Unpack(*bytes, row));
  return row.issuer();
}

template <class Request>
Expected<AsOf, Failure> ReportCalls::ReadAsOf(const Request& request,
                                              std::string_view issuer) const {
  rpc::Fields fields;
  AsOf as_of;
  if (request.has_known_at()) {
    const auto known_at = wire::FromWire(request.known_at());
    fields.Check(known_at.has_value(), "known_at", request.known_at().ShortDebugString(),
                 "must be a moment in whole microseconds");
    as_of.known_at = known_at.value_or(Instant{});
  }
  if (request.has_as_of()) as_of.day = fields.Day("as_of", request.as_of());
  if (!fields.ok()) return Unexpected{fields.Refuse()};

  const auto zone = ZoneOfIssuer(commands_.views(), issuer);
  if (!zone) return Unexpected{NoSuchIssuer(issuer)};
  if (!request.has_as_of()) as_of.day = zone->LocalDay(commands_.clock().Now());
  return as_of;
}

Expected<v1::Balance, Failure> ReportCalls::GetBalance(const v1::GetBalanceRequest& request) const {
  rpc::Fields fields;
  const auto [account] = fields.Name("name", request.name(), kAccountName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  const auto issuer = IssuerOf(request.name());
  if (!issuer) return Unexpected{issuer.error()};
  const auto as_of = ReadAsOf(request, *issuer);
  if (!as_of) return Unexpected{as_of.error()};
  const std::uint32_t shard = eventlog::ShardOf(request.name(), commands_.views().shards());
  return items_.GetBalance(shard, account, *as_of);
}

Expected<v1::ReportAgingResponse, Failure> ReportCalls::ReportAging(
    const v1::ReportAgingRequest& request) const {
  rpc::Fields fields;
  fields.Name("issuer", request.issuer(), kIssuerName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  const auto as_of = ReadAsOf(request, request.issuer());
  if (!as_of) return Unexpected{as_of.error()};
  return items_.ReportAging(request.issuer(), *as_of);
}

}  // namespace recourse::invoicing
