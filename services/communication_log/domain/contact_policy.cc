#include "services/communication_log/domain/contact_policy.h"

#include <algorithm>

namespace recourse::communication_log {
namespace {

bool Concerns(const CallNoted& call, const std::string& debt) {
  return call.debts.empty() ||
         std::find(call.debts.begin(), call.debts.end(), debt) != call.debts.end();
}

bool ConcernsAny(const CallNoted& call, const std::vector<std::string>& debts) {
  return debts.empty() || std::any_of(debts.begin(), debts.end(), [&](const std::string& debt) {
           return Concerns(call, debt);
         });
}

bool Within(const CallNoted& call, Date day, Days window) {
  return day - window < call.day && call.day <= day;
}

// The calls are counted for each debt by itself; the most decides.
int CallsInWindow(const std::vector<CallNoted>& calls, const ContactQuestion& question,
                  Days window) {
  const auto count = [&](const auto& concerns) {
    return static_cast<int>(std::count_if(calls.begin(), calls.end(), [&](const CallNoted& call) {
      return call.attempt && call.person == question.person &&
             Within(call, question.local.day, window) && concerns(call);
    }));
  };
  if (question.debts.empty()) return count([](const CallNoted&) { return true; });
  int most = 0;
  for (const std::string& debt : question.debts) {
    most = std::max(most, count([&](const CallNoted& call) { return Concerns(call, debt); }));
  }
  return most;
}

std::optional<Date> LastConversation(const std::vector<CallNoted>& calls,
                                     const ContactQuestion& question) {
  std::optional<Date> last;
  for (const CallNoted& call : calls) {
    if (!call.conversation || call.person != question.person) continue;
    if (call.day > question.local.day || !ConcernsAny(call, question.debts)) continue;
    if (!last || *last < call.day) last = call.day;
  }
  return last;
}

}  // namespace

std::string_view Name(PolicyRule rule) {
  switch (rule) {
    case PolicyRule::kCeased:
      return "CEASED";
    case PolicyRule::kRepresented:
      return "REPRESENTED";
    case PolicyRule::kDoNotContact:
      return "DO_NOT_CONTACT";
    case PolicyRule::kQuietHours:
      return "QUIET_HOURS";
    case PolicyRule::kCallCap:
      return "CALL_CAP";
    case PolicyRule::kRestAfterConversation:
      return "REST_AFTER_CONVERSATION";
  }
  __builtin_unreachable();
}

std::optional<PolicyRule> Judge(const RuleSet& rules, const ContactInputs& inputs) {
  if (inputs.ceased) return PolicyRule::kCeased;
  if (inputs.represented) return PolicyRule::kRepresented;
  if (inputs.channel_barred) return PolicyRule::kDoNotContact;
  const auto time_of_day = inputs.local.time_of_day;
  if (rules.timed_channels.Contains(inputs.channel) &&
      (time_of_day < rules.hours.first || rules.hours.last < time_of_day)) {
    return PolicyRule::kQuietHours;
  }
  if (inputs.channel != Channel::kPhone || inputs.call_consent) return std::nullopt;
  if (rules.calls_window > Days(0) && inputs.calls_in_window >= rules.calls_max) {
    return PolicyRule::kCallCap;
  }
  if (inputs.last_conversation &&
      inputs.local.day < *inputs.last_conversation + rules.rest_after_conversation) {
    return PolicyRule::kRestAfterConversation;
  }
  return std::nullopt;
}

ContactInputs Gather(const RuleSet& rules, const ContactQuestion& question,
                     const Preferences& preferences) {
  ContactInputs inputs{.channel = question.channel,
                       .customer_kind = question.customer_kind,
                       .country = question.country,
                       .local = question.local,
                       .ceased = preferences.ceased,
                       .represented = preferences.represented,
                       .channel_barred = preferences.barred.Contains(question.channel),
                       .calls_in_window = 0,
                       .last_conversation = {},
                       .call_consent = false};
  if (question.channel == Channel::kPhone) {
    inputs.calls_in_window = CallsInWindow(preferences.calls, question, rules.calls_window);
    inputs.last_conversation = LastConversation(preferences.calls, question);
    inputs.call_consent = ConsentInForce(preferences, question.person, question.local.day);
  }
  return inputs;
}

PolicyDecision DecideContact(const ContactQuestion& question, const Preferences& preferences) {
  const RuleSet& rules = RuleSetFor(question.customer_kind, question.country, question.local.day);
  ContactInputs inputs = Gather(rules, question, preferences);
  const auto refused_by = Judge(rules, inputs);
  return {std::string(rules.name), rules.version, std::move(inputs), refused_by};
}

}  // namespace recourse::communication_log
