#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "services/invoicing/domain/interest_kit.h"

namespace recourse::invoicing {
namespace {

const Date kFirst = 2019_y / 11 / 15;

DayCount AnyDayCount() {
  return *rc::gen::element(DayCount::kActual365Fixed, DayCount::kActual360,
                           DayCount::kActualActualIsda, DayCount::kActualActualAfb,
                           DayCount::kThirty360Bond, DayCount::kThirtyE360, DayCount::kThirty360Us,
                           DayCount::kThirty365);
}

InterestTerms AnyTerms() {
  InterestTerms terms;
  terms.rate = calendar::Rate{*rc::gen::inRange<std::int64_t>(-100'000, 1'000'000)};
  if (*rc::gen::inRange(0, 3) > 0) {
    terms.rate = TableRate{"table", *rc::gen::inRange<std::int64_t>(0, 100'000),
                           ReferenceDay::kSameDay, RateDay::kEachDay};
  }
  terms.day_count = AnyDayCount();
  terms.compounding = *rc::gen::element(Compounding::kSimple, Compounding::kEvery30Days);
  terms.rounding = *rc::gen::element(Rounding::kOnce, Rounding::kEachSegment, Rounding::kDaily);
  if (BrokenBy(terms)) terms.rounding = Rounding::kOnce;
  terms.mode = *rc::gen::element(RoundingMode::kHalfUp, RoundingMode::kTruncated);
  return terms;
}

calendar::RateTables AnyTable() {
  std::vector<calendar::RateStep> steps;
  Date from = kFirst - Days(100);
  while (from < kFirst + Days(2'000)) {
    const Date through = from + Days(*rc::gen::inRange(0, 300));
    steps.push_back({from, through, {*rc::gen::inRange<std::int64_t>(-20'000, 250'000)}});
    from = through + Days(1);
  }
  return Table("table", std::move(steps));
}

std::vector<BaseFrom> AnyBases() {
  std::vector<BaseFrom> bases;
  Date from = kFirst - Days(*rc::gen::inRange(0, 10));
  const int count = *rc::gen::inRange(1, 8);
  for (int i = 0; i < count; ++i) {
    const std::int64_t base = *rc::gen::inRange<std::int64_t>(0, kMoneyMax + 1);
    bases.push_back({from, Of(*rc::gen::inRange(0, 4) == 0 ? 0 : base)});
    from += Days(*rc::gen::inRange(11, 200));
  }
  return bases;
}

InterestDays AnyDays() { return {kFirst, kFirst + Days(*rc::gen::inRange(-1, 1'500))}; }

RC_GTEST_PROP(InterestPropertyTest, SegmentsExplainEveryUnit, ()) {
  const InterestTerms terms = AnyTerms();
  const InterestDays days = AnyDays();
  const Interest interest = Compute(terms, AnyBases(), days, AnyTable());
  Money sum = Of(0);
  Fraction exact;
  Date last = days.first - Days(1);
  for (const auto& segment : interest.segments) {
    RC_ASSERT(segment.from > last);
    RC_ASSERT(segment.to >= segment.from);
    RC_ASSERT(segment.to <= days.last);
    const Fraction computed = (Fraction(segment.base.minor_units) + segment.compounded) *
                              Fraction::Of(segment.rate.millionths, 1'000'000) * segment.time;
    RC_ASSERT(segment.exact == (terms.compounding == Compounding::kSimple
                                    ? computed
                                    : RoundedToParts(computed, kCarriedParts)));
    sum = sum + segment.amount;
    exact = exact + segment.exact;
    last = segment.to;
  }
  RC_ASSERT(sum == interest.total);
  RC_ASSERT(exact == interest.exact);
}

RC_GTEST_PROP(InterestPropertyTest, RoundingStaysWithinItsBounds, ()) {
  InterestTerms terms = AnyTerms();
  const Interest interest = Compute(terms, AnyBases(), AnyDays(), AnyTable());
  const bool half_up = terms.mode == RoundingMode::kHalfUp;
  const Fraction unit = half_up ? Fraction::Of(1, 2) : Fraction(1);
  Fraction most = unit;
  if (terms.rounding == Rounding::kEachSegment) {
    most = unit * Fraction(static_cast<std::int64_t>(interest.segments.size()));
  } else if (terms.rounding == Rounding::kDaily) {
    most = Fraction(0);
    for (const auto& segment : interest.segments) most = most + unit * Fraction(segment.days);
  }
  RC_ASSERT(interest.RoundingDifference() <= most);
  RC_ASSERT(Fraction(0) - interest.RoundingDifference() <= most);
  if (terms.rounding != Rounding::kOnce) return;
  for (const auto& segment : interest.segments) {
    RC_ASSERT(Fraction(segment.amount.minor_units) - segment.exact <= Fraction(1));
    RC_ASSERT(segment.exact - Fraction(segment.amount.minor_units) <= Fraction(1));
  }
}

// Another way to the same sum: each day by itself.
RC_GTEST_PROP(InterestPropertyTest, ItIsTheSumOfItsDays, ()) {
  const auto bases = AnyBases();
  const auto tables = AnyTable();
  const InterestDays days = AnyDays();
  InterestTerms terms = FromTable({.table = "table", .margin_millionths = 80'000});
  Int128 sum = 0;
  for (Date day = days.first; day <= days.last; day += Days(1)) {
    std::int64_t base = 0;
    for (const BaseFrom& one : bases) {
      if (one.from <= day) base = one.base.minor_units;
    }
    const auto step = tables.at("table").StepOn(day);
    sum += Int128{base} * (step->rate.millionths + 80'000);
  }
  const Interest interest = Compute(terms, bases, days, tables);
  RC_ASSERT(interest.exact == Fraction::Of(sum, Int128{365} * 1'000'000));
}

RC_GTEST_PROP(InterestPropertyTest, SimpleInterestOnTwoPartsIsThatOnTheWhole, ()) {
  InterestTerms terms = AnyTerms();
  terms.compounding = Compounding::kSimple;
  const auto tables = AnyTable();
  const InterestDays days = AnyDays();
  const auto whole = AnyBases();
  // A part that changes on other days than the whole does, so the segments are others.
  std::vector<BaseFrom> one;
  std::vector<BaseFrom> other;
  for (const auto& [from, base, frozen] : whole) {
    RC_ASSERT(!frozen);
    const Money part = Of(*rc::gen::inRange<std::int64_t>(0, base.minor_units + 1));
    one.push_back({from, part});
    other.push_back({from, base - part});
    one.push_back({from + Days(5), base - part});
    other.push_back({from + Days(5), part});
  }
  const auto exact = [&](const std::vector<BaseFrom>& bases) {
    return Compute(terms, bases, days, tables).exact;
  };
  RC_ASSERT(exact(one) + exact(other) == exact(whole));
}

RC_GTEST_PROP(InterestPropertyTest, CompoundInterestIsNeverLessThanSimple, ()) {
  InterestTerms terms = Yearly("0");
  terms.rate = calendar::Rate{*rc::gen::inRange<std::int64_t>(0, 1'000'000)};
  terms.day_count = DayCount::kActual360;
  const auto bases = AnyBases();
  const InterestDays days = AnyDays();
  const Interest simple = Compute(terms, bases, days);
  terms.compounding = Compounding::kEvery30Days;
  const Interest compound = Compute(terms, bases, days);
  // Each segment is carried to a part of a unit.
  const auto count = static_cast<std::int64_t>(compound.segments.size());
  RC_ASSERT(simple.exact <= compound.exact + Fraction::Of(count, kCarriedParts));
}

}  // namespace
}  // namespace recourse::invoicing
