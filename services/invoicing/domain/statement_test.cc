#include "services/invoicing/domain/statement.h"

#include <gtest/gtest.h>

#include "services/invoicing/domain/statement_kit.h"

namespace recourse::invoicing {
namespace {

const StatementLine kIn = Line(1, Eur(60'00));
const StatementLine kOut = Line(2, Eur(-10'00));
const LineMatch kMatch = To("accounts/a1", {{"i1", Eur(60'00)}});
const std::string kPayment = std::string(40, 'a') + ".1";
const LineConfirmed kConfirmed{1, kMatch, kPayment, Eur(60'00), Day(10), "payer"};

StatementEvents With(StatementEvents history, const StatementEvent& event) {
  history.push_back(event);
  return history;
}

TEST(StatementTest, IsLoadedAtOnce) {
  const LoadLines whole = Whole({kIn, kOut});
  GivenStatement({}).When(whole).Then(
      {StatementBegun{whole.content}, StatementLinesAdded{1, {kIn, kOut}},
       StatementLoaded{2, StatementVerdict::kAddsUp, Eur(150'00), Eur(150'00)}});
}

TEST(StatementTest, IsLoadedPieceByPiece) {
  const StatementContent content = Announcing({kIn, kOut});
  const auto begun = Then({}, LoadLines{content, 1, {kIn}, false});
  EXPECT_EQ(begun.size(), 2u);
  GivenStatement(begun)
      .When(LoadLines{content, 2, {kOut}, true})
      .Then({StatementLinesAdded{2, {kOut}},
             StatementLoaded{2, StatementVerdict::kAddsUp, Eur(150'00), Eur(150'00)}});
}

TEST(StatementTest, LoadedAgainAddsNothing) {
  GivenStatement(Loaded({kIn, kOut})).When(Whole({kIn, kOut})).ThenNothing();
}

TEST(StatementTest, BegunAgainIsLoadedFromItsFirstLine) {
  const auto begun = Then({}, LoadLines{Announcing({kIn, kOut}), 1, {kIn}, false});
  const auto whole = Whole({kIn, kOut});
  const auto loaded = Then(begun, whole);
  EXPECT_EQ(Replay<StatementDecider>(loaded).lines, 2);
  EXPECT_EQ(Replay<StatementDecider>(loaded).waiting.size(), 1u);
}

TEST(StatementTest, BalancesThatDifferAreFlaggedWithBothSums) {
  LoadLines whole = Whole({kIn});
  whole.content.closing->amount = Eur(150'00);
  GivenStatement({}).When(whole).Then(
      {StatementBegun{whole.content}, StatementLinesAdded{1, {kIn}},
       StatementLoaded{1, StatementVerdict::kDiffers, Eur(160'00), Eur(150'00)}});
}

TEST(StatementTest, BalancesThatAreMissingOrOfAnotherCurrencyAreFlagged) {
  LoadLines whole = Whole({kIn});
  whole.content.opening.reset();
  const auto verdict = [](const LoadLines& load) {
    return std::get<StatementLoaded>(Then({}, load).back()).verdict;
  };
  EXPECT_EQ(verdict(whole), StatementVerdict::kIncomplete);
  whole.content.opening = StatedBalance{Usd(1), Day(9)};
  EXPECT_EQ(verdict(whole), StatementVerdict::kCurrenciesDiffer);
  whole = Whole({kIn});
  whole.content.closing->amount = Usd(160'00);
  EXPECT_EQ(verdict(whole), StatementVerdict::kCurrenciesDiffer);
}

TEST(StatementTest, OnlyMoneyThatCameInWaits) {
  StatementLine back = Line(3, Eur(5'00));
  back.kind = LineKind::kReversal;
  StatementLine pending = Line(4, Eur(7'00));
  pending.kind = LineKind::kNotBooked;
  const auto statement = Replay<StatementDecider>(Loaded({kIn, kOut, back, pending}));
  EXPECT_EQ(statement.waiting.size(), 1u);
  EXPECT_TRUE(statement.waiting.contains(1));
}

TEST(StatementTest, NothingOfAdviceWaits) {
  StatementLine news = kIn;
  news.kind = LineKind::kAdvice;
  LoadLines advice{Announcing({news}), 1, {news}, true};
  advice.content.kind = StatementKind::kAdvice;
  const auto loaded = Then({}, advice);
  EXPECT_TRUE(Replay<StatementDecider>(loaded).waiting.empty());
  EXPECT_EQ(std::get<StatementLoaded>(loaded.back()).verdict, StatementVerdict::kIncomplete);
}

TEST(StatementTest, TheDayOfALineIsValuedElseBookedElseTheStatements) {
  const StatementContent content = Announcing({kIn});
  StatementLine line = kIn;
  line.value = Day(12);
  EXPECT_EQ(EffectiveDay(line, content), Day(12));
  line.value.reset();
  EXPECT_EQ(EffectiveDay(line, content), Day(10));
  line.booking.reset();
  EXPECT_EQ(EffectiveDay(line, content), Day(11));
}

TEST(StatementTest, AConfirmedLineIsAPromise) {
  GivenStatement(Loaded({kIn})).When(Confirm(1, kMatch)).Then({kConfirmed});
  GivenStatement(With(Loaded({kIn}), kConfirmed)).When(Confirm(1, kMatch)).ThenNothing();
}

TEST(StatementTest, AutomaticMatchesPassOverWhatWaitsNoMore) {
  LineMatch automatic = kMatch;
  automatic.automatic = true;
  LineConfirmed confirmed = kConfirmed;
  confirmed.match = automatic;
  const auto both = ConfirmLines{kKey, {{2, automatic, "payer"}, {1, automatic, "payer"}}};
  GivenStatement(Loaded({kIn, kOut})).When(both).Then({confirmed});
  GivenStatement(With(Loaded({kIn, kOut}), kConfirmed)).When(both).ThenNothing();
}

TEST(StatementTest, ARecordedLineIsForgotten) {
  const auto confirmed = With(Loaded({kIn}), kConfirmed);
  const SettleLine settle{1, kPayment, std::nullopt};
  const LineRecorded recorded{1, "accounts/a1/payments/" + kPayment, "payer"};
  GivenStatement(confirmed).When(settle).Then({recorded});
  const auto after = With(confirmed, recorded);
  EXPECT_TRUE(Replay<StatementDecider>(after).waiting.empty());
  GivenStatement(after).When(settle).ThenNothing();
}

TEST(StatementTest, ARefusedLineWaitsAgain) {
  const auto confirmed = With(Loaded({kIn}), kConfirmed);
  GivenStatement(confirmed)
      .When(SettleLine{1, kPayment, "NO_SUCH_ACCOUNT"})
      .Then({LineRefused{1, "NO_SUCH_ACCOUNT"}});
  const auto refused = With(confirmed, LineRefused{1, "NO_SUCH_ACCOUNT"});
  GivenStatement(refused)
      .When(Confirm(1, To("accounts/a2")))
      .Then({LineConfirmed{1, To("accounts/a2"), kPayment, Eur(60'00), Day(10), "payer"}});
}

TEST(StatementTest, AnIgnoredLineWaitsNoMoreUntilItIsReopened) {
  GivenStatement(Loaded({kIn})).When(IgnoreLine{1, "ours"}).Then({LineIgnored{1, "ours"}});
  const auto ignored = With(Loaded({kIn}), LineIgnored{1, "ours"});
  const ReopenLine reopen{1, "not ours", 0, true, Eur(60'00), Day(10), "payer", ""};
  const LineReopened reopened{1, "not ours", Eur(60'00), Day(10), "payer", ""};
  GivenStatement(ignored).When(reopen).Then({reopened});
  GivenStatement(With(ignored, reopened)).When(reopen).ThenNothing();
}

TEST(StatementTest, AReopenedLineMakesAnotherPayment) {
  auto history = With(Loaded({kIn}), kConfirmed);
  history = Then(history, SettleLine{1, kPayment, std::nullopt});
  history = Then(history, ReopenLine{1, "bounced", 0, true, Eur(60'00), Day(10), "payer",
                                     "accounts/a1/payments/" + kPayment});
  LineConfirmed again = kConfirmed;
  again.payment_id = kPayment + ".1";
  GivenStatement(history).When(Confirm(1, kMatch)).Then({again});
  // What the first payment is answered late does not settle the second.
  GivenStatement(With(history, again)).When(SettleLine{1, kPayment, std::nullopt}).ThenNothing();
}

}  // namespace
}  // namespace recourse::invoicing
