#pragma once

#include "libs/eventlog/event.h"
#include "libs/wire/reader.h"
#include "recourse/invoicing/v1/charge_events.pb.h"
#include "services/invoicing/domain/ledger_events.h"

// What becomes of charges, as the ledger's codec has it.
namespace recourse::invoicing {

eventlog::EncodedEvent EncodeOne(const ChargeAssessed& event);
eventlog::EncodedEvent EncodeOne(const InterestAssessed& event);
eventlog::EncodedEvent EncodeOne(const ChargeWaived& event);
eventlog::EncodedEvent EncodeOne(const WaiverReversed& event);
eventlog::EncodedEvent EncodeOne(const ChargeReversed& event);

LedgerEvent ReadEvent(const v1::ChargeAssessed& message, wire::Reader& reader);
LedgerEvent ReadEvent(const v1::InterestAssessed& message, wire::Reader& reader);
LedgerEvent ReadEvent(const v1::ChargeWaived& message, wire::Reader& reader);
LedgerEvent ReadEvent(const v1::WaiverReversed& message, wire::Reader& reader);
LedgerEvent ReadEvent(const v1::ChargeReversed& message, wire::Reader& reader);

}  // namespace recourse::invoicing
