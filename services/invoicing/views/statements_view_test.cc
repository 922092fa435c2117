#include "services/invoicing/views/statements_view.h"

#include <gtest/gtest.h>

#include "recourse/invoicing/views/v1/statement_rows.pb.h"
#include "services/invoicing/codec/invoice_number_codec.h"
#include "services/invoicing/views/numbers_view.h"
#include "services/invoicing/views/statement_kit.h"

namespace recourse::invoicing {
namespace {

class StatementsViewTest : public StatementsViewRig {
 protected:
  const std::vector<StatementLine> lines_{Line(1, Eur(60'00)), Line(2, Eur(-5'00)),
                                          Line(3, Eur(7'00))};
};

TEST_F(StatementsViewTest, NothingIsToldBeforeItsEnd) {
  Happens(LoadLines{Announcing(lines_), 1, {lines_[0], lines_[1]}, false});
  EXPECT_FALSE(queries_.GetStatement(kIssuer, kKey));
  EXPECT_FALSE(queries_.GetLine(kIssuer, kKey, 1));
  EXPECT_EQ(Numbers(v1::LINE_STATE_WAITING), Numbered{});
  EXPECT_EQ(Statements(), 0u);
  Happens(LoadLines{Announcing(lines_), 3, {lines_[2]}, true});
  const auto statement = queries_.GetStatement(kIssuer, kKey);
  ASSERT_TRUE(statement);
  EXPECT_EQ(statement->name(), kIssuer + "/statements/" + kKey);
  EXPECT_EQ(statement->line_count(), 3);
  EXPECT_EQ(statement->verdict(), v1::STATEMENT_VERDICT_ADDS_UP);
  EXPECT_EQ(Statements(), 1u);
  EXPECT_EQ(Numbers(v1::LINE_STATE_WAITING), (Numbered{1, 3}));
  EXPECT_EQ(Numbers(v1::LINE_STATE_UNSPECIFIED), (Numbered{1, 2, 3}));
  EXPECT_EQ(Numbers(v1::LINE_STATE_NOT_A_PAYMENT), (Numbered{2}));
}

TEST_F(StatementsViewTest, LinesLeftFromABeginningThatWasVoidAreNotTold) {
  Happens(LoadLines{Announcing(lines_), 1, lines_, false});
  Happens(LoadLines{Announcing({lines_[0]}), 1, {lines_[0]}, true});
  EXPECT_EQ(Numbers(v1::LINE_STATE_WAITING), (Numbered{1}));
  EXPECT_FALSE(queries_.GetLine(kIssuer, kKey, 2));
}

TEST_F(StatementsViewTest, ALineGoesThroughItsStates) {
  Happens(Whole(lines_));
  Happens(Confirm(1, To("accounts/a1")));
  EXPECT_EQ(Numbers(v1::LINE_STATE_WAITING), (Numbered{3}));
  EXPECT_EQ(Numbers(v1::LINE_STATE_CONFIRMED), (Numbered{1}));
  const std::string payment_id = PaymentIdOf(kKey, 1, 0);
  Happens(SettleLine{1, payment_id, "NO_SUCH_ACCOUNT"});
  EXPECT_EQ(Standing(1).reason, "NO_SUCH_ACCOUNT");
  EXPECT_EQ(Numbers(v1::LINE_STATE_WAITING), (Numbered{1, 3}));
  Happens(Confirm(1, To("accounts/a1")));
  Happens(SettleLine{1, payment_id, std::nullopt});
  EXPECT_EQ(Numbers(v1::LINE_STATE_RECORDED), (Numbered{1}));
  Happens(IgnoreLine{3, "ours"});
  EXPECT_EQ(Numbers(v1::LINE_STATE_IGNORED), (Numbered{3}));
  EXPECT_EQ(Numbers(v1::LINE_STATE_WAITING), Numbered{});
}

TEST_F(StatementsViewTest, PayersAreLearnedAndForgotten) {
  Happens(Whole(lines_));
  Happens(Confirm(1, To("accounts/a1")));
  const std::string payment_id = PaymentIdOf(kKey, 1, 0);
  EXPECT_TRUE(queries_.AccountsOf(kIssuer, "payer").empty());
  Happens(SettleLine{1, payment_id, std::nullopt});
  Happens(Confirm(3, To("accounts/a2")));
  Happens(SettleLine{3, PaymentIdOf(kKey, 3, 0), std::nullopt});
  const auto known = queries_.AccountsOf(kIssuer, "payer");
  ASSERT_EQ(known.size(), 2u);
  EXPECT_EQ(known[0].account, "accounts/a1");
  EXPECT_EQ(known[0].times, 1);
  Happens(ReopenLine{1, "bounced", 0, true, Eur(60'00), Day(10), "payer",
                     "accounts/a1/payments/" + payment_id});
  ASSERT_EQ(queries_.AccountsOf(kIssuer, "payer").size(), 1u);
  EXPECT_EQ(queries_.AccountsOf(kIssuer, "payer")[0].account, "accounts/a2");
  EXPECT_EQ(Numbers(v1::LINE_STATE_WAITING), (Numbered{1}));
  EXPECT_EQ(Standing(1).reopened, 1);
  EXPECT_EQ(log_.Rebuilt(), log_.rows());
}

TEST_F(StatementsViewTest, ALineThatWasSplitIsRecordedOnceAllPartsAre) {
  Happens(Whole(lines_));
  const auto share = [](const std::string& account, std::int64_t cents) {
    return LineShare{To(account), Eur(cents)};
  };
  Happens(SplitLine{kKey, 1, {share("accounts/a1", 40'00), share("accounts/a2", 20'00)}, "payer"});
  EXPECT_EQ(Standing(1).state, v1::LINE_STATE_CONFIRMED);
  EXPECT_EQ(Numbers(v1::LINE_STATE_WAITING), (Numbered{3}));
  Happens(SettlePart{1, 1, PartPaymentIdOf(kKey, 1, 1, 0), std::nullopt});
  EXPECT_EQ(Standing(1).state, v1::LINE_STATE_CONFIRMED);
  EXPECT_EQ(Standing(1).waiting, Eur(20'00));
  Happens(SettlePart{1, 2, PartPaymentIdOf(kKey, 1, 2, 0), "NO_SUCH_INVOICE"});
  EXPECT_EQ(Standing(1).state, v1::LINE_STATE_WAITING);
  EXPECT_EQ(Standing(1).reason, "NO_SUCH_INVOICE");
  ASSERT_EQ(Standing(1).parts.size(), 1u);
  EXPECT_EQ(Numbers(v1::LINE_STATE_WAITING), (Numbered{1, 3}));
  // The rest is confirmed whole, for another account.
  Happens(Confirm(1, To("accounts/a3")));
  Happens(SettleLine{1, PaymentIdOf(kKey, 1, 0), std::nullopt});
  EXPECT_EQ(Standing(1).state, v1::LINE_STATE_RECORDED);
  EXPECT_EQ(Standing(1).parts.size(), 2u);
  EXPECT_EQ(queries_.AccountsOf(kIssuer, "payer").size(), 2u);
  // One of the two payments was reversed.
  const std::string payment = "accounts/a1/payments/" + PartPaymentIdOf(kKey, 1, 1, 0);
  Happens(ReopenLine{1, "x", 0, true, Eur(40'00), Day(10), "payer", "", {payment}});
  EXPECT_EQ(Standing(1).state, v1::LINE_STATE_WAITING);
  EXPECT_EQ(Standing(1).waiting, Eur(40'00));
  ASSERT_EQ(Standing(1).parts.size(), 1u);
  EXPECT_EQ(Standing(1).parts[0].match().account(), "accounts/a3");
  ASSERT_EQ(queries_.AccountsOf(kIssuer, "payer").size(), 1u);
  EXPECT_EQ(log_.Rebuilt(), log_.rows());
}

TEST_F(StatementsViewTest, PayersWhoseAccountIsNotSaidAreNobody) {
  Happens(Whole(lines_));
  Happens(ConfirmLines{kKey, {{1, To("accounts/a1"), ""}}});
  Happens(SettleLine{1, PaymentIdOf(kKey, 1, 0), std::nullopt});
  EXPECT_EQ(log_.Keys(StatementsView::PayerKey("acme", "")), (std::vector<std::string>{}));
}

TEST_F(StatementsViewTest, ThoseWhoWerePaidForMostOftenComeFirstAndOnlyTen) {
  Happens(Whole({Line(1, Eur(12'00)), Line(2, Eur(12'00))}));
  const auto split = [&](int line, std::vector<std::string> accounts, std::int64_t cents) {
    SplitLine command{kKey, line, {}, "payer"};
    for (const std::string& account : accounts) command.shares.push_back({To(account), Eur(cents)});
    Happens(command);
    for (int part = 1; part <= static_cast<int>(accounts.size()); ++part) {
      Happens(SettlePart{line, part, PartPaymentIdOf(kKey, line, part, 0), std::nullopt});
    }
  };
  std::vector<std::string> accounts;
  for (int i = 10; i < 22; ++i) accounts.push_back("accounts/a" + std::to_string(i));
  split(1, accounts, 1'00);
  split(2, {"accounts/a21", "accounts/a15"}, 6'00);
  const auto known = queries_.AccountsOf(kIssuer, "payer");
  ASSERT_EQ(known.size(), 10u);
  EXPECT_EQ(known[0].account, "accounts/a15");
  EXPECT_EQ(known[0].times, 2);
  EXPECT_EQ(known[1].account, "accounts/a21");
  EXPECT_EQ(known[2].account, "accounts/a10");
  EXPECT_EQ(known[2].times, 1);
}

TEST_F(StatementsViewTest, WhatDiffersIsToldWithBothSums) {
  LoadLines load = Whole(lines_);
  load.content.closing->amount = Eur(1'00);
  Happens(load);
  const auto statement = queries_.GetStatement(kIssuer, kKey);
  ASSERT_TRUE(statement);
  EXPECT_EQ(statement->verdict(), v1::STATEMENT_VERDICT_DIFFERS);
  EXPECT_EQ(statement->computed().units(), 162);
  EXPECT_EQ(statement->stated().units(), 1);
}

TEST_F(StatementsViewTest, ThereAreNoLinesButTheStatements) {
  Happens(Whole(lines_));
  EXPECT_FALSE(queries_.GetLine(kIssuer, kKey, 0));
  EXPECT_FALSE(queries_.GetLine(kIssuer, kKey, -1));
  EXPECT_TRUE(queries_.GetLine(kIssuer, kKey, 3));
  EXPECT_FALSE(queries_.GetLine(kIssuer, kKey, 4));
}

TEST(NumbersViewTest, ANumberIsFoundHoweverItIsWritten) {
  wire::ViewLog<NumbersView> log;
  for (const std::string number : {"R-2024/17", "R 2024 17"}) {
    log.Happens<InvoiceNumberAggregate>(kIssuer, InvoiceNumberAggregate::Stream(number),
                                        {{number, "accounts/a1", "i-" + number, "digest"}});
  }
  EXPECT_EQ(log.Keys(""), (std::vector<std::string>{"acme/R202417"}));
  views::v1::NumberRow row;
  ASSERT_TRUE(row.ParseFromString(log.rows().begin()->second));
  ASSERT_EQ(row.invoices_size(), 2);
  EXPECT_EQ(row.invoices(1).number(), "R 2024 17");
  EXPECT_EQ(row.invoices(1).invoice_id(), "i-R 2024 17");
}

}  // namespace
}  // namespace recourse::invoicing
