#include "services/communication_log/codec/content_wire.h"

#include <string>
#include <utility>

#include "libs/wire/convert.h"
#include "services/communication_log/codec/words.h"

namespace recourse::communication_log {
namespace {

v1::InvoiceFact Write(const InvoiceFact& fact) {
  v1::InvoiceFact message;
  message.set_invoice_id(fact.invoice_id);
  message.set_number(fact.number);
  *message.mutable_due() = wire::ToWire(fact.due);
  *message.mutable_open() = wire::ToWire(fact.open);
  if (fact.disputed.minor_units != 0) *message.mutable_disputed() = wire::ToWire(fact.disputed);
  return message;
}

std::optional<InvoiceFact> Read(const v1::InvoiceFact& message) {
  const auto due = wire::FromWire(message.due());
  const auto open = wire::FromWire(message.open());
  if (!due || !open) return std::nullopt;
  InvoiceFact fact{message.invoice_id(), message.number(), *due, *open, {0, open->currency}};
  if (message.has_disputed()) {
    const auto disputed = wire::FromWire(message.disputed());
    if (!disputed) return std::nullopt;
    fact.disputed = *disputed;
  }
  return fact;
}

v1::LateCharge Write(const LateCharge& charge) {
  v1::LateCharge message;
  *message.mutable_amount() = wire::ToWire(charge.amount);
  message.set_clause(charge.clause);
  return message;
}

}  // namespace

v1::MessageContent ToWire(const MessageContent& content) {
  v1::MessageContent message;
  message.set_channel(ToWire(content.channel));
  message.set_kind(ToWire(content.kind));
  message.set_language(std::string(Tag(content.language)));
  for (const InvoiceFact& fact : content.facts) *message.add_facts() = Write(fact);
  if (content.late_charge) *message.mutable_late_charge() = Write(*content.late_charge);
  *message.mutable_total() = wire::ToWire(content.total);
  *message.mutable_deadline() = wire::ToWire(content.deadline);
  message.set_level(content.level);
  message.set_collection_case(content.collection_case);
  return message;
}

std::optional<MessageContent> FromWire(const v1::MessageContent& message) {
  const auto channel = FromWire(message.channel());
  const auto kind = FromWire(message.kind());
  const auto language = LanguageOf(message.language());
  const auto total = wire::SumFromWire(message.total());
  const auto deadline = wire::FromWire(message.deadline());
  if (!channel || !kind || !language || !total || !deadline) return std::nullopt;
  MessageContent content{.channel = *channel,
                         .kind = *kind,
                         .language = *language,
                         .facts = {},
                         .late_charge = {},
                         .total = *total,
                         .deadline = *deadline,
                         .level = message.level(),
                         .collection_case = message.collection_case()};
  for (const auto& stored : message.facts()) {
    auto fact = Read(stored);
    if (!fact) return std::nullopt;
    content.facts.push_back(*std::move(fact));
  }
  if (message.has_late_charge()) {
    const auto amount = wire::FromWire(message.late_charge().amount());
    if (!amount) return std::nullopt;
    content.late_charge = LateCharge{*amount, message.late_charge().clause()};
  }
  return content;
}

v1::FactDifference ToWire(const FactDifference& difference) {
  v1::FactDifference message;
  message.set_invoice_id(difference.invoice_id);
  message.set_kind(ToWire(difference.kind));
  message.set_said(difference.said);
  message.set_actual(difference.actual);
  return message;
}

std::optional<FactDifference> FromWire(const v1::FactDifference& message) {
  const auto kind = FromWire(message.kind());
  if (!kind) return std::nullopt;
  return FactDifference{message.invoice_id(), *kind, message.said(), message.actual()};
}

}  // namespace recourse::communication_log
