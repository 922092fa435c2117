#include "services/invoicing/codec/invoice_number_codec.h"

#include "libs/wire/event.h"
#include "libs/wire/reused.h"
#include "recourse/invoicing/v1/invoice_number_events.pb.h"

namespace recourse::invoicing {

std::string InvoiceNumberAggregate::Stream(std::string_view number) {
  return std::string("numbers/").append(number);
}

eventlog::EncodedEvent InvoiceNumberAggregate::Encode(const InvoiceNumberEvent& event) {
  const NumberReservation& reservation = event.reservation;
  auto& message = wire::Reused<v1::NumberReserved>();
  message.set_number(reservation.number);
  message.set_account(reservation.account);
  message.set_invoice_id(reservation.invoice_id);
  message.set_content_digest(reservation.content_digest);
  return wire::Pack(message);
}

std::optional<InvoiceNumberEvent> InvoiceNumberAggregate::Decode(std::string_view type,
                                                                 std::string_view payload) {
  auto& message = wire::Reused<v1::NumberReserved>();
  if (type != wire::TypeOf<v1::NumberReserved>() || !wire::Unpack(payload, message))
    return std::nullopt;
  return NumberReserved{
      {message.number(), message.account(), message.invoice_id(), message.content_digest()}};
}

}  // namespace recourse::invoicing
