#include "services/collections/domain/case_draft.h"

namespace recourse::collections {
namespace {

using enum CaseRule;
using Events = std::vector<CaseEvent>;

}  // namespace

CaseDecision Decide(const CompleteCallTask& command, const Case& kase, Instant) {
  const auto known = kase.call_tasks.find(command.task_id);
  if (known == kase.call_tasks.end()) {
    return Refuse(kUnknownCallTask, {{"call_task", command.task_id}});
  }
  if (known->second) {
    if (*known->second != command.outcome) {
      return Refuse(kCallTaskCompleted, {{"call_task", command.task_id}});
    }
    return Events{};
  }
  return Events{CallTaskCompleted{command.task_id, command.outcome}};
}

// An answer that is known, or to a message that was never promised, changes nothing.
CaseDecision Decide(const AnswerMessage& command, const Case& kase, Instant) {
  if (!kase.messages_unanswered.contains(command.message_id)) return Events{};
  if (command.refused_by) return Events{MessageRefused{command.message_id, *command.refused_by}};
  return Events{MessageQueued{command.message_id}};
}

}  // namespace recourse::collections
