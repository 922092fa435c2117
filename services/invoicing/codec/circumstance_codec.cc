#include "services/invoicing/codec/circumstance_codec.h"

#include "libs/base/check.h"
#include "libs/base/overloaded.h"
#include "libs/wire/event.h"
#include "libs/wire/reused.h"
#include "services/invoicing/codec/freeze_codec.h"

namespace recourse::invoicing {
namespace {

using wire::Write;

void WriteContent(const CircumstanceContent& content, v1::CircumstanceContent* message) {
  message->set_kind(ToWire(content.kind));
  Write(content.from, message->mutable_from());
  if (content.until) Write(*content.until, message->mutable_until());
  message->set_source(content.source);
  message->set_reference(content.reference);
  if (content.freeze) Write(*content.freeze, message->mutable_freeze());
  if (content.contact) Write(*content.contact, message->mutable_contact());
}

CircumstanceContent ReadContent(const v1::CircumstanceContent& message, wire::Reader& reader) {
  CircumstanceContent content;
  content.kind = Read(message.kind(), reader);
  content.from = reader.Read(message.from());
  if (message.has_until()) content.until = reader.Read(message.until());
  content.source = message.source();
  content.reference = message.reference();
  if (message.has_freeze()) content.freeze = Read(message.freeze(), reader);
  if (message.has_contact()) content.contact = wire::FromWire(message.contact());
  return content;
}

CircumstanceEvent ReadOne(const v1::CircumstanceRecorded& message, wire::Reader& reader) {
  return CircumstanceRecorded{message.circumstance_id(), ReadContent(message.content(), reader),
                              message.recorded_by()};
}

CircumstanceEvent ReadOne(const v1::CircumstanceEnded& message, wire::Reader& reader) {
  return CircumstanceEnded{message.circumstance_id(), reader.Read(message.until()),
                           message.reason(), message.ended_by()};
}

CircumstanceEvent ReadOne(const v1::CircumstanceRevoked& message, wire::Reader&) {
  return CircumstanceRevoked{message.circumstance_id(), message.reason(), message.revoked_by()};
}

}  // namespace

v1::CircumstanceKind ToWire(CircumstanceKind kind) {
  switch (kind) {
    case CircumstanceKind::kMoratorium:
      return v1::CIRCUMSTANCE_KIND_MORATORIUM;
    case CircumstanceKind::kInsolvency:
      return v1::CIRCUMSTANCE_KIND_INSOLVENCY;
    case CircumstanceKind::kDeceased:
      return v1::CIRCUMSTANCE_KIND_DECEASED;
    case CircumstanceKind::kRepresentedByLawyer:
      return v1::CIRCUMSTANCE_KIND_REPRESENTED_BY_LAWYER;
  }
  CHECK(false);
}

CircumstanceKind Read(v1::CircumstanceKind kind, wire::Reader& reader) {
  for (const CircumstanceKind each :
       {CircumstanceKind::kMoratorium, CircumstanceKind::kInsolvency, CircumstanceKind::kDeceased,
        CircumstanceKind::kRepresentedByLawyer}) {
    if (ToWire(each) == kind) return each;
  }
  reader.Fail();
  return CircumstanceKind();
}

eventlog::EncodedEvent CircumstancesAggregate::Encode(const CircumstanceEvent& event) {
  return std::visit(Overloaded{[](const CircumstanceRecorded& recorded) {
                                 auto& message = wire::Reused<v1::CircumstanceRecorded>();
                                 message.set_circumstance_id(recorded.circumstance_id);
                                 WriteContent(recorded.content, message.mutable_content());
                                 message.set_recorded_by(recorded.recorded_by);
                                 return wire::Pack(message);
                               },
                               [](const CircumstanceEnded& ended) {
                                 auto& message = wire::Reused<v1::CircumstanceEnded>();
                                 message.set_circumstance_id(ended.circumstance_id);
                                 Write(ended.until, message.mutable_until());
                                 message.set_reason(ended.reason);
                                 message.set_ended_by(ended.ended_by);
                                 return wire::Pack(message);
                               },
                               [](const CircumstanceRevoked& revoked) {
                                 auto& message = wire::Reused<v1::CircumstanceRevoked>();
                                 message.set_circumstance_id(revoked.circumstance_id);
                                 message.set_reason(revoked.reason);
                                 message.set_revoked_by(revoked.revoked_by);
                                 return wire::Pack(message);
                               }},
                    event);
}

std::optional<CircumstanceEvent> CircumstancesAggregate::Decode(std::string_view type,
                                                                std::string_view payload) {
  return wire::DecodeAs<CircumstanceEvent, v1::CircumstanceRecorded, v1::CircumstanceEnded,
                        v1::CircumstanceRevoked>(
      type, payload, [](const auto& message) -> std::optional<CircumstanceEvent> {
        wire::Reader reader;
        CircumstanceEvent event = ReadOne(message, reader);
        if (!reader.ok()) return std::nullopt;
        return event;
      });
}

}  // namespace recourse::invoicing
