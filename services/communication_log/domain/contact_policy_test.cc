#include "services/communication_log/domain/contact_policy.h"

#include <gtest/gtest.h>

#include <set>

namespace recourse::communication_log {
namespace {

using namespace date::literals;
using namespace std::chrono_literals;

// Day n of the golden cases; day 1 is long after Regulation F came into force.
constexpr Date Day(int n) { return Date(2022_y / 2 / 28) + Days(n); }

// An account of a consumer in the United States, to whom calls are made and about whom is asked.
class RegFTest : public testing::Test {
 protected:
  void Call(int day, const std::string& person = "debtor", const std::string& debt = "debt",
            ContactOutcome outcome = ContactOutcome::kNoAnswer,
            Direction direction = Direction::kOutbound) {
    const Contact contact{.contact_id = "c" + std::to_string(++calls_),
                          .channel = Channel::kPhone,
                          .direction = direction,
                          .outcome = outcome,
                          .person = person,
                          .debts = {debt},
                          .occurred_at = Day(day) + 12h,
                          .utc_offset_minutes = 0,
                          .links = {},
                          .text = {}};
    Happens(NoteCall{contact});
  }

  void Calls(int first_day, int last_day, const std::string& person = "debtor",
             const std::string& debt = "debt") {
    for (int day = first_day; day <= last_day; ++day) Call(day, person, debt);
  }

  void Talk(int day, Direction direction) {
    Call(day, "debtor", "debt", ContactOutcome::kReached, direction);
  }

  void Happens(const PreferenceCommand& command) {
    const auto events = PreferencesDecider::Decide(command, preferences_, Day(365));
    ASSERT_TRUE(events);
    for (const auto& event : *events) {
      preferences_ = PreferencesDecider::Evolve(std::move(preferences_), event);
    }
  }

  std::optional<PolicyRule> Asked(int day, const std::string& person = "debtor",
                                  const std::string& debt = "debt",
                                  std::chrono::seconds time_of_day = 12h) {
    const auto decision = DecideContact({.channel = Channel::kPhone,
                                         .person = person,
                                         .debts = {debt},
                                         .customer_kind = CustomerKind::kConsumer,
                                         .country = "US",
                                         .local = {Day(day), time_of_day}},
                                        preferences_);
    EXPECT_EQ(decision.rule_set, "us-reg-f");
    return decision.refused_by;
  }

