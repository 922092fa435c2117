#pragma once

#include "libs/eventlog/event.h"
#include "libs/wire/reader.h"
#include "recourse/invoicing/v1/conversion_events.pb.h"
#include "services/invoicing/domain/ledger_events.h"

// Conversions as the ledger's codec has them, and the parts that the API shares.
namespace recourse::invoicing {

void Write(const ExchangeRate& rate, v1::ExchangeRate* message);
ExchangeRate Read(const v1::ExchangeRate& message, wire::Reader& reader);

eventlog::EncodedEvent EncodeOne(const PaymentConverted& event);
eventlog::EncodedEvent EncodeOne(const ConversionReversed& event);

LedgerEvent ReadEvent(const v1::PaymentConverted& message, wire::Reader& reader);
LedgerEvent ReadEvent(const v1::ConversionReversed& message, wire::Reader& reader);

}  // namespace recourse::invoicing
