#include "services/dispute/views/dispute_list.h"

#include <gtest/gtest.h>

#include <vector>

#include "libs/wire/view_log.h"
#include "recourse/dispute/v1/dispute_service.pb.h"
#include "services/dispute/codec/dispute_codec.h"

namespace recourse::dispute {
namespace {

using namespace date::literals;

Money Eur(std::int64_t minor_units) { return {minor_units, *Currency::Parse("EUR")}; }

class DisputeListTest : public testing::Test {
 protected:
  void Happens(const std::string& home, const std::string& dispute_id, const DisputeEvent& event) {
    log_.Happens<DisputeAggregate>(home, "disputes/" + dispute_id, event);
  }

  void Open(const std::string& home, const std::string& dispute_id) {
    Happens(home, dispute_id,
            DisputeOpened{{.dispute_id = dispute_id,
                           .invoice_id = "i1",
                           .claimed = Eur(100'00),
                           .reason = Reason::kReturned,
                           .raised_by = RaisedBy::kCustomer,
                           .note = Sealed{"envelope", "digest"},
                           .imported = false,
                           .opened_on = 2012_y / 3 / 5}});
  }

  v1::Dispute Row(const std::string& key) {
    v1::Dispute row;
    EXPECT_TRUE(row.ParseFromString(log_.rows().at(key)));
    return row;
  }

  void ExpectRebuiltEqual() {
    EXPECT_EQ(log_.Rebuilt(), log_.rows());
    EXPECT_EQ(log_.FedTwice(), log_.rows());
  }

  wire::ViewLog<DisputeList> log_;
};

TEST_F(DisputeListTest, AnOpenDisputeIsListedUnderItsAccount) {
  Open("accounts/a1", "d1");
  const auto row = Row("accounts/a1/disputes/d1");
  EXPECT_EQ(row.name(), "accounts/a1/disputes/d1");
  EXPECT_EQ(row.invoice(), "accounts/a1/invoices/i1");
  EXPECT_EQ(row.claimed().units(), 100);
  EXPECT_EQ(row.reason(), v1::REASON_RETURNED);
  EXPECT_EQ(row.opened_on().day(), 5);
  EXPECT_EQ(row.state(), v1::DISPUTE_STATE_OPEN);
  EXPECT_EQ(row.marking(), v1::PROMISE_STATE_PENDING);
  EXPECT_EQ(row.etag(), "1");
  EXPECT_FALSE(row.has_note());
}

TEST_F(DisputeListTest, OneAccountsKeysStartAlikeAndNoOthersDo) {
  Open("accounts/a1", "d1");
  Open("accounts/a1", "d2");
  Open("accounts/a11", "d1");
  EXPECT_EQ(log_.Keys(DisputesOf("accounts/a1")),
            (std::vector<std::string>{"accounts/a1/disputes/d1", "accounts/a1/disputes/d2"}));
}

TEST_F(DisputeListTest, FollowsAConcededDisputeToItsEnd) {
  Open("accounts/a1", "d1");
  Happens("accounts/a1", "d1", AmountMarked{"d1", Eur(70'00)});
  EXPECT_EQ(Row("accounts/a1/disputes/d1").marked().units(), 70);
  EXPECT_EQ(Row("accounts/a1/disputes/d1").marking(), v1::PROMISE_STATE_KEPT);

  Happens("accounts/a1", "d1", DisputeClosed{"d1", PartlyConceded{Eur(40'00)}, 2012_y / 3 / 9});
  Happens("accounts/a1", "d1",
          CreditPromised{"d1", "dispute-d1", "i1", Eur(40'00), 2012_y / 3 / 9});
  auto row = Row("accounts/a1/disputes/d1");
  EXPECT_EQ(row.state(), v1::DISPUTE_STATE_CLOSED);
  EXPECT_EQ(row.outcome(), v1::OUTCOME_PARTLY_CONCEDED);
  EXPECT_EQ(row.conceded().units(), 40);
  EXPECT_EQ(row.closed_on().day(), 9);
  EXPECT_EQ(row.credit(), v1::PROMISE_STATE_PENDING);

  Happens("accounts/a1", "d1", CreditGranted{"d1", Eur(40'00)});
  Happens("accounts/a1", "d1", ReleasePromised{"d1", "i1", Ending::kPartlyConceded});
  row = Row("accounts/a1/disputes/d1");
  EXPECT_EQ(row.credit(), v1::PROMISE_STATE_KEPT);
  EXPECT_EQ(row.credited().units(), 40);
  EXPECT_EQ(row.release(), v1::PROMISE_STATE_PENDING);

  Happens("accounts/a1", "d1", AmountReleased{"d1", Eur(30'00)});
  row = Row("accounts/a1/disputes/d1");
  EXPECT_EQ(row.release(), v1::PROMISE_STATE_KEPT);
  EXPECT_EQ(row.etag(), "7");
  ExpectRebuiltEqual();
}

TEST_F(DisputeListTest, EachRefusalShowsWhereAndWhy) {
  Open("accounts/a1", "d1");
  Happens("accounts/a1", "d1", MarkingRefused{"d1", "INVOICE_UNKNOWN"});
  EXPECT_EQ(Row("accounts/a1/disputes/d1").marking(), v1::PROMISE_STATE_REFUSED);
  EXPECT_EQ(Row("accounts/a1/disputes/d1").refusal(), "INVOICE_UNKNOWN");

  Open("accounts/a1", "d2");
  Happens("accounts/a1", "d2", CreditRefused{"d2", "MORE_THAN_OPEN"});
  EXPECT_EQ(Row("accounts/a1/disputes/d2").credit(), v1::PROMISE_STATE_REFUSED);
  EXPECT_EQ(Row("accounts/a1/disputes/d2").refusal(), "MORE_THAN_OPEN");
  Happens("accounts/a1", "d2", ReleaseRefused{"d2", "DISPUTE_UNKNOWN"});
  EXPECT_EQ(Row("accounts/a1/disputes/d2").release(), v1::PROMISE_STATE_REFUSED);
  EXPECT_EQ(Row("accounts/a1/disputes/d2").refusal(), "DISPUTE_UNKNOWN");
  ExpectRebuiltEqual();
}

TEST_F(DisputeListTest, TheLastClosingHolds) {
  Open("accounts/a1", "d1");
  Happens("accounts/a1", "d1", DisputeClosed{"d1", PartlyConceded{Eur(40'00)}, 2012_y / 3 / 9});
  Happens("accounts/a1", "d1", DisputeClosed{"d1", Void{}, 2012_y / 3 / 9});
  EXPECT_EQ(Row("accounts/a1/disputes/d1").outcome(), v1::OUTCOME_VOID);
  EXPECT_FALSE(Row("accounts/a1/disputes/d1").has_conceded());
  ExpectRebuiltEqual();
}

TEST_F(DisputeListTest, RecordsOfTheEngineAreNoDisputes) {
  history::v1::Record record;
  record.set_type("recourse.history.v1.CauseConsumed");
  log_.Happens(record);
  EXPECT_TRUE(log_.rows().empty());
}

}  // namespace
}  // namespace recourse::dispute
