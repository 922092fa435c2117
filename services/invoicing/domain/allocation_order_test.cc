#include "services/invoicing/domain/allocation_order.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "libs/base/testing/golden_case.h"
#include "libs/base/testing/markdown_table.h"
#include "libs/base/testing/shared_file.h"

namespace recourse::invoicing {
namespace {

using namespace date::literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testkit::CaseSays;
using enum DebtPart;
using enum PartOrder;

Money Eur(std::int64_t minor_units) { return {minor_units, *Currency::Parse("EUR")}; }

Debt::Part Part(DebtPart kind, std::int64_t open, std::int64_t disputed = 0) {
  static constexpr const char* kIds[] = {"costs", "compensation", "interest", "penalty",
                                         "principal"};
  return {kIds[static_cast<int>(kind)], kind, Eur(open), Eur(disputed)};
}

Debt Of(std::string id, Date due, std::vector<Debt::Part> parts) {
  Debt debt;
  debt.id = std::move(id);
  debt.due = due;
  debt.parts = std::move(parts);
  return debt;
}

Debt OfPrincipal(std::string id, Date due, std::int64_t open) {
  return Of(std::move(id), due, {Part(kPrincipal, open)});
}

const Date kToday = 2013_y / 3 / 1;
const Date kLastMonth = 2013_y / 2 / 1;

IncomingPayment Paid(std::int64_t amount, std::vector<std::string> designated = {}) {
  return {Eur(amount), kToday, std::move(designated)};
}

// "a/costs 50", in order, and "rest 20" unless there is none.
std::vector<std::string> Allocated(const IncomingPayment& payment, const std::vector<Debt>& debts,
                                   AllocationRule rule) {
  const auto plan = *PlanAllocation(payment, debts, rule);
  std::vector<std::string> lines;
  for (const auto& [debt, part, amount] : plan.allocations) {
    lines.push_back(fmt::format("{}/{} {}", debt, part, amount.minor_units));
  }
  if (plan.rest.minor_units != 0) lines.push_back(fmt::format("rest {}", plan.rest.minor_units));
  return lines;
}

// What is left of costs, interest and principal, as the golden table writes it: "0,20,1000".
std::string Left(std::int64_t amount, DebtPart interest, PartOrder order, std::int64_t* rest) {
  std::map<std::string, std::int64_t> open = {{"costs", 50}, {"interest", 30}, {"principal", 1000}};
  Debt claim =
      Of("a", kLastMonth,
         {Part(kPrincipal, 1000), {"interest", interest, Eur(30), Eur(0)}, Part(kCosts, 50)});
  const auto plan = *PlanAllocation(Paid(amount), {claim}, {.parts = order});
  for (const auto& allocation : plan.allocations) {
    open[allocation.part_id] -= allocation.amount.minor_units;
  }
  *rest = plan.rest.minor_units;
  return fmt::format("{},{},{}", open["costs"], open["interest"], open["principal"]);
}

// The second table of section 4. A cell says what is left, "all zero", that and a credit, or
// "same" as the column before it.
TEST(AllocationOrderGoldenTest, WhatIsLeftOfTheClaimIsAsPublished) {
  RECOURSE_NEEDS_SHARED_FILE(testkit::kGoldenCases);
  const auto tables = testkit::MarkdownTables(testkit::SharedFile(testkit::kGoldenCases), "## 4");
  ASSERT_EQ(tables.size(), 2u);
  ASSERT_EQ(tables[1].size(), 4u);
  struct Column {
    DebtPart interest;
    PartOrder order;
  };
  const Column columns[] = {{kInterest, kCostsInterestPrincipal},
                            {kInterest, kCostsPrincipalInterest},
                            {kPenalty, kPenaltiesLast}};
  for (const auto& row : tables[1]) {
    ASSERT_EQ(row.size(), 4u);
    std::string digits = row[0];
    std::erase(digits, ',');
    const std::int64_t amount = std::stoll(digits);
    std::string said;
    for (std::size_t i = 0; i < 3; ++i) {
      if (row[i + 1] != "same") said = row[i + 1];
      std::int64_t rest = 0;
      const std::string left = Left(amount, columns[i].interest, columns[i].order, &rest);
      const auto at = said.find("left ");
      if (at != std::string::npos) {
        EXPECT_EQ(left, said.substr(at + 5)) << amount;
        EXPECT_EQ(rest, 0);
      } else {
        EXPECT_EQ(left, "0,0,0") << amount;
        EXPECT_EQ(said,
                  rest == 0 ? "all zero" : fmt::format("all zero, {} unapplied credit", rest));
      }
    }
  }
}

const std::vector<Debt> kClaim = {
    Of("a", kLastMonth,
       {Part(kPrincipal, 1000), Part(kPenalty, 30), Part(kInterest, 20), Part(kCompensation, 40),
        Part(kCosts, 50)})};

TEST(AllocationOrderTest, CostsInterestPrincipal) {
  EXPECT_THAT(Allocated(Paid(1150), kClaim, {.parts = kCostsInterestPrincipal}),
              ElementsAre("a/compensation 40", "a/costs 50", "a/penalty 30", "a/interest 20",
                          "a/principal 1000", "rest 10"));
  EXPECT_TRUE(CaseSays("PA-1", {"costs -> interest -> principal"}));
}

TEST(AllocationOrderTest, CostsPrincipalInterest) {
  EXPECT_THAT(Allocated(Paid(1100), kClaim, {.parts = kCostsPrincipalInterest}),
              ElementsAre("a/compensation 40", "a/costs 50", "a/principal 1000", "a/penalty 10"));
  EXPECT_TRUE(CaseSays("PA-2", {"legal costs -> principal -> interest"}));
}

TEST(AllocationOrderTest, PenaltiesLast) {
  EXPECT_THAT(Allocated(Paid(1110), kClaim, {.parts = kPenaltiesLast}),
              ElementsAre("a/costs 50", "a/interest 20", "a/principal 1000", "a/penalty 30",
                          "a/compensation 10"));
  EXPECT_TRUE(CaseSays("RU-9", {"creditor's costs -> interest -> principal"}));
  EXPECT_TRUE(CaseSays("RU-10", {"costs -> 809-interest -> principal -> 395-interest/penalty"}));
  EXPECT_TRUE(CaseSays("PA-4", {"RU 319 + Plenum 54", "see RU-9 / RU-10"}));
}

TEST(AllocationOrderTest, PrincipalFirst) {
  EXPECT_THAT(Allocated(Paid(1120), kClaim, {.parts = kPrincipalFirst}),
              ElementsAre("a/principal 1000", "a/compensation 40", "a/costs 50", "a/penalty 30"));
}

TEST(AllocationOrderTest, TheOldestDueIsPaidFirstWithAllItsParts) {
  const std::vector<Debt> debts = {OfPrincipal("c", kLastMonth + Days(1), 100),
                                   OfPrincipal("b", kLastMonth, 100),
                                   Of("a", kLastMonth, {Part(kPrincipal, 100), Part(kCosts, 5)})};
  EXPECT_THAT(Allocated(Paid(210), debts, {}),
              ElementsAre("a/costs 5", "a/principal 100", "b/principal 100", "c/principal 5"));
}

TEST(AllocationOrderTest, DesignatedDebtsComeFirst) {
  const std::vector<Debt> debts = {OfPrincipal("a", kLastMonth, 100),
                                   OfPrincipal("b", kLastMonth + Days(1), 100),
                                   OfPrincipal("c", kLastMonth + Days(2), 100)};
  for (const auto order : {DebtOrder::kOldestDueFirst, DebtOrder::kBgb366}) {
    EXPECT_THAT(Allocated(Paid(250, {"c", "b", "c"}), debts, {.debts = order}),
                ElementsAre("c/principal 100", "b/principal 100", "a/principal 50"));
  }
  EXPECT_TRUE(CaseSays("PA-3", {"debtor's designation"}));
}

// Each debt is worse than the one before it by the first thing that is compared, and better by all
// that is compared later.
TEST(AllocationOrderTest, Bgb366ComparesOneThingAfterTheOther) {
  Debt pending = OfPrincipal("pending", kToday + Days(1), 10);
  pending.arisen = 2011_y / 1 / 1;
  pending.burden = 9;
  Debt secured = OfPrincipal("secured", kToday, 10);
  secured.security = 1;
  secured.burden = 9;
  secured.arisen = 2011_y / 1 / 2;
  Debt light = OfPrincipal("light", kToday, 10);
  light.burden = 1;
  light.arisen = 2011_y / 1 / 3;
  Debt young = OfPrincipal("young", kToday, 10);
  young.burden = 2;
  young.arisen = 2012_y / 1 / 2;
  Debt old = young;
  old.id = "old";
  old.arisen = 2012_y / 1 / 1;
  EXPECT_THAT(
      Allocated(Paid(50), {pending, secured, light, young, old}, {.debts = DebtOrder::kBgb366}),
      ElementsAre("old/principal 10", "young/principal 10", "light/principal 10",
                  "secured/principal 10", "pending/principal 10"));
  EXPECT_TRUE(CaseSays("PA-3", {"due first -> less secured -> more onerous -> older -> pro rata"}));
}

TEST(AllocationOrderTest, Bgb366PaysEqualsInProportion) {
  const std::vector<Debt> debts = {Of("a", kLastMonth, {Part(kPrincipal, 90), Part(kCosts, 10)}),
                                   OfPrincipal("b", kLastMonth + Days(1), 50),
                                   OfPrincipal("c", kLastMonth, 50)};
  const AllocationRule rule{.debts = DebtOrder::kBgb366};
  EXPECT_THAT(Allocated(Paid(50), debts, rule),
              ElementsAre("a/costs 10", "a/principal 16", "b/principal 12", "c/principal 12"));
  EXPECT_THAT(
      Allocated(Paid(201), debts, rule),
      ElementsAre("a/costs 10", "a/principal 90", "b/principal 50", "c/principal 50", "rest 1"));
}

TEST(AllocationOrderTest, NothingGoesOntoADisputedAmountUnlessTold) {
  const std::vector<Debt> debts = {
      Of("a", kLastMonth, {Part(kPrincipal, 100, 60), Part(kCosts, 5, 5)}),
      OfPrincipal("b", kLastMonth + Days(1), 20)};
  AllocationRule rule;
  EXPECT_THAT(Allocated(Paid(90), debts, rule),
              ElementsAre("a/principal 40", "b/principal 20", "rest 30"));
  rule.onto_disputed = true;
  EXPECT_THAT(Allocated(Paid(110), debts, rule),
              ElementsAre("a/costs 5", "a/principal 100", "b/principal 5"));
}

TEST(AllocationOrderTest, NothingPaidOrNothingOwedGoesNowhere) {
  EXPECT_THAT(Allocated(Paid(0), kClaim, {}), IsEmpty());
  EXPECT_THAT(Allocated(Paid(7), {}, {}), ElementsAre("rest 7"));
  EXPECT_THAT(Allocated(Paid(7), {OfPrincipal("a", kToday, 0)}, {.debts = DebtOrder::kBgb366}),
              ElementsAre("rest 7"));
}

void ExpectRefused(const IncomingPayment& payment, const std::vector<Debt>& debts,
                   const char* message) {
  const auto plan = PlanAllocation(payment, debts, {});
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().reason, "ALLOCATION_INVALID");
  EXPECT_EQ(plan.error().message, message);
}

TEST(AllocationOrderTest, RefusesWhatCannotBeMeant) {
  ExpectRefused(Paid(-1), {}, "amount is -0.01 EUR, expected 0 or more");
  ExpectRefused(Paid(1), std::vector<Debt>(10'001), "debts is 10001 debts, expected 10000 at most");
  ExpectRefused(Paid(1), {kClaim[0], kClaim[0]}, "debts.id is a, expected named once");
  ExpectRefused(Paid(1), {Of("a", kToday, {Part(kCosts, 1), Part(kCosts, 1)})},
                "debts[a].parts[costs].id is costs, expected named once");
  ExpectRefused(Paid(1), {Of("a", kToday, {Part(kCosts, -1)})},
                "debts[a].parts[costs].open is -0.01 EUR, expected 0 EUR or more");
  ExpectRefused(Paid(1), {Of("a", kToday, {Part(kCosts, 1, 2)})},
                "debts[a].parts[costs].disputed is 0.02 EUR, expected 0 to 0.01 EUR");
  ExpectRefused({{1, *Currency::Parse("USD")}, kToday, {}}, kClaim,
                "debts[a].parts[principal].open is 10.00 EUR, expected 0 USD or more");
  ExpectRefused(Paid(1, {"z"}), kClaim, "designated is z, expected a debt");
}

}  // namespace
}  // namespace recourse::invoicing
