#include "services/invoicing/views/candidate_queries.h"

#include <gtest/gtest.h>

#include <functional>
#include <optional>

#include "services/invoicing/codec/invoice_number_codec.h"
#include "services/invoicing/domain/ledger_kit.h"
#include "services/invoicing/views/numbers_view.h"
#include "services/invoicing/views/statements_view.h"
#include "services/invoicing/views/view_kit.h"

// What is found by its amount, by its number, and by who pays.
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

  // As they are to be found: `number` is that of an invoice of a1.
  void Reserve(const std::string& number, const std::string& invoice_id) {
    auto record =
        RecordOf("", InvoiceNumberAggregate::Stream(number),
                 InvoiceNumberAggregate::Encode({number, "accounts/a1", invoice_id, "digest"}), {});
    record.set_home("issuers/acme");
    NumbersView().Apply(record, reader_.rows(0));
  }
  std::vector<NamedInvoice> Named(const LineClues& clues) const {
    return CandidateQueries(reader_).CandidatesFor("issuers/acme", clues).named;
  }
  Candidates AllOf(Money amount) const {
    LineClues clues;
    clues.amount = amount;
    return CandidateQueries(reader_).CandidatesFor("issuers/acme", clues);
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

TEST_F(CandidateQueriesTest, AnAmountThatIsLeftTwiceIsFoundOnce) {
  Issue(Issued("i1", Eur(60'00)));
  Happens(RecordPayment{"p1", Eur(15'00), Day(6), {{"i1", Eur(15'00)}}});
  Happens(RecordPayment{"p2", Eur(5'00), Day(7), {{"i1", Eur(5'00)}}});
  Happens(ReversePayment{"p2", ReversalCause::kBounced, Day(8), "no funds"});
  const std::string prefix = ItemsView::AmountPrefix("acme", Eur(45'00));
  ASSERT_EQ(reader_.Scan("", 0, prefix, prefix, 10).size(), 2u);
  EXPECT_EQ(IdsOf(Eur(45'00)), Ids{"i1"});
}

TEST_F(CandidateQueriesTest, WhereNotAllOfAnAmountAreLookedAtItIsSaid) {
  for (int i = 0; i < 50; ++i) Issue(Issued("i" + std::to_string(i), Eur(60'00)));
  EXPECT_EQ(AllOf(Eur(60'00)).same_amount.size(), 50u);
  EXPECT_FALSE(AllOf(Eur(60'00)).more_of_same_amount);
  Issue(Issued("i50", Eur(60'00)));
  EXPECT_EQ(AllOf(Eur(60'00)).same_amount.size(), 50u);
  EXPECT_TRUE(AllOf(Eur(60'00)).more_of_same_amount);
  // Of these nothing is open any more, and one that is may stand behind them.
  for (int i = 0; i < 500; ++i) {
    const std::string paid = "i" + std::to_string(i);
    reader_.rows(0).Put(ItemsView::AmountKey("acme", Eur(70'00), Day(9), "a7", paid), "");
  }
  EXPECT_TRUE(AllOf(Eur(70'00)).more_of_same_amount);
}

TEST_F(CandidateQueriesTest, ANumberIsFoundWhereverALineSaysIt) {
  Issue(Issued("i1", Eur(60'00)));
  Reserve("R-2012/17", "i1");
  LineClues clues;
  clues.amount = Eur(60'00);
  EXPECT_TRUE(Named(clues).empty());
  const auto found_in = [&](const std::function<void(LineClues&)>& say) {
    LineClues with = clues;
    say(with);
    const auto named = Named(with);
    EXPECT_EQ(named.size(), 1u);
    return named.empty() ? std::nullopt : std::optional(named[0].found_in);
  };
  using enum FoundIn;
  EXPECT_EQ(found_in([](LineClues& c) { c.remittance_text = "RE R 2012 17"; }), kText);
  EXPECT_EQ(found_in([](LineClues& c) { c.end_to_end_id = "R-2012-17"; }), kStructured);
  EXPECT_EQ(found_in([](LineClues& c) { c.documents = {"r2012/17"}; }), kStructured);
  EXPECT_EQ(found_in([](LineClues& c) { c.creditor_references = {"RF18 R201 217"}; }), kStructured);
  // Said twice it is found once, where it says most.
  EXPECT_EQ(found_in([](LineClues& c) {
              c.documents = {"R-2012/17"};
              c.remittance_text = "R-2012/17";
            }),
            kStructured);
  clues.remittance_text = "R-2012/17";
  clues.amount = Usd(60'00);
  EXPECT_TRUE(Named(clues).empty());
}

TEST_F(CandidateQueriesTest, OnlySomeOfManyNumbersAreLookedUp) {
  LineClues clues;
  clues.amount = Eur(60'00);
  for (int i = 100; i < 160; ++i) {
    const std::string id = "i" + std::to_string(i);
    Issue(Issued(id, Eur(i)));
    Reserve("R-" + id, id);
    clues.documents.push_back("R-" + id);
  }
  EXPECT_EQ(Named(clues).size(), CandidateQueries::kCandidatesMax);
}

TEST_F(CandidateQueriesTest, WhatIsOpenOfThoseForWhomThePayerPaidBeforeIsFound) {
  Issue(Issued("i1", Eur(60'00)));
  Issue(Issued("i2", Eur(61'00)));
  views::v1::PayerRow row;
  row.add_accounts()->set_account("accounts/a1");
  row.mutable_accounts(0)->set_times(1);
  reader_.rows(0).Put(StatementsView::PayerKey("acme", "payer"), row.SerializeAsString());
  LineClues clues;
  clues.amount = Eur(5'00);
  clues.payer = "payer";
  const auto found = CandidateQueries(reader_).CandidatesFor("issuers/acme", clues);
  EXPECT_EQ(found.payers.size(), 1u);
  Ids ids;
  for (const OpenInvoice& each : found.of_payers) ids.push_back(each.invoice_id);
  EXPECT_EQ(ids, (Ids{"i1", "i2"}));
}

}  // namespace
}  // namespace recourse::invoicing
