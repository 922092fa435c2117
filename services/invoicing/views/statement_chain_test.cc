#include <gtest/gtest.h>

#include <functional>

#include "libs/wire/convert.h"
#include "services/invoicing/views/statement_kit.h"

// Whether statements go on where the ones before them ended.
namespace recourse::invoicing {
namespace {

std::string KeyOf(int n) { return std::string(63, 'b') + static_cast<char>('a' + n); }

class StatementChainTest : public StatementsViewRig {
 protected:
  // Statement `n`, closed on January `day`: from `opening` to `closing`.
  void Load(int n, int day, std::int64_t opening, std::int64_t closing,
            const std::function<void(StatementContent&)>& change = nullptr) {
    LoadLines load = Whole({Line(1, Eur(closing - opening), day)});
    load.content.opening = StatedBalance{Eur(opening), Day(day - 1)};
    load.content.closing = StatedBalance{Eur(closing), Day(day)};
    if (change) change(load.content);
    Happens(load, KeyOf(n));
  }
  v1::Statement Get(int n, std::uint64_t through = StatementQueries::kNow) const {
    return queries_.GetStatement(kIssuer, KeyOf(n), through).value();
  }
  v1::StatementContinuity Of(int n) const { return Get(n).continuity(); }
};

TEST_F(StatementChainTest, AGapIsFlaggedUntilTheMissingOneIsLoaded) {
  Load(0, 2, 0, 100);
  EXPECT_EQ(Of(0), v1::STATEMENT_CONTINUITY_FIRST);
  EXPECT_EQ(Get(0).previous(), "");
  Load(2, 4, 150, 170);
  EXPECT_EQ(Of(2), v1::STATEMENT_CONTINUITY_GAP);
  EXPECT_EQ(Get(2).previous(), "issuers/acme/statements/" + KeyOf(0));
  EXPECT_EQ(Get(2).previous_closing().units(), 1);
  const std::uint64_t before = sequence_;
  Load(1, 3, 100, 150);
  EXPECT_EQ(Of(1), v1::STATEMENT_CONTINUITY_FOLLOWS);
  EXPECT_EQ(Of(2), v1::STATEMENT_CONTINUITY_FOLLOWS);
  EXPECT_EQ(Get(2).previous(), "issuers/acme/statements/" + KeyOf(1));
  EXPECT_EQ(Get(2, before).continuity(), v1::STATEMENT_CONTINUITY_GAP);
  StatementQueries::StatementsWanted gaps;
  gaps.filter.set_continuity(v1::STATEMENT_CONTINUITY_GAP);
  EXPECT_EQ(queries_.ListStatements(kIssuer, gaps, "", 9).statements.size(), 0u);
  gaps.through = before;
  EXPECT_EQ(queries_.ListStatements(kIssuer, gaps, "", 9).statements.size(), 1u);
}

TEST_F(StatementChainTest, OfOneDayTheNumberThenThePageDecides) {
  const auto numbered = [](const std::string& number, const std::string& page) {
    return [=](StatementContent& content) {
      content.number = number;
      content.page = page;
    };
  };
  Load(0, 2, 0, 100, numbered("9", "1"));
  Load(1, 2, 250, 300, numbered("10", "2"));
  EXPECT_EQ(Of(1), v1::STATEMENT_CONTINUITY_GAP);
  Load(2, 2, 100, 250, numbered("10", "1"));
  EXPECT_EQ(Of(0), v1::STATEMENT_CONTINUITY_FIRST);
  EXPECT_EQ(Of(1), v1::STATEMENT_CONTINUITY_FOLLOWS);
  EXPECT_EQ(Of(2), v1::STATEMENT_CONTINUITY_FOLLOWS);
  // Where the bank numbers by law only, that number counts.
  Load(3, 2, 300, 310, [](StatementContent& content) { content.legal_number = "11"; });
  EXPECT_EQ(Of(3), v1::STATEMENT_CONTINUITY_FOLLOWS);
  // Where there are both, that of the law does not.
  Load(4, 2, 310, 320, [](StatementContent& content) {
    content.number = "12";
    content.legal_number = "1";
  });
  EXPECT_EQ(Of(4), v1::STATEMENT_CONTINUITY_FOLLOWS);
}

TEST_F(StatementChainTest, NoneIsTheOneBeforeItself) {
  Load(0, 2, 100, 100);
  EXPECT_EQ(Of(0), v1::STATEMENT_CONTINUITY_FIRST);
}

TEST_F(StatementChainTest, OfOneDayTheOneBeforeIsFoundBehindManyOthers) {
  Load(0, 1, 0, 100);
  for (int n = 1; n < 24; ++n) Load(n, 2, 1000 * n, 1000 * n + 1);
  Load(24, 2, 100, 110);
  EXPECT_EQ(Of(24), v1::STATEMENT_CONTINUITY_FOLLOWS);
  EXPECT_EQ(Of(23), v1::STATEMENT_CONTINUITY_GAP);
}

TEST_F(StatementChainTest, OfOneDayWithoutNumbersAnyMayBeTheOneBefore) {
  Load(0, 1, 0, 100);
  Load(1, 2, 150, 120);
  Load(2, 2, 100, 150);
  EXPECT_EQ(Of(1), v1::STATEMENT_CONTINUITY_FOLLOWS);
  EXPECT_EQ(Of(2), v1::STATEMENT_CONTINUITY_FOLLOWS);
  Load(3, 2, 999, 1000);
  EXPECT_EQ(Of(3), v1::STATEMENT_CONTINUITY_GAP);
}

TEST_F(StatementChainTest, OtherAccountsCurrenciesAndMessagesAreOtherChains) {
  Load(0, 2, 0, 100);
  Load(1, 3, 7, 8, [](StatementContent& content) { content.iban = "DE75512108001245126199"; });
  Load(2, 3, 7, 8, [](StatementContent& content) { content.format = "camt.053.001.08"; });
  Load(3, 3, 7, 8, [](StatementContent& content) {
    content.iban.clear();
    content.other_account = "2051/ 7";
  });
  Load(5, 4, 7, 8, [](StatementContent& content) {
    content.iban.clear();
    content.other_account = "2051/ 7";
    content.bank_bic = "BYLADEM1001";
  });
  Load(6, 3, 7, 8, [](StatementContent& content) {
    content.opening->amount = Usd(7);
    content.closing->amount = Usd(8);
  });
  for (const int n : {1, 2, 3, 5, 6}) EXPECT_EQ(Of(n), v1::STATEMENT_CONTINUITY_FIRST) << n;
  Load(4, 4, 9, 10, [](StatementContent& content) { content.format = "camt.053.001.02"; });
  EXPECT_EQ(Of(4), v1::STATEMENT_CONTINUITY_GAP);
}

TEST_F(StatementChainTest, WithoutBothBalancesNoneIsLookedAt) {
  Load(0, 2, 0, 100);
  Load(1, 3, 7, 8, [](StatementContent& content) { content.opening.reset(); });
  EXPECT_EQ(Of(1), v1::STATEMENT_CONTINUITY_NONE);
  Load(2, 3, 7, 8, [](StatementContent& content) { content.kind = StatementKind::kAdvice; });
  EXPECT_EQ(Of(2), v1::STATEMENT_CONTINUITY_NONE);
  Load(3, 4, 100, 110);
  EXPECT_EQ(Of(3), v1::STATEMENT_CONTINUITY_FOLLOWS);
}

TEST_F(StatementChainTest, StatementsAreListedAsTheyWereByFilterAndDay) {
  Load(0, 4, 0, 100);
  Load(1, 2, 50, 70);
  Load(2, 3, 70, 90);
  StatementQueries::StatementsWanted wanted;
  wanted.through = sequence_;
  Load(3, 3, 90, 0);  // Nobody who reads on sees it.
  const auto listed = [&] {
    std::string ids;
    std::string after;
    do {
      const auto page = queries_.ListStatements(kIssuer, wanted, after, 1);
      for (const v1::Statement& each : page.statements) ids += each.name().back();
      after = page.after;
    } while (!after.empty());
    return ids;
  };
  EXPECT_EQ(listed(), "abc");
  wanted.order.set_descending(true);
  EXPECT_EQ(listed(), "cba");
  wanted.order.set_by(v1::STATEMENT_ORDER_BY_CLOSING_DATE);
  EXPECT_EQ(listed(), "acb");
  wanted.order.set_descending(false);
  EXPECT_EQ(listed(), "bca");
  wanted.filter.set_continuity(v1::STATEMENT_CONTINUITY_GAP);
  EXPECT_EQ(listed(), "a");
  wanted.filter = {};
  wire::Write(Day(3), wanted.filter.mutable_closed_from());
  EXPECT_EQ(listed(), "ca");
  wire::Write(Day(3), wanted.filter.mutable_closed_through());
  EXPECT_EQ(listed(), "c");
  wanted.filter = {};
  wanted.filter.set_account("DE02120300000000202051");
  EXPECT_EQ(listed(), "bca");
  wanted.filter.set_account("other");
  EXPECT_EQ(listed(), "");
  wanted.filter = {};
  wanted.filter.set_kind(v1::STATEMENT_KIND_ADVICE);
  EXPECT_EQ(listed(), "");
  wanted.filter.set_kind(v1::STATEMENT_KIND_STATEMENT);
  wanted.filter.set_verdict(v1::STATEMENT_VERDICT_ADDS_UP);
  EXPECT_EQ(listed(), "bca");
  wanted.filter.set_verdict(v1::STATEMENT_VERDICT_DIFFERS);
  EXPECT_EQ(listed(), "");
}

TEST_F(StatementChainTest, WithoutAClosingBalanceItsLastDayCounts) {
  Load(0, 4, 0, 100);
  Load(1, 1, 0, 100, [](StatementContent& content) {
    content.iban.clear();
    content.other_account = "2051/ 7";
    content.closing.reset();
    content.to = Day(5);
  });
  StatementQueries::StatementsWanted wanted;
  wire::Write(Day(5), wanted.filter.mutable_closed_from());
  const auto later = queries_.ListStatements(kIssuer, wanted, "", 9);
  ASSERT_EQ(later.statements.size(), 1u);
  EXPECT_EQ(later.statements[0].name().back(), 'b');
  wanted.filter.Clear();
  wanted.filter.set_account("2051/ 7");
  EXPECT_EQ(queries_.ListStatements(kIssuer, wanted, "", 9).statements.size(), 1u);
}

}  // namespace
}  // namespace recourse::invoicing
