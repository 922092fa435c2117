#include <gtest/gtest.h>

#include <chrono>
#include <set>

#include "libs/wire/golden.h"
#include "services/communication_log/codec/clearance_codec.h"
#include "services/communication_log/codec/contact_codec.h"
#include "services/communication_log/codec/message_codec.h"
#include "services/communication_log/codec/preferences_codec.h"

namespace recourse::communication_log {
namespace {

using namespace date::literals;
using namespace std::chrono_literals;

const std::string kGolden = "services/communication_log/codec/golden";
constexpr Date kDay = 2012_y / 3 / 5;

Money Eur(std::int64_t minor_units) { return {minor_units, *Currency::Parse("EUR")}; }

// Holds one filled example of every event of `A` to its golden file, and everything but the
// events named in `only_texts` to refusing an empty message.
template <class A>
void ExpectKept(const std::vector<typename A::Decider::Event>& examples,
                const std::set<std::string_view>& only_texts = {}) {
  for (const auto& event : examples) {
    wire::ExpectGolden<A>(kGolden, event);
    const auto type = A::Encode(event).type;
    const auto name = type.substr(type.rfind('.') + 1);
    EXPECT_EQ(A::Decode(type, "").has_value(), only_texts.contains(name)) << name;
    EXPECT_EQ(A::Decode(type, "\xff"), std::nullopt) << name;
  }
  EXPECT_EQ(A::Decode("recourse.communication_log.v1.Unheard", ""), std::nullopt);
}

template <class A>
auto ThereAndBack(const typename A::Decider::Event& event) {
  const auto encoded = A::Encode(event);
  return A::Decode(encoded.type, encoded.payload);
}

template <class Event>
std::size_t Kinds(const std::vector<Event>& examples) {
  std::set<std::size_t> kinds;
  for (const auto& event : examples) kinds.insert(event.index());
  return kinds.size();
}

const Contact kContact{.contact_id = "c1",
                       .channel = Channel::kPhone,
                       .direction = Direction::kInbound,
                       .outcome = ContactOutcome::kHardshipTold,
                       .person = "debtor",
                       .debts = {"i1", "i2"},
                       .occurred_at = kDay + 9h + 1us,
                       .utc_offset_minutes = -300,
                       .links = {"accounts/a1/case"},
                       .text = Sealed{"envelope", "digest"}};

const PolicyDecision kRefusal{.rule_set = "us-reg-f",
                              .version = 1,
                              .inputs = {.channel = Channel::kPhone,
                                         .customer_kind = CustomerKind::kConsumer,
                                         .country = "US",
                                         .local = {kDay, 9h + 1s},
                                         .ceased = true,
                                         .represented = true,
                                         .channel_barred = true,
                                         .calls_in_window = 7,
                                         .last_conversation = kDay - Days(3),
                                         .call_consent = true},
                              .refused_by = PolicyRule::kCallCap};

const PolicyDecision kPermission{.rule_set = "default-business",
                                 .version = 1,
                                 .inputs = {.channel = Channel::kEmail,
                                            .customer_kind = CustomerKind::kBusiness,
                                            .country = "DE",
                                            .local = {kDay, 9h},
                                            .ceased = false,
                                            .represented = false,
                                            .channel_barred = false,
                                            .calls_in_window = 0,
                                            .last_conversation = {},
                                            .call_consent = false},
                                 .refused_by = {}};

const MessageContent kContent{.channel = Channel::kLetter,
                              .kind = MessageKind::kSecondReminder,
                              .language = Language::kRu,
                              .facts = {{"i1", "R-1", 2012_y / 2 / 14, Eur(100'50), Eur(30'00)},
                                        {"i2", "R-2", 2012_y / 2 / 16, Eur(50'00), Eur(0)}},
                              .late_charge = LateCharge{Eur(5'00), "terms 7.2"},
                              .total = Eur(120'50),
                              .deadline = 2012_y / 3 / 15,
                              .level = "second_reminder",
                              .collection_case = "accounts/a1/case"};

const std::vector<PreferenceEvent> kPreferences{
    ChannelBarred{Channel::kSms, kDay},
    ChannelAllowed{Channel::kMessenger, kDay},
    CeaseRequested{kDay},
    CeaseLifted{kDay},
    RepresentationBegun{kDay},
    RepresentationEnded{kDay},
    ConsentGiven{"debtor", kDay},
    ConsentWithdrawn{"debtor", kDay},
    CallNoted{"c1", "debtor", {"i1", "i2"}, kDay, true, true},
};

const std::vector<MessageEvent> kMessages{
    MessageQueued{"m1", kContent, kPermission},
    MessageRefused{"m1", kContent, kRefusal},
    MessageSent{"m1", std::string(32, 's'), "m1.eml"},
    MessageWithheld{"m1", {{"i1", FactDifference::Kind::kDue, "2012-02-14", "2012-03-14"}}},
    MessageFailed{"m1", "no address"},
};

TEST(CodecTest, StoredFormsOfContactsAreKept) {
  ExpectKept<ContactAggregate>({ContactRecorded{kContact}});
}

TEST(CodecTest, StoredFormsOfPreferencesAreKept) {
  ExpectKept<PreferencesAggregate>(kPreferences);
  EXPECT_EQ(Kinds(kPreferences), std::variant_size_v<PreferenceEvent>);
}

TEST(CodecTest, StoredFormsOfClearancesAreKept) {
  ExpectKept<ClearanceAggregate>({ContactCleared{{"q1", "debtor", {"i1"}, kPermission}},
                                  ContactRefused{{"q1", "debtor", {"i1"}, kRefusal}}});
}

TEST(CodecTest, StoredFormsOfMessagesAreKept) {
  ExpectKept<MessageAggregate>(kMessages, {"MessageSent", "MessageWithheld", "MessageFailed"});
  EXPECT_EQ(Kinds(kMessages), std::variant_size_v<MessageEvent>);
}

TEST(CodecTest, WhatIsAbsentComesBackAbsent) {
  Contact contact = kContact;
  contact.text.reset();
  contact.debts.clear();
  EXPECT_EQ(ThereAndBack<ContactAggregate>({contact}), ContactRecorded{contact});

  MessageContent content = kContent;
  content.late_charge.reset();
  const MessageEvent queued = MessageQueued{"m1", content, kPermission};
  EXPECT_EQ(ThereAndBack<MessageAggregate>(queued), queued);
}

TEST(CodecTest, ATotalMayBeMoreThanOneAmountCanBe) {
  MessageContent content = kContent;
  content.total = Eur(2 * kMoneyMax);
  const MessageEvent queued = MessageQueued{"m1", content, kPermission};
  EXPECT_EQ(ThereAndBack<MessageAggregate>(queued), queued);
}

}  // namespace
}  // namespace recourse::communication_log
