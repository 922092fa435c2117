#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "libs/wire/event.h"
#include "services/communication_log/testing/communication_log_fixture.h"

namespace recourse::communication_log {
namespace {

using testing::HasSubstr;
using testing::Not;

class CommunicationLogServiceTest : public CommunicationLogFixture {
 protected:
  // A question about somebody whose calls are counted.
  static v1::ClearContactRequest Consumer(const std::string& clearance_id) {
    auto request = Clearing(clearance_id);
    request.mutable_customer()->set_kind(v1::CUSTOMER_KIND_CONSUMER);
    return request;
  }
};

TEST_F(CommunicationLogServiceTest, AnAllowedMessageIsQueuedThenSent) {
  const auto answer = Send(Sending("m1"));
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->message().name(), "accounts/a1/messages/m1");
  EXPECT_EQ(answer->message().state(), v1::MESSAGE_STATE_QUEUED);
  EXPECT_EQ(answer->message().content().language(), "de");
  const auto& decision = answer->message().decision();
  EXPECT_EQ(decision.refused_by(), v1::POLICY_RULE_UNSPECIFIED);
  EXPECT_NE(decision.rule_set(), "");
  EXPECT_GT(decision.version(), 0u);
  EXPECT_EQ(decision.inputs().local_second(), 9 * 3600);  // The customer's clock.
  Settle();

  ASSERT_EQ(outbox_.calls().size(), 1u);
  EXPECT_EQ(outbox_.calls()[0].target, "outbox");
  const auto asked = wire::Unpack<v1::MessageQueued>(outbox_.calls()[0].request);
  EXPECT_EQ(asked->message_id(), "m1");
  const auto sent = GetMessage("m1");
  EXPECT_EQ(sent->state(), v1::MESSAGE_STATE_SENT);
  EXPECT_EQ(sent->file(), "a1~m1.eml");
  EXPECT_EQ(sent->content_hmac(), std::string(32, 'x'));
}

TEST_F(CommunicationLogServiceTest, ATotalMayBeMoreThanOneAmountCanBe) {
  constexpr std::int64_t kLargeUnits = 6'000'000'000'000;
  auto request = Sending("m1");
  auto& content = *request.mutable_content();
  content.mutable_facts(0)->mutable_open()->set_units(kLargeUnits);
  *content.add_facts() = content.facts(0);
  content.mutable_facts(1)->set_invoice_id("i2");
  content.mutable_total()->set_units(2 * kLargeUnits);
  const auto answer = Send(request);
  ASSERT_TRUE(answer) << answer.error().message;
  Settle();
  EXPECT_EQ(GetMessage("m1")->state(), v1::MESSAGE_STATE_SENT);
  EXPECT_EQ(GetMessage("m1")->content().total().units(), 2 * kLargeUnits);

  content.mutable_total()->set_nanos(1);
  request.set_request_id("other");
  EXPECT_EQ(Send(request).error().kind, Failure::Kind::kInvalid);
}

TEST_F(CommunicationLogServiceTest, AForbiddenMessageIsAnAnswerAndRecorded) {
  auto cease = Preference("p1");
  cease.set_cease(true);
  ASSERT_TRUE(Ask<v1::ContactPreferences>("SetContactPreference", cease));
  const auto answer = Send(Sending("m1"));
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->message().state(), v1::MESSAGE_STATE_REFUSED);
  EXPECT_EQ(answer->message().decision().refused_by(), v1::POLICY_RULE_CEASED);
  Settle();
  EXPECT_TRUE(outbox_.calls().empty());
  EXPECT_EQ(GetMessage("m1")->state(), v1::MESSAGE_STATE_REFUSED);
  EXPECT_EQ(List()->entries(0).message().decision().refused_by(), v1::POLICY_RULE_CEASED);
}

TEST_F(CommunicationLogServiceTest, AStaleMessageIsRecordedAsWithheld) {
  v1::Message withheld;
  withheld.set_state(v1::MESSAGE_STATE_WITHHELD);
  auto& difference = *withheld.add_differences();
  difference.set_invoice_id("i1");
  difference.set_kind(v1::FactDifference::KIND_AMOUNT);
  difference.set_said("100.00 EUR");
  difference.set_actual("0.00 EUR");
  outbox_.AnswerWith(withheld.SerializeAsString());
  ASSERT_TRUE(Send(Sending("m1")));
  Settle();
  const auto message = GetMessage("m1");
  EXPECT_EQ(message->state(), v1::MESSAGE_STATE_WITHHELD);
  ASSERT_EQ(message->differences_size(), 1);
  EXPECT_EQ(message->differences(0).DebugString(), difference.DebugString());
}

