#include "services/communication_log/api/refusals.h"

#include <string>
#include <string_view>

namespace recourse::communication_log {
namespace {

using Kind = Failure::Kind;

struct Shown {
  Kind kind;
  std::string_view message;
};

Shown Show(ClearanceRule rule) {
  switch (rule) {
    case ClearanceRule::kClearanceIdInUse:
      return {Kind::kExists, "Another question of this account has this id."};
  }
  __builtin_unreachable();
}

Shown Show(ContactRule rule) {
  switch (rule) {
    case ContactRule::kContactIdInUse:
      return {Kind::kExists, "Another contact of this account has this id."};
    case ContactRule::kNotYetHappened:
      return {Kind::kPrecondition, "A contact is recorded after it has happened."};
  }
  __builtin_unreachable();
}

Shown Show(MessageRule rule) {
  using enum MessageRule;
  switch (rule) {
    case kMessageIdInUse:
      return {Kind::kExists, "Another message of this account has this id."};
    case kChannelCannotCarryIt:
      return {Kind::kPrecondition, "Messages are sent by e-mail or letter only."};
    case kNoFacts:
      return {Kind::kPrecondition, "A message must name an invoice."};
    case kTooManyFacts:
      return {Kind::kPrecondition, "A message names at most 1000 invoices."};
    case kInvoiceTwice:
      return {Kind::kPrecondition, "The message names an invoice twice."};
    case kCurrenciesMixed:
      return {Kind::kPrecondition, "A message speaks of one currency only."};
    case kAmountOutOfRange:
      return {Kind::kPrecondition,
              "Amounts must be more than zero, and less of an invoice disputed than is open."};
    case kTotalDiffers:
      return {Kind::kPrecondition, "The total is not the sum of what is open and not disputed."};
    case kDeadlinePassed:
      return {Kind::kPrecondition, "The deadline has passed in the customer's zone."};
    case kNotQueued:
      return {Kind::kPrecondition, "The message does not wait to be sent."};
  }
  __builtin_unreachable();
}

Shown Show(PreferenceRule rule) {
  switch (rule) {
    case PreferenceRule::kDateInFuture:
      return {Kind::kPrecondition, "This day has not come yet in any time zone."};
    case PreferenceRule::kTooManyPersons:
      return {Kind::kPrecondition, "At most 100 persons of an account may agree to calls."};
  }
  __builtin_unreachable();
}

template <class Rule>
Failure Refused(const Refusal<Rule>& refusal) {
  const Shown shown = Show(refusal.rule);
  return {shown.kind, std::string(Name(refusal.rule)), std::string(shown.message), refusal.values};
}

}  // namespace

Failure ToFailure(const Refusal<ClearanceRule>& refusal) { return Refused(refusal); }
Failure ToFailure(const Refusal<ContactRule>& refusal) { return Refused(refusal); }
Failure ToFailure(const Refusal<MessageRule>& refusal) { return Refused(refusal); }
Failure ToFailure(const Refusal<PreferenceRule>& refusal) { return Refused(refusal); }

}  // namespace recourse::communication_log
