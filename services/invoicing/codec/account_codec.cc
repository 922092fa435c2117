#include "services/invoicing/codec/account_codec.h"

#include "libs/base/overloaded.h"
#include "recourse/invoicing/v1/account_events.pb.h"
#include "services/invoicing/codec/parts.h"

namespace recourse::invoicing {
namespace {

// Both events say the same, in fields of the same names.
template <class Message>
eventlog::EncodedEvent EncodeAs(const AccountProfile& profile) {
  auto& message = Reused<Message>();
  message.set_issuer(profile.issuer);
  message.set_kind(ToWire(profile.kind));
  message.set_language_code(profile.language_code);
  message.set_time_zone(profile.time_zone);
  message.set_country_code(profile.country_code);
  message.set_region(profile.region);
  message.set_preferred_channel(ToWire(profile.preferred_channel));
  if (profile.late_charge) Write(*profile.late_charge, message.mutable_late_charge());
  Write(profile.personal_data, message.mutable_personal_data());
  message.set_has_email_address(profile.has_email_address);
  message.set_legal_form(profile.legal_form);
  message.set_registration(profile.registration);
  message.set_owner(profile.owner);
  message.set_team(profile.team);
  for (const ExternalId& id : profile.external_ids) Write(id, message.add_external_ids());
  return wire::Pack(message);
}

template <class Message>
std::optional<AccountProfile> DecodeFrom(std::string_view payload) {
  auto& message = Reused<Message>();
  if (!wire::Unpack(payload, message)) return std::nullopt;
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
  profile.has_email_address = message.has_email_address();
  profile.legal_form = message.legal_form();
  profile.registration = message.registration();
  profile.owner = message.owner();
  profile.team = message.team();
  for (const v1::ExternalId& id : message.external_ids()) profile.external_ids.push_back(Read(id));
  if (!reader.ok()) return std::nullopt;
  return profile;
}

}  // namespace

eventlog::EncodedEvent AccountAggregate::Encode(const AccountEvent& event) {
  return std::visit(Overloaded{[](const AccountOpened& opened) {
                                 return EncodeAs<v1::AccountOpened>(opened.profile);
                               },
                               [](const AccountChanged& changed) {
                                 return EncodeAs<v1::AccountChanged>(changed.profile);
                               }},
                    event);
}

std::optional<AccountEvent> AccountAggregate::Decode(std::string_view type,
                                                     std::string_view payload) {
  if (type == wire::TypeOf<v1::AccountOpened>()) {
    if (auto profile = DecodeFrom<v1::AccountOpened>(payload)) return AccountOpened{*profile};
  } else if (type == wire::TypeOf<v1::AccountChanged>()) {
    if (auto profile = DecodeFrom<v1::AccountChanged>(payload)) return AccountChanged{*profile};
  }
  return std::nullopt;
}

}  // namespace recourse::invoicing
