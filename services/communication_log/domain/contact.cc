#include "services/communication_log/domain/contact.h"

namespace recourse::communication_log {

std::string_view Name(ContactRule rule) {
  switch (rule) {
    case ContactRule::kContactIdInUse:
      return "CONTACT_ID_IN_USE";
    case ContactRule::kNotYetHappened:
      return "NOT_YET_HAPPENED";
  }
  __builtin_unreachable();
}

Decision<ContactEvent, ContactRule> ContactDecider::Decide(const RecordContact& record,
                                                           const State& known, Instant now) {
  const Contact& contact = record.contact;
  if (known) {
    if (*known == contact) return std::vector<Event>{};
    return Refuse(Rule::kContactIdInUse, {{"contact_id", contact.contact_id}});
  }
  if (contact.occurred_at > now) {
    return Refuse(Rule::kNotYetHappened,
                  {{"occurred_at", ToString(contact.occurred_at)}, {"now", ToString(now)}});
  }
  return std::vector<Event>{ContactRecorded{contact}};
}

std::optional<Contact> ContactDecider::Evolve(State, const Event& event) { return event.contact; }

}  // namespace recourse::communication_log
