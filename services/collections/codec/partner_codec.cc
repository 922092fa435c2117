#include "services/collections/codec/partner_codec.h"

#include "libs/wire/event.h"
#include "services/collections/codec/field_reader.h"

namespace recourse::collections {

eventlog::EncodedEvent PartnerAggregate::Encode(const PartnerRegistered& event) {
  v1::PartnerRegistered message;
  message.set_display_name(event.display_name);
  message.set_kind(ToWire(event.kind));
  for (const auto& region : event.regions) message.add_regions(region);
  message.set_answer_days(event.answer_days);
  return wire::Pack(message);
}

std::optional<PartnerRegistered> PartnerAggregate::Decode(std::string_view type,
                                                          std::string_view payload) {
  return wire::DecodeAs<PartnerRegistered, v1::PartnerRegistered>(
      type, payload, [](const v1::PartnerRegistered& message) {
        FieldReader read;
        return read.All(PartnerRegistered{message.display_name(),
                                          read(message.kind()),
                                          {message.regions().begin(), message.regions().end()},
                                          message.answer_days()});
      });
}

eventlog::EncodedEvent FeedAggregate::Encode(const EscalationIssued& event) {
  v1::EscalationIssued message;
  message.set_feed_sequence(event.feed_sequence);
  message.set_placement(event.placement);
  *message.mutable_escalation() = ToWire(event.escalation);
  return wire::Pack(message);
}

std::optional<EscalationIssued> FeedAggregate::Decode(std::string_view type,
                                                      std::string_view payload) {
  return wire::DecodeAs<EscalationIssued, v1::EscalationIssued>(
      type, payload, [](const v1::EscalationIssued& message) {
        FieldReader read;
        return read.All(EscalationIssued{message.feed_sequence(), message.placement(),
                                         read(message.escalation())});
      });
}

}  // namespace recourse::collections
