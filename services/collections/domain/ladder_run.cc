#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "services/collections/domain/case_draft.h"
#include "services/collections/domain/schedule.h"

namespace recourse::collections {
namespace {

void ExpireHolds(CaseDraft& draft, Date day) {
  std::vector<std::string> expired;
  for (const auto& [id, hold] : draft.kase().holds) {
    if (!hold.ended && hold.until && *hold.until <= day) expired.push_back(id);
  }
  for (const auto& id : expired) draft.Add(HoldEnded{id, HoldEnd::kExpired});
}

std::optional<StepTaken> StepDue(const std::string& id, const ChasedInvoice& invoice, Date day) {
  const Strategy& strategy = DefaultStrategy();
  const auto next = NextStep(strategy, invoice.due, invoice.last_step(), day);
  if (!next || next->trigger > day) return std::nullopt;
  const auto after = NextStep(strategy, invoice.due, StepDone{next->kind, day}, day);
  return StepTaken{id, next->kind, next->trigger,
                   after ? std::optional(after->trigger) : std::nullopt};
}

// All steps that are due on `day`, those of the oldest claims first.
std::vector<StepTaken> StepsDue(const Case& kase, Date day) {
  std::vector<StepTaken> steps;
  const Stops stops(kase);
  for (const auto& id : kase.chased) {
    if (stops.Has(id)) continue;
    if (auto step = StepDue(id, kase.invoices.at(id), day)) steps.push_back(*std::move(step));
  }
  const auto age = [&](const StepTaken& step) {
    return std::tuple(kase.invoices.at(step.invoice_id).due, std::string_view(step.invoice_id));
  };
  std::sort(steps.begin(), steps.end(),
            [&](const auto& a, const auto& b) { return age(a) < age(b); });
  if (steps.size() > kStepsPerRunMax) steps.resize(kStepsPerRunMax);
  return steps;
}

// What is said to the customer about the invoices of one currency.
struct Word {
  StepKind highest = StepKind::kNote;
  bool has_second_reminder = false;
  std::vector<InvoiceFact> invoices;
  Money total;
  Date deadline = Date::max();

  void Include(const StepTaken& step, const ChasedInvoice& invoice) {
    highest = std::max(highest, step.kind);
    if (step.kind == StepKind::kSecondReminder) has_second_reminder = true;
    invoices.push_back(
        {step.invoice_id, invoice.number, invoice.due, invoice.open, invoice.disputed});
    total = total + invoice.chaseable();
    if (step.deadline) deadline = std::min(deadline, *step.deadline);
  }
};

template <class Wanted>
std::map<Currency, Word> Gather(const Case& kase, const std::vector<StepTaken>& steps,
                                Wanted wanted) {
  std::map<Currency, Word> words;
  for (const StepTaken& step : steps) {
    if (!wanted(step.kind)) continue;
    const ChasedInvoice& invoice = kase.invoices.at(step.invoice_id);
    const Currency currency = invoice.amount.currency;
    const auto word = words.try_emplace(currency).first;
    word->second.total.currency = currency;
    word->second.Include(step, invoice);
  }
  return words;
}

void PromiseMessages(CaseDraft& draft, const std::vector<StepTaken>& steps, Date day) {
  const Account account = draft.account();
  for (auto& [currency, word] : Gather(draft.kase(), steps, IsMessage)) {
    MessagePromised message;
    message.message_id = fmt::format("ladder-{}-{}", ToString(day), currency.code());
    message.step = word.highest;
    message.channel = account.channel;
    message.language = account.language;
    message.debtor_kind = account.kind;
    message.country = account.country;
    message.time_zone = account.time_zone;
    message.invoices = std::move(word.invoices);
    message.total = word.total;
    message.deadline = word.deadline;
    // Also where another invoice's step gives the message its words.
    if (word.has_second_reminder) message.late_charge = account.late_charge;
    draft.Add(std::move(message));
  }
}

void RaiseCallTasks(CaseDraft& draft, const std::vector<StepTaken>& steps, Date day) {
  const auto is_call = [](StepKind kind) { return kind == StepKind::kCall; };
  for (auto& [currency, word] : Gather(draft.kase(), steps, is_call)) {
    draft.Add(CallTaskRaised{fmt::format("call-{}-{}", ToString(day), currency.code()), day,
                             std::move(word.invoices), word.total, word.deadline});
  }
}

void TakeSteps(CaseDraft& draft, Date day) {
  const std::vector<StepTaken> steps = StepsDue(draft.kase(), day);
  if (steps.empty()) return;
  const Strategy& strategy = DefaultStrategy();
  draft.Add(LadderRun{day, strategy.name, strategy.version, steps});
  PromiseMessages(draft, steps, day);
  RaiseCallTasks(draft, steps, day);
}

}  // namespace

CaseDecision Decide(const RunLadder& command, const Case& kase, Instant now) {
  if (!kase.next_run_at || now < *kase.next_run_at) return std::vector<CaseEvent>{};

  CaseDraft draft(kase, now);
  // A run that comes late is still that of the morning it belongs to.
  const Date day = draft.mornings().Last(now);
  ExpireHolds(draft, day);
  BreakPromises(draft, day);
  RecallUnanswered(draft, day);
  if (!kase.last_run || *kase.last_run < day) TakeSteps(draft, day);
  OfferPlacements(draft, command.agencies, day);
  return std::move(draft).FinishRun(day);
}

}  // namespace recourse::collections
