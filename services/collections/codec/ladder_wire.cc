#include "services/collections/codec/case_wire.h"
#include "services/collections/codec/field_reader.h"

namespace recourse::collections {
namespace {

using Decoded = std::optional<CaseEvent>;

}  // namespace

v1::RunScheduled Write(const RunScheduled& event) {
  v1::RunScheduled message;
  if (event.at) *message.mutable_at() = ToWire(*event.at);
  return message;
}

Decoded Read(const v1::RunScheduled& message) {
  FieldReader read;
  return read.All(RunScheduled{read.Optional(message.has_at(), message.at())});
}

v1::LadderRun Write(const LadderRun& event) {
  v1::LadderRun message;
  *message.mutable_day() = ToWire(event.day);
  message.set_strategy(event.strategy);
  message.set_strategy_version(event.strategy_version);
  for (const auto& step : event.steps) *message.add_steps() = ToWire(step);
  return message;
}

Decoded Read(const v1::LadderRun& message) {
  FieldReader read;
  return read.All(LadderRun{read(message.day()), message.strategy(), message.strategy_version(),
                            read.Each(message.steps())});
}

v1::MessagePromised Write(const MessagePromised& event) {
  v1::MessagePromised message;
  message.set_message_id(event.message_id);
  message.set_step(ToWire(event.step));
  message.set_channel(ToWire(event.channel));
  message.set_language(event.language);
  message.set_debtor_kind(ToWire(event.debtor_kind));
  message.set_country(event.country);
  message.set_time_zone(event.time_zone);
  for (const auto& invoice : event.invoices) *message.add_invoices() = ToWire(invoice);
  *message.mutable_total() = ToWire(event.total);
  *message.mutable_deadline() = ToWire(event.deadline);
  if (event.late_charge) *message.mutable_late_charge() = ToWire(*event.late_charge);
  return message;
}

Decoded Read(const v1::MessagePromised& message) {
  FieldReader read;
  MessagePromised event;
  event.message_id = message.message_id();
  event.step = read(message.step());
  event.channel = read(message.channel());
  event.language = message.language();
  event.debtor_kind = read(message.debtor_kind());
  event.country = message.country();
  event.time_zone = message.time_zone();
  event.invoices = read.Each(message.invoices());
  event.total = read(message.total());
  event.deadline = read(message.deadline());
  event.late_charge = read.Optional(message.has_late_charge(), message.late_charge());
  return read.All(std::move(event));
}

v1::MessageQueued Write(const MessageQueued& event) {
  v1::MessageQueued message;
  message.set_message_id(event.message_id);
  return message;
}

Decoded Read(const v1::MessageQueued& message) { return MessageQueued{message.message_id()}; }

v1::MessageRefused Write(const MessageRefused& event) {
  v1::MessageRefused message;
  message.set_message_id(event.message_id);
  message.set_rule(event.rule);
  return message;
}

Decoded Read(const v1::MessageRefused& message) {
  return MessageRefused{message.message_id(), message.rule()};
}

v1::CallTaskRaised Write(const CallTaskRaised& event) {
  v1::CallTaskRaised message;
  message.set_task_id(event.task_id);
  for (const auto& invoice : event.invoices) *message.add_invoices() = ToWire(invoice);
  *message.mutable_total() = ToWire(event.total);
  *message.mutable_deadline() = ToWire(event.deadline);
  *message.mutable_date() = ToWire(event.day);
  return message;
}

Decoded Read(const v1::CallTaskRaised& message) {
  FieldReader read;
  return read.All(CallTaskRaised{message.task_id(), read(message.date()),
                                 read.Each(message.invoices()), read(message.total()),
                                 read(message.deadline())});
}

v1::CallTaskCompleted Write(const CallTaskCompleted& event) {
  v1::CallTaskCompleted message;
  message.set_task_id(event.task_id);
  message.set_outcome(ToWire(event.outcome));
  return message;
}

Decoded Read(const v1::CallTaskCompleted& message) {
  FieldReader read;
  return read.All(CallTaskCompleted{message.task_id(), read(message.outcome())});
}

}  // namespace recourse::collections
