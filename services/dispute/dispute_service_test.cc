#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/wire/event.h"
#include "services/dispute/testing/dispute_fixture.h"

namespace recourse::dispute {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

using DisputeServiceTest = DisputeFixture;

google::type::Money Euros(std::int64_t units) {
  google::type::Money amount;
  amount.set_currency_code("EUR");
  amount.set_units(units);
  return amount;
}

std::string ReasonOf(const Expected<v1::Dispute, Failure>& answer) {
  return answer ? "none" : answer.error().reason;
}

TEST_F(DisputeServiceTest, WhatIsConcededIsMarkedThenCreditedThenReleased) {
  const auto opened = Open(Opening("d1"));
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(opened->name(), "accounts/a1/disputes/d1");
  EXPECT_EQ(opened->marking(), v1::PROMISE_STATE_PENDING);
  EXPECT_EQ(opened->etag(), "1");
  Settle();
  EXPECT_EQ(Get("d1")->marked().units(), 100);

  const auto closed = Close(Closing("d1", v1::OUTCOME_CONCEDED));
  ASSERT_TRUE(closed) << closed.error().message;
  EXPECT_EQ(closed->credit(), v1::PROMISE_STATE_PENDING);
  Settle();

  EXPECT_THAT(invoicing_.methods(),
              ElementsAre("MarkDisputed", "IssueCreditNote", "ReleaseDisputed"));
  const auto settled = Get("d1");
  EXPECT_EQ(settled->credit(), v1::PROMISE_STATE_KEPT);
  EXPECT_EQ(settled->credited().units(), 100);
  EXPECT_EQ(settled->release(), v1::PROMISE_STATE_KEPT);
}

TEST_F(DisputeServiceTest, InvoicingIsAskedInItsOwnWords) {
  auto opening = Opening("d1");
  *opening.mutable_claimed() = Euros(40);
  ASSERT_TRUE(Open(opening));
  Settle();
  ASSERT_TRUE(Close(Closing("d1", v1::OUTCOME_CONCEDED)));
  Settle();
  const auto calls = invoicing_.calls();
  ASSERT_EQ(calls.size(), 3u);
  EXPECT_EQ(calls[0].method, "/recourse.invoicing.v1.InvoicingService/MarkDisputed");
  const auto mark = wire::Unpack<invoicing::v1::MarkDisputedRequest>(calls[0].request);
  EXPECT_EQ(mark->name(), "accounts/a1/invoices/i1");
  EXPECT_EQ(mark->dispute(), "accounts/a1/disputes/d1");
  EXPECT_EQ(mark->claimed().units(), 40);
  EXPECT_EQ(mark->opened_on().day(), 5);
  EXPECT_EQ(mark->request_id(), "");
  const auto credit = wire::Unpack<invoicing::v1::IssueCreditNoteRequest>(calls[1].request);
  EXPECT_EQ(credit->parent(), "accounts/a1");
  EXPECT_EQ(credit->credit_note_id(), "dispute-d1");
  EXPECT_EQ(credit->credit_note().invoice(), "accounts/a1/invoices/i1");
  EXPECT_EQ(credit->credit_note().dispute(), "accounts/a1/disputes/d1");
  EXPECT_EQ(credit->credit_note().effective_date().day(), 9);
  const auto release = wire::Unpack<invoicing::v1::ReleaseDisputedRequest>(calls[2].request);
  EXPECT_EQ(release->outcome(), invoicing::v1::RELEASE_OUTCOME_CONCEDED);
}

TEST_F(DisputeServiceTest, NoMoreIsCreditedThanIsLeftOfTheInvoice) {
  ASSERT_TRUE(Open(Opening("d1")));
  Settle();
  invoicing_.AnswerNext(Unexpected{Failure{Failure::Kind::kPrecondition,
                                           "MORE_THAN_OPEN",
                                           "Less is open.",
                                           {{"open", "1.00 EUR"}, {"creditable", "30.50 EUR"}}}});
  ASSERT_TRUE(Close(Closing("d1", v1::OUTCOME_CONCEDED)));
  Settle();
  EXPECT_THAT(invoicing_.methods(),
              ElementsAre("MarkDisputed", "IssueCreditNote", "IssueCreditNote", "ReleaseDisputed"));
  const auto again =
      wire::Unpack<invoicing::v1::IssueCreditNoteRequest>(invoicing_.calls()[2].request);
  EXPECT_EQ(again->credit_note().amount().units(), 30);
  EXPECT_EQ(again->credit_note().amount().nanos(), 500'000'000);
  EXPECT_EQ(Get("d1")->credited().units(), 30);
}

TEST_F(DisputeServiceTest, WhatInvoicingWillNotMarkIsVoid) {
  invoicing_.AnswerNext(
      Unexpected{Failure{Failure::Kind::kNotFound, "UNKNOWN_INVOICE", "No such invoice.", {}}});
  ASSERT_TRUE(Open(Opening("d1")));
  Settle();
  const auto dispute = Get("d1");
  EXPECT_EQ(dispute->outcome(), v1::OUTCOME_VOID);
  EXPECT_EQ(dispute->marking(), v1::PROMISE_STATE_REFUSED);
  EXPECT_EQ(dispute->refusal(), "UNKNOWN_INVOICE");
  EXPECT_THAT(invoicing_.methods(), ElementsAre("MarkDisputed"));
}

TEST_F(DisputeServiceTest, ARefusedCreditIsShownAndReleasesNothing) {
  ASSERT_TRUE(Open(Opening("d1")));
  Settle();
  invoicing_.AnswerNext(Unexpected{
      Failure{Failure::Kind::kExists, "CREDIT_NOTE_ID_REUSED", "Another has this id.", {}}});
  ASSERT_TRUE(Close(Closing("d1", v1::OUTCOME_CONCEDED)));
  Settle();
  EXPECT_EQ(Get("d1")->credit(), v1::PROMISE_STATE_REFUSED);
  EXPECT_EQ(Get("d1")->refusal(), "CREDIT_NOTE_ID_REUSED");
  EXPECT_EQ(Get("d1")->release(), v1::PROMISE_STATE_NONE);

  auto anew = Closing("d1", v1::OUTCOME_WITHDRAWN);
  anew.set_request_id("anew");
  ASSERT_TRUE(Close(anew));
  Settle();
  EXPECT_EQ(Get("d1")->release(), v1::PROMISE_STATE_KEPT);
  EXPECT_THAT(invoicing_.methods(),
              ElementsAre("MarkDisputed", "IssueCreditNote", "ReleaseDisputed"));
  EXPECT_EQ(List()->disputes(0).DebugString(), Get("d1")->DebugString());
}

TEST_F(DisputeServiceTest, ARefusedReleaseIsRecorded) {
  ASSERT_TRUE(Open(Opening("d1")));
  Settle();
  invoicing_.AnswerNext(
      Unexpected{Failure{Failure::Kind::kPrecondition, "NOT_MARKED", "Was not marked.", {}}});
  ASSERT_TRUE(Close(Closing("d1", v1::OUTCOME_WITHDRAWN)));
  Settle();
  EXPECT_EQ(Get("d1")->release(), v1::PROMISE_STATE_REFUSED);
  EXPECT_EQ(Get("d1")->refusal(), "NOT_MARKED");
}

TEST_F(DisputeServiceTest, TextsAreSealedInTheLogAndShownToReaders) {
  auto opening = Opening("d1");
  opening.mutable_note()->set_text("Mr. Hansen says the goods were wet");
  const auto opened = Open(opening);
  ASSERT_TRUE(opened);
  EXPECT_FALSE(opened->has_note());
  auto closing = Closing("d1", v1::OUTCOME_REJECTED);
  closing.mutable_grounds()->set_text("They were dry, says Ms. Weber");
  ASSERT_TRUE(Close(closing));

  EXPECT_EQ(Get("d1")->note().text(), "Mr. Hansen says the goods were wet");
  EXPECT_EQ(Get("d1")->grounds().text(), "They were dry, says Ms. Weber");
  for (const auto& [key, row] : DerivedRows()) EXPECT_THAT(row, Not(HasSubstr("Hansen")));
  for (const auto& record : Records()) {
    EXPECT_THAT(record.SerializeAsString(), Not(HasSubstr("Hansen")));
    EXPECT_THAT(record.SerializeAsString(), Not(HasSubstr("Weber")));
  }
}

TEST_F(DisputeServiceTest, ARepeatChangesNothing) {
  auto opening = Opening("d1");
  opening.mutable_note()->set_text("wet");
  ASSERT_TRUE(Open(opening));
  Settle();
  const std::size_t events = Events();
  EXPECT_EQ(Open(opening)->etag(), "1");  // The first answer.
  opening.set_request_id("another");
  EXPECT_EQ(Open(opening)->etag(), "2");  // The same dispute, as it is now.
  Settle();
  EXPECT_EQ(Events(), events);
}

TEST_F(DisputeServiceTest, RefusalsAreToldByNameAndKind) {
  ASSERT_TRUE(Open(Opening("d1")));
  Settle();
  auto other = Opening("d1");
  other.set_request_id("other");
  other.set_reason(v1::REASON_RETURNED);
  const auto taken = Open(other);
  EXPECT_EQ(ReasonOf(taken), "DISPUTE_ID_IN_USE");
  EXPECT_EQ(taken.error().kind, Failure::Kind::kExists);

  auto more = Closing("d1", v1::OUTCOME_PARTLY_CONCEDED);
  *more.mutable_conceded() = Euros(101);
  const auto refused = Close(more);
  EXPECT_EQ(ReasonOf(refused), "MORE_THAN_CLAIMED");
  EXPECT_EQ(refused.error().kind, Failure::Kind::kPrecondition);
  EXPECT_THAT(refused.error().values, testing::Contains(testing::Pair("claimed", "100.00 EUR")));

  auto stale = Closing("d1", v1::OUTCOME_WITHDRAWN);
  stale.set_etag("1");
  EXPECT_EQ(Close(stale).error().kind, Failure::Kind::kAborted);
  const auto unknown = Close(Closing("d2", v1::OUTCOME_WITHDRAWN));
  EXPECT_EQ(unknown.error().kind, Failure::Kind::kNotFound);
  EXPECT_THAT(unknown.error().values, testing::Contains(testing::Pair("dispute_id", "d2")));
  EXPECT_EQ(Get("d2").error().kind, Failure::Kind::kNotFound);
}

TEST_F(DisputeServiceTest, AllThatIsWrongWithARequestIsTold) {
  v1::OpenDisputeRequest request;
  request.set_invoice("accounts/a2/invoices/i1");
  const auto refused = Open(request);
  ASSERT_FALSE(refused);
  std::vector<std::string> fields;
  for (const auto& [field, rule] : refused.error().values) fields.push_back(field);
  EXPECT_THAT(fields, testing::UnorderedElementsAre("request_id", "parent", "invoice", "dispute_id",
                                                    "reason", "raised_by", "opened_on"));
  EXPECT_EQ(Close(Closing("d1", v1::OUTCOME_VOID)).error().kind, Failure::Kind::kInvalid);
  auto whole = Closing("d1", v1::OUTCOME_CONCEDED);
  *whole.mutable_conceded() = Euros(40);
  EXPECT_THAT(Close(whole).error().values,
              ElementsAre(testing::Pair("conceded", HasSubstr("40.00 EUR"))));
}

TEST_F(DisputeServiceTest, OnlyThoseWhoMayDecideDo) {
  EXPECT_EQ(Open(Opening("d1"), rpc::Role::kAnalyst).error().kind, Failure::Kind::kDenied);
  EXPECT_TRUE(Open(Opening("d1"), rpc::Role::kService));
  EXPECT_EQ(Close(Closing("d1", v1::OUTCOME_WITHDRAWN), rpc::Role::kService).error().kind,
            Failure::Kind::kDenied);
}

TEST_F(DisputeServiceTest, DisputesAreListedPageByPage) {
  for (const auto* id : {"d2", "d1", "d3"}) ASSERT_TRUE(Open(Opening(id)));
  Settle();
  const auto first = List(2);
  ASSERT_TRUE(first) << first.error().message;
  ASSERT_EQ(first->disputes_size(), 2);
  EXPECT_EQ(first->disputes(0).name(), "accounts/a1/disputes/d1");
  const auto second = List(2, first->next_page_token());
  ASSERT_EQ(second->disputes_size(), 1);
  EXPECT_EQ(second->disputes(0).name(), "accounts/a1/disputes/d3");
  EXPECT_EQ(second->next_page_token(), "");
}

TEST_F(DisputeServiceTest, WhatIsListedIsWhatIsGot) {
  ASSERT_TRUE(Open(Opening("d1")));
  Settle();
  auto closing = Closing("d1", v1::OUTCOME_PARTLY_CONCEDED);
  *closing.mutable_conceded() = Euros(60);
  ASSERT_TRUE(Close(closing));
  Settle();
  EXPECT_EQ(List()->disputes(0).DebugString(), Get("d1")->DebugString());
}

TEST_F(DisputeServiceTest, DerivedDataIsRebuiltAsItWas) {
  ASSERT_TRUE(Open(Opening("d1")));
  ASSERT_TRUE(Close(Closing("d1", v1::OUTCOME_CONCEDED)));
  const auto live = DerivedRows();
  const auto calls = invoicing_.calls().size();
  Rebuild();
  EXPECT_EQ(DerivedRows(), live);
  EXPECT_EQ(invoicing_.calls().size(), calls);  // What was answered is not asked again.
}

}  // namespace
}  // namespace recourse::dispute
