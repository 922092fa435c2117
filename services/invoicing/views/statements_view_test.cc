#include "services/invoicing/views/statements_view.h"

#include <gtest/gtest.h>

#include "libs/wire/view_log.h"
#include "recourse/invoicing/views/v1/statement_rows.pb.h"
#include "services/invoicing/codec/invoice_number_codec.h"
#include "services/invoicing/codec/statement_codec.h"
#include "services/invoicing/domain/statement_kit.h"
#include "services/invoicing/views/candidate_queries.h"
#include "services/invoicing/views/numbers_view.h"
#include "services/invoicing/views/view_kit.h"

namespace recourse::invoicing {
namespace {

const std::string kIssuer = "issuers/acme";

// One statement, fed to the view as its decider tells it; and a reader of what the view then has.
class StatementsViewTest : public testing::Test, public engine::ViewReader {
 protected:
  void Happens(const StatementCommand& command) {
    const std::size_t before = history_.size();
    history_ = Then(std::move(history_), command);
    for (std::size_t i = before; i < history_.size(); ++i) {
      log_.Happens<StatementAggregate>(kIssuer, StatementAggregate::Stream(kKey), history_[i]);
    }
  }

  std::uint32_t shards() const override { return 1; }
  std::optional<std::string> Get(std::string_view, std::uint32_t,
                                 std::string_view key) const override {
    const auto found = log_.rows().find(key);
    return found == log_.rows().end() ? std::nullopt : std::optional(found->second);
  }
  std::vector<Row> Scan(std::string_view, std::uint32_t, std::string_view prefix,
                        std::string_view after, std::size_t limit) const override {
    std::vector<Row> found;
    for (const auto& [key, value] : log_.rows()) {
      if (key.starts_with(prefix) && key > after && found.size() < limit) {
        found.emplace_back(key, value);
      }
    }
    return found;
  }

  std::vector<int> Numbers(v1::LineState state) const {
    std::vector<int> numbers;
    for (const FoundLine& line : queries_.ListLines(kIssuer, {"", state}, "", 100).lines) {
      numbers.push_back(line.number);
    }
    return numbers;
  }

  const std::vector<StatementLine> lines_{Line(1, Eur(60'00)), Line(2, Eur(-5'00)),
                                          Line(3, Eur(7'00))};
  std::vector<StatementEvent> history_;
  wire::ViewLog<StatementsView> log_;
  const StatementQueries queries_{*this};
};

using Numbered = std::vector<int>;

TEST_F(StatementsViewTest, NothingIsToldBeforeItsEnd) {
  Happens(LoadLines{Announcing(lines_), 1, {lines_[0], lines_[1]}, false});
  EXPECT_FALSE(queries_.GetStatement(kIssuer, kKey));
  EXPECT_FALSE(queries_.GetLine(kIssuer, kKey, 1));
  EXPECT_EQ(Numbers(v1::LINE_STATE_WAITING), Numbered{});
  EXPECT_EQ(queries_.ListStatements(kIssuer, "", 10).statements_size(), 0);
  Happens(LoadLines{Announcing(lines_), 3, {lines_[2]}, true});
  const auto statement = queries_.GetStatement(kIssuer, kKey);
  ASSERT_TRUE(statement);
  EXPECT_EQ(statement->name(), kIssuer + "/statements/" + kKey);
  EXPECT_EQ(statement->line_count(), 3);
  EXPECT_EQ(statement->verdict(), v1::STATEMENT_VERDICT_ADDS_UP);
  EXPECT_EQ(queries_.ListStatements(kIssuer, "", 10).statements_size(), 1);
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
  EXPECT_EQ(queries_.GetLine(kIssuer, kKey, 1)->row.reason(), "NO_SUCH_ACCOUNT");
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
  EXPECT_EQ(queries_.GetLine(kIssuer, kKey, 1)->row.reopened(), 1);
  EXPECT_EQ(log_.Rebuilt(), log_.rows());
}

TEST_F(StatementsViewTest, ListsGoOnWhereTheyStopped) {
  Happens(Whole(lines_));
  const StatementQueries::LineFilter waiting{kKey, v1::LINE_STATE_WAITING};
  const auto first = queries_.ListLines(kIssuer, waiting, "", 1);
  ASSERT_EQ(first.lines.size(), 1u);
  EXPECT_EQ(first.after, StatementQueries::Cursor(kKey, 1));
  const auto second = queries_.ListLines(kIssuer, waiting, first.after, 5);
  ASSERT_EQ(second.lines.size(), 1u);
  EXPECT_EQ(second.lines[0].number, 3);
  EXPECT_EQ(second.after, "");
  EXPECT_TRUE(queries_.ListLines(kIssuer, {"b", v1::LINE_STATE_WAITING}, "", 5).lines.empty());
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

TEST(AmountKeysTest, InvoicesOfAnAmountAreFoundTheNewestFirst) {
  MapReader reader;
  const auto older = Issued("i1", Eur(60'00));
  InvoiceIssued newer = Issued("i2", Eur(60'00));
  newer.content.issue_date = Day(5);
  ApplyAll({OpenedRecord("a1", kIssuer, {}), RecordOf("a1", older, {}), RecordOf("a1", newer, {}),
            RecordOf("a1", Issued("i3", Eur(61'00)), {})},
           reader.rows(0));
  const std::string prefix = ItemsView::AmountPrefix("acme", Eur(60'00));
  std::vector<std::string> found;
  for (const auto& [key, value] : reader.Scan("", 0, prefix, prefix, 10)) {
    const auto [account, invoice] = ItemsView::InvoiceOfAmountKey(key);
    EXPECT_EQ(account, "accounts/a1");
    found.push_back(invoice);
  }
  EXPECT_EQ(found, (std::vector<std::string>{"i2", "i1"}));

  // What is paid is no candidate any more.
  const auto of_amount = [&] {
    std::vector<std::string> ids;
    for (const auto& each : CandidateQueries(reader)
                                .CandidatesFor(kIssuer, {Eur(60'00), "", "", {}, {}, ""})
                                .same_amount) {
      ids.push_back(each.invoice_id);
    }
    return ids;
  };
  EXPECT_EQ(of_amount(), (std::vector<std::string>{"i2", "i1"}));
  const auto history =
      After(Open({older, newer}), RecordPayment{"p", Eur(60'00), Day(6), {{"i2", Eur(60'00)}}});
  ApplyAll({RecordOf("a1", history.back(), {})}, reader.rows(0));
  EXPECT_EQ(of_amount(), (std::vector<std::string>{"i1"}));
}

}  // namespace
}  // namespace recourse::invoicing
