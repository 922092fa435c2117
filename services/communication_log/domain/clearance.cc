#include "services/communication_log/domain/clearance.h"

namespace recourse::communication_log {
namespace {

bool SameQuestion(const Clearance& given, const ContactQuestion& question) {
  const ContactInputs& inputs = given.decision.inputs;
  return given.person == question.person && given.debts == question.debts &&
         inputs.channel == question.channel && inputs.customer_kind == question.customer_kind &&
         inputs.country == question.country;
}

}  // namespace

std::string_view Name(ClearanceRule rule) {
  switch (rule) {
    case ClearanceRule::kClearanceIdInUse:
      return "CLEARANCE_ID_IN_USE";
  }
  __builtin_unreachable();
}

Decision<ClearanceEvent, ClearanceRule> ClearanceDecider::Decide(const ClearContact& clear,
                                                                 const State& given, Instant) {
  const ContactQuestion& question = clear.question;
  if (given) {
    if (SameQuestion(*given, question)) return std::vector<Event>{};
    return Refuse(Rule::kClearanceIdInUse, {{"clearance_id", clear.clearance_id}});
  }
  Clearance clearance{clear.clearance_id, question.person, question.debts,
                      DecideContact(question, clear.preferences)};
  if (clearance.decision.refused_by) return std::vector<Event>{ContactRefused{clearance}};
  return std::vector<Event>{ContactCleared{clearance}};
}

std::optional<Clearance> ClearanceDecider::Evolve(State, const Event& event) {
  return std::visit([](const auto& decided) { return decided.clearance; }, event);
}

}  // namespace recourse::communication_log
