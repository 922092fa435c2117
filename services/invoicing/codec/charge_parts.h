#pragma once

#include <vector>

#include "libs/calendar/rate_table.h"
#include "libs/wire/convert.h"
#include "libs/wire/reader.h"
#include "recourse/invoicing/v1/charge_events.pb.h"
#include "services/invoicing/domain/charge_events.h"

// The parts of charges that events and API messages have in common, both ways.
namespace recourse::invoicing {

v1::ChargeKind ToWire(ChargeKind kind);
ChargeKind Read(v1::ChargeKind kind, wire::Reader& reader);

v1::RoundingMode ToWire(RoundingMode mode);
RoundingMode Read(v1::RoundingMode mode, wire::Reader& reader);

void Write(const Entitlement& entitlement, v1::Entitlement* message);
Entitlement Read(const v1::Entitlement& message, wire::Reader& reader);

void Write(const ChargeBasis& basis, v1::ChargeBasis* message);
ChargeBasis Read(const v1::ChargeBasis& message, wire::Reader& reader);

void Write(const InterestTerms& terms, v1::InterestTerms* message);
InterestTerms Read(const v1::InterestTerms& message, wire::Reader& reader);

void Write(const calendar::RateTable& table, v1::RateTable* message);
// Nothing, and the reader fails, if it is not a table.
std::optional<calendar::RateTable> Read(const v1::RateTable& message, wire::Reader& reader);

void Write(const ChargeSegment& segment, v1::ChargeSegment* message);
ChargeSegment Read(const v1::ChargeSegment& message, wire::Reader& reader);

void Write(const ChargePayment& payment, v1::ChargePayment* message);
ChargePayment Read(const v1::ChargePayment& message, wire::Reader& reader);

// Of any message that has them.
template <class Message>
void WriteChargeBalances(const std::vector<ChargeBalance>& balances, Message& message) {
  for (const ChargeBalance& balance : balances) {
    v1::ChargeBalance* const written = message.add_charge_balances();
    written->set_charge_id(balance.charge_id);
    wire::Write(balance.open, written->mutable_open());
  }
}
template <class Message>
std::vector<ChargeBalance> ReadChargeBalances(const Message& message, wire::Reader& reader) {
  std::vector<ChargeBalance> balances;
  for (const v1::ChargeBalance& balance : message.charge_balances()) {
    balances.push_back({balance.charge_id(), reader.Read(balance.open())});
  }
  return balances;
}

}  // namespace recourse::invoicing
