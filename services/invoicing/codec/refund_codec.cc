#include "services/invoicing/codec/refund_codec.h"

#include "libs/wire/enum_table.h"
#include "libs/wire/event.h"
#include "libs/wire/reused.h"
#include "services/invoicing/codec/control_parts.h"
#include "services/invoicing/codec/invoice_balances.h"

namespace recourse::invoicing {
namespace {

using wire::Reused;
using wire::Write;

constexpr wire::EnumTable kMethods{
    std::array{std::pair{RefundMethod::kBankTransfer, v1::REFUND_METHOD_BANK_TRANSFER},
               std::pair{RefundMethod::kCard, v1::REFUND_METHOD_CARD},
               std::pair{RefundMethod::kCheque, v1::REFUND_METHOD_CHEQUE},
               std::pair{RefundMethod::kOther, v1::REFUND_METHOD_OTHER}}};

void WriteSource(const RefundSource& source, v1::RefundSource* message) {
  if (source.kind == RefundSourceKind::kInvoice) {
    message->set_invoice_id(source.item_id);
  } else {
    message->set_payment_id(source.item_id);
  }
}

RefundSource ReadSource(const v1::RefundSource& message, wire::Reader& reader) {
  switch (message.item_case()) {
    case v1::RefundSource::kPaymentId:
      return {RefundSourceKind::kPayment, message.payment_id()};
    case v1::RefundSource::kInvoiceId:
      return {RefundSourceKind::kInvoice, message.invoice_id()};
    case v1::RefundSource::ITEM_NOT_SET:
      break;
  }
  reader.Fail();
  return {};
}

// What all of them say.
template <class Message, class Event>
Message& Begin(const Event& event) {
  auto& message = Reused<Message>();
  message.set_refund_id(event.refund_id);
  WriteSource(event.source, message.mutable_source());
  Write(event.amount, message.mutable_amount());
  Write(event.effective, message.mutable_effective_date());
  return message;
}

// That it failed and that it was cancelled say the same.
template <class Message, class Event>
eventlog::EncodedEvent EncodeEnd(const Event& event) {
  auto& message = Begin<Message>(event);
  message.set_reason(event.reason);
  WriteBalances(event.balances, message);
  return wire::Pack(message);
}

template <class Event, class Message>
LedgerEvent ReadEnd(const Message& message, wire::Reader& reader) {
  return Event{message.refund_id(),
               ReadSource(message.source(), reader),
               reader.Read(message.amount()),
               reader.Read(message.effective_date()),
               message.reason(),
               ReadBalances(message, reader)};
}

}  // namespace

v1::RefundMethod ToWire(RefundMethod method) { return kMethods.ToWire(method); }
RefundMethod Read(v1::RefundMethod method, wire::Reader& reader) {
  return kMethods.Read(method, reader);
}

eventlog::EncodedEvent EncodeOne(const RefundRequested& event) {
  auto& message = Begin<v1::RefundRequested>(event);
  message.set_reason(event.reason);
  message.set_method(ToWire(event.payee.method));
  message.set_payee_reference(event.payee.reference);
  WriteControl(event.control, message);
  WriteBalances(event.balances, message);
  return wire::Pack(message);
}

eventlog::EncodedEvent EncodeOne(const RefundSent& event) {
  auto& message = Begin<v1::RefundSent>(event);
  message.set_bank_reference(event.bank_reference);
  return wire::Pack(message);
}

eventlog::EncodedEvent EncodeOne(const RefundFailed& event) {
  return EncodeEnd<v1::RefundFailed>(event);
}

eventlog::EncodedEvent EncodeOne(const RefundCancelled& event) {
  return EncodeEnd<v1::RefundCancelled>(event);
}

LedgerEvent ReadEvent(const v1::RefundRequested& message, wire::Reader& reader) {
  return RefundRequested{message.refund_id(),
                         ReadSource(message.source(), reader),
                         reader.Read(message.amount()),
                         reader.Read(message.effective_date()),
                         message.reason(),
                         {Read(message.method(), reader), message.payee_reference()},
                         ReadBalances(message, reader),
                         Read(message.control(), reader)};
}

LedgerEvent ReadEvent(const v1::RefundSent& message, wire::Reader& reader) {
  return RefundSent{message.refund_id(), ReadSource(message.source(), reader),
                    reader.Read(message.amount()), reader.Read(message.effective_date()),
                    message.bank_reference()};
}

LedgerEvent ReadEvent(const v1::RefundFailed& message, wire::Reader& reader) {
  return ReadEnd<RefundFailed>(message, reader);
}

LedgerEvent ReadEvent(const v1::RefundCancelled& message, wire::Reader& reader) {
  return ReadEnd<RefundCancelled>(message, reader);
}

}  // namespace recourse::invoicing
