#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "libs/calendar/zone.h"
#include "libs/engine/view.h"
#include "recourse/invoicing/v1/issuer_events.pb.h"

namespace recourse::invoicing {

// Who bills, by id, for reports that must not wait for the issuer's own shard. Answers in which
// zone an issuer's days are counted. Key: "<issuer id>" -> the bytes of its last
// event: IssuerRegistered, or IssuerChanged, whose fields are the same.
class IssuersView final : public engine::View {
 public:
  static constexpr std::string_view kName = "issuers";

  std::string_view name() const override { return kName; }
  std::uint32_t code_version() const override { return 2; }
  void Apply(const history::v1::Record& record, engine::ViewRows& rows) override;
};

// What `issuer` ("issuers/acme") was registered with; nothing if the view has no such issuer.
// Thread safe.
std::optional<v1::IssuerRegistered> RegisteredIssuer(const engine::ViewReader& rows,
                                                     std::string_view issuer);

// The zone of `issuer` ("issuers/acme"); nothing if the view has no such issuer. Thread safe.
std::optional<calendar::Zone> ZoneOfIssuer(const engine::ViewReader& rows, std::string_view issuer);

}  // namespace recourse::invoicing
