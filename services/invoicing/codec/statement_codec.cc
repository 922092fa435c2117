#include "services/invoicing/codec/statement_codec.h"

#include "libs/wire/event.h"
#include "services/invoicing/codec/parts.h"
#include "services/invoicing/codec/statement_parts.h"

namespace recourse::invoicing {
namespace {

eventlog::EncodedEvent Pack(const StatementBegun& event) {
  v1::StatementBegun message;
  Write(event.content, message.mutable_content());
  return wire::Pack(message);
}

eventlog::EncodedEvent Pack(const StatementLinesAdded& event) {
  v1::StatementLinesAdded message;
  message.set_first_line(event.first_line);
  for (const StatementLine& line : event.lines) Write(line, message.add_lines());
  return wire::Pack(message);
}

eventlog::EncodedEvent Pack(const StatementLoaded& event) {
  v1::StatementLoaded message;
  message.set_line_count(event.lines);
  message.set_verdict(ToWire(event.verdict));
  if (event.computed) Write(*event.computed, message.mutable_computed());
  if (event.stated) Write(*event.stated, message.mutable_stated());
  return wire::Pack(message);
}

eventlog::EncodedEvent Pack(const LineConfirmed& event) {
  v1::LineConfirmed message;
  message.set_line(event.line);
  Write(event.match, message.mutable_match());
  message.set_payment_id(event.payment_id);
  Write(event.amount, message.mutable_amount());
  Write(event.effective, message.mutable_effective_date());
  message.set_payer(event.payer);
  return wire::Pack(message);
}

eventlog::EncodedEvent Pack(const LineRecorded& event) {
  v1::LineRecorded message;
  message.set_line(event.line);
  message.set_payment(event.payment);
  message.set_payer(event.payer);
  return wire::Pack(message);
}

eventlog::EncodedEvent Pack(const LineRefused& event) {
  v1::LineRefused message;
  message.set_line(event.line);
  message.set_reason(event.reason);
  return wire::Pack(message);
}

eventlog::EncodedEvent Pack(const LineIgnored& event) {
  v1::LineIgnored message;
  message.set_line(event.line);
  message.set_reason(event.reason);
  return wire::Pack(message);
}

eventlog::EncodedEvent Pack(const LineReopened& event) {
  v1::LineReopened message;
  message.set_line(event.line);
  message.set_reason(event.reason);
  Write(event.amount, message.mutable_amount());
  Write(event.effective, message.mutable_effective_date());
  message.set_payer(event.payer);
  message.set_payment(event.payment);
  for (const std::string& payment : event.payments) message.add_payments(payment);
  return wire::Pack(message);
}

eventlog::EncodedEvent Pack(const LinePartConfirmed& event) {
  v1::LinePartConfirmed message;
  message.set_line(event.line);
  message.set_part(event.part);
  Write(event.match, message.mutable_match());
  message.set_payment_id(event.payment_id);
  Write(event.amount, message.mutable_amount());
  Write(event.effective, message.mutable_effective_date());
  message.set_payer(event.payer);
  return wire::Pack(message);
}

eventlog::EncodedEvent Pack(const LinePartRecorded& event) {
  v1::LinePartRecorded message;
  message.set_line(event.line);
  message.set_part(event.part);
  message.set_payment(event.payment);
  message.set_payer(event.payer);
  return wire::Pack(message);
}

eventlog::EncodedEvent Pack(const LinePartRefused& event) {
  v1::LinePartRefused message;
  message.set_line(event.line);
  message.set_part(event.part);
  message.set_reason(event.reason);
  return wire::Pack(message);
}

// Of messages whose fields may not be readable: nothing then.
template <class Event>
std::optional<StatementEvent> Judged(Event event, const wire::Reader& reader) {
  if (!reader.ok()) return std::nullopt;
  return StatementEvent(std::move(event));
}

struct Unpacker {
  std::optional<StatementEvent> operator()(const v1::StatementBegun& message) const {
    wire::Reader reader;
    return Judged(StatementBegun{Read(message.content(), reader)}, reader);
  }
  std::optional<StatementEvent> operator()(const v1::StatementLinesAdded& message) const {
    wire::Reader reader;
    StatementLinesAdded event{message.first_line(), {}};
    for (const auto& line : message.lines()) event.lines.push_back(Read(line, reader));
    return Judged(std::move(event), reader);
  }
  std::optional<StatementEvent> operator()(const v1::StatementLoaded& message) const {
    wire::Reader reader;
    return Judged(StatementLoaded{message.line_count(), Read(message.verdict(), reader),
                                  ReadMoney(message.has_computed(), message.computed(), reader),
                                  ReadMoney(message.has_stated(), message.stated(), reader)},
                  reader);
  }
  std::optional<StatementEvent> operator()(const v1::LineConfirmed& message) const {
    wire::Reader reader;
    return Judged(LineConfirmed{message.line(), Read(message.match(), reader), message.payment_id(),
                                reader.Read(message.amount()),
                                reader.Read(message.effective_date()), message.payer()},
                  reader);
  }
  std::optional<StatementEvent> operator()(const v1::LineRecorded& message) const {
    return LineRecorded{message.line(), message.payment(), message.payer()};
  }
  std::optional<StatementEvent> operator()(const v1::LineRefused& message) const {
    return LineRefused{message.line(), message.reason()};
  }
  std::optional<StatementEvent> operator()(const v1::LineIgnored& message) const {
    return LineIgnored{message.line(), message.reason()};
  }
  std::optional<StatementEvent> operator()(const v1::LineReopened& message) const {
    wire::Reader reader;
    return Judged(LineReopened{message.line(),
                               message.reason(),
                               reader.Read(message.amount()),
                               reader.Read(message.effective_date()),
                               message.payer(),
                               message.payment(),
                               {message.payments().begin(), message.payments().end()}},
                  reader);
  }
  std::optional<StatementEvent> operator()(const v1::LinePartConfirmed& message) const {
    wire::Reader reader;
    return Judged(LinePartConfirmed{message.line(), message.part(), Read(message.match(), reader),
                                    message.payment_id(), reader.Read(message.amount()),
                                    reader.Read(message.effective_date()), message.payer()},
                  reader);
  }
  std::optional<StatementEvent> operator()(const v1::LinePartRecorded& message) const {
    return LinePartRecorded{message.line(), message.part(), message.payment(), message.payer()};
  }
  std::optional<StatementEvent> operator()(const v1::LinePartRefused& message) const {
    return LinePartRefused{message.line(), message.part(), message.reason()};
  }
};

}  // namespace

std::string StatementAggregate::Stream(std::string_view key) {
  return std::string(kStreams).append(key);
}

eventlog::EncodedEvent StatementAggregate::Encode(const StatementEvent& event) {
  return std::visit([](const auto& happened) { return Pack(happened); }, event);
}

std::optional<StatementEvent> StatementAggregate::Decode(std::string_view type,
                                                         std::string_view payload) {
  return wire::DecodeAs<StatementEvent, v1::StatementBegun, v1::StatementLinesAdded,
                        v1::StatementLoaded, v1::LineConfirmed, v1::LineRecorded, v1::LineRefused,
                        v1::LineIgnored, v1::LineReopened, v1::LinePartConfirmed,
                        v1::LinePartRecorded, v1::LinePartRefused>(type, payload, Unpacker());
}

}  // namespace recourse::invoicing
