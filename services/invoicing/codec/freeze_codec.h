#pragma once

#include "libs/eventlog/event.h"
#include "libs/wire/reader.h"
#include "recourse/invoicing/v1/freeze_events.pb.h"
#include "services/invoicing/domain/ledger_events.h"

// Frozen days as the ledger's codec has them, and the parts that circumstances and the API share.
namespace recourse::invoicing {

void Write(const ChargeFreeze& freeze, v1::ChargeFreeze* message);
ChargeFreeze Read(const v1::ChargeFreeze& message, wire::Reader& reader);

eventlog::EncodedEvent EncodeOne(const ChargesFrozen& event);
eventlog::EncodedEvent EncodeOne(const ChargesUnfrozen& event);

LedgerEvent ReadEvent(const v1::ChargesFrozen& message, wire::Reader& reader);
LedgerEvent ReadEvent(const v1::ChargesUnfrozen& message, wire::Reader& reader);

}  // namespace recourse::invoicing
