#include "services/invoicing/codec/account_codec.h"

#include "recourse/invoicing/v1/account_events.pb.h"
#include "services/invoicing/codec/parts.h"

namespace recourse::invoicing {

eventlog::EncodedEvent AccountAggregate::Encode(const AccountEvent& event) {
  const AccountProfile& profile = event.profile;
  auto& message = Reused<v1::AccountOpened>();
  message.set_issuer(profile.issuer);
  message.set_kind(ToWire(profile.kind));
  message.set_language_code(profile.language_code);
  message.set_time_zone(profile.time_zone);
  message.set_country_code(profile.country_code);
  message.set_region(profile.region);
  message.set_preferred_channel(ToWire(profile.preferred_channel));
  if (profile.late_charge) Write(*profile.late_charge, message.mutable_late_charge());
  Write(profile.personal_data, message.mutable_personal_data());
  return wire::Pack(message);
}

std::optional<AccountEvent> AccountAggregate::Decode(std::string_view type,
                                                     std::string_view payload) {
  auto& message = Reused<v1::AccountOpened>();
  if (type != wire::TypeOf<v1::AccountOpened>() || !wire::Unpack(payload, message))
    return std::nullopt;
  wire::Reader reader;
  AccountProfile profile;
  profile.issuer = message.issuer();
  profile.kind = Read(message.kind(), reader);
  profile.language_code = message.language_code();
  profile.time_zone = message.time_zone();
  profile.country_code = message.country_code();
  profile.region = message.region();
  profile.preferred_channel = Read(message.preferred_channel(), reader);
  if (message.has_late_charge()) profile.late_charge = Read(message.late_charge(), reader);
  profile.personal_data = wire::FromWire(message.personal_data());
  if (!reader.ok()) return std::nullopt;
  return AccountOpened{std::move(profile)};
}

}  // namespace recourse::invoicing
