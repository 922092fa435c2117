#include <gtest/gtest.h>

#include "services/invoicing/domain/ledger_limits.h"
#include "services/invoicing/domain/statement_kit.h"

// One test for each rule, in the order of the enum.
namespace recourse::invoicing {
namespace {

using enum StatementRule;

const StatementLine kIn = Line(1, Eur(60'00));
const StatementLine kOut = Line(2, Eur(-10'00));
const LineMatch kMatch = To("accounts/a1");
const ReopenLine kReopen{1, "x", 0, false, Eur(60'00), Day(10), "payer", ""};

TEST(StatementRefusalsTest, LinesOutOfOrder) {
  const StatementContent content = Announcing({kIn, kOut});
  GivenStatement({})
      .When(LoadLines{content, 2, {kOut}, true})
      .ThenRefused(kLinesOutOfOrder, {{"first_line", "2"}, {"expected", "1"}});
  const auto begun = Then({}, LoadLines{content, 1, {kIn}, false});
  GivenStatement(begun)
      .When(LoadLines{content, 3, {kOut}, true})
      .ThenRefused(kLinesOutOfOrder, {{"first_line", "3"}, {"expected", "2"}});
  GivenStatement(begun)
      .When(LoadLines{Announcing({kIn}), 2, {kOut}, true})
      .ThenRefused(kLinesOutOfOrder);
  GivenStatement({})
      .When(LoadLines{content, 1, {kOut}, true})
      .ThenRefused(kLinesOutOfOrder, {{"line", "1"}, {"entry", "2"}});
}

TEST(StatementRefusalsTest, TooManyLines) {
  const std::vector<StatementLine> lines(kLinesAtOnceMax + 1, kIn);
  GivenStatement({}).When(LoadLines{Announcing(lines), 1, lines, false}).ThenRefused(kTooManyLines);
}

TEST(StatementRefusalsTest, LineWithoutDay) {
  StatementLine line = kIn;
  line.booking.reset();
  line.file_line = 7;
  LoadLines load = Whole({line});
  load.content.closing.reset();
  GivenStatement({}).When(load).ThenRefused(kLineWithoutDay, {{"line", "1"}, {"file_line", "7"}});
}

TEST(StatementRefusalsTest, SumTooLarge) {
  const StatementLine most = Line(1, Eur(kMoneyMax));
  LoadLines load{Announcing({kIn}), 1, {most, Line(2, Eur(1))}, false};
  GivenStatement({}).When(load).ThenRefused(kSumTooLarge);
}

TEST(StatementRefusalsTest, EntriesMissing) {
  GivenStatement({})
      .When(LoadLines{Announcing({kIn, kOut}), 1, {kIn}, true})
      .ThenRefused(kEntriesMissing, {{"entries", "1"}, {"announced", "2"}, {"sum", "60.00 EUR"}});
  LoadLines other_sum = Whole({kIn});
  other_sum.lines[0].amount = Eur(61'00);
  GivenStatement({}).When(other_sum).ThenRefused(kEntriesMissing);
}

TEST(StatementRefusalsTest, StatementNotComplete) {
  const auto begun = Then({}, LoadLines{Announcing({kIn, kOut}), 1, {kIn}, false});
  GivenStatement(begun).When(Confirm(1, kMatch)).ThenRefused(kStatementNotComplete);
  GivenStatement(begun).When(IgnoreLine{1, "x"}).ThenRefused(kStatementNotComplete);
  GivenStatement({}).When(kReopen).ThenRefused(kStatementNotComplete);
}

TEST(StatementRefusalsTest, UnknownLine) {
  GivenStatement(Loaded({kIn})).When(Confirm(2, kMatch)).ThenRefused(kUnknownLine, {{"line", "2"}});
  GivenStatement(Loaded({kIn})).When(IgnoreLine{0, "x"}).ThenRefused(kUnknownLine);
}

TEST(StatementRefusalsTest, LineNotWaiting) {
  GivenStatement(Loaded({kIn, kOut}))
      .When(Confirm(2, kMatch))
      .ThenRefused(kLineNotWaiting, {{"line", "2"}});
  GivenStatement(Loaded({kIn, kOut})).When(IgnoreLine{2, "x"}).ThenRefused(kLineNotWaiting);
}

TEST(StatementRefusalsTest, ConfirmedOtherwise) {
  const auto confirmed = Then(Loaded({kIn}), Confirm(1, kMatch));
  GivenStatement(confirmed)
      .When(Confirm(1, To("accounts/a2")))
      .ThenRefused(kConfirmedOtherwise, {{"line", "1"}, {"account", "accounts/a1"}});
  GivenStatement(confirmed).When(IgnoreLine{1, "x"}).ThenRefused(kConfirmedOtherwise);
  GivenStatement(confirmed).When(kReopen).ThenRefused(kConfirmedOtherwise);
}

TEST(StatementRefusalsTest, DesignatedMoreThanPaid) {
  const auto more = To("accounts/a1", {{"i1", Eur(40'00)}, {"i2", Eur(20'01)}});
  GivenStatement(Loaded({kIn}))
      .When(Confirm(1, more))
      .ThenRefused(kDesignatedMoreThanPaid, {{"designated", "60.01 EUR"}, {"amount", "60.00 EUR"}});
}

TEST(StatementRefusalsTest, TooManyDesignations) {
  std::vector<PaymentDesignation> many(kDesignationsMax + 1, {"i1", Eur(1)});
  GivenStatement(Loaded({kIn}))
      .When(Confirm(1, To("accounts/a1", many)))
      .ThenRefused(kTooManyDesignations);
}

TEST(StatementRefusalsTest, DesignatedTwice) {
  const auto twice = To("accounts/a1", {{"i1", Eur(1)}, {"i1", Eur(2)}});
  GivenStatement(Loaded({kIn})).When(Confirm(1, twice)).ThenRefused(kDesignatedTwice);
}

TEST(StatementRefusalsTest, CurrencyDiffers) {
  const auto dollars = To("accounts/a1", {{"i1", Usd(1)}});
  GivenStatement(Loaded({kIn})).When(Confirm(1, dollars)).ThenRefused(kCurrencyDiffers);
}

TEST(StatementRefusalsTest, DateInFuture) {
  GivenStatement(Loaded({kIn}))
      .At(Instant(Day(8)))
      .When(Confirm(1, kMatch))
      .ThenRefused(kDateInFuture, {{"effective_date", "2012-01-10"}});
}

TEST(StatementRefusalsTest, LineChanged) {
  const auto ignored = Then(Loaded({kIn}), IgnoreLine{1, "x"});
  ReopenLine reopen{1, "y", 1, true, Eur(60'00), Day(10), "payer", ""};
  GivenStatement(ignored).When(reopen).ThenRefused(kLineChanged, {{"line", "1"}});
  // Whoever saw it wait has not seen what became of it since.
  reopen.seen_reopened = 0;
  reopen.seen_settled = false;
  GivenStatement(ignored).When(reopen).ThenRefused(kLineChanged);
}

}  // namespace
}  // namespace recourse::invoicing
