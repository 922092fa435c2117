#include <unordered_map>

#include "recourse/invoicing/v1/ledger_events.pb.h"
#include "services/invoicing/codec/charge_events_codec.h"
#include "services/invoicing/codec/charge_parts.h"
#include "services/invoicing/codec/control_parts.h"
#include "services/invoicing/codec/conversion_codec.h"
#include "services/invoicing/codec/credit_parts.h"
#include "services/invoicing/codec/freeze_codec.h"
#include "services/invoicing/codec/invoice_balances.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/codec/parts.h"
#include "services/invoicing/codec/refund_codec.h"
#include "services/invoicing/codec/set_off_parts.h"

namespace recourse::invoicing {
namespace {

using invoicing::ReadEvent;

template <class Designations>
std::vector<PaymentDesignation> ReadDesignations(const Designations& messages,
                                                 wire::Reader& reader) {
  std::vector<PaymentDesignation> designations;
  designations.reserve(static_cast<std::size_t>(messages.size()));
  for (const auto& message : messages) designations.push_back(Read(message, reader));
  return designations;
}

template <class Allocations>
std::vector<PaymentAllocation> ReadAllocations(const Allocations& messages, Date effective,
                                               wire::Reader& reader) {
  std::vector<PaymentAllocation> allocations;
  allocations.reserve(static_cast<std::size_t>(messages.size()));
  for (const auto& message : messages) allocations.push_back(Read(message, effective, reader));
  return allocations;
}

LedgerEvent ReadEvent(const v1::InvoiceRequested& message, wire::Reader& reader) {
  InvoiceRequested event{message.account(), message.invoice_id(), Read(message.content(), reader),
                         message.draft_id(), std::nullopt};
  if (message.has_lowering()) {
    const v1::Lowering& lowering = message.lowering();
    event.lowering = {reader.Read(lowering.amount()), reader.Read(lowering.together()),
                      Read(lowering.control(), reader), lowering.by_second_person()};
  }
  return event;
}

LedgerEvent ReadEvent(const v1::InvoiceIssued& message, wire::Reader& reader) {
  return InvoiceIssued{message.invoice_id(), Read(message.content(), reader),
                       ReadBalances(message, reader)};
}

LedgerEvent ReadEvent(const v1::InvoiceRefused& message, wire::Reader&) {
  return InvoiceRefused{message.invoice_id(), message.number(), message.reason()};
}

LedgerEvent ReadEvent(const v1::PaymentRecorded& message, wire::Reader& reader) {
  PaymentRecorded event;
  event.payment_id = message.payment_id();
  event.amount = reader.Read(message.amount());
  event.effective = reader.Read(message.effective_date());
  event.designations = ReadDesignations(message.designations(), reader);
  event.allocations = ReadAllocations(message.allocations(), event.effective, reader);
  event.unapplied = reader.Read(message.unapplied());
  event.imported = message.imported();
  event.balances = ReadBalances(message, reader);
  event.charge_balances = ReadChargeBalances(message, reader);
  event.order = Read(message.order(), reader);
  return event;
}

LedgerEvent ReadEvent(const v1::CreditNoteIssued& message, wire::Reader& reader) {
  CreditNoteIssued event{message.credit_note_id(),
                         message.invoice_id(),
                         reader.Read(message.amount()),
                         reader.Read(message.effective_date()),
                         message.reason(),
                         message.dispute_id(),
                         ReadBalances(message, reader),
                         Read(message.control(), reader)};
  ReadCreditParts(message, reader, event);
  for (const auto& each : message.released()) event.released.push_back(Read(each, reader));
  return event;
}

LedgerEvent ReadEvent(const v1::InvoiceCancelled& message, wire::Reader& reader) {
  return InvoiceCancelled{message.invoice_id(), reader.Read(message.effective_date()),
                          message.reason(), message.credit_note_id(), message.replaced_by()};
}

LedgerEvent ReadEvent(const v1::DisputedMarked& message, wire::Reader& reader) {
  return DisputedMarked{
      message.dispute_id(),          message.invoice_id(), reader.Read(message.claimed()),
      reader.Read(message.marked()), message.whole(),      ReadBalances(message, reader)};
}

LedgerEvent ReadEvent(const v1::DisputedReleased& message, wire::Reader& reader) {
  return DisputedReleased{message.dispute_id(), message.invoice_id(),
                          reader.Read(message.released()), Read(message.outcome(), reader),
                          ReadBalances(message, reader)};
}

LedgerEvent ReadEvent(const v1::PaymentApplied& message, wire::Reader& reader) {
  const Date effective = reader.Read(message.effective_date());
  return PaymentApplied{message.application_id(),
                        message.payment_id(),
                        effective,
                        ReadDesignations(message.designations(), reader),
                        ReadAllocations(message.allocations(), effective, reader),
                        reader.Read(message.unapplied()),
                        ReadBalances(message, reader),
                        ReadChargeBalances(message, reader),
                        Read(message.order(), reader)};
}

LedgerEvent ReadEvent(const v1::PaymentReversed& message, wire::Reader& reader) {
  const Date effective = reader.Read(message.effective_date());
  return PaymentReversed{message.payment_id(),
                         reader.Read(message.amount()),
                         Read(message.cause(), reader),
                         effective,
                         message.reason(),
                         ReadAllocations(message.reopened(), effective, reader),
                         reader.Read(message.unapplied()),
                         ReadBalances(message, reader),
                         ReadChargeBalances(message, reader),
                         message.has_refunded() ? reader.Read(message.refunded()) : Money{}};
}

// A write-off and its reversal say the same.
template <class Event, class Message>
LedgerEvent ReadWriteOff(const Message& message, wire::Reader& reader) {
  Event event{message.write_off_id(),
              message.invoice_id(),
              reader.Read(message.amount()),
              reader.Read(message.effective_date()),
              message.reason(),
              ReadBalances(message, reader)};
  if constexpr (requires { event.control; }) event.control = Read(message.control(), reader);
  return event;
}

LedgerEvent ReadEvent(const v1::InvoiceWrittenOff& message, wire::Reader& reader) {
  return ReadWriteOff<InvoiceWrittenOff>(message, reader);
}

LedgerEvent ReadEvent(const v1::WriteOffReversed& message, wire::Reader& reader) {
  return ReadWriteOff<WriteOffReversed>(message, reader);
}

template <class Parts>
std::vector<SetOffPart> ReadParts(const Parts& messages, Date effective, wire::Reader& reader) {
  std::vector<SetOffPart> parts;
  for (const auto& message : messages) parts.push_back(Read(message, effective, reader));
  return parts;
}

LedgerEvent ReadEvent(const v1::ItemsSetOff& message, wire::Reader& reader) {
  const Date effective = reader.Read(message.effective_date());
  ItemsSetOff event{message.set_off_id(),
                    message.invoice_id(),
                    reader.Read(message.amount()),
                    effective,
                    {},
                    ReadParts(message.cleared(), effective, reader),
                    ReadBalances(message, reader)};
  for (const auto& each : message.designations()) event.designations.push_back(Read(each, reader));
  return event;
}

LedgerEvent ReadEvent(const v1::SetOffReversed& message, wire::Reader& reader) {
  const Date effective = reader.Read(message.effective_date());
  return SetOffReversed{message.set_off_id(),
                        message.invoice_id(),
                        reader.Read(message.amount()),
                        effective,
                        message.reason(),
                        ReadParts(message.reopened(), effective, reader),
                        ReadBalances(message, reader)};
}

LedgerEvent ReadEvent(const v1::DueDateExtended& message, wire::Reader& reader) {
  return DueDateExtended{message.extension_id(),         message.invoice_id(),
                         reader.Read(message.due()),     message.reason(),
                         message.for_interest(),         message.for_aging(),
                         reader.Read(message.due_date())};
}

LedgerEvent ReadEvent(const v1::DueDateExtensionRevoked& message, wire::Reader& reader) {
  return DueDateExtensionRevoked{message.extension_id(), message.invoice_id(), message.reason(),
                                 reader.Read(message.due_date())};
}

LedgerEvent ReadEvent(const v1::DiscountTaken& message, wire::Reader& reader) {
  return DiscountTaken{message.payment_id(),
                       message.invoice_id(),
                       reader.Read(message.amount()),
                       reader.Read(message.effective_date()),
                       reader.Read(message.last_day()),
                       message.millionths(),
                       ReadBalances(message, reader)};
}

LedgerEvent ReadEvent(const v1::DiscountReversed& message, wire::Reader& reader) {
  return DiscountReversed{message.payment_id(), message.invoice_id(), reader.Read(message.amount()),
                          reader.Read(message.effective_date()), ReadBalances(message, reader)};
}

template <class Message>
std::optional<LedgerEvent> DecodeAs(std::string_view payload) {
  auto& message = Reused<Message>();
  if (!wire::Unpack(payload, message)) return std::nullopt;
  wire::Reader reader;
  LedgerEvent event = ReadEvent(message, reader);
  if (!reader.ok()) return std::nullopt;
  return event;
}

using DecodePayload = std::optional<LedgerEvent> (*)(std::string_view payload);

template <class... Messages>
std::unordered_map<std::string_view, DecodePayload> Decoders() {
  return {{wire::TypeOf<Messages>(), &DecodeAs<Messages>}...};
}

}  // namespace

std::optional<LedgerEvent> LedgerAggregate::Decode(std::string_view type,
                                                   std::string_view payload) {
  static const auto decoders =
      Decoders<v1::InvoiceRequested, v1::InvoiceIssued, v1::InvoiceRefused, v1::PaymentRecorded,
               v1::CreditNoteIssued, v1::DisputedMarked, v1::DisputedReleased, v1::PaymentApplied,
               v1::PaymentReversed, v1::InvoiceWrittenOff, v1::WriteOffReversed, v1::ChargeAssessed,
               v1::InterestAssessed, v1::ChargeWaived, v1::WaiverReversed, v1::ChargeReversed,
               v1::ItemsSetOff, v1::SetOffReversed, v1::DueDateExtended,
               v1::DueDateExtensionRevoked, v1::DiscountTaken, v1::DiscountReversed,
               v1::RefundRequested, v1::RefundSent, v1::RefundFailed, v1::RefundCancelled,
               v1::PaymentConverted, v1::ConversionReversed, v1::ChargesFrozen, v1::ChargesUnfrozen,
               v1::InvoiceCancelled>();
  const auto found = decoders.find(type);
  return found == decoders.end() ? std::nullopt : found->second(payload);
}

}  // namespace recourse::invoicing