TEST_F(CommunicationLogServiceTest, WhatCannotBeSentIsRecordedAsFailed) {
  v1::Message failed;
  failed.set_state(v1::MESSAGE_STATE_FAILED);
  failed.set_failure("NO_EMAIL_ADDRESS");
  outbox_.AnswerWith(failed.SerializeAsString());
  ASSERT_TRUE(Send(Sending("m1")));
  Settle();
  outbox_.AnswerWith(Unexpected{Failure{Failure::Kind::kPrecondition, "NO_PAPER", "None.", {}}});
  ASSERT_TRUE(Send(Sending("m2")));
  Settle();
  EXPECT_EQ(GetMessage("m1")->state(), v1::MESSAGE_STATE_FAILED);
  EXPECT_EQ(GetMessage("m2")->state(), v1::MESSAGE_STATE_FAILED);
  EXPECT_EQ(GetMessage("m2")->failure(), "NO_PAPER");
}

TEST_F(CommunicationLogServiceTest, ARepeatTellsWhereTheMessageHasCome) {
  ASSERT_TRUE(Send(Sending("m1")));
  Settle();
  const std::size_t events = Events();
  auto again = Sending("m1");
  again.set_request_id("again");
  EXPECT_EQ(Send(again)->message().state(), v1::MESSAGE_STATE_SENT);
  Settle();
  EXPECT_EQ(Events(), events);
  EXPECT_EQ(outbox_.calls().size(), 1u);
}

TEST_F(CommunicationLogServiceTest, ACallCountsForTheNextClearance) {
  const auto first = Ask<v1::ClearContactResponse>("ClearContact", Consumer("q1"));
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->decision().refused_by(), v1::POLICY_RULE_UNSPECIFIED);
  const auto contact = Ask<v1::Contact>("RecordContact", Call("c1"));
  ASSERT_TRUE(contact) << contact.error().message;
  EXPECT_EQ(contact->person(), "debtor");
  EXPECT_EQ(contact->utc_offset_minutes(), 60);
  const auto second = Ask<v1::ClearContactResponse>("ClearContact", Consumer("q2"));
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_EQ(second->decision().refused_by(), v1::POLICY_RULE_REST_AFTER_CONVERSATION);
  EXPECT_EQ(second->decision().inputs().calls_in_window(), 1);
}

TEST_F(CommunicationLogServiceTest, PreferencesAreKeptUntilTheyChange) {
  auto bar = Preference("p1");
  bar.set_bar_channel(v1::CHANNEL_EMAIL);
  ASSERT_TRUE(Ask<v1::ContactPreferences>("SetContactPreference", bar));
  auto consent = Preference("p2");
  consent.set_give_call_consent("debtor");
  const auto after = Ask<v1::ContactPreferences>("SetContactPreference", consent);
  ASSERT_TRUE(after) << after.error().message;
  EXPECT_THAT(after->barred_channels(), testing::ElementsAre(v1::CHANNEL_EMAIL));
  ASSERT_EQ(after->call_consents_size(), 1);
  v1::GetContactPreferencesRequest get;
  get.set_parent("accounts/a1");
  EXPECT_EQ(Ask<v1::ContactPreferences>("GetContactPreferences", get)->DebugString(),
            after->DebugString());

  auto mail = Sending("m1");
  mail.mutable_content()->set_channel(v1::CHANNEL_EMAIL);
  EXPECT_EQ(Send(mail)->message().decision().refused_by(), v1::POLICY_RULE_DO_NOT_CONTACT);
}

TEST_F(CommunicationLogServiceTest, WhatIsToHoldLaterDoesNotLetALetterOut) {
  auto cease = Preference("p1");
  cease.set_cease(true);
  ASSERT_TRUE(Ask<v1::ContactPreferences>("SetContactPreference", cease));
  auto lift = Preference("p2");
  lift.set_cease(false);
  lift.mutable_day()->set_month(4);
  EXPECT_EQ(Ask<v1::ContactPreferences>("SetContactPreference", lift).error().reason,
            "DATE_IN_FUTURE");
  EXPECT_EQ(Send(Sending("m1"))->message().decision().refused_by(), v1::POLICY_RULE_CEASED);
}