  Preferences preferences_;
  int calls_ = 0;
};

TEST_F(RegFTest, Rf1SevenCallsInSevenDaysAreAllowed) {
  Calls(1, 6);
  EXPECT_EQ(Asked(7), std::nullopt);
}

TEST_F(RegFTest, Rf2TheEighthCallInSevenDaysIsNot) {
  Calls(1, 7);
  EXPECT_EQ(Asked(7), PolicyRule::kCallCap);
}

TEST_F(RegFTest, Rf3TheWindowRolls) {
  Calls(1, 7);
  EXPECT_EQ(Asked(8), std::nullopt);
  Call(8);
  EXPECT_EQ(Asked(8), PolicyRule::kCallCap);
}

TEST_F(RegFTest, SevenDaysOfRestFollowAConversationItsDayTheFirst) {
  Talk(1, Direction::kOutbound);
  EXPECT_EQ(Asked(1), PolicyRule::kRestAfterConversation);
  EXPECT_EQ(Asked(7), PolicyRule::kRestAfterConversation);
  EXPECT_EQ(Asked(8), std::nullopt);
}

TEST_F(RegFTest, Rf5AnInboundConversationStartsTheSameRest) {
  Talk(1, Direction::kInbound);
  EXPECT_EQ(Asked(7), PolicyRule::kRestAfterConversation);
  EXPECT_EQ(Asked(8), std::nullopt);
}

TEST_F(RegFTest, Rf7EachDebtIsCountedForItself) {
  Calls(1, 7, "debtor", "debt-1");
  Calls(1, 6, "debtor", "debt-2");
  EXPECT_EQ(Asked(7, "debtor", "debt-1"), PolicyRule::kCallCap);
  EXPECT_EQ(Asked(7, "debtor", "debt-2"), std::nullopt);
}

// Rf8: a person is counted, not a number: what was dialled is not even part of a call here.
TEST_F(RegFTest, Rf9AThirdPartyIsCountedForItself) {
  Calls(1, 7);
  EXPECT_EQ(Asked(7, "neighbour"), std::nullopt);
  Calls(1, 7, "neighbour");
  EXPECT_EQ(Asked(7, "neighbour"), PolicyRule::kCallCap);
}

TEST_F(RegFTest, Rf10CallsWithConsentAreNotCountedForSevenDays) {
  Calls(1, 7);
  Happens(GiveConsent{"debtor", Day(7)});
  EXPECT_EQ(Asked(7), std::nullopt);
  Calls(7, 13);  // None of them counts.
  EXPECT_EQ(Asked(13), std::nullopt);
  EXPECT_EQ(Asked(14), std::nullopt);
  Calls(14, 20);
  EXPECT_EQ(Asked(20), PolicyRule::kCallCap);
}

TEST_F(RegFTest, Rf10ConsentEndsAfterSevenDaysAndWithTheConversation) {
  for (int i = 0; i < 7; ++i) Call(14);
  Happens(GiveConsent{"debtor", Day(8)});
  EXPECT_EQ(Asked(14), std::nullopt);
  Happens(GiveConsent{"debtor", Day(7)});
  EXPECT_EQ(Asked(14), PolicyRule::kCallCap);

  Happens(GiveConsent{"debtor", Day(14)});
  EXPECT_EQ(Asked(14), std::nullopt);
  Talk(14, Direction::kOutbound);
  EXPECT_EQ(Asked(14), PolicyRule::kCallCap);
}

TEST_F(RegFTest, Rf11ACallThatDidNotGetThroughIsNotCounted) {
  Calls(1, 6);
  for (int i = 0; i < 3; ++i) Call(7, "debtor", "debt", ContactOutcome::kNotConnected);
  EXPECT_EQ(Asked(7), std::nullopt);
}

TEST_F(RegFTest, Rf12ItemsUnderOneDebtIdAreOneDebt) {
  Calls(1, 4, "debtor", "student-account-9");
  Calls(5, 7, "debtor", "student-account-9");
  EXPECT_EQ(Asked(7, "debtor", "student-account-9"), PolicyRule::kCallCap);
}

TEST_F(RegFTest, Rf13SevenCallsInOneDayAreWithinTheCount) {
  for (int i = 0; i < 6; ++i) Call(1);
  EXPECT_EQ(Asked(1), std::nullopt);
  Call(1);
  EXPECT_EQ(Asked(1), PolicyRule::kCallCap);
}

TEST_F(RegFTest, Rf15HoursAreTheConsumersAndTheEdgesAreBlocked) {
  const auto at = [&](std::chrono::seconds time_of_day) {
    return Asked(1, "debtor", "debt", time_of_day);
  };
  EXPECT_EQ(at(7h + 59min), PolicyRule::kQuietHours);
  EXPECT_EQ(at(8h), PolicyRule::kQuietHours);
  EXPECT_EQ(at(8h + 1s), std::nullopt);
  EXPECT_EQ(at(20h + 59min + 59s), std::nullopt);
  EXPECT_EQ(at(21h), PolicyRule::kQuietHours);
  EXPECT_EQ(at(21h + 1min), PolicyRule::kQuietHours);
}

TEST_F(RegFTest, ACallAboutNothingInParticularCountsForEveryDebt) {
  Calls(1, 6);
  const Contact unspecific{.contact_id = "any",
                           .channel = Channel::kPhone,
                           .direction = Direction::kOutbound,
                           .outcome = ContactOutcome::kNoAnswer,
                           .person = "debtor",
                           .debts = {},
                           .occurred_at = Day(7),
                           .utc_offset_minutes = 0,
                           .links = {},
                           .text = {}};
  Happens(NoteCall{unspecific});
  EXPECT_EQ(Asked(7), PolicyRule::kCallCap);
  EXPECT_EQ(Asked(7, "debtor", "another"), std::nullopt);
}

// Questions of a business customer in Germany on the working day 2012-03-05.
ContactQuestion Question(Channel channel, std::chrono::seconds time_of_day) {
  return {.channel = channel,
          .person = "debtor",
          .debts = {"i1"},
          .customer_kind = CustomerKind::kBusiness,
          .country = "DE",
          .local = {2012_y / 3 / 5, time_of_day}};
}

std::optional<PolicyRule> Refusal(Channel channel, std::chrono::seconds time_of_day,
                                  const Preferences& preferences = {}) {
  return DecideContact(Question(channel, time_of_day), preferences).refused_by;
}

TEST(ContactPolicyTest, ABusinessIsNotCalledNorTextedFromNineInTheEveningToEight) {
  for (const Channel channel : {Channel::kPhone, Channel::kSms}) {
    EXPECT_EQ(Refusal(channel, 8h - 1s), PolicyRule::kQuietHours);
    EXPECT_EQ(Refusal(channel, 8h), std::nullopt);
    EXPECT_EQ(Refusal(channel, 21h - 1s), std::nullopt);
    EXPECT_EQ(Refusal(channel, 21h), PolicyRule::kQuietHours);
  }
}

TEST(ContactPolicyTest, LettersAndMailsHaveNoQuietHours) {
  for (const Channel channel : {Channel::kLetter, Channel::kEmail}) {
    EXPECT_EQ(Refusal(channel, 0s), std::nullopt);
    EXPECT_EQ(Refusal(channel, 23h), std::nullopt);
  }
}

TEST(ContactPolicyTest, TheFirstRuleThatForbidsIsNamed) {
  Preferences preferences;
  preferences.barred.Insert(Channel::kPhone);
  EXPECT_EQ(Refusal(Channel::kPhone, 23h, preferences), PolicyRule::kDoNotContact);
  EXPECT_EQ(Refusal(Channel::kEmail, 23h, preferences), std::nullopt);
  preferences.represented = true;
  EXPECT_EQ(Refusal(Channel::kPhone, 23h, preferences), PolicyRule::kRepresented);
  EXPECT_EQ(Refusal(Channel::kEmail, 23h, preferences), PolicyRule::kRepresented);
  preferences.ceased = true;
  EXPECT_EQ(Refusal(Channel::kEmail, 23h, preferences), PolicyRule::kCeased);
}

TEST(ContactPolicyTest, CapsAreForCallsOnly) {
  ContactInputs inputs;
  inputs.channel = Channel::kEmail;
  inputs.local = {Day(1), 12h};
  inputs.calls_in_window = 99;
  inputs.last_conversation = Day(1);
  EXPECT_EQ(Judge(RuleSetFor(CustomerKind::kConsumer, "US", Day(1)), inputs), std::nullopt);
}

TEST(ContactPolicyTest, ADecisionHoldsAllThatItLookedAt) {
  Preferences preferences;
  preferences.calls.push_back({"c1", "debtor", {"i1"}, 2012_y / 3 / 1, true, true});
  preferences.call_consents["debtor"] = 2012_y / 3 / 2;
  ContactQuestion question = Question(Channel::kPhone, 12h);
  question.customer_kind = CustomerKind::kConsumer;
  const auto decision = DecideContact(question, preferences);
  EXPECT_EQ(decision, (PolicyDecision{.rule_set = "default-consumer",
                                      .version = 1,
                                      .inputs = {.channel = Channel::kPhone,
                                                 .customer_kind = CustomerKind::kConsumer,
                                                 .country = "DE",
                                                 .local = question.local,
                                                 .ceased = false,
                                                 .represented = false,
                                                 .channel_barred = false,
                                                 .calls_in_window = 1,
                                                 .last_conversation = 2012_y / 3 / 1,
                                                 .call_consent = true},
                                      .refused_by = {}}));
  EXPECT_EQ(Judge(RuleSetFor(CustomerKind::kConsumer, "DE", question.local.day), decision.inputs),
            decision.refused_by);
}

TEST(RuleSetTest, IsChosenByCountryKindAndDay) {
  const auto name = [](CustomerKind kind, const char* country, Date day) {
    return RuleSetFor(kind, country, day).name;
  };
  EXPECT_EQ(name(CustomerKind::kConsumer, "US", 2021_y / 11 / 30), "us-reg-f");
  EXPECT_EQ(name(CustomerKind::kConsumer, "US", 2021_y / 11 / 29), "us-fdcpa");
  EXPECT_EQ(name(CustomerKind::kConsumer, "US", 1978_y / 3 / 19), "default-consumer");
  EXPECT_EQ(name(CustomerKind::kBusiness, "US", 2022_y / 1 / 1), "default-business");
  EXPECT_EQ(name(CustomerKind::kConsumer, "RU", 2022_y / 1 / 1), "default-consumer");
  EXPECT_EQ(name(CustomerKind::kBusiness, "RU", 1899_y / 1 / 1), "default-business");
}

TEST(RuleSetTest, NameAndVersionAreOfOneRow) {
  std::set<std::pair<std::string_view, std::uint32_t>> names;
  for (const RuleSet& rules : RuleSets()) names.emplace(rules.name, rules.version);
  EXPECT_EQ(names.size(), RuleSets().size());
}

TEST(PolicyRuleTest, EveryRuleHasItsOwnName) {
  std::set<std::string_view> names;
  for (int rule = 0; rule <= static_cast<int>(PolicyRule::kRestAfterConversation); ++rule) {
    names.insert(Name(static_cast<PolicyRule>(rule)));
  }
  EXPECT_EQ(names.size(), 6u);
  EXPECT_EQ(Name(PolicyRule::kQuietHours), "QUIET_HOURS");
}

}  // namespace
}  // namespace recourse::communication_log
