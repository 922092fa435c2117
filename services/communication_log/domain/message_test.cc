#include "services/communication_log/domain/message.h"

#include "libs/decider/given.h"

namespace recourse::communication_log {
namespace {

using namespace date::literals;
using namespace std::chrono_literals;
using Given = GivenHistory<MessageDecider>;
using enum MessageRule;

constexpr Date kToday = 2012_y / 3 / 5;

Money Eur(std::int64_t minor_units) { return {minor_units, *Currency::Parse("EUR")}; }
Money Usd(std::int64_t minor_units) { return {minor_units, *Currency::Parse("USD")}; }

MessageContent Content() {
  return {.channel = Channel::kEmail,
          .kind = MessageKind::kSecondReminder,
          .language = Language::kDe,
          .facts = {{"i1", "R-1", 2012_y / 2 / 14, Eur(100'00), Eur(30'00)},
                    {"i2", "R-2", 2012_y / 2 / 16, Eur(50'00), Eur(0)}},
          .late_charge = LateCharge{Eur(5'00), "terms 7.2"},
          .total = Eur(120'00),
          .deadline = 2012_y / 3 / 15,
          .level = "second_reminder",
          .collection_case = "accounts/a1/case"};
}

SendMessage Send(const MessageContent& content, const Preferences& preferences = {}) {
  return {.message_id = "m1",
          .content = content,
          .customer_kind = CustomerKind::kBusiness,
          .country = "DE",
          .local = {kToday, 9h},
          .preferences = preferences};
}

Preferences Ceased() {
  Preferences preferences;
  preferences.ceased = true;
  return preferences;
}

PolicyDecision Decided(bool ceased) {
  return {.rule_set = "default-business",
          .version = 1,
          .inputs = {.channel = Channel::kEmail,
                     .customer_kind = CustomerKind::kBusiness,
                     .country = "DE",
                     .local = {kToday, 9h},
                     .ceased = ceased,
                     .represented = false,
                     .channel_barred = false,
                     .calls_in_window = 0,
                     .last_conversation = {},
                     .call_consent = false},
          .refused_by = ceased ? std::optional(PolicyRule::kCeased) : std::nullopt};
}

const MessageQueued kQueued{"m1", Content(), Decided(false)};
const MessageRefused kRefused{"m1", Content(), Decided(true)};
const MessageSent kSent{"m1", std::string(32, 's'), "m1.eml"};
const FactDifference kDifference{"i1", FactDifference::Kind::kOnHold, "chased", "on hold"};

TEST(MessageTest, WhatThePolicyAllowsIsQueuedWithTheDecision) {
  Given({}).When(Send(Content())).Then({kQueued});
}

TEST(MessageTest, WhatThePolicyForbidsIsRefusedWithTheDecision) {
  Given({}).When(Send(Content(), Ceased())).Then({kRefused});
}

TEST(MessageTest, SendingAgainChangesNothingWhateverCameOfIt) {
  Given({kQueued}).When(Send(Content(), Ceased())).ThenNothing();
  Given({kRefused}).When(Send(Content())).ThenNothing();
  Given({kQueued, kSent}).When(Send(Content())).ThenNothing();
}

TEST(MessageTest, LettersAreSentAsWell) {
  MessageContent letter = Content();
  letter.channel = Channel::kLetter;
  PolicyDecision decision = Decided(false);
  decision.inputs.channel = Channel::kLetter;
  Given({}).When(Send(letter)).Then({MessageQueued{"m1", letter, decision}});
}

TEST(MessageTest, TheDeadlineMayBeToday) {
  MessageContent content = Content();
  content.deadline = kToday;
  Given({}).When(Send(content)).Then({MessageQueued{"m1", content, Decided(false)}});
}

TEST(MessageTest, TheOutboxAnswersOnce) {
  Given({kQueued}).When(ConfirmSent{kSent.content_hmac, "m1.eml"}).Then({kSent});
  Given({kQueued, kSent}).When(ConfirmSent{kSent.content_hmac, "m1.eml"}).ThenNothing();

  const MessageWithheld withheld{"m1", {kDifference}};
  Given({kQueued}).When(WithholdMessage{{kDifference}}).Then({withheld});
  Given({kQueued, withheld}).When(WithholdMessage{{kDifference}}).ThenNothing();

  const MessageFailed failed{"m1", "no address"};
  Given({kQueued}).When(FailMessage{"no address"}).Then({failed});
  Given({kQueued, failed}).When(FailMessage{"no address"}).ThenNothing();
}

TEST(MessageTest, StateSaysWhereItHasComeTo) {
  const auto sent = Replay<MessageDecider>({kQueued, kSent});
  EXPECT_EQ(sent.status, Message::Status::kSent);
  EXPECT_EQ(sent.content, Content());
  EXPECT_EQ(sent.decision, Decided(false));
  EXPECT_EQ(sent.file, "m1.eml");
  EXPECT_EQ(Replay<MessageDecider>({kRefused}).status, Message::Status::kRefused);
}

// What is refused, and the one change to a good message that leads there.
struct RefusalCase {
  MessageRule rule;
  void (*spoil)(MessageContent&);
};

// One row per rule, in the order in which the enum declares them, and one for each further way.
TEST(MessageTest, RefusalsOfWhatCouldNeverBeSent) {
  const RefusalCase cases[] = {
      {kChannelCannotCarryIt, [](auto& content) { content.channel = Channel::kPhone; }},
      {kNoFacts, [](auto& content) { content.facts.clear(); }},
      {kTooManyFacts, [](auto& content) { content.facts.resize(kFactsMax + 1); }},
      {kInvoiceTwice, [](auto& content) { content.facts[1].invoice_id = "i1"; }},
      {kCurrenciesMixed, [](auto& content) { content.facts[1].open = Usd(1); }},
      {kCurrenciesMixed, [](auto& content) { content.facts[1].disputed = {}; }},
      {kCurrenciesMixed, [](auto& content) { content.late_charge->amount = Usd(1); }},
      {kAmountOutOfRange, [](auto& content) { content.facts[1].open = Eur(0); }},
      {kAmountOutOfRange, [](auto& content) { content.facts[1].open = Eur(kMoneyMax + 1); }},
      {kAmountOutOfRange, [](auto& content) { content.facts[1].disputed = Eur(-1); }},
      {kAmountOutOfRange, [](auto& content) { content.facts[1].disputed = Eur(50'00); }},
      {kAmountOutOfRange, [](auto& content) { content.late_charge->amount = Eur(0); }},
      {kTotalDiffers, [](auto& content) { content.total = Eur(150'00); }},
      {kDeadlinePassed, [](auto& content) { content.deadline = kToday - Days(1); }},
  };
  for (const auto& [rule, spoil] : cases) {
    MessageContent content = Content();
    spoil(content);
    Given({}).When(Send(content)).ThenRefused(rule);
  }
}

TEST(MessageTest, AnIdIsForOneMessage) {
  MessageContent other = Content();
  other.level = "friendly";
  Given({kQueued}).When(Send(other)).ThenRefused(kMessageIdInUse, {{"message_id", "m1"}});
}

TEST(MessageTest, OnlyWhatIsQueuedCanBeAnswered) {
  for (const MessageCommand& answer :
       {MessageCommand(ConfirmSent{"other", "m1.eml"}), MessageCommand(WithholdMessage{}),
        MessageCommand(FailMessage{"r"})}) {
    Given({}).When(answer).ThenRefused(kNotQueued);
    Given({kRefused}).When(answer).ThenRefused(kNotQueued);
    Given({kQueued, kSent}).When(answer).ThenRefused(kNotQueued);
  }
}

TEST(MessageTest, ARefusalNamesTheValueThatBrokeTheRule) {
  MessageContent by_phone = Content();
  by_phone.channel = Channel::kPhone;
  Given({}).When(Send(by_phone)).ThenRefused(kChannelCannotCarryIt, {{"channel", "phone"}});
  MessageContent empty = Content();
  empty.facts.clear();
  Given({}).When(Send(empty)).ThenRefused(kNoFacts, {{"facts", "0"}});
}

TEST(MessageTest, ASumIsNamedWhereTheTotalDiffers) {
  MessageContent content = Content();
  content.total = Eur(150'00);
  Given({})
      .When(Send(content))
      .ThenRefused(kTotalDiffers, {{"total", "150.00 EUR"}, {"sum", "120.00 EUR"}});
}

TEST(MessageTest, EveryRuleHasItsOwnName) {
  EXPECT_EQ(Name(kMessageIdInUse), "MESSAGE_ID_IN_USE");
  EXPECT_EQ(Name(kAmountOutOfRange), "AMOUNT_OUT_OF_RANGE");
  EXPECT_EQ(Name(kNotQueued), "NOT_QUEUED");
}

}  // namespace
}  // namespace recourse::communication_log
