#include "services/collections/codec/directory_codec.h"

#include "libs/wire/event.h"
#include "recourse/collections/v1/directory_events.pb.h"
#include "services/collections/codec/field_reader.h"

namespace recourse::collections {

eventlog::EncodedEvent DirectoryAggregate::Encode(const AgencyListed& event) {
  v1::AgencyListed message;
  message.set_partner(event.agency.partner);
  for (const auto& region : event.agency.regions) message.add_regions(region);
  message.set_answer_days(event.agency.answer_days);
  return wire::Pack(message);
}

std::optional<AgencyListed> DirectoryAggregate::Decode(std::string_view type,
                                                       std::string_view payload) {
  return wire::DecodeAs<AgencyListed, v1::AgencyListed>(
      type, payload, [](const v1::AgencyListed& message) {
        return std::optional(AgencyListed{{message.partner(),
                                           {message.regions().begin(), message.regions().end()},
                                           message.answer_days()}});
      });
}

eventlog::EncodedEvent SearchAggregate::Encode(const AgencySought& event) {
  v1::AgencySought message;
  *message.mutable_run_time() = ToWire(event.run_at);
  message.set_country(event.country);
  message.set_region(event.region);
  return wire::Pack(message);
}

std::optional<AgencySought> SearchAggregate::Decode(std::string_view type,
                                                    std::string_view payload) {
  return wire::DecodeAs<AgencySought,
                        v1::AgencySought>(type, payload, [](const v1::AgencySought& message) {
    FieldReader read;
    return read.All(AgencySought{read(message.run_time()), message.country(), message.region()});
  });
}

}  // namespace recourse::collections
