#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

#include "libs/wire/convert.h"
#include "services/invoicing/views/statement_kit.h"

// Lists of lines, and that they stay what they were.
namespace recourse::invoicing {
namespace {

class LineListsTest : public StatementsViewRig {
 protected:
  LineListsTest() {
    std::vector<StatementLine> lines{Line(1, Eur(60'00), 12), Line(2, Eur(-5'00), 10),
                                     Line(3, Eur(7'00), 11), Line(4, Eur(60'00), 10)};
    lines[2].booking.reset();
    lines[2].value = Day(9);
    lines[3].value = Day(11);
    Happens(Whole(lines));
  }

  std::vector<Row> Scan(std::string_view view, std::uint32_t shard, std::string_view prefix,
                        std::string_view after, std::size_t limit) const override {
    if (before_queue_ && prefix.starts_with("acme/q/")) std::exchange(before_queue_, nullptr)();
    return StatementsViewRig::Scan(view, shard, prefix, after, limit);
  }
  // A statement of `lines` one after another, each of as many cents as its number.
  void LoadMany(const std::string& key, int lines) {
    std::vector<StatementLine> all;
    for (int i = 1; i <= lines; ++i) all.push_back(Line(i, Eur(i)));
    for (int first = 0; first < lines; first += 500) {
      const int last = std::min(first + 500, lines);
      Happens(
          LoadLines{
              Announcing(all), first + 1, {all.begin() + first, all.begin() + last}, last == lines},
          key);
    }
  }
  static Numbered UpTo(int last) {
    Numbered numbers(static_cast<std::size_t>(last));
    std::iota(numbers.begin(), numbers.end(), 1);
    return numbers;
  }

  // All pages of `size` lines.
  Numbered Paged(const StatementQueries::LinesWanted& wanted, std::size_t size = 1) const {
    Numbered numbers;
    std::string after;
    do {
      const auto page = queries_.ListLines(kIssuer, wanted, after, size);
      EXPECT_FALSE(page.too_many);
      for (const FoundLine& line : page.lines) numbers.push_back(line.number);
      after = page.after;
    } while (!after.empty());
    return numbers;
  }

