#include "services/invoicing/codec/conversion_codec.h"

#include "services/invoicing/codec/charge_parts.h"
#include "services/invoicing/codec/invoice_balances.h"
#include "services/invoicing/codec/parts.h"

namespace recourse::invoicing {
namespace {

// What both of them say.
template <class Message, class Event>
Message& Begin(const Event& event) {
  auto& message = Reused<Message>();
  message.set_conversion_id(event.conversion_id);
  message.set_from_payment_id(event.from_payment_id);
  Write(event.amount, message.mutable_amount());
  Write(event.converted, message.mutable_converted());
  Write(event.difference, message.mutable_difference());
  Write(event.effective, message.mutable_effective_date());
  return message;
}

}  // namespace

void Write(const ExchangeRate& rate, v1::ExchangeRate* message) {
  message->set_decimal(rate.decimal);
  message->set_source(rate.source);
  message->set_rounding(ToWire(rate.rounding));
}

ExchangeRate Read(const v1::ExchangeRate& message, wire::Reader& reader) {
  return {message.decimal(), message.source(), Read(message.rounding(), reader)};
}

eventlog::EncodedEvent EncodeOne(const PaymentConverted& event) {
  auto& message = Begin<v1::PaymentConverted>(event);
  Write(event.rate, message.mutable_rate());
  return wire::Pack(message);
}

eventlog::EncodedEvent EncodeOne(const ConversionReversed& event) {
  auto& message = Begin<v1::ConversionReversed>(event);
  message.set_reason(event.reason);
  for (const auto& part : event.reopened) Write(part, event.effective, message.add_reopened());
  Write(event.unapplied, message.mutable_unapplied());
  if (event.refunded.minor_units != 0) Write(event.refunded, message.mutable_refunded());
  WriteChargeBalances(event.charge_balances, message);
  WriteBalances(event.balances, message);
  return wire::Pack(message);
}

LedgerEvent ReadEvent(const v1::PaymentConverted& message, wire::Reader& reader) {
  return PaymentConverted{message.conversion_id(),
                          message.from_payment_id(),
                          reader.Read(message.amount()),
                          reader.Read(message.converted()),
                          reader.Read(message.difference()),
                          Read(message.rate(), reader),
                          reader.Read(message.effective_date())};
}

LedgerEvent ReadEvent(const v1::ConversionReversed& message, wire::Reader& reader) {
  const Date effective = reader.Read(message.effective_date());
  ConversionReversed event{message.conversion_id(),
                           message.from_payment_id(),
                           reader.Read(message.amount()),
                           reader.Read(message.converted()),
                           reader.Read(message.difference()),
                           effective,
                           message.reason(),
                           {},
                           reader.Read(message.unapplied()),
                           ReadBalances(message, reader),
                           ReadChargeBalances(message, reader)};
  for (const auto& part : message.reopened()) {
    event.reopened.push_back(Read(part, effective, reader));
  }
  if (message.has_refunded()) event.refunded = reader.Read(message.refunded());
  return event;
}

}  // namespace recourse::invoicing
