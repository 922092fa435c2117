#include "services/invoicing/views/issuers_view.h"

#include "libs/base/check.h"
#include "libs/eventlog/hash.h"
#include "libs/wire/event.h"
#include "recourse/invoicing/v1/issuer_events.pb.h"

namespace recourse::invoicing {
namespace {

constexpr std::string_view kHomePrefix = "issuers/";

}  // namespace

void IssuersView::Apply(const history::v1::Record& record, engine::ViewRows& rows) {
  if (!wire::Is<v1::IssuerRegistered, v1::IssuerChanged>(record.type())) return;
  CHECK(record.home().starts_with(kHomePrefix));
  rows.Put(std::string_view(record.home()).substr(kHomePrefix.size()), record.payload());
}

std::optional<v1::IssuerRegistered> RegisteredIssuer(const engine::ViewReader& rows,
                                                     std::string_view issuer) {
  if (!issuer.starts_with(kHomePrefix)) return std::nullopt;
  const auto row = rows.Get(IssuersView::kName, eventlog::ShardOf(issuer, rows.shards()),
                            issuer.substr(kHomePrefix.size()));
  if (!row) return std::nullopt;
  v1::IssuerRegistered registered;
  CHECK(wire::Unpack(*row, registered));
  return registered;
}

std::optional<calendar::Zone> ZoneOfIssuer(const engine::ViewReader& rows,
                                           std::string_view issuer) {
  const auto registered = RegisteredIssuer(rows, issuer);
  if (!registered) return std::nullopt;
  const auto zone = calendar::Zone::Find(registered->time_zone());
  CHECK(zone);  // It was found when the issuer was registered.
  return zone;
}

}  // namespace recourse::invoicing
