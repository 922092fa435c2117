#include "services/communication_log/domain/preferences.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "libs/base/overloaded.h"
#include "services/communication_log/domain/rule_set.h"

namespace recourse::communication_log {
namespace {

using Events = std::vector<PreferenceEvent>;
using PreferenceDecision = Decision<PreferenceEvent, PreferenceRule>;

// Nothing if `already` holds, else `event`.
PreferenceDecision Unless(bool already, PreferenceEvent event) {
  if (already) return Events{};
  return Events{std::move(event)};
}

bool IsConversation(ContactOutcome outcome) {
  switch (outcome) {
    case ContactOutcome::kReached:
    case ContactOutcome::kPromised:
    case ContactOutcome::kDisputed:
    case ContactOutcome::kQuestion:
    case ContactOutcome::kRefused:
    case ContactOutcome::kHardshipTold:
      return true;
    case ContactOutcome::kNoAnswer:
    case ContactOutcome::kVoicemail:
    case ContactOutcome::kWrongNumber:
    case ContactOutcome::kNotConnected:
      return false;
  }
  __builtin_unreachable();
}

Date LocalDay(const Contact& contact) {
  return std::chrono::floor<Days>(contact.occurred_at +
                                  std::chrono::minutes(contact.utc_offset_minutes));
}

PreferenceDecision Decide(const BarChannel& bar, const Preferences& preferences) {
  return Unless(preferences.barred.Contains(bar.channel), ChannelBarred{bar.channel, bar.day});
}

PreferenceDecision Decide(const AllowChannel& allow, const Preferences& preferences) {
  return Unless(!preferences.barred.Contains(allow.channel),
                ChannelAllowed{allow.channel, allow.day});
}

PreferenceDecision Decide(const RequestCease& cease, const Preferences& preferences) {
  return Unless(preferences.ceased, CeaseRequested{cease.day});
}

PreferenceDecision Decide(const LiftCease& lift, const Preferences& preferences) {
  return Unless(!preferences.ceased, CeaseLifted{lift.day});
}

PreferenceDecision Decide(const BeginRepresentation& begin, const Preferences& preferences) {
  return Unless(preferences.represented, RepresentationBegun{begin.day});
}

PreferenceDecision Decide(const EndRepresentation& end, const Preferences& preferences) {
  return Unless(!preferences.represented, RepresentationEnded{end.day});
}

PreferenceDecision Decide(const GiveConsent& give, const Preferences& preferences) {
  const auto& consents = preferences.call_consents;
  const auto known = consents.find(give.person);
  if (known == consents.end() && consents.size() >= kPersonsMax) {
    return Refuse(PreferenceRule::kTooManyPersons, {{"person", give.person}});
  }
  return Unless(known != consents.end() && known->second == give.day,
                ConsentGiven{give.person, give.day});
}

PreferenceDecision Decide(const WithdrawConsent& withdraw, const Preferences& preferences) {
  return Unless(!preferences.call_consents.contains(withdraw.person),
                ConsentWithdrawn{withdraw.person, withdraw.day});
}

PreferenceDecision Decide(const NoteCall& note, const Preferences& preferences) {
  const Contact& contact = note.contact;
  if (contact.channel != Channel::kPhone) return Events{};
  const Date day = LocalDay(contact);
  const bool attempt = contact.direction == Direction::kOutbound &&
                       contact.outcome != ContactOutcome::kNotConnected &&
                       !ConsentInForce(preferences, contact.person, day);
  const bool conversation = IsConversation(contact.outcome);
  if (!attempt && !conversation) return Events{};
  const bool known =
      std::any_of(preferences.calls.begin(), preferences.calls.end(),
                  [&](const CallNoted& call) { return call.contact_id == contact.contact_id; });
  return Unless(known, CallNoted{contact.contact_id, contact.person, contact.debts, day, attempt,
                                 conversation});
}

// What a command says of when; nothing for a call, which was judged where it was recorded.
std::optional<Date> DayOf(const PreferenceCommand& command) {
  return std::visit(Overloaded{
                        [](const NoteCall&) -> std::optional<Date> { return std::nullopt; },
                        [](const auto& change) -> std::optional<Date> { return change.day; },
                    },
                    command);
}

void Remember(const CallNoted& noted, Preferences& preferences) {
  auto& calls = preferences.calls;
  calls.push_back(noted);
  Date newest = noted.day;
  for (const CallNoted& call : calls) newest = std::max(newest, call.day);
  std::erase_if(calls, [&](const CallNoted& call) { return call.day + kCallMemory <= newest; });
  if (calls.size() > kCallsMax) calls.erase(calls.begin());

  // A consent covers the calls up to the next conversation.
  const auto consent = preferences.call_consents.find(noted.person);
  if (noted.conversation && consent != preferences.call_consents.end() &&
      consent->second <= noted.day) {
    preferences.call_consents.erase(consent);
  }
}

}  // namespace

std::string_view Name(PreferenceRule rule) {
  switch (rule) {
    case PreferenceRule::kDateInFuture:
      return "DATE_IN_FUTURE";
    case PreferenceRule::kTooManyPersons:
      return "TOO_MANY_PERSONS";
  }
  __builtin_unreachable();
}

bool ConsentInForce(const Preferences& preferences, const std::string& person, Date day) {
  const auto consent = preferences.call_consents.find(person);
  return consent != preferences.call_consents.end() && consent->second <= day &&
         day < consent->second + kConsentDays;
}

Decision<PreferenceEvent, PreferenceRule> PreferencesDecider::Decide(
    const PreferenceCommand& command, const Preferences& preferences, Instant now) {
  const auto day = DayOf(command);
  if (const Date latest = LatestDay(now); day && *day > latest) {
    return Refuse(PreferenceRule::kDateInFuture,
                  {{"day", ToString(*day)}, {"latest", ToString(latest)}});
  }
  return std::visit(
      [&](const auto& asked) { return communication_log::Decide(asked, preferences); }, command);
}

Preferences PreferencesDecider::Evolve(Preferences preferences, const PreferenceEvent& event) {
  std::visit(
      Overloaded{
          [&](const ChannelBarred& barred) { preferences.barred.Insert(barred.channel); },
          [&](const ChannelAllowed& allowed) { preferences.barred.Erase(allowed.channel); },
          [&](const CeaseRequested&) { preferences.ceased = true; },
          [&](const CeaseLifted&) { preferences.ceased = false; },
          [&](const RepresentationBegun&) { preferences.represented = true; },
          [&](const RepresentationEnded&) { preferences.represented = false; },
          [&](const ConsentGiven& given) { preferences.call_consents[given.person] = given.day; },
          [&](const ConsentWithdrawn& gone) { preferences.call_consents.erase(gone.person); },
          [&](const CallNoted& noted) { Remember(noted, preferences); },
      },
      event);
  return preferences;
}

}  // namespace recourse::communication_log