TEST_F(CommunicationLogServiceTest, WhatWasSaidIsSealed) {
  auto call = Call("c1");
  call.mutable_text()->add_people("Ms. Hansen");
  call.mutable_text()->set_summary("Ms. Hansen will pay on Friday");
  const auto contact = Ask<v1::Contact>("RecordContact", call);
  ASSERT_TRUE(contact) << contact.error().message;
  EXPECT_FALSE(contact->has_text());
  for (const auto& [key, row] : DerivedRows()) EXPECT_THAT(row, Not(HasSubstr("Hansen")));
  for (const auto& record : Records()) {
    EXPECT_THAT(record.SerializeAsString(), Not(HasSubstr("Hansen")));
  }
  call.set_request_id("again");  // Sealed anew, and still the same contact.
  EXPECT_TRUE(Ask<v1::Contact>("RecordContact", call));
}

TEST_F(CommunicationLogServiceTest, RefusalsAreToldByNameAndKind) {
  ASSERT_TRUE(Send(Sending("m1")));
  auto other = Sending("m1");
  other.set_request_id("other");
  other.mutable_content()->set_level("call");
  EXPECT_EQ(Send(other).error().reason, "MESSAGE_ID_IN_USE");
  EXPECT_EQ(Send(other).error().kind, Failure::Kind::kExists);
  auto wrong = Sending("m2");
  wrong.mutable_content()->mutable_total()->set_units(99);
  EXPECT_EQ(Send(wrong).error().reason, "TOTAL_DIFFERS");
  auto future = Call("c1");
  future.mutable_occurred_at()->set_seconds(1'330'934'401);
  EXPECT_EQ(Ask<v1::Contact>("RecordContact", future).error().reason, "NOT_YET_HAPPENED");
  EXPECT_EQ(GetMessage("m9").error().kind, Failure::Kind::kNotFound);
  EXPECT_EQ(Send(Sending("m3"), rpc::Role::kAnalyst).error().kind, Failure::Kind::kDenied);
  EXPECT_EQ(Ask<v1::Contact>("RecordContact", Call("c1"), rpc::Role::kAnalyst).error().kind,
            Failure::Kind::kDenied);
}

TEST_F(CommunicationLogServiceTest, AllThatIsWrongWithARequestIsTold) {
  v1::SendMessageRequest request = Sending("m/1");
  request.mutable_customer()->set_time_zone("Berlin");
  request.mutable_customer()->set_country("de");
  request.mutable_content()->mutable_facts(0)->clear_due();
  const auto refused = Send(request);
  ASSERT_FALSE(refused);
  std::vector<std::string> fields;
  for (const auto& [field, rule] : refused.error().values) fields.push_back(field);
  EXPECT_THAT(fields, testing::UnorderedElementsAre("message_id", "customer.time_zone",
                                                    "customer.country", "content.facts[0].due"));
  EXPECT_EQ(Ask<v1::ContactPreferences>("SetContactPreference", Preference("p1")).error().kind,
            Failure::Kind::kInvalid);
}

TEST_F(CommunicationLogServiceTest, TheHistoryIsListedPageByPage) {
  ASSERT_TRUE(Ask<v1::Contact>("RecordContact", Call("c1")));
  ASSERT_TRUE(Ask<v1::ClearContactResponse>("ClearContact", Clearing("q1")));
  ASSERT_TRUE(Send(Sending("m1")));
  Settle();
  const auto first = List(2);
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->entries_size(), 2);
  const auto second = List(2, first->next_page_token());
  ASSERT_EQ(second->entries_size(), 1);
  EXPECT_EQ(second->next_page_token(), "");
}

TEST_F(CommunicationLogServiceTest, APageIsNoLongerThanAClientTakes) {
  constexpr std::size_t kContacts = 50;
  for (std::size_t i = 0; i < kContacts; ++i) {
    auto call = Call("c" + std::to_string(i));
    for (int link = 0; link < 100; ++link) call.add_links(std::string(256, 'x'));
    ASSERT_TRUE(Ask<v1::Contact>("RecordContact", call));
  }
  Settle();
  std::set<std::string> listed;
  std::string token;
  do {
    const auto page = List(1000, token);
    ASSERT_TRUE(page) << page.error().message;
    for (const auto& entry : page->entries()) listed.insert(entry.contact().name());
    token = page->next_page_token();
  } while (!token.empty());
  EXPECT_EQ(listed.size(), kContacts);
}

TEST_F(CommunicationLogServiceTest, DerivedDataIsRebuiltAsItWas) {
  ASSERT_TRUE(Ask<v1::Contact>("RecordContact", Call("c1")));
  ASSERT_TRUE(Send(Sending("m1")));
  const auto live = DerivedRows();
  Rebuild();
  EXPECT_EQ(DerivedRows(), live);
  EXPECT_EQ(outbox_.calls().size(), 1u);
}

}  // namespace
}  // namespace recourse::communication_log
