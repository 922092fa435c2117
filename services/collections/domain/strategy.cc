#include "services/collections/domain/strategy.h"

#include <algorithm>

#include "libs/base/check.h"

namespace recourse::collections {
namespace {

Date TriggerAfter(const Step& step, Date due, const Step& last, Date last_day) {
  const Date by_due = due + Days(step.days_from_due);
  const Date by_distance = last_day + Days(step.days_from_due - last.days_from_due);
  return std::max(by_due, by_distance);
}

}  // namespace

std::string_view Name(StepKind kind) {
  switch (kind) {
    case StepKind::kNote:
      return "note";
    case StepKind::kFriendly:
      return "friendly";
    case StepKind::kCall:
      return "call";
    case StepKind::kSecondReminder:
      return "second_reminder";
    case StepKind::kOfferOfHelp:
      return "offer_of_help";
    case StepKind::kFormalLetter:
      return "formal_letter";
    case StepKind::kFinalDemand:
      return "final_demand";
    case StepKind::kAgency:
      return "agency";
  }
  __builtin_unreachable();
}

bool IsMessage(StepKind kind) { return kind != StepKind::kCall && kind != StepKind::kAgency; }

const Strategy& DefaultStrategy() {
  static const Strategy kDefault{"strategies/default",
                                 1,
                                 {{StepKind::kNote, -3},
                                  {StepKind::kFriendly, 3},
                                  {StepKind::kCall, 10},
                                  {StepKind::kSecondReminder, 20},
                                  {StepKind::kOfferOfHelp, 30},
                                  {StepKind::kFormalLetter, 45},
                                  {StepKind::kFinalDemand, 60},
                                  {StepKind::kAgency, 91}}};
  return kDefault;
}

std::optional<StepAhead> NextStep(const Strategy& strategy, Date due,
                                  const std::optional<StepDone>& last, Date day) {
  const auto& steps = strategy.steps;
  auto next = steps.begin();
  if (last) {
    next = std::find_if(steps.begin(), steps.end(),
                        [&](const Step& step) { return step.kind == last->kind; });
    CHECK(next != steps.end());
    ++next;
  }
  while (next != steps.end() && next->days_from_due < 0 && day > due) ++next;
  if (next == steps.end()) return std::nullopt;
  if (!last) return StepAhead{next->kind, due + Days(next->days_from_due)};
  const auto done = std::find_if(steps.begin(), steps.end(),
                                 [&](const Step& step) { return step.kind == last->kind; });
  return StepAhead{next->kind, TriggerAfter(*next, due, *done, last->day)};
}

}  // namespace recourse::collections
