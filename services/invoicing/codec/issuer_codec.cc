#include "services/invoicing/codec/issuer_codec.h"

#include "recourse/invoicing/v1/issuer_events.pb.h"
#include "services/invoicing/codec/parts.h"

namespace recourse::invoicing {

eventlog::EncodedEvent IssuerAggregate::Encode(const IssuerEvent& event) {
  const IssuerProfile& profile = event.profile;
  auto& message = Reused<v1::IssuerRegistered>();
  message.set_name(profile.name);
  message.set_tax_id(profile.tax_id);
  Write(profile.bank_account, message.mutable_bank_account());
  message.set_court_venue(profile.court_venue);
  message.set_language_code(profile.language_code);
  message.set_country_code(profile.country_code);
  message.set_time_zone(profile.time_zone);
  return wire::Pack(message);
}

std::optional<IssuerEvent> IssuerAggregate::Decode(std::string_view type,
                                                   std::string_view payload) {
  auto& message = Reused<v1::IssuerRegistered>();
  if (type != wire::TypeOf<v1::IssuerRegistered>() || !wire::Unpack(payload, message))
    return std::nullopt;
  return IssuerRegistered{{message.name(), message.tax_id(), Read(message.bank_account()),
                           message.court_venue(), message.language_code(), message.country_code(),
                           message.time_zone()}};
}

}  // namespace recourse::invoicing
