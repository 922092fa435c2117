#include "services/invoicing/domain/frozen_days.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "services/invoicing/domain/interest_kit.h"

namespace recourse::invoicing {
namespace {

const Date kFirst = 2019_y / 11 / 15;
constexpr int kDays = 400;

std::vector<FrozenDays> AnyFrozen() {
  std::vector<FrozenDays> frozen;
  const int count = *rc::gen::inRange(0, 5);
  for (int i = 0; i < count; ++i) {
    FrozenDays days{kFirst + Days(*rc::gen::inRange(-30, kDays)), std::nullopt};
    if (*rc::gen::inRange(0, 4) > 0) days.through = days.from + Days(*rc::gen::inRange(0, 90));
    frozen.push_back(days);
  }
  return frozen;
}

std::vector<BaseFrom> AnyBases() {
  std::vector<BaseFrom> bases;
  Date from = kFirst - Days(*rc::gen::inRange(0, 10));
  const int count = *rc::gen::inRange(1, 8);
  for (int i = 0; i < count; ++i) {
    bases.push_back({from, Of(*rc::gen::inRange<std::int64_t>(0, 1'000'000))});
    from += Days(*rc::gen::inRange(1, 100));
  }
  return bases;
}

InterestTerms AnyTerms() {
  InterestTerms terms;
  terms.rate = calendar::Rate{*rc::gen::inRange<std::int64_t>(1, 1'000'000)};
  terms.day_count = *rc::gen::element(DayCount::kActual365Fixed, DayCount::kActualActualIsda,
                                      DayCount::kThirtyE360);
  terms.rounding = *rc::gen::element(Rounding::kOnce, Rounding::kEachSegment);
  return terms;
}

// A timeline that says each day by itself, looked up in the plainest way.
std::vector<BaseFrom> DayByDay(const std::vector<BaseFrom>& bases,
                               const std::vector<FrozenDays>& frozen) {
  std::vector<BaseFrom> days;
  for (Date day = bases.front().from; day <= kFirst + Days(kDays); day += Days(1)) {
    Money base = Of(0);
    for (const BaseFrom& each : bases) {
      if (each.from <= day) base = each.base;
    }
    for (const FrozenDays& each : frozen) {
      const bool is_in = each.from <= day && day <= each.through.value_or(day);
      if (is_in) base = Of(0);
    }
    days.push_back({day, base});
  }
  return days;
}

RC_GTEST_PROP(FrozenDaysPropertyTest, InterestIsThatOfATimelineWithoutThem, ()) {
  const auto terms = AnyTerms();
  const auto bases = AnyBases();
  const auto frozen = AnyFrozen();
  const InterestDays days{kFirst, kFirst + Days(*rc::gen::inRange(-1, kDays))};
  const Interest with = Compute(terms, WithoutFrozen(bases, frozen), days);
  const Interest plain = Compute(terms, DayByDay(bases, frozen), days);
  RC_CLASSIFY(!frozen.empty(), "something is frozen");
  RC_ASSERT(with.total == plain.total);
  RC_ASSERT(with.exact == plain.exact);
  RC_ASSERT(with.segments.size() == plain.segments.size());
  for (std::size_t i = 0; i < with.segments.size(); ++i) {
    RC_ASSERT(with.segments[i].from == plain.segments[i].from);
    RC_ASSERT(with.segments[i].to == plain.segments[i].to);
    RC_ASSERT(with.segments[i].base == plain.segments[i].base);
  }
}

RC_GTEST_PROP(FrozenDaysPropertyTest, NoSegmentHasAFrozenDayHoweverItCompounds, ()) {
  auto terms = AnyTerms();
  terms.compounding = Compounding::kEvery30Days;
  terms.rounding = Rounding::kOnce;
  const auto frozen = AnyFrozen();
  const Interest interest =
      Compute(terms, WithoutFrozen(AnyBases(), frozen), {kFirst, kFirst + Days(kDays)});
  for (const InterestSegment& segment : interest.segments) {
    for (Date day = segment.from; day <= segment.to; day += Days(1)) {
      for (const FrozenDays& each : frozen) RC_ASSERT(!each.Has(day));
    }
  }
}

}  // namespace
}  // namespace recourse::invoicing
