#pragma once

#include <optional>

#include "libs/wire/convert.h"
#include "libs/wire/reader.h"
#include "recourse/invoicing/v1/statement_events.pb.h"
#include "services/invoicing/domain/statement_events.h"

// The parts of bank statements that events and API messages have in common, both ways.
namespace recourse::invoicing {

v1::StatementVerdict ToWire(StatementVerdict verdict);
StatementVerdict Read(v1::StatementVerdict verdict, wire::Reader& reader);

void Write(const StatementContent& content, v1::StatementContent* message);
StatementContent Read(const v1::StatementContent& message, wire::Reader& reader);

void Write(const StatementLine& line, v1::StatementLine* message);
StatementLine Read(const v1::StatementLine& message, wire::Reader& reader);

void Write(const LineMatch& match, v1::LineMatch* message);
LineMatch Read(const v1::LineMatch& message, wire::Reader& reader);

// The wire's enums have the values of ours, behind one for what is not said.
template <class Wire, class Enum>
Wire ToWireEnum(Enum value) {
  return static_cast<Wire>(static_cast<int>(value) + 1);
}
template <class Enum, class Wire>
Enum ReadEnum(Wire value, Enum last, wire::Reader& reader) {
  const int number = static_cast<int>(value) - 1;
  if (number < 0 || number > static_cast<int>(last)) {
    reader.Fail();
    return Enum{};
  }
  return static_cast<Enum>(number);
}

// Unset where there is none.
template <class Message>
std::optional<Date> ReadDay(bool has, const Message& message, wire::Reader& reader) {
  return has ? std::optional(reader.Read(message)) : std::nullopt;
}
template <class Message>
std::optional<Money> ReadMoney(bool has, const Message& message, wire::Reader& reader) {
  return has ? std::optional(reader.Read(message)) : std::nullopt;
}

}  // namespace recourse::invoicing
