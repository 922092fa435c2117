#pragma once

#include "libs/eventlog/event.h"
#include "libs/wire/reader.h"
#include "recourse/invoicing/v1/refund_events.pb.h"
#include "services/invoicing/domain/ledger_events.h"

// Refunds as the ledger's codec has them, and the parts that the API shares.
namespace recourse::invoicing {

v1::RefundMethod ToWire(RefundMethod method);
RefundMethod Read(v1::RefundMethod method, wire::Reader& reader);

eventlog::EncodedEvent EncodeOne(const RefundRequested& event);
eventlog::EncodedEvent EncodeOne(const RefundSent& event);
eventlog::EncodedEvent EncodeOne(const RefundFailed& event);
eventlog::EncodedEvent EncodeOne(const RefundCancelled& event);

LedgerEvent ReadEvent(const v1::RefundRequested& message, wire::Reader& reader);
LedgerEvent ReadEvent(const v1::RefundSent& message, wire::Reader& reader);
LedgerEvent ReadEvent(const v1::RefundFailed& message, wire::Reader& reader);
LedgerEvent ReadEvent(const v1::RefundCancelled& message, wire::Reader& reader);

}  // namespace recourse::invoicing
