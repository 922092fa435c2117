#include "services/invoicing/codec/approval_codec.h"

#include "libs/base/check.h"
#include "libs/base/overloaded.h"
#include "libs/wire/convert.h"
#include "libs/wire/event.h"
#include "libs/wire/reader.h"
#include "libs/wire/reused.h"
#include "recourse/invoicing/v1/approval_events.pb.h"
#include "services/invoicing/codec/control_parts.h"
#include "services/invoicing/codec/ledger_codec.h"

namespace recourse::invoicing {
namespace {

using wire::Reused;

// An operation is stored as the event that is to follow.
template <class Message>
void WriteEvent(const LedgerEvent& event, Message* message) {
  CHECK(message->ParseFromString(LedgerAggregate::Encode(event).payload));
}

void WriteOperation(const ControlledCommand& operation, v1::ApprovalRequested& message) {
  std::visit(Overloaded{[&](const WriteOffInvoice& asked) {
                          WriteEvent(InvoiceWrittenOff{asked.write_off_id,
                                                       asked.invoice_id,
                                                       asked.amount,
                                                       asked.effective,
                                                       asked.reason,
                                                       {}},
                                     message.mutable_write_off());
                        },
                        [&](const WaiveCharge& asked) {
                          WriteEvent(ChargeWaived{asked.waiver_id,
                                                  asked.charge_id,
                                                  asked.amount,
                                                  asked.effective,
                                                  asked.reason,
                                                  {}},
                                     message.mutable_waiver());
                        },
                        [&](const IssueCreditNote& asked) {
                          WriteEvent(CreditNoteIssued{asked.credit_note_id,
                                                      asked.invoice_id,
                                                      asked.amount,
                                                      asked.effective,
                                                      asked.reason,
                                                      asked.dispute_id,
                                                      {},
                                                      {},
                                                      asked.basis,
                                                      asked.lines,
                                                      asked.taxes},
                                     message.mutable_credit_note());
                        },
                        [&](const RequestRefund& asked) {
                          WriteEvent(RefundRequested{asked.refund_id,
                                                     asked.source,
                                                     asked.amount,
                                                     asked.effective,
                                                     asked.reason,
                                                     asked.payee,
                                                     {}},
                                     message.mutable_refund());
                        }},
             operation);
}

template <class Event, class Message>
std::optional<Event> ReadEventOf(const Message& message) {
  auto decoded = LedgerAggregate::Decode(wire::TypeOf<Message>(), message.SerializeAsString());
  if (!decoded) return std::nullopt;
  return std::get<Event>(*std::move(decoded));
}

std::optional<ControlledCommand> ReadOperation(const v1::ApprovalRequested& message) {
  switch (message.operation_case()) {
    case v1::ApprovalRequested::kWriteOff: {
      const auto event = ReadEventOf<InvoiceWrittenOff>(message.write_off());
      if (!event) return std::nullopt;
      return WriteOffInvoice{event->write_off_id, event->invoice_id, event->amount,
                             event->effective, event->reason};
    }
    case v1::ApprovalRequested::kWaiver: {
      const auto event = ReadEventOf<ChargeWaived>(message.waiver());
      if (!event) return std::nullopt;
      return WaiveCharge{event->waiver_id, event->charge_id, event->amount, event->effective,
                         event->reason};
    }
    case v1::ApprovalRequested::kCreditNote: {
      const auto event = ReadEventOf<CreditNoteIssued>(message.credit_note());
      if (!event) return std::nullopt;
      return IssueCreditNote{event->credit_note_id,
                             event->invoice_id,
                             event->amount,
                             event->effective,
                             event->reason,
                             event->dispute_id,
                             {},
                             event->basis,
                             event->lines,
                             event->taxes};
    }
    case v1::ApprovalRequested::kRefund: {
      const auto event = ReadEventOf<RefundRequested>(message.refund());
      if (!event) return std::nullopt;
      return RequestRefund{event->refund_id, event->source, event->amount,
                           event->effective, event->reason, event->payee};
    }
    case v1::ApprovalRequested::OPERATION_NOT_SET:
      break;
  }
  return std::nullopt;
}

eventlog::EncodedEvent EncodeOne(const ApprovalRequested& event) {
  auto& message = Reused<v1::ApprovalRequested>();
  message.set_approval_id(event.approval_id);
  message.set_requested_by(event.requested_by);
  WriteOperation(event.operation, message);
  return wire::Pack(message);
}

eventlog::EncodedEvent EncodeOne(const ApprovalGranted& event) {
  auto& message = Reused<v1::ApprovalGranted>();
  message.set_approval_id(event.approval_id);
  message.set_granted_by(event.granted_by);
  return wire::Pack(message);
}

eventlog::EncodedEvent EncodeOne(const ApprovalRefused& event) {
  auto& message = Reused<v1::ApprovalRefused>();
  message.set_approval_id(event.approval_id);
  message.set_refused_by(event.refused_by);
  message.set_reason(event.reason);
  return wire::Pack(message);
}

}  // namespace

eventlog::EncodedEvent ApprovalsAggregate::Encode(const ApprovalEvent& event) {
  return std::visit([](const auto& happened) { return EncodeOne(happened); }, event);
}

std::optional<ApprovalEvent> ApprovalsAggregate::Decode(std::string_view type,
                                                        std::string_view payload) {
  if (type == wire::TypeOf<v1::ApprovalRequested>()) {
    auto& message = Reused<v1::ApprovalRequested>();
    if (!wire::Unpack(payload, message)) return std::nullopt;
    auto operation = ReadOperation(message);
    if (!operation) return std::nullopt;
    return ApprovalRequested{message.approval_id(), message.requested_by(), *std::move(operation)};
  }
  if (type == wire::TypeOf<v1::ApprovalGranted>()) {
    auto& message = Reused<v1::ApprovalGranted>();
    if (!wire::Unpack(payload, message)) return std::nullopt;
    return ApprovalGranted{message.approval_id(), message.granted_by()};
  }
  auto& message = Reused<v1::ApprovalRefused>();
  if (type != wire::TypeOf<v1::ApprovalRefused>() || !wire::Unpack(payload, message)) {
    return std::nullopt;
  }
  return ApprovalRefused{message.approval_id(), message.refused_by(), message.reason()};
}

eventlog::EncodedEvent ApprovalLimitsAggregate::Encode(const ApprovalLimitsEvent& event) {
  auto& message = Reused<v1::ApprovalLimitsSet>();
  message.set_version(static_cast<std::int64_t>(event.version));
  for (const auto& [operation, amount] : event.limits) {
    v1::ApprovalLimit* const limit = message.add_limits();
    limit->set_operation(ToWire(operation));
    wire::Write(amount, limit->mutable_amount());
  }
  return wire::Pack(message);
}

std::optional<ApprovalLimitsEvent> ApprovalLimitsAggregate::Decode(std::string_view type,
                                                                   std::string_view payload) {
  auto& message = Reused<v1::ApprovalLimitsSet>();
  if (type != wire::TypeOf<v1::ApprovalLimitsSet>() || !wire::Unpack(payload, message)) {
    return std::nullopt;
  }
  wire::Reader reader;
  ApprovalLimitsSet event{static_cast<std::uint64_t>(message.version()), {}};
  for (const v1::ApprovalLimit& limit : message.limits()) {
    event.limits.emplace_back(Read(limit.operation(), reader), reader.Read(limit.amount()));
  }
  if (!reader.ok()) return std::nullopt;
  return event;
}

}  // namespace recourse::invoicing
