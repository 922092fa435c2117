#include "services/invoicing/codec/issuer_codec.h"

#include "libs/base/overloaded.h"
#include "recourse/invoicing/v1/issuer_events.pb.h"
#include "services/invoicing/codec/parts.h"

namespace recourse::invoicing {
namespace {

// Both events say the same, in fields of the same names.
template <class Message>
eventlog::EncodedEvent EncodeAs(const IssuerProfile& profile) {
  auto& message = Reused<Message>();
  message.set_name(profile.name);
  message.set_tax_id(profile.tax_id);
  Write(profile.bank_account, message.mutable_bank_account());
  message.set_court_venue(profile.court_venue);
  message.set_language_code(profile.language_code);
  message.set_country_code(profile.country_code);
  message.set_time_zone(profile.time_zone);
  return wire::Pack(message);
}

template <class Message>
std::optional<IssuerProfile> DecodeFrom(std::string_view payload) {
  auto& message = Reused<Message>();
  if (!wire::Unpack(payload, message)) return std::nullopt;
  return IssuerProfile{message.name(),        message.tax_id(),        Read(message.bank_account()),
                       message.court_venue(), message.language_code(), message.country_code(),
                       message.time_zone()};
}

}  // namespace

eventlog::EncodedEvent IssuerAggregate::Encode(const IssuerEvent& event) {
  return std::visit(Overloaded{[](const IssuerRegistered& registered) {
                                 return EncodeAs<v1::IssuerRegistered>(registered.profile);
                               },
                               [](const IssuerChanged& changed) {
                                 return EncodeAs<v1::IssuerChanged>(changed.profile);
                               }},
                    event);
}

std::optional<IssuerEvent> IssuerAggregate::Decode(std::string_view type,
                                                   std::string_view payload) {
  if (type == wire::TypeOf<v1::IssuerRegistered>()) {
    if (auto profile = DecodeFrom<v1::IssuerRegistered>(payload)) return IssuerRegistered{*profile};
  } else if (type == wire::TypeOf<v1::IssuerChanged>()) {
    if (auto profile = DecodeFrom<v1::IssuerChanged>(payload)) return IssuerChanged{*profile};
  }
  return std::nullopt;
}

}  // namespace recourse::invoicing
