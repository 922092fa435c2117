#include <algorithm>

#include "libs/base/check.h"
#include "libs/wire/event.h"
#include "recourse/collections/v1/case_events.pb.h"
#include "recourse/collections/v1/directory_events.pb.h"
#include "recourse/collections/v1/directory_service.pb.h"
#include "recourse/collections/v1/partner_events.pb.h"
#include "recourse/communication_log/v1/communication_log_service.pb.h"
#include "services/collections/codec/case_codec.h"
#include "services/collections/homes.h"
#include "services/collections/reactions/promises.h"
#include "services/collections/reasons.h"

namespace recourse::collections {
namespace {

using Answer = Expected<std::string, Failure>;

Failure Unreadable(std::string_view method) {
  return {Failure::Kind::kInternal,
          "UNREADABLE_ANSWER",
          "The answer to a promise cannot be read.",
          {{"method", std::string(method)}}};
}

Expected<Done, Failure> Tell(engine::Unit& unit, const CaseCommand& command) {
  const auto told = unit.Decide<CaseAggregate>(kCaseStream, command);
  if (!told) return Unexpected{ToFailure(told.error(), unit.home())};
  return Done{};
}

// "CALL_CAP": a contact policy's rule without the name of its enum.
std::string RuleName(communication_log::v1::PolicyRule rule) {
  constexpr std::string_view kPrefix = "POLICY_RULE_";
  std::string name = communication_log::v1::PolicyRule_Name(rule);
  return name.starts_with(kPrefix) ? name.substr(kPrefix.size()) : name;
}

Expected<Done, Failure> Take(engine::Unit& unit, const v1::MessagePromised& promise,
                             const Answer& answer) {
  AnswerMessage taken{promise.message_id(), std::nullopt};
  if (!answer) {
    taken.refused_by = answer.error().reason;
    return Tell(unit, taken);
  }
  const auto sent = wire::Unpack<communication_log::v1::SendMessageResponse>(*answer);
  if (!sent || sent->message().state() == communication_log::v1::MESSAGE_STATE_UNSPECIFIED) {
    return Unexpected{Unreadable("SendMessage")};
  }
  if (sent->message().state() == communication_log::v1::MESSAGE_STATE_REFUSED) {
    taken.refused_by = RuleName(sent->message().decision().refused_by());
  }
  return Tell(unit, taken);
}

Expected<Done, Failure> Take(engine::Unit& unit, const v1::EscalationPromised& promise,
                             const Answer& answer) {
  if (answer) return Done{};
  return Tell(unit,
              RefuseEscalation{promise.placement_id(), promise.escalation().placement_version(),
                               answer.error().reason});
}

Expected<Done, Failure> Take(engine::Unit&, const v1::PartnerRegistered&, const Answer& answer) {
  if (!answer) return Unexpected{answer.error()};  // The directory has no rule that refuses.
  return Done{};
}

// The run that waited happens now. It is due still, unless there is nothing left to do.
Expected<Done, Failure> Take(engine::Unit& unit, const v1::AgencySought&, const Answer& answer) {
  if (!answer) return Unexpected{answer.error()};
  const auto found = wire::Unpack<v1::FindAgenciesResponse>(*answer);
  if (!found) return Unexpected{Unreadable("FindAgencies")};
  RunLadder run;
  for (const v1::Agency& agency : found->agencies()) {
    run.agencies.push_back({agency.partner(),
                            {agency.regions().begin(), agency.regions().end()},
                            agency.answer_days()});
  }
  return Tell(unit, run);
}

}  // namespace

Expected<Done, Failure> TakeAnswer(engine::Unit& unit, const engine::PromiseAnswer& answer) {
  using Taken = Expected<Done, Failure>;
  const auto taken = wire::DecodeAs<Taken, v1::MessagePromised, v1::EscalationPromised,
                                    v1::PartnerRegistered, v1::AgencySought>(
      answer.promise.type(), answer.promise.payload(),
      [&](const auto& promise) { return std::optional(Take(unit, promise, answer.answer)); });
  CHECK(taken);  // Nothing else promises.
  return *taken;
}

}  // namespace recourse::collections
