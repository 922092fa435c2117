#include "services/communication_log/views/contact_history.h"

#include <gtest/gtest.h>

#include <chrono>

#include "libs/wire/view_log.h"
#include "recourse/communication_log/v1/communication_log_service.pb.h"
#include "services/communication_log/codec/clearance_codec.h"
#include "services/communication_log/codec/contact_codec.h"
#include "services/communication_log/codec/message_codec.h"
#include "services/communication_log/codec/preferences_codec.h"

namespace recourse::communication_log {
namespace {

using namespace date::literals;
using namespace std::chrono_literals;

constexpr Instant kNine = Date(2012_y / 3 / 5) + 9h;

Money Eur(std::int64_t minor_units) { return {minor_units, *Currency::Parse("EUR")}; }

PolicyDecision Decided(std::optional<PolicyRule> refused_by) {
  return {.rule_set = "default-business",
          .version = 1,
          .inputs = {.channel = Channel::kEmail,
                     .customer_kind = CustomerKind::kBusiness,
                     .country = "DE",
                     .local = {2012_y / 3 / 5, 10h},
                     .ceased = refused_by.has_value(),
                     .represented = false,
                     .channel_barred = false,
                     .calls_in_window = 0,
                     .last_conversation = {},
                     .call_consent = false},
          .refused_by = refused_by};
}

MessageContent Content() {
  MessageContent content;
  content.facts = {{"i1", "R-1", 2012_y / 2 / 14, Eur(100'00), Eur(0)}};
  content.total = Eur(100'00);
  content.deadline = 2012_y / 3 / 15;
  return content;
}

class ContactHistoryTest : public testing::Test {
 protected:
  void Call(const std::string& contact_id, Instant occurred_at, Instant recorded_at) {
    log_.Happens<ContactAggregate>("accounts/a1", "contacts/" + contact_id,
                                   {{.contact_id = contact_id,
                                     .channel = Channel::kPhone,
                                     .direction = Direction::kOutbound,
                                     .outcome = ContactOutcome::kPromised,
                                     .person = "debtor",
                                     .debts = {"i1"},
                                     .occurred_at = occurred_at,
                                     .utc_offset_minutes = 60,
                                     .links = {"accounts/a1/case"},
                                     .text = Sealed{"envelope", "digest"}}},
                                   recorded_at);
  }

  void Message(const std::string& message_id, const MessageEvent& event, Instant at,
               const std::string& home = "accounts/a1") {
    log_.Happens<MessageAggregate>(home, "messages/" + message_id, event, at);
  }

  std::vector<v1::ContactEntry> Entries(std::string_view account = "accounts/a1") {
    std::vector<v1::ContactEntry> entries;
    for (const auto& key : log_.Keys(HistoryOf(account))) {
      EXPECT_TRUE(entries.emplace_back().ParseFromString(log_.rows().at(key)));
    }
    return entries;
  }

  void ExpectRebuiltEqual() {
    EXPECT_EQ(log_.Rebuilt(), log_.rows());
    EXPECT_EQ(log_.FedTwice(), log_.rows());
  }

  wire::ViewLog<ContactHistory> log_;
};

TEST_F(ContactHistoryTest, AContactIsListedWithoutItsText) {
  Call("c1", kNine, kNine + 1h);
  const auto entries = Entries();
  ASSERT_EQ(entries.size(), 1u);
  const v1::Contact& contact = entries[0].contact();
  EXPECT_EQ(contact.name(), "accounts/a1/contacts/c1");
  EXPECT_EQ(contact.channel(), v1::CHANNEL_PHONE);
  EXPECT_EQ(contact.direction(), v1::DIRECTION_OUTBOUND);
  EXPECT_EQ(contact.outcome(), v1::CONTACT_OUTCOME_PROMISED);
  EXPECT_EQ(contact.debts(0), "i1");
  EXPECT_EQ(contact.links(0), "accounts/a1/case");
  EXPECT_EQ(contact.utc_offset_minutes(), 60);
  EXPECT_FALSE(contact.has_text());
  EXPECT_EQ(entries[0].at().seconds(), kNine.time_since_epoch() / 1s);
  ExpectRebuiltEqual();
}

TEST_F(ContactHistoryTest, EntriesAreInTheOrderInWhichTheyHappened) {
  Message("m1", MessageQueued{"m1", Content(), Decided({})}, kNine);
  Call("late", kNine + 2h, kNine + 3h);
  Call("early", kNine - 2h, kNine + 4h);
  Call("ancient", Instant(Days(-1)), kNine + 5h);
  const auto entries = Entries();
  ASSERT_EQ(entries.size(), 4u);
  EXPECT_EQ(entries[0].contact().name(), "accounts/a1/contacts/ancient");
  EXPECT_EQ(entries[1].contact().name(), "accounts/a1/contacts/early");
  EXPECT_EQ(entries[2].message().name(), "accounts/a1/messages/m1");
  EXPECT_EQ(entries[3].contact().name(), "accounts/a1/contacts/late");
  ExpectRebuiltEqual();
}

TEST_F(ContactHistoryTest, AMessageIsFollowedWhereItStands) {
  Message("m1", MessageQueued{"m1", Content(), Decided({})}, kNine);
  EXPECT_EQ(Entries().at(0).message().state(), v1::MESSAGE_STATE_QUEUED);
  EXPECT_EQ(Entries().at(0).message().content().facts(0).number(), "R-1");
  EXPECT_EQ(Entries().at(0).message().decision().rule_set(), "default-business");

  Message("m1", MessageSent{"m1", std::string(32, 's'), "m1.eml"}, kNine + 1min);
  const auto entries = Entries();
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].message().state(), v1::MESSAGE_STATE_SENT);
  EXPECT_EQ(entries[0].message().content_hmac(), std::string(32, 's'));
  EXPECT_EQ(entries[0].message().file(), "m1.eml");
  EXPECT_EQ(entries[0].at().seconds(), kNine.time_since_epoch() / 1s);
  ExpectRebuiltEqual();
}

TEST_F(ContactHistoryTest, WhatWasNotSentSaysWhy) {
  Message("m1", MessageRefused{"m1", Content(), Decided(PolicyRule::kCeased)}, kNine);
  Message("m2", MessageQueued{"m2", Content(), Decided({})}, kNine);
  Message("m2", MessageWithheld{"m2", {{"i1", FactDifference::Kind::kOnHold, "a", "b"}}}, kNine);
  Message("m3", MessageQueued{"m3", Content(), Decided({})}, kNine);
  Message("m3", MessageFailed{"m3", "no address"}, kNine);
  const auto entries = Entries();
  ASSERT_EQ(entries.size(), 3u);
  EXPECT_EQ(entries[0].message().state(), v1::MESSAGE_STATE_REFUSED);
  EXPECT_EQ(entries[0].message().decision().refused_by(), v1::POLICY_RULE_CEASED);
  EXPECT_EQ(entries[1].message().state(), v1::MESSAGE_STATE_WITHHELD);
  ASSERT_EQ(entries[1].message().differences_size(), 1);
  EXPECT_EQ(entries[1].message().differences(0).kind(), v1::FactDifference::KIND_ON_HOLD);
  EXPECT_EQ(entries[2].message().state(), v1::MESSAGE_STATE_FAILED);
  EXPECT_EQ(entries[2].message().failure(), "no address");
  ExpectRebuiltEqual();
}

TEST_F(ContactHistoryTest, ClearancesAreListedEitherWay) {
  log_.Happens<ClearanceAggregate>("accounts/a1", "clearances/q1",
                                   ContactCleared{{"q1", "debtor", {"i1"}, Decided({})}}, kNine);
  log_.Happens<ClearanceAggregate>(
      "accounts/a1", "clearances/q2",
      ContactRefused{{"q2", "debtor", {"i1"}, Decided(PolicyRule::kCeased)}}, kNine + 1s);
  const auto entries = Entries();
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].clearance().name(), "accounts/a1/clearances/q1");
  EXPECT_EQ(entries[0].clearance().person(), "debtor");
  EXPECT_EQ(entries[0].clearance().debts(0), "i1");
  EXPECT_EQ(entries[0].clearance().decision().refused_by(), v1::POLICY_RULE_UNSPECIFIED);
  EXPECT_EQ(entries[1].clearance().decision().refused_by(), v1::POLICY_RULE_CEASED);
  ExpectRebuiltEqual();
}

TEST_F(ContactHistoryTest, EachAccountHasItsOwn) {
  Message("m1", MessageQueued{"m1", Content(), Decided({})}, kNine, "accounts/a1");
  Message("m1", MessageQueued{"m1", Content(), Decided({})}, kNine, "accounts/a11");
  EXPECT_EQ(Entries("accounts/a1").size(), 1u);
  EXPECT_EQ(Entries("accounts/a11").size(), 1u);
}

TEST_F(ContactHistoryTest, PreferencesAndRecordsOfTheEngineAreNoContacts) {
  log_.Happens<PreferencesAggregate>("accounts/a1", "policy", CeaseRequested{2012_y / 3 / 5});
  history::v1::Record record;
  record.set_type("recourse.history.v1.CauseConsumed");
  log_.Happens(record);
  EXPECT_TRUE(log_.rows().empty());
}

}  // namespace
}  // namespace recourse::communication_log
