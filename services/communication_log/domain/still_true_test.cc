#include "services/communication_log/domain/still_true.h"

#include <gtest/gtest.h>

namespace recourse::communication_log {
namespace {

using namespace date::literals;
using Kind = FactDifference::Kind;

constexpr Date kDue = 2012_y / 3 / 2;
constexpr Date kToday = 2012_y / 3 / 5;
constexpr Date kDeadline = 2012_y / 3 / 12;

Money Eur(std::int64_t minor_units) { return {minor_units, *Currency::Parse("EUR")}; }

MessageContent Said() {
  MessageContent said;
  said.kind = MessageKind::kFriendly;
  said.facts = {{"i1", "R-1", kDue, Eur(100'00), Eur(0)}, {"i2", "R-2", kDue, Eur(50'00), Eur(0)}};
  said.total = Eur(150'00);
  said.deadline = kDeadline;
  return said;
}

CurrentFacts Unchanged() {
  return {{"i1", {kDue, Eur(100'00), Eur(0), false}}, {"i2", {kDue, Eur(50'00), Eur(0), false}}};
}

void ExpectDifference(const MessageContent& said, const CurrentFacts& current, Date today,
                      const FactDifference& difference) {
  const auto verdict = StillTrue(said, current, today);
  ASSERT_FALSE(verdict);
  EXPECT_EQ(verdict.error(), std::vector{difference});
}

TEST(StillTrueTest, WhatHasNotChangedIsTrue) {
  EXPECT_TRUE(StillTrue(Said(), Unchanged(), kToday));
  EXPECT_TRUE(StillTrue(Said(), Unchanged(), kDeadline));
}

TEST(StillTrueTest, OtherInvoicesDoNotMatter) {
  CurrentFacts current = Unchanged();
  current["i3"] = {kDue, Eur(1), Eur(1), true};
  EXPECT_TRUE(StillTrue(Said(), current, kToday));
}

TEST(StillTrueTest, AnInvoiceThatNobodyKnowsDiffers) {
  CurrentFacts current = Unchanged();
  current.erase("i1");
  ExpectDifference(Said(), current, kToday, {"i1", Kind::kInvoiceUnknown, "R-1", ""});
}

TEST(StillTrueTest, APaymentDiffers) {
  CurrentFacts current = Unchanged();
  current["i1"].open = Eur(0);
  ExpectDifference(Said(), current, kToday, {"i1", Kind::kAmount, "100.00 EUR", "0.00 EUR"});
}

TEST(StillTrueTest, ADisputeDiffers) {
  CurrentFacts current = Unchanged();
  current["i2"].disputed = Eur(20'00);
  ExpectDifference(Said(), current, kToday,
                   {"i2", Kind::kAmount, "50.00 EUR", "50.00 EUR, of which 20.00 EUR disputed"});
}

TEST(StillTrueTest, AnExtensionDiffers) {
  CurrentFacts current = Unchanged();
  current["i1"].due = kDue + Days(30);
  ExpectDifference(Said(), current, kToday, {"i1", Kind::kDue, "2012-03-02", "2012-04-01"});
}

TEST(StillTrueTest, AHoldDiffers) {
  CurrentFacts current = Unchanged();
  current["i1"].on_hold = true;
  ExpectDifference(Said(), current, kToday, {"i1", Kind::kOnHold, "chased", "on hold"});
}

TEST(StillTrueTest, ANoteIsTrueThroughTheDueDay) {
  MessageContent note = Said();
  note.kind = MessageKind::kNote;
  note.facts.pop_back();
  EXPECT_TRUE(StillTrue(note, Unchanged(), kDue));
  ExpectDifference(note, Unchanged(), kDue + Days(1),
                   {"i1", Kind::kPastDue, "2012-03-02", "2012-03-03"});
}

TEST(StillTrueTest, ADeadlineThatHasPassedDiffers) {
  ExpectDifference(Said(), Unchanged(), kDeadline + Days(1),
                   {"", Kind::kDeadline, "2012-03-12", "2012-03-13"});
}

TEST(StillTrueTest, AllThatDiffersIsNamed) {
  CurrentFacts current = Unchanged();
  current["i1"] = {kDue + Days(1), Eur(1), Eur(0), true};
  current.erase("i2");
  const auto verdict = StillTrue(Said(), current, kDeadline + Days(1));
  ASSERT_FALSE(verdict);
  std::vector<Kind> kinds;
  for (const auto& difference : verdict.error()) kinds.push_back(difference.kind);
  EXPECT_EQ(kinds, (std::vector{Kind::kAmount, Kind::kDue, Kind::kOnHold, Kind::kInvoiceUnknown,
                                Kind::kDeadline}));
}

}  // namespace
}  // namespace recourse::communication_log
