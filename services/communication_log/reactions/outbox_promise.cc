#include "services/communication_log/reactions/outbox_promise.h"

#include <string>

#include "libs/wire/event.h"
#include "recourse/communication_log/v1/communication_log_service.pb.h"
#include "services/communication_log/api/refusals.h"
#include "services/communication_log/codec/content_wire.h"
#include "services/communication_log/codec/message_codec.h"

namespace recourse::communication_log {
namespace {

using MaybeCommand = std::optional<MessageCommand>;

MaybeCommand Withheld(const v1::Message& answer) {
  WithholdMessage command;
  for (const auto& stored : answer.differences()) {
    const auto difference = FromWire(stored);
    if (!difference) return std::nullopt;
    command.differences.push_back(*difference);
  }
  return command;
}

// Nothing: the answer cannot be read.
MaybeCommand CommandOf(const Expected<std::string, Failure>& answer) {
  if (!answer) return FailMessage{answer.error().reason};
  const auto message = wire::Unpack<v1::Message>(*answer);
  if (!message) return std::nullopt;
  const v1::MessageState state = message->state();
  if (state == v1::MESSAGE_STATE_SENT) {
    return ConfirmSent{message->content_hmac(), message->file()};
  }
  if (state == v1::MESSAGE_STATE_WITHHELD) return Withheld(*message);
  if (state == v1::MESSAGE_STATE_FAILED) return FailMessage{message->failure()};
  return std::nullopt;
}

}  // namespace

std::optional<engine::PromiseCall> PromiseOf(const engine::Record& record) {
  if (!wire::Is<v1::MessageQueued>(record.type())) return std::nullopt;
  return engine::PromiseCall{std::string(kOutboxTarget), std::string(kOutboxMethod),
                             record.payload()};
}

Expected<Done, Failure> RecordAnswer(engine::Unit& unit, const engine::PromiseAnswer& answer) {
  const auto command = CommandOf(answer.answer);
  if (!command) {
    return Unexpected{Failure{Failure::Kind::kInternal,
                              "ANSWER_UNREADABLE",
                              "What the outbox answered cannot be read.",
                              {{"message", answer.promise.stream()}}}};
  }
  const auto recorded = unit.Decide<MessageAggregate>(answer.promise.stream(), *command);
  if (!recorded) return Unexpected{ToFailure(recorded.error())};
  return Done{};
}

}  // namespace recourse::communication_log
