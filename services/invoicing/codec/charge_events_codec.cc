#include "services/invoicing/codec/charge_events_codec.h"

#include "services/invoicing/codec/charge_parts.h"
#include "services/invoicing/codec/control_parts.h"
#include "services/invoicing/codec/parts.h"

namespace recourse::invoicing {
namespace {

// A waiver and its reversal say the same.
template <class Message, class Event>
eventlog::EncodedEvent EncodeWaiver(const Event& event) {
  auto& message = Reused<Message>();
  message.set_waiver_id(event.waiver_id);
  message.set_charge_id(event.charge_id);
  Write(event.amount, message.mutable_amount());
  Write(event.effective, message.mutable_effective_date());
  message.set_reason(event.reason);
  if constexpr (requires { event.control; }) WriteControl(event.control, message);
  WriteChargeBalances(event.charge_balances, message);
  return wire::Pack(message);
}

template <class Event, class Message>
LedgerEvent ReadWaiver(const Message& message, wire::Reader& reader) {
  Event event{message.waiver_id(),
              message.charge_id(),
              reader.Read(message.amount()),
              reader.Read(message.effective_date()),
              message.reason(),
              ReadChargeBalances(message, reader)};
  if constexpr (requires { event.control; }) event.control = Read(message.control(), reader);
  return event;
}

}  // namespace

eventlog::EncodedEvent EncodeOne(const ChargeAssessed& event) {
  auto& message = Reused<v1::ChargeAssessed>();
  message.set_charge_id(event.charge_id);
  message.set_invoice_id(event.invoice_id);
  message.set_kind(ToWire(event.kind));
  Write(event.amount, message.mutable_amount());
  Write(event.effective, message.mutable_effective_date());
  Write(event.entitlement, message.mutable_entitlement());
  if (event.basis) Write(*event.basis, message.mutable_basis());
  WriteChargeBalances(event.charge_balances, message);
  return wire::Pack(message);
}

eventlog::EncodedEvent EncodeOne(const InterestAssessed& event) {
  auto& message = Reused<v1::InterestAssessed>();
  message.set_charge_id(event.charge_id);
  message.set_invoice_id(event.invoice_id);
  message.set_kind(ToWire(event.kind));
  Write(event.entitlement, message.mutable_entitlement());
  Write(event.terms, message.mutable_terms());
  if (event.table) Write(*event.table, message.mutable_table());
  Write(event.from, message.mutable_from());
  Write(event.through, message.mutable_through());
  for (const ChargeSegment& segment : event.segments) Write(segment, message.add_segments());
  Write(event.total, message.mutable_total());
  Write(event.change, message.mutable_change());
  message.set_corrected(event.corrected);
  WriteChargeBalances(event.charge_balances, message);
  Write(event.unwaived, message.mutable_unwaived());
  if (event.unwaived.minor_units != 0) Write(event.unwaived_on, message.mutable_unwaived_on());
  for (const ChargePayment& payment : event.released) Write(payment, message.add_released());
  return wire::Pack(message);
}

eventlog::EncodedEvent EncodeOne(const ChargeWaived& event) {
  return EncodeWaiver<v1::ChargeWaived>(event);
}

eventlog::EncodedEvent EncodeOne(const WaiverReversed& event) {
  return EncodeWaiver<v1::WaiverReversed>(event);
}

eventlog::EncodedEvent EncodeOne(const ChargeReversed& event) {
  auto& message = Reused<v1::ChargeReversed>();
  message.set_charge_id(event.charge_id);
  message.set_invoice_id(event.invoice_id);
  Write(event.amount, message.mutable_amount());
  Write(event.effective, message.mutable_effective_date());
  message.set_reason(event.reason);
  Write(event.unwaived, message.mutable_unwaived());
  for (const ChargePayment& payment : event.released) Write(payment, message.add_released());
  WriteControl(event.control, message);
  WriteChargeBalances(event.charge_balances, message);
  return wire::Pack(message);
}

LedgerEvent ReadEvent(const v1::ChargeAssessed& message, wire::Reader& reader) {
  ChargeAssessed event{message.charge_id(),
                       message.invoice_id(),
                       Read(message.kind(), reader),
                       reader.Read(message.amount()),
                       reader.Read(message.effective_date()),
                       Read(message.entitlement(), reader),
                       std::nullopt,
                       ReadChargeBalances(message, reader)};
  if (message.has_basis()) event.basis = Read(message.basis(), reader);
  return event;
}

LedgerEvent ReadEvent(const v1::InterestAssessed& message, wire::Reader& reader) {
  InterestAssessed event;
  event.charge_id = message.charge_id();
  event.invoice_id = message.invoice_id();
  event.kind = Read(message.kind(), reader);
  event.entitlement = Read(message.entitlement(), reader);
  event.terms = Read(message.terms(), reader);
  if (message.has_table()) event.table = Read(message.table(), reader);
  event.from = reader.Read(message.from());
  event.through = reader.Read(message.through());
  for (const auto& segment : message.segments()) event.segments.push_back(Read(segment, reader));
  event.total = reader.Read(message.total());
  event.change = reader.Read(message.change());
  event.corrected = message.corrected();
  event.unwaived = reader.Read(message.unwaived());
  if (message.has_unwaived_on()) event.unwaived_on = reader.Read(message.unwaived_on());
  for (const auto& payment : message.released()) event.released.push_back(Read(payment, reader));
  event.charge_balances = ReadChargeBalances(message, reader);
  return event;
}

LedgerEvent ReadEvent(const v1::ChargeWaived& message, wire::Reader& reader) {
  return ReadWaiver<ChargeWaived>(message, reader);
}

LedgerEvent ReadEvent(const v1::WaiverReversed& message, wire::Reader& reader) {
  return ReadWaiver<WaiverReversed>(message, reader);
}

LedgerEvent ReadEvent(const v1::ChargeReversed& message, wire::Reader& reader) {
  ChargeReversed event{message.charge_id(),
                       message.invoice_id(),
                       reader.Read(message.amount()),
                       reader.Read(message.effective_date()),
                       message.reason(),
                       reader.Read(message.unwaived()),
                       {},
                       ReadChargeBalances(message, reader),
                       Read(message.control(), reader)};
  for (const auto& payment : message.released()) event.released.push_back(Read(payment, reader));
  return event;
}

}  // namespace recourse::invoicing
