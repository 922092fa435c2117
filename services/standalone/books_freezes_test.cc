#include "services/invoicing/domain/ledger_kit.h"
#include "services/standalone/books.h"

namespace recourse::standalone {
namespace {

using namespace invoicing;
using History = std::vector<LedgerEvent>;

// What is wrong with the last event of a story, or with all of it.
std::string FaultOf(const History& story) {
  Books books;
  for (const LedgerEvent& event : story) {
    if (const auto fault = books.Enter(event)) return *fault;
  }
  return books.Close().value_or("");
}

// Ten days of interest, 10 cents each, of which the last five are frozen afterwards.
History Frozen() {
  InterestTerms terms;
  terms.rate = calendar::Rate{360'000};
  terms.day_count = calendar::DayCount::kActual360;
  const History story =
      After(Open({Issued("i1", Eur(100'00))}), AssessInterest{"z1",
                                                              "i1",
                                                              ChargeKind::kLateInterest,
                                                              {"law", {}, ""},
                                                              terms,
                                                              std::nullopt,
                                                              Day(32),
                                                              Day(41)});
  const ChargeFreeze freeze{"", "law", {ChargeKind::kLateInterest}, false, Day(37), std::nullopt};
  return After(story, FreezeCharges{"m1", freeze});
}

TEST(BooksFreezesTest, FrozenDaysAreEntered) {
  EXPECT_EQ(FaultOf(Frozen()), "");
  EXPECT_EQ(FaultOf(After(Frozen(), FreezeCharges{"m1", std::nullopt})), "");
}

TEST(BooksFreezesTest, InterestThatWasNotCorrectedIsFound) {
  History story = Frozen();
  story.pop_back();
  EXPECT_EQ(FaultOf(story), "charge z1: 1.00 EUR is charged, its terms make 0.50 EUR");
}

TEST(BooksFreezesTest, WhatFreezesNothingIsFound) {
  const auto changed = [](const auto& change) {
    History story = Frozen();
    story.pop_back();
    change(std::get<ChargesFrozen>(story.back()).freeze);
    return FaultOf(story);
  };
  EXPECT_EQ(changed([](ChargeFreeze& freeze) { freeze.kinds.clear(); }),
            "freeze.kinds: found none, expected one or more");
  EXPECT_EQ(changed([](ChargeFreeze& freeze) { freeze.through = Day(36); }),
            "freeze.through: found 2012-02-05, expected 2012-02-06 or a later day");
  History story = Frozen();
  story.push_back(ChargesUnfrozen{"m2"});
  EXPECT_EQ(FaultOf(story), "circumstance_id: found m2, expected one that freezes something");
}

}  // namespace
}  // namespace recourse::standalone
