#include "libs/en16931/sums.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace recourse::en16931 {
namespace {

using testing::ElementsAre;

Money Eur(std::int64_t minor_units) { return {minor_units, *Currency::Parse("EUR")}; }
Decimal Units(std::int64_t minor_units) { return Decimal(Eur(minor_units)); }

// Lines of 110, allowances of 15, charges of 5, tax of 19, 20 paid before, 0.02 rounded.
Sums Whole() {
  return {Units(110'00), Units(15'00), Units(5'00),  Units(19'00), Eur(110'00),
          Eur(15'00),    Eur(5'00),    Eur(100'00),  Eur(19'00),   Eur(119'00),
          Eur(20'00),    Eur(2),       std::nullopt, Eur(99'02)};
}

std::vector<std::string> Broken(Said said, const std::function<void(Sums&)>& change) {
  Sums sums = Whole();
  change(sums);
  std::vector<std::string> rules;
  for (const BrokenSum& each : CheckSums(sums, said)) rules.emplace_back(each.rule);
  return rules;
}

TEST(SumsTest, WhatAgreesBreaksNothing) {
  for (const Said said : {Said::kAll, Said::kSome}) {
    EXPECT_THAT(Broken(said, [](Sums&) {}), ElementsAre());
  }
}

TEST(SumsTest, EachIsHeldAgainstItsParts) {
  for (const Said said : {Said::kAll, Said::kSome}) {
    EXPECT_THAT(Broken(said, [](Sums& s) { s.of_lines = Units(1); }), ElementsAre("BR-CO-10"));
    EXPECT_THAT(Broken(said, [](Sums& s) { s.of_allowances = Units(1); }), ElementsAre("BR-CO-11"));
    EXPECT_THAT(Broken(said, [](Sums& s) { s.of_charges = Units(1); }), ElementsAre("BR-CO-12"));
    EXPECT_THAT(Broken(said, [](Sums& s) { s.without_tax = Eur(1); }),
                ElementsAre("BR-CO-13", "BR-CO-15"));
    EXPECT_THAT(Broken(said, [](Sums& s) { s.of_tax = Units(1); }), ElementsAre("BR-CO-14"));
    EXPECT_THAT(Broken(said, [](Sums& s) { s.with_tax = Eur(1); }),
                ElementsAre("BR-CO-15", "BR-CO-16"));
    EXPECT_THAT(Broken(said, [](Sums& s) { s.due = Eur(1); }), ElementsAre("BR-CO-16"));
    EXPECT_THAT(Broken(said, [](Sums& s) { s.third_party = Units(1); }), ElementsAre("BR-DEX-09"));
  }
}

TEST(SumsTest, WhoMustSayAllIsMissedWhatIsThere) {
  const auto none = [](Sums& s) { s.allowances.reset(); };
  EXPECT_THAT(Broken(Said::kAll, none), ElementsAre("BR-CO-11", "BR-CO-13"));
  EXPECT_THAT(Broken(Said::kSome, none), ElementsAre());
  const auto of_nothing = [](Sums& s) {
    s.of_allowances = s.of_charges = Decimal();
    s.lines = Eur(100'00);
    s.of_lines = Units(100'00);
    s.allowances = s.charges = std::nullopt;
  };
  EXPECT_THAT(Broken(Said::kAll, of_nothing), ElementsAre("BR-CO-11", "BR-CO-12"));
  EXPECT_THAT(Broken(Said::kSome, of_nothing), ElementsAre());
}

TEST(SumsTest, WhoSaysSomeIsNotMissedTheRest) {
  for (std::optional<Money> Sums::*each : {&Sums::lines, &Sums::allowances, &Sums::charges,
                                           &Sums::without_tax, &Sums::tax, &Sums::with_tax}) {
    EXPECT_THAT(Broken(Said::kSome, [&](Sums& s) { (s.*each).reset(); }), ElementsAre());
  }
  EXPECT_THAT(Broken(Said::kSome,
                     [](Sums& s) {
                       s = Sums{};
                       s.due = Eur(1);
                     }),
              ElementsAre());
}

TEST(SumsTest, WhatIsStatedAndExpectedIsTold) {
  Sums sums = Whole();
  sums.due = Eur(1);
  const auto broken = CheckSums(sums, Said::kSome);
  ASSERT_EQ(broken.size(), 1u);
  EXPECT_EQ(broken[0].total, Total::kDue);
  EXPECT_EQ(broken[0].stated, "0.01 EUR");
  EXPECT_EQ(broken[0].expected, "99.02 EUR");
  EXPECT_EQ(broken[0].terms, "BT-115 = BT-112 - BT-113 + BT-114");
}

TEST(SumsTest, TaxIsRoundedAndNear) {
  EXPECT_EQ(TaxOn(Eur(50), Decimal(19)), Eur(10));
  EXPECT_EQ(TaxOn(Eur(-50), Decimal(19)), Eur(-10));
  EXPECT_TRUE(IsNear(Units(99), Units(0)));
  EXPECT_FALSE(IsNear(Units(1'00), Units(0)));
  EXPECT_FALSE(IsNear(Units(-1'00), Units(0)));
}

}  // namespace
}  // namespace recourse::en16931
