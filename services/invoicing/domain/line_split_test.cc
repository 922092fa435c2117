#include <gtest/gtest.h>

#include <algorithm>

#include "services/invoicing/domain/ledger_limits.h"
#include "services/invoicing/domain/statement_kit.h"

namespace recourse::invoicing {
namespace {

using enum StatementRule;

const StatementLine kIn = Line(1, Eur(60'00));
const std::string kPrefix = std::string(40, 'a') + ".1-";
const LineShare kFirst{To("accounts/a1", {{"i1", Eur(30'00)}}), Eur(40'00)};
const LineShare kSecond{To("accounts/a2"), Eur(20'00)};

SplitLine Split(std::vector<LineShare> shares) { return {kKey, 1, std::move(shares), "payer"}; }

LinePartConfirmed Confirmed(int part, const LineShare& share, const std::string& behind = "") {
  return {1,       part,   share.match, kPrefix + std::to_string(part) + behind, share.amount,
          Day(10), "payer"};
}
SettlePart Settle(int part, std::optional<std::string> refused_because = std::nullopt) {
  return {1, part, kPrefix + std::to_string(part), std::move(refused_because)};
}
LinePartRecorded Recorded(int part, const std::string& account) {
  return {1, part, account + "/payments/" + kPrefix + std::to_string(part), "payer"};
}

TEST(LineSplitTest, EachPartIsAPromiseOfItsOwn) {
  GivenStatement(Loaded({kIn}))
      .When(Split({kFirst, kSecond}))
      .Then({Confirmed(1, kFirst), Confirmed(2, kSecond)});
}

TEST(LineSplitTest, SaidAgainItYieldsNothing) {
  const auto split = Then(Loaded({kIn}), Split({kFirst, kSecond}));
  GivenStatement(split).When(Split({kFirst, kSecond})).ThenNothing();
  const auto half = Then(split, Settle(1));
  GivenStatement(half).When(Split({kFirst, kSecond})).ThenNothing();
}

TEST(LineSplitTest, TheLineIsSettledOnceAllPartsAreRecorded) {
  auto history = Then(Loaded({kIn}), Split({kFirst, kSecond}));
  GivenStatement(history).When(Settle(2)).Then({Recorded(2, "accounts/a2")});
  history = Then(history, Settle(2));
  EXPECT_EQ(Replay<StatementDecider>(history).waiting.at(1).amount, Eur(40'00));
  GivenStatement(history).When(Settle(2)).ThenNothing();
  GivenStatement(history).When(Confirm(1, To("accounts/a3"))).ThenRefused(kConfirmedOtherwise);
  GivenStatement(history).When(IgnoreLine{1, "x"}).ThenRefused(kConfirmedOtherwise);
  history = Then(history, Settle(1));
  const Statement settled = Replay<StatementDecider>(history);
  EXPECT_TRUE(settled.waiting.empty());
  EXPECT_TRUE(settled.promised.empty());
  EXPECT_TRUE(settled.parts_made.empty());
  GivenStatement(history).When(Confirm(1, To("accounts/a1"))).ThenRefused(kLineNotWaiting);
}

TEST(LineSplitTest, OnlyWhatWasRefusedWaitsAgain) {
  auto history = Then(Loaded({kIn}), Split({kFirst, kSecond}));
  GivenStatement(history)
      .When(Settle(1, "NO_SUCH_INVOICE"))
      .Then({LinePartRefused{1, 1, "NO_SUCH_INVOICE"}});
  history = Then(history, Settle(1, "NO_SUCH_INVOICE"));
  // The second account has not answered yet.
  GivenStatement(history).When(Split({kFirst})).ThenRefused(kConfirmedOtherwise);
  history = Then(history, Settle(2));
  const Statement waits = Replay<StatementDecider>(history);
  EXPECT_EQ(waits.waiting.at(1).amount, Eur(40'00));
  EXPECT_EQ(waits.refused.at(1), "NO_SUCH_INVOICE");
  // Part numbers go on, so that no payment has the id of one that was refused.
  const LineShare rest{To("accounts/a3"), Eur(40'00)};
  GivenStatement(history).When(Split({rest})).Then({Confirmed(3, rest)});
  GivenStatement(history).When(Split({kFirst, kSecond})).ThenRefused(kPartsNotTheAmount);
  LineConfirmed whole{1, To("accounts/a3"), PaymentIdOf(kKey, 1, 0), Eur(40'00), Day(10), "payer"};
  GivenStatement(history).When(Confirm(1, To("accounts/a3"))).Then({whole});
}

TEST(LineSplitTest, TheOrderOfTheAnswersMakesNoDifference) {
  const auto split = Then(Loaded({kIn}), Split({kFirst, kSecond}));
  const auto one = Then(Then(split, Settle(1, "X")), Settle(2));
  const auto other = Then(Then(split, Settle(2)), Settle(1, "X"));
  for (const auto& history : {one, other}) {
    const Statement statement = Replay<StatementDecider>(history);
    EXPECT_EQ(statement.waiting.at(1).amount, Eur(40'00));
    EXPECT_TRUE(statement.promised.empty());
    EXPECT_EQ(statement.refused.at(1), "X");
  }
}

TEST(LineSplitTest, AnAnswerToAnEarlierPartSettlesNothing) {
  auto history = Then(Loaded({kIn}), Split({kFirst, kSecond}));
  history = Then(history, Settle(1));
  history = Then(history, Settle(2));
  history = Then(history, ReopenLine{1,
                                     "x",
                                     0,
                                     true,
                                     Eur(60'00),
                                     Day(10),
                                     "payer",
                                     "",
                                     {"accounts/a1/payments/" + kPrefix + "1",
                                      "accounts/a2/payments/" + kPrefix + "2"}});
  history = Then(history, Split({kFirst, kSecond}));
  EXPECT_EQ(std::get<LinePartConfirmed>(history.back()), Confirmed(2, kSecond, ".1"));
  GivenStatement(history).When(Settle(1)).ThenNothing();
}

TEST(LineSplitTest, SomePartsAreReopened) {
  auto history = Then(Loaded({kIn}), Split({kFirst, kSecond}));
  history = Then(Then(history, Settle(1)), Settle(2));
  const std::vector<std::string> back{"accounts/a2/payments/" + kPrefix + "2"};
  GivenStatement(history)
      .When(ReopenLine{1, "not theirs", 0, true, Eur(20'00), Day(10), "payer", "", back})
      .Then({LineReopened{1, "not theirs", Eur(20'00), Day(10), "payer", "", back}});
  history =
      Then(history, ReopenLine{1, "not theirs", 0, true, Eur(20'00), Day(10), "payer", "", back});
  GivenStatement(history)
      .When(Split({{To("accounts/a3"), Eur(60'00)}}))
      .ThenRefused(kPartsNotTheAmount, {{"parts", "60.00 EUR"}, {"amount", "20.00 EUR"}});
}

// One test for each rule that only splitting has, in the order of the enum; then those it shares.
TEST(LineSplitRefusalsTest, TooManyParts) {
  std::vector<LineShare> many;
  for (std::size_t i = 0; i <= kPartsMax; ++i) {
    many.push_back({To("accounts/a" + std::to_string(i)), Eur(1)});
  }
  GivenStatement(Loaded({Line(1, Eur(51))}))
      .When(Split(many))
      .ThenRefused(kTooManyParts, {{"parts", "51"}});
  many.pop_back();
  EXPECT_TRUE(StatementDecider::Decide(
      Split(many), Replay<StatementDecider>(Loaded({Line(1, Eur(50))})), kEndOf2012));
}

TEST(LineSplitRefusalsTest, PartNotPositive) {
  for (const std::int64_t cents : {0, -1}) {
    const LineShare rest{To("accounts/a1"), Eur(60'00 - cents)};
    GivenStatement(Loaded({kIn}))
        .When(Split({rest, {To("accounts/a2"), Eur(cents)}}))
        .ThenRefused(kPartNotPositive);
  }
}

TEST(LineSplitRefusalsTest, AccountTwice) {
  GivenStatement(Loaded({kIn}))
      .When(Split({kFirst, {To("accounts/a1"), Eur(20'00)}}))
      .ThenRefused(kAccountTwice, {{"account", "accounts/a1"}});
}

TEST(LineSplitRefusalsTest, PartsNotTheAmount) {
  GivenStatement(Loaded({kIn}))
      .When(Split({kFirst}))
      .ThenRefused(kPartsNotTheAmount, {{"parts", "40.00 EUR"}, {"amount", "60.00 EUR"}});
  GivenStatement(Loaded({kIn}))
      .When(Split({kFirst, {To("accounts/a2"), Eur(20'01)}}))
      .ThenRefused(kPartsNotTheAmount, {{"parts", "60.01 EUR"}, {"amount", "60.00 EUR"}});
  GivenStatement(Loaded({kIn})).When(Split({})).ThenRefused(kPartsNotTheAmount);
  const LineShare most{To("accounts/a1"), Eur(kMoneyMax)};
  GivenStatement(Loaded({kIn})).When(Split({most, kSecond})).ThenRefused(kPartsNotTheAmount);
}

TEST(LineSplitRefusalsTest, WhatEveryConfirmationIsHeldAgainst) {
  const auto begun = Then({}, LoadLines{Announcing({kIn, Line(2, Eur(1))}), 1, {kIn}, false});
  GivenStatement(begun).When(Split({kFirst, kSecond})).ThenRefused(kStatementNotComplete);
  GivenStatement(Loaded({kIn})).When(SplitLine{kKey, 2, {}, ""}).ThenRefused(kUnknownLine);
  GivenStatement(Loaded({Line(1, Eur(-60'00))})).When(Split({})).ThenRefused(kLineNotWaiting);
  const auto confirmed = Then(Loaded({kIn}), Confirm(1, To("accounts/a1")));
  GivenStatement(confirmed).When(Split({kFirst, kSecond})).ThenRefused(kConfirmedOtherwise);
  const LineShare more{To("accounts/a1", {{"i1", Eur(40'01)}}), Eur(40'00)};
  GivenStatement(Loaded({kIn})).When(Split({more, kSecond})).ThenRefused(kDesignatedMoreThanPaid);
  GivenStatement(Loaded({kIn}))
      .When(Split({kFirst, {To("accounts/a2"), Usd(20'00)}}))
      .ThenRefused(kCurrencyDiffers);
  GivenStatement(Loaded({kIn}))
      .At(Instant(Day(8)))
      .When(Split({kFirst, kSecond}))
      .ThenRefused(kDateInFuture);
}

}  // namespace
}  // namespace recourse::invoicing
