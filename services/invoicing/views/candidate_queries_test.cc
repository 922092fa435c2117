#include "services/invoicing/views/candidate_queries.h"

#include <gtest/gtest.h>

#include "services/invoicing/domain/ledger_kit.h"
#include "services/invoicing/views/view_kit.h"

// What is found by its amount.
namespace recourse::invoicing {
namespace {

using Ids = std::vector<std::string>;

class CandidateQueriesTest : public testing::Test {
 protected:
  CandidateQueriesTest() { ApplyAll({OpenedRecord("a1", "issuers/acme", {})}, reader_.rows(0)); }

  void Happens(const LedgerEvent& event) { ApplyAll({RecordOf("a1", event, {})}, reader_.rows(0)); }
  void Happens(const LedgerCommand& command) {
    const auto before = history_.size();
    history_ = After(std::move(history_), command);
    for (std::size_t i = before; i < history_.size(); ++i) Happens(history_[i]);
  }
  void Issue(const InvoiceIssued& issued) {
    for (LedgerEvent& event : Open({issued})) {
      Happens(event);
      history_.push_back(std::move(event));
    }
  }

  std::vector<OpenInvoice> Found(Money amount, Date day = Day(10)) const {
    LineClues clues;
    clues.amount = amount;
    clues.day = day;
    return CandidateQueries(reader_).CandidatesFor("issuers/acme", clues).same_amount;
  }
  Ids IdsOf(Money amount, Date day = Day(10)) const {
    Ids ids;
    for (const OpenInvoice& each : Found(amount, day)) ids.push_back(each.invoice_id);
    return ids;
  }

  MapReader reader_;
  std::vector<LedgerEvent> history_;
};

TEST_F(CandidateQueriesTest, TheNewestOfAnAmountComeFirstAndWhatIsPaidIsNone) {
  Issue(Issued("i1", Eur(60'00)));
  InvoiceIssued newer = Issued("i2", Eur(60'00));
  newer.content.issue_date = Day(5);
  Issue(newer);
  Issue(Issued("i3", Eur(61'00)));
  const std::string prefix = ItemsView::AmountPrefix("acme", Eur(60'00));
  Ids keys;
  for (const auto& [key, value] : reader_.Scan("", 0, prefix, prefix, 10)) {
    const auto [account, invoice] = ItemsView::InvoiceOfAmountKey(key);
    EXPECT_EQ(account, "accounts/a1");
    keys.push_back(invoice);
  }
  EXPECT_EQ(keys, (Ids{"i2", "i1"}));
  EXPECT_EQ(IdsOf(Eur(60'00)), (Ids{"i2", "i1"}));
  Happens(RecordPayment{"p", Eur(60'00), Day(6), {{"i2", Eur(60'00)}}});
  EXPECT_EQ(IdsOf(Eur(60'00)), (Ids{"i1"}));
}

TEST_F(CandidateQueriesTest, WhatIsLeftOfAPartlyPaidInvoiceIsFound) {
  Issue(Issued("i1", Eur(60'00)));
  EXPECT_EQ(IdsOf(Eur(45'00)), Ids{});
  Happens(RecordPayment{"p1", Eur(15'00), Day(6), {{"i1", Eur(15'00)}}});
  ASSERT_EQ(IdsOf(Eur(45'00)), Ids{"i1"});
  EXPECT_TRUE(Found(Eur(45'00))[0].partly_paid);
  EXPECT_EQ(IdsOf(Eur(60'00)), Ids{});
  IssueCreditNote credit{"c1", "i1", Eur(5'00), Day(7), "goodwill", ""};
  Happens(credit);
  EXPECT_EQ(IdsOf(Eur(40'00)), Ids{"i1"});
  EXPECT_EQ(IdsOf(Eur(45'00)), Ids{});
  Happens(ReversePayment{"p1", ReversalCause::kBounced, Day(8), "no funds"});
  EXPECT_EQ(IdsOf(Eur(55'00)), Ids{"i1"});
}

TEST_F(CandidateQueriesTest, WhatIsLeftOfAnotherIssuersIsNot) {
  Issue(Issued("i1", Eur(60'00)));
  Happens(RecordPayment{"p1", Eur(15'00), Day(6), {{"i1", Eur(15'00)}}});
  LineClues clues;
  clues.amount = Eur(45'00);
  EXPECT_TRUE(CandidateQueries(reader_).CandidatesFor("issuers/other", clues).same_amount.empty());
}

TEST_F(CandidateQueriesTest, AnAmountLessADiscountIsFoundAsLongAsItIsToBeHad) {
  InvoiceIssued issued = Issued("i1", Eur(100'00));
  issued.content.terms.discounts = {{Day(8), 20'000, Eur(2'00)}, {Day(15), 10'000, Eur(1'00)}};
  Issue(issued);
  EXPECT_EQ(IdsOf(Eur(98'00), Day(8)), Ids{"i1"});
  EXPECT_EQ(Found(Eur(98'00), Day(8))[0].discounted, Eur(98'00));
  EXPECT_EQ(IdsOf(Eur(98'00), Day(9)), Ids{});
  EXPECT_EQ(IdsOf(Eur(99'00), Day(15)), Ids{"i1"});
  EXPECT_EQ(IdsOf(Eur(99'00), Day(16)), Ids{});
  EXPECT_EQ(IdsOf(Eur(100'00), Day(16)), Ids{"i1"});
  EXPECT_FALSE(Found(Eur(100'00), Day(16))[0].discounted);
  // Of what is disputed none is given.
  Happens(MarkDisputed{"d1", "i1", Eur(1'00), Day(3)});
  EXPECT_EQ(IdsOf(Eur(98'00), Day(8)), Ids{});
}

}  // namespace
}  // namespace recourse::invoicing
