#include "services/invoicing/codec/freeze_codec.h"

#include "services/invoicing/codec/charge_parts.h"
#include "services/invoicing/codec/parts.h"

namespace recourse::invoicing {

void Write(const ChargeFreeze& freeze, v1::ChargeFreeze* message) {
  message->set_rule(freeze.rule);
  message->set_law(freeze.law);
  for (const ChargeKind kind : freeze.kinds) message->add_kinds(ToWire(kind));
  message->set_arisen_before(freeze.arisen_before);
  Write(freeze.from, message->mutable_from());
  if (freeze.through) Write(*freeze.through, message->mutable_through());
}

ChargeFreeze Read(const v1::ChargeFreeze& message, wire::Reader& reader) {
  ChargeFreeze freeze;
  freeze.rule = message.rule();
  freeze.law = message.law();
  for (const int kind : message.kinds()) {
    freeze.kinds.push_back(Read(static_cast<v1::ChargeKind>(kind), reader));
  }
  freeze.arisen_before = message.arisen_before();
  freeze.from = reader.Read(message.from());
  if (message.has_through()) freeze.through = reader.Read(message.through());
  return freeze;
}

eventlog::EncodedEvent EncodeOne(const ChargesFrozen& event) {
  auto& message = Reused<v1::ChargesFrozen>();
  message.set_circumstance_id(event.circumstance_id);
  Write(event.freeze, message.mutable_freeze());
  return wire::Pack(message);
}

eventlog::EncodedEvent EncodeOne(const ChargesUnfrozen& event) {
  auto& message = Reused<v1::ChargesUnfrozen>();
  message.set_circumstance_id(event.circumstance_id);
  return wire::Pack(message);
}

LedgerEvent ReadEvent(const v1::ChargesFrozen& message, wire::Reader& reader) {
  return ChargesFrozen{message.circumstance_id(), Read(message.freeze(), reader)};
}

LedgerEvent ReadEvent(const v1::ChargesUnfrozen& message, wire::Reader&) {
  return ChargesUnfrozen{message.circumstance_id()};
}

}  // namespace recourse::invoicing
