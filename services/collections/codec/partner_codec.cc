#include "services/collections/codec/partner_codec.h"

#include "libs/wire/event.h"
#include "services/collections/codec/field_reader.h"

namespace recourse::collections {
namespace {

v1::EscalationIssued Write(const EscalationIssued& event) {
  v1::EscalationIssued message;
  message.set_feed_sequence(event.feed_sequence);
  message.set_placement(event.placement);
  *message.mutable_escalation() = ToWire(event.escalation);
  return message;
}

std::optional<FeedEvent> Read(const v1::EscalationIssued& message) {
  FieldReader read;
  return read.All(
      EscalationIssued{message.feed_sequence(), message.placement(), read(message.escalation())});
}

v1::FeedAcknowledged Write(const FeedAcknowledged& event) {
  v1::FeedAcknowledged message;
  message.set_through_feed_sequence(event.through);
  return message;
}

std::optional<FeedEvent> Read(const v1::FeedAcknowledged& message) {
  return FeedAcknowledged{message.through_feed_sequence()};
}

}  // namespace

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

eventlog::EncodedEvent FeedAggregate::Encode(const FeedEvent& event) {
  return std::visit([](const auto& happened) { return wire::Pack(Write(happened)); }, event);
}

std::optional<FeedEvent> FeedAggregate::Decode(std::string_view type, std::string_view payload) {
  return wire::DecodeAs<FeedEvent, v1::EscalationIssued, v1::FeedAcknowledged>(
      type, payload, [](const auto& message) { return Read(message); });
}

}  // namespace recourse::collections
