#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "libs/base/split.h"

namespace recourse {
namespace {

const Currency kEur = *Currency::Parse("EUR");

SplitPolicy AnyPolicy() {
  return *rc::gen::element(SplitPolicy::kOneEachToTheFirst, SplitPolicy::kAllToTheFirst,
                           SplitPolicy::kAllToTheLast);
}

Money AnyAmount() { return {*rc::gen::inRange(-kMoneyMax, kMoneyMax + 1), kEur}; }

std::vector<std::int64_t> AnyWeights() {
  auto weights = *rc::gen::nonEmpty(
      rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 1000)));
  weights[static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(weights.size())))] = 7;
  return weights;
}

RC_GTEST_PROP(SplitPropertyTest, PartsAddUpToTheAmount, ()) {
  const Money amount = AnyAmount();
  const auto weights = AnyWeights();
  const auto parts = SplitMoney(amount, weights, AnyPolicy());
  RC_ASSERT(parts->size() == weights.size());
  Money sum{0, kEur};
  for (const Money& part : *parts) sum = sum + part;
  RC_ASSERT(sum == amount);
}

RC_GTEST_PROP(SplitPropertyTest, NegativesMirror, ()) {
  const Money amount = AnyAmount();
  const auto weights = AnyWeights();
  const SplitPolicy policy = AnyPolicy();
  const auto parts = SplitMoney(amount, weights, policy);
  const auto mirrored = SplitMoney(-amount, weights, policy);
  for (std::size_t i = 0; i < weights.size(); ++i) RC_ASSERT((*mirrored)[i] == -(*parts)[i]);
}

RC_GTEST_PROP(SplitPropertyTest, EqualPartsDifferByOneUnitAtMost, ()) {
  const auto parts =
      SplitMoney(AnyAmount(), *rc::gen::inRange(1, 100), SplitPolicy::kOneEachToTheFirst);
  const auto [least, most] = std::minmax_element(parts->begin(), parts->end());
  RC_ASSERT(most->minor_units - least->minor_units <= 1);
}

// What each part gets beside the remainder is the same under every policy.
RC_GTEST_PROP(SplitPropertyTest, OnlyTheFirstOrTheLastCarriesMoreThanItsShare, ()) {
  const Money amount{*rc::gen::inRange<std::int64_t>(0, kMoneyMax), kEur};
  const int count = *rc::gen::inRange(1, 100);
  const auto first = SplitMoney(amount, count, SplitPolicy::kAllToTheFirst);
  const auto last = SplitMoney(amount, count, SplitPolicy::kAllToTheLast);
  const std::int64_t share = amount.minor_units / count;
  const std::int64_t rest = amount.minor_units % count;
  RC_ASSERT(first->front().minor_units == share + rest);
  RC_ASSERT(last->back().minor_units == share + rest);
  for (int i = 1; i < count; ++i) {
    RC_ASSERT((*first)[static_cast<std::size_t>(i)].minor_units == share);
    RC_ASSERT((*last)[static_cast<std::size_t>(i) - 1].minor_units == share);
  }
}

}  // namespace
}  // namespace recourse