  mutable std::function<void()> before_queue_;  // Happens once, before the queue is read.
};

TEST_F(LineListsTest, GoOnWhereTheyStopped) {
  StatementQueries::LinesWanted waiting;
  waiting.key = kKey;
  waiting.state = v1::LINE_STATE_WAITING;
  const auto first = queries_.ListLines(kIssuer, waiting, "", 1);
  ASSERT_EQ(first.lines.size(), 1u);
  EXPECT_EQ(first.after, StatementQueries::Cursor(kKey, 1));
  const auto second = queries_.ListLines(kIssuer, waiting, first.after, 5);
  ASSERT_EQ(second.lines.size(), 2u);
  EXPECT_EQ(second.lines[0].number, 3);
  EXPECT_EQ(second.after, "");
  waiting.key = "b";
  EXPECT_TRUE(queries_.ListLines(kIssuer, waiting, "", 5).lines.empty());
}

TEST_F(LineListsTest, AreInTheOrderThatIsAskedFor) {
  StatementQueries::LinesWanted wanted;
  EXPECT_EQ(Paged(wanted), (Numbered{1, 2, 3, 4}));
  wanted.order.set_descending(true);
  EXPECT_EQ(Paged(wanted), (Numbered{4, 3, 2, 1}));
  wanted.order.set_by(v1::LINE_ORDER_BY_AMOUNT);
  EXPECT_EQ(Paged(wanted), (Numbered{4, 1, 3, 2}));
  wanted.order.set_descending(false);
  EXPECT_EQ(Paged(wanted), (Numbered{2, 3, 1, 4}));
  wanted.order.set_by(v1::LINE_ORDER_BY_BOOKING_DATE);
  EXPECT_EQ(Paged(wanted), (Numbered{3, 2, 4, 1}));
  wanted.order.set_by(v1::LINE_ORDER_BY_VALUE_DATE);
  EXPECT_EQ(Paged(wanted), (Numbered{1, 2, 3, 4}));
  wanted.state = v1::LINE_STATE_WAITING;
  EXPECT_EQ(Paged(wanted), (Numbered{1, 3, 4}));
}

TEST_F(LineListsTest, HaveWhatFitsAllThatIsSaid) {
  const auto found = [&](const auto& say) {
    StatementQueries::LinesWanted wanted;
    say(wanted.filter);
    return Paged(wanted);
  };
  using Filter = v1::LineFilter;
  EXPECT_EQ(found([](Filter& f) { f.set_kind(v1::LINE_KIND_DEBIT); }), (Numbered{2}));
  EXPECT_EQ(found([](Filter& f) { wire::Write(Day(11), f.mutable_booking_from()); }),
            (Numbered{1}));
  EXPECT_EQ(found([](Filter& f) { wire::Write(Day(11), f.mutable_booking_through()); }),
            (Numbered{2, 4}));
  EXPECT_EQ(found([](Filter& f) { wire::Write(Day(10), f.mutable_value_from()); }), (Numbered{4}));
  EXPECT_EQ(found([](Filter& f) { wire::Write(Day(10), f.mutable_value_through()); }),
            (Numbered{3}));
  EXPECT_EQ(found([](Filter& f) { wire::Write(Eur(7'00), f.mutable_amount_at_least()); }),
            (Numbered{1, 3, 4}));
  EXPECT_EQ(found([](Filter& f) { wire::Write(Eur(7'00), f.mutable_amount_at_most()); }),
            (Numbered{2, 3}));
  EXPECT_EQ(found([](Filter& f) { wire::Write(Usd(0), f.mutable_amount_at_least()); }), Numbered{});
}

TEST_F(LineListsTest, StayAsTheyWereWhateverHappens) {
  StatementQueries::LinesWanted waiting;
  waiting.state = v1::LINE_STATE_WAITING;
  waiting.through = sequence_;
  Happens(Confirm(1, To("accounts/a1")));
  Happens(SettleLine{1, PaymentIdOf(kKey, 1, 0), std::nullopt});
  Happens(IgnoreLine{3, "ours"});
  Happens(Whole({Line(1, Eur(1))}), std::string(64, 'A'));  // Comes before, in the order of names.
  EXPECT_EQ(Paged(waiting), (Numbered{1, 3, 4}));
  waiting.key = kKey;
  EXPECT_EQ(Paged(waiting), (Numbered{1, 3, 4}));
  waiting.order.set_descending(true);
  EXPECT_EQ(Paged(waiting), (Numbered{4, 3, 1}));
  waiting.order = {};
  for (const FoundLine& line : queries_.ListLines(kIssuer, waiting, "", 9).lines) {
    EXPECT_EQ(line.standing.state, v1::LINE_STATE_WAITING);
  }
  StatementQueries::LinesWanted recorded;
  recorded.state = v1::LINE_STATE_RECORDED;
  recorded.through = waiting.through;
  EXPECT_EQ(Paged(recorded), Numbered{});
  recorded.through = sequence_;
  EXPECT_EQ(Paged(recorded), (Numbered{1}));
  // What came back later was gone then, and what left again was there.
  const std::uint64_t settled = sequence_;
  Happens(ReopenLine{3, "not ours", 0, true, Eur(7'00), Day(9), "payer", ""});
  const std::uint64_t reopened = sequence_;
  Happens(IgnoreLine{3, "ours"});
  waiting.through = settled;
  EXPECT_EQ(Paged(waiting), (Numbered{4}));
  waiting.through = reopened;
  EXPECT_EQ(Paged(waiting), (Numbered{3, 4}));
  waiting.through = sequence_;
  EXPECT_EQ(Paged(waiting), (Numbered{4}));
}

TEST_F(LineListsTest, WhatLeavesOverManyScansIsStillThere) {
  const std::string key(64, 'c');
  LoadMany(key, 1'300);
  StatementQueries::LinesWanted waiting;
  waiting.key = key;
  waiting.state = v1::LINE_STATE_WAITING;
  waiting.through = sequence_;
  for (int i = 1; i <= 1'300; i += 2) Happens(IgnoreLine{i, "x"}, key);
  EXPECT_EQ(Paged(waiting, 90), UpTo(1'300));
  EXPECT_EQ(Paged(waiting, 2'000), UpTo(1'300));
  waiting.through = sequence_;
  EXPECT_EQ(Paged(waiting, 90).size(), 650u);
}

TEST_F(LineListsTest, WhatLeavesWhileTheQueueIsReadIsStillThere) {
  StatementQueries::LinesWanted waiting;
  waiting.state = v1::LINE_STATE_WAITING;
  waiting.through = sequence_;
  before_queue_ = [&] { Happens(IgnoreLine{3, "ours"}); };
  EXPECT_EQ(Paged(waiting, 9), (Numbered{1, 3, 4}));
  EXPECT_FALSE(before_queue_);
}

TEST_F(LineListsTest, WhatLeftOfOtherStatementsIsNotThere) {
  Happens(Whole({Line(1, Eur(1))}), std::string(64, 'c'));
  StatementQueries::LinesWanted waiting;
  waiting.state = v1::LINE_STATE_WAITING;
  waiting.through = sequence_;
  Happens(IgnoreLine{1, "ours"}, std::string(64, 'c'));
  EXPECT_EQ(Paged(waiting), (Numbered{1, 3, 4, 1}));
  waiting.key = kKey;
  EXPECT_EQ(Paged(waiting), (Numbered{1, 3, 4}));
}

TEST_F(LineListsTest, AreInTheOrderOfNumbersHoweverManyDigitsTheyHave) {
  const std::string key(64, 'c');
  LoadMany(key, 12);
  StatementQueries::LinesWanted wanted;
  wanted.key = key;
  EXPECT_EQ(Paged(wanted, 5), UpTo(12));
}

TEST_F(LineListsTest, OneCurrencyComesAfterAnother) {
  LoadLines load = Whole({Line(1, Eur(9'00)), Line(2, Eur(1))});
  load.lines[1].amount = Usd(1);
  load.content.booked = {Eur(9'00), Usd(1)};
  Happens(load, std::string(64, 'c'));
  StatementQueries::LinesWanted wanted;
  wanted.order.set_by(v1::LINE_ORDER_BY_AMOUNT);
  wanted.filter.set_kind(v1::LINE_KIND_CREDIT);
  EXPECT_EQ(Paged(wanted), (Numbered{3, 1, 1, 4, 2}));
  wanted.state = v1::LINE_STATE_WAITING;
  wire::Write(Eur(9'00), wanted.filter.mutable_amount_at_most());
  EXPECT_EQ(Paged(wanted), (Numbered{3, 1}));
}

TEST_F(LineListsTest, GoOnOverManyLinesOfWhichNoneFits) {
  const std::string key(64, 'c');
  const int last = static_cast<int>(StatementQueries::kRowsPerPageMax) + 600;
  LoadMany(key, last);
  Happens(IgnoreLine{last, "ours"}, key);
  StatementQueries::LinesWanted ignored;
  ignored.state = v1::LINE_STATE_IGNORED;
  const auto first = queries_.ListLines(kIssuer, ignored, "", 5);
  EXPECT_TRUE(first.lines.empty());
  EXPECT_NE(first.after, "");
  EXPECT_EQ(Paged(ignored, 5), Numbered{last});
}

}  // namespace
}  // namespace recourse::invoicing
