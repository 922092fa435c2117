#include "services/communication_log/domain/preferences.h"

#include "libs/decider/given.h"
#include "services/communication_log/domain/rule_set.h"

namespace recourse::communication_log {
namespace {

using namespace date::literals;

constexpr Date kDay = 2022_y / 3 / 7;

// What happens some days later.
class Given : public GivenHistory<PreferencesDecider> {
 public:
  explicit Given(const std::vector<PreferenceEvent>& history) : GivenHistory(history) {
    At(kDay + Days(3));
  }
};

Contact Call(Direction direction, ContactOutcome outcome) {
  return {.contact_id = "c1",
          .channel = Channel::kPhone,
          .direction = direction,
          .outcome = outcome,
          .person = "debtor",
          .debts = {"i1"},
          .occurred_at = kDay + std::chrono::hours(12),
          .utc_offset_minutes = 60,
          .links = {},
          .text = {}};
}

CallNoted Noted(bool attempt, bool conversation) {
  return {"c1", "debtor", {"i1"}, kDay, attempt, conversation};
}

TEST(PreferencesTest, EachChangeIsRecordedOnce) {
  const std::vector<std::pair<PreferenceCommand, PreferenceEvent>> changes{
      {BarChannel{Channel::kSms, kDay}, ChannelBarred{Channel::kSms, kDay}},
      {RequestCease{kDay}, CeaseRequested{kDay}},
      {BeginRepresentation{kDay}, RepresentationBegun{kDay}},
      {GiveConsent{"debtor", kDay}, ConsentGiven{"debtor", kDay}},
  };
  for (const auto& [command, event] : changes) {
    Given({}).When(command).Then({event});
    Given({event}).When(command).ThenNothing();
  }
}

TEST(PreferencesTest, EachChangeIsTakenBackOnce) {
  const std::vector<std::tuple<PreferenceEvent, PreferenceCommand, PreferenceEvent>> changes{
      {ChannelBarred{Channel::kSms, kDay}, AllowChannel{Channel::kSms, kDay},
       ChannelAllowed{Channel::kSms, kDay}},
      {CeaseRequested{kDay}, LiftCease{kDay}, CeaseLifted{kDay}},
      {RepresentationBegun{kDay}, EndRepresentation{kDay}, RepresentationEnded{kDay}},
      {ConsentGiven{"debtor", kDay}, WithdrawConsent{"debtor", kDay},
       ConsentWithdrawn{"debtor", kDay}},
  };
  for (const auto& [before, command, event] : changes) {
    Given({}).When(command).ThenNothing();
    Given({before}).When(command).Then({event});
    Given({before, event}).When(command).ThenNothing();
  }
}

TEST(PreferencesTest, AChannelIsBarredForItself) {
  Given({ChannelBarred{Channel::kSms, kDay}})
      .When(BarChannel{Channel::kEmail, kDay})
      .Then({ChannelBarred{Channel::kEmail, kDay}});
}

TEST(PreferencesTest, ANewConsentReplacesTheOld) {
  Given({ConsentGiven{"debtor", kDay}})
      .When(GiveConsent{"debtor", kDay + Days(3)})
      .Then({ConsentGiven{"debtor", kDay + Days(3)}});
}

TEST(PreferencesTest, AnUnansweredCallIsAnAttempt) {
  for (const auto outcome :
       {ContactOutcome::kNoAnswer, ContactOutcome::kVoicemail, ContactOutcome::kWrongNumber}) {
    Given({}).When(NoteCall{Call(Direction::kOutbound, outcome)}).Then({Noted(true, false)});
  }
}

TEST(PreferencesTest, TalkingIsAConversationInEitherDirection) {
  for (const auto outcome :
       {ContactOutcome::kReached, ContactOutcome::kPromised, ContactOutcome::kDisputed,
        ContactOutcome::kQuestion, ContactOutcome::kRefused, ContactOutcome::kHardshipTold}) {
    Given({}).When(NoteCall{Call(Direction::kOutbound, outcome)}).Then({Noted(true, true)});
    Given({}).When(NoteCall{Call(Direction::kInbound, outcome)}).Then({Noted(false, true)});
  }
}

TEST(PreferencesTest, OnlyCallsAreNoted) {
  Contact mail = Call(Direction::kOutbound, ContactOutcome::kReached);
  mail.channel = Channel::kEmail;
  Given({}).When(NoteCall{mail}).ThenNothing();
}

TEST(PreferencesTest, ACallIsNotedOnce) {
  Given({Noted(true, false)})
      .When(NoteCall{Call(Direction::kOutbound, ContactOutcome::kNoAnswer)})
      .ThenNothing();
}

TEST(PreferencesTest, TheDayOfACallIsTheCustomers) {
  Contact late = Call(Direction::kOutbound, ContactOutcome::kNoAnswer);
  late.occurred_at = kDay + std::chrono::hours(23);
  CallNoted noted = Noted(true, false);
  noted.day = kDay + Days(1);
  Given({}).When(NoteCall{late}).Then({noted});
  late.utc_offset_minutes = -300;
  Given({}).When(NoteCall{late}).Then({Noted(true, false)});
}

TEST(PreferencesTest, AConversationUsesTheConsentUp) {
  Preferences after = Replay<PreferencesDecider>({ConsentGiven{"debtor", kDay}});
  EXPECT_TRUE(ConsentInForce(after, "debtor", kDay));
  CallNoted elsewhere = Noted(true, true);
  elsewhere.person = "co-debtor";
  after = PreferencesDecider::Evolve(after, elsewhere);
  EXPECT_TRUE(ConsentInForce(after, "debtor", kDay));
  after = PreferencesDecider::Evolve(after, Noted(false, true));
  EXPECT_FALSE(ConsentInForce(after, "debtor", kDay));
}

TEST(PreferencesTest, AConversationBeforeTheConsentDoesNotUseItUp) {
  const auto after =
      Replay<PreferencesDecider>({ConsentGiven{"debtor", kDay + Days(1)}, Noted(false, true)});
  EXPECT_TRUE(ConsentInForce(after, "debtor", kDay + Days(1)));
}

TEST(PreferencesTest, OldCallsAreForgottenByTheDayOfTheNewest) {
  CallNoted next = Noted(true, false);
  next.contact_id = "c2";
  next.day = kDay + kCallMemory - Days(1);
  auto after = Replay<PreferencesDecider>({Noted(true, false), next});
  EXPECT_EQ(after.calls.size(), 2u);
  next.contact_id = "c3";
  next.day = kDay + kCallMemory;
  after = PreferencesDecider::Evolve(after, next);
  EXPECT_EQ(after.calls.size(), 2u);
  EXPECT_EQ(after.calls.front().contact_id, "c2");
}

TEST(PreferencesTest, CallsAreBounded) {
  Preferences after;
  for (std::size_t i = 0; i <= kCallsMax; ++i) {
    CallNoted call = Noted(true, false);
    call.contact_id = std::to_string(i);
    after = PreferencesDecider::Evolve(std::move(after), call);
  }
  EXPECT_EQ(after.calls.size(), kCallsMax);
  EXPECT_EQ(after.calls.front().contact_id, "1");
}

TEST(PreferencesTest, NoRuleSetLooksBackFurtherThanCallsAreRemembered) {
  for (const RuleSet& rules : RuleSets()) {
    EXPECT_LT(rules.calls_window, kCallMemory) << rules.name;
    EXPECT_LT(rules.rest_after_conversation, kCallMemory) << rules.name;
    EXPECT_LT(static_cast<std::size_t>(rules.calls_max), kCallsMax) << rules.name;
  }
}

TEST(PreferencesTest, NoChangeIsTakenBeforeItsDayHasCome) {
  const Failure::Values values{{"day", "2022-03-07"}, {"latest", "2022-03-06"}};
  for (const PreferenceCommand& command : {
           PreferenceCommand(BarChannel{Channel::kSms, kDay}),
           PreferenceCommand(AllowChannel{Channel::kSms, kDay}),
           PreferenceCommand(RequestCease{kDay}),
           PreferenceCommand(LiftCease{kDay}),
           PreferenceCommand(BeginRepresentation{kDay}),
           PreferenceCommand(EndRepresentation{kDay}),
           PreferenceCommand(GiveConsent{"debtor", kDay}),
           PreferenceCommand(WithdrawConsent{"debtor", kDay}),
       }) {
    Given given({});
    given.At(kDay - Days(1) - std::chrono::microseconds(1));
    given.When(command).ThenRefused(PreferenceRule::kDateInFuture, values);
    EXPECT_TRUE(given.At(kDay - Days(1)).When(command).decision);
  }
}

TEST(PreferencesTest, Refusals) {
  Given({})
      .When(LiftCease{kDay + Days(5)})
      .ThenRefused(PreferenceRule::kDateInFuture,
                   {{"day", "2022-03-12"}, {"latest", "2022-03-11"}});
  std::vector<PreferenceEvent> full;
  for (std::size_t i = 0; i < kPersonsMax; ++i) {
    full.push_back(ConsentGiven{"person-" + std::to_string(i), kDay});
  }
  Given(full)
      .When(GiveConsent{"one-more", kDay})
      .ThenRefused(PreferenceRule::kTooManyPersons, {{"person", "one-more"}});
  EXPECT_EQ(Name(PreferenceRule::kDateInFuture), "DATE_IN_FUTURE");
  EXPECT_EQ(Name(PreferenceRule::kTooManyPersons), "TOO_MANY_PERSONS");
}

}  // namespace
}  // namespace recourse::communication_log
