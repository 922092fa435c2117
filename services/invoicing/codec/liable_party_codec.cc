#include "services/invoicing/codec/liable_party_codec.h"

#include "libs/base/check.h"
#include "libs/base/overloaded.h"
#include "libs/wire/event.h"
#include "libs/wire/reused.h"

namespace recourse::invoicing {
namespace {

using wire::Write;

void WriteContent(const LiablePartyContent& content, v1::LiablePartyContent* message) {
  message->set_role(ToWire(content.role));
  if (content.limit) Write(*content.limit, message->mutable_limit());
  if (content.from) Write(*content.from, message->mutable_from());
  if (content.until) Write(*content.until, message->mutable_until());
  message->set_document_sha256(content.document_sha256);
  Write(content.personal_data, message->mutable_personal_data());
}

LiablePartyContent ReadContent(const v1::LiablePartyContent& message, wire::Reader& reader) {
  LiablePartyContent content;
  content.role = Read(message.role(), reader);
  if (message.has_limit()) content.limit = reader.Read(message.limit());
  if (message.has_from()) content.from = reader.Read(message.from());
  if (message.has_until()) content.until = reader.Read(message.until());
  content.document_sha256 = message.document_sha256();
  content.personal_data = wire::FromWire(message.personal_data());
  return content;
}

LiablePartyEvent ReadOne(const v1::LiablePartyAdded& message, wire::Reader& reader) {
  return LiablePartyAdded{message.party_id(), ReadContent(message.content(), reader)};
}

LiablePartyEvent ReadOne(const v1::LiablePartyChanged& message, wire::Reader& reader) {
  return LiablePartyChanged{message.party_id(), ReadContent(message.content(), reader)};
}

LiablePartyEvent ReadOne(const v1::LiablePartyReleased& message, wire::Reader& reader) {
  return LiablePartyReleased{message.party_id(), message.reason(),
                             reader.Read(message.effective_date())};
}

// Both events say the same.
template <class Message, class Event>
eventlog::EncodedEvent EncodeContent(const Event& event) {
  auto& message = wire::Reused<Message>();
  message.set_party_id(event.party_id);
  WriteContent(event.content, message.mutable_content());
  return wire::Pack(message);
}

}  // namespace

v1::LiableRole ToWire(LiableRole role) {
  switch (role) {
    case LiableRole::kCoDebtor:
      return v1::LIABLE_ROLE_CO_DEBTOR;
    case LiableRole::kGuarantor:
      return v1::LIABLE_ROLE_GUARANTOR;
  }
  CHECK(false);
}

LiableRole Read(v1::LiableRole role, wire::Reader& reader) {
  if (role == v1::LIABLE_ROLE_CO_DEBTOR) return LiableRole::kCoDebtor;
  if (role != v1::LIABLE_ROLE_GUARANTOR) reader.Fail();
  return LiableRole::kGuarantor;
}

eventlog::EncodedEvent LiablePartiesAggregate::Encode(const LiablePartyEvent& event) {
  return std::visit(Overloaded{[](const LiablePartyAdded& added) {
                                 return EncodeContent<v1::LiablePartyAdded>(added);
                               },
                               [](const LiablePartyChanged& changed) {
                                 return EncodeContent<v1::LiablePartyChanged>(changed);
                               },
                               [](const LiablePartyReleased& released) {
                                 auto& message = wire::Reused<v1::LiablePartyReleased>();
                                 message.set_party_id(released.party_id);
                                 message.set_reason(released.reason);
                                 Write(released.effective, message.mutable_effective_date());
                                 return wire::Pack(message);
                               }},
                    event);
}

std::optional<LiablePartyEvent> LiablePartiesAggregate::Decode(std::string_view type,
                                                               std::string_view payload) {
  return wire::DecodeAs<LiablePartyEvent, v1::LiablePartyAdded, v1::LiablePartyChanged,
                        v1::LiablePartyReleased>(
      type, payload, [](const auto& message) -> std::optional<LiablePartyEvent> {
        wire::Reader reader;
        LiablePartyEvent event = ReadOne(message, reader);
        if (!reader.ok()) return std::nullopt;
        return event;
      });
}

}  // namespace recourse::invoicing
