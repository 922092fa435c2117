#include "services/invoicing/codec/periods_codec.h"

#include "libs/base/overloaded.h"
#include "libs/wire/convert.h"
#include "libs/wire/event.h"
#include "libs/wire/reader.h"
#include "recourse/invoicing/v1/period_events.pb.h"

namespace recourse::invoicing {
namespace {

std::optional<PeriodsEvent> Read(const v1::PeriodClosed& message) {
  wire::Reader reader;
  const PeriodClosed closed{message.closing_id(), reader.Read(message.through())};
  if (!reader.ok()) return std::nullopt;
  return closed;
}

std::optional<PeriodsEvent> Read(const v1::PeriodReopened& message) {
  wire::Reader reader;
  const PeriodReopened reopened{message.reopening_id(), reader.Read(message.from()),
                                message.reason()};
  if (!reader.ok()) return std::nullopt;
  return reopened;
}

}  // namespace

eventlog::EncodedEvent PeriodsAggregate::Encode(const PeriodsEvent& event) {
  return std::visit(Overloaded{[](const PeriodClosed& closed) {
                                 v1::PeriodClosed message;
                                 message.set_closing_id(closed.closing_id);
                                 wire::Write(closed.through, message.mutable_through());
                                 return wire::Pack(message);
                               },
                               [](const PeriodReopened& reopened) {
                                 v1::PeriodReopened message;
                                 message.set_reopening_id(reopened.reopening_id);
                                 wire::Write(reopened.from, message.mutable_from());
                                 message.set_reason(reopened.reason);
                                 return wire::Pack(message);
                               }},
                    event);
}

std::optional<PeriodsEvent> PeriodsAggregate::Decode(std::string_view type,
                                                     std::string_view payload) {
  return wire::DecodeAs<PeriodsEvent, v1::PeriodClosed, v1::PeriodReopened>(
      type, payload, [](const auto& message) { return Read(message); });
}

}  // namespace recourse::invoicing
