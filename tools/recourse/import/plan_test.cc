#include "tools/recourse/import/plan.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/overloaded.h"
#include "tools/recourse/import/import_testing.h"

namespace recourse::csv_import {
namespace {

using namespace date::literals;
using testing::ElementsAre;
using testing::IsEmpty;

std::string Shown(const PlannedCommand& command) {
  return std::visit(
      Overloaded{
          [](const RegisterIssuer& c) { return "register " + c.issuer.id; },
          [](const OpenAccount& c) { return "open " + c.account_id; },
          [](const IssueInvoice& c) { return "issue " + c.invoice_id + " to " + c.account_id; },
          [](const OpenDispute& c) { return "dispute " + c.invoice_id + " by " + c.dispute_id; },
          [](const CloseDispute& c) { return "close " + c.dispute_id + " " + c.outcome; },
          [](const RecordPayment& c) { return "pay " + c.invoice_id + " by " + c.payment_id; },
      },
      command);
}

// "2012-01-03 issue inv-i1 to a1".
std::vector<std::string> PlanOf(std::string_view rows, const ImportMap& map = TestMap(),
                                std::optional<Date> last_day = std::nullopt) {
  std::vector<std::string> steps;
  for (const PlannedStep& step : MakePlan(ReadGoodRows(rows, map), map, last_day).steps) {
    steps.push_back(recourse::ToString(step.day) + " " + Shown(step.command));
  }
  return steps;
}

TEST(PlanTest, AnInvoiceIsIssuedDisputedReleasedAndPaid) {
  EXPECT_THAT(PlanOf("i1,a1,03/01/2012,02/02/2012,1,EUR,Yes,25/02/2012,\n"),
              ElementsAre("2012-01-03 register acme", "2012-01-03 open a1",
                          "2012-01-03 issue inv-i1 to a1", "2012-01-08 dispute inv-i1 by dsp-i1",
                          "2012-02-24 close dsp-i1 withdrawn", "2012-02-25 pay inv-i1 by pay-i1"));
}

TEST(PlanTest, StepsAreOrderedByDayThenKindThenRow) {
  ImportMap map = TestMap();
  map.issuer.name.clear();
  EXPECT_THAT(PlanOf("i3,a2,05/01/2012,02/02/2012,1,EUR,No,,\n"
                     "i2,a1,03/01/2012,02/02/2012,1,EUR,No,05/01/2012,\n"
                     "i1,a1,03/01/2012,02/02/2012,1,EUR,No,03/01/2012,\n",
                     map),
              ElementsAre("2012-01-03 open a1", "2012-01-03 issue inv-i2 to a1",
                          "2012-01-03 issue inv-i1 to a1", "2012-01-03 pay inv-i1 by pay-i1",
                          "2012-01-05 open a2", "2012-01-05 issue inv-i3 to a2",
                          "2012-01-05 pay inv-i2 by pay-i2"));
}

TEST(PlanTest, ADisputeLiesBetweenIssueAndSettlement) {
  ImportMap map = TestMap();
  map.issuer.name.clear();
  EXPECT_THAT(PlanOf("i1,a1,03/01/2012,02/02/2012,1,EUR,Yes,06/01/2012,\n", map),
              ElementsAre("2012-01-03 open a1", "2012-01-03 issue inv-i1 to a1",
                          "2012-01-05 dispute inv-i1 by dsp-i1",
                          "2012-01-05 close dsp-i1 withdrawn", "2012-01-06 pay inv-i1 by pay-i1"));
  EXPECT_THAT(PlanOf("i1,a1,03/01/2012,02/02/2012,1,EUR,Yes,03/01/2012,\n", map),
              ElementsAre("2012-01-03 open a1", "2012-01-03 issue inv-i1 to a1",
                          "2012-01-03 dispute inv-i1 by dsp-i1",
                          "2012-01-03 close dsp-i1 withdrawn", "2012-01-03 pay inv-i1 by pay-i1"));
}

TEST(PlanTest, ADisputeOfAnUnpaidInvoiceStaysOpen) {
  ImportMap map = TestMap();
  map.issuer.name.clear();
  const std::string_view row = "i1,a1,03/01/2012,02/02/2012,1,EUR,Yes,,\n";
  EXPECT_THAT(PlanOf(row, map), ElementsAre("2012-01-03 open a1", "2012-01-03 issue inv-i1 to a1",
                                            "2012-01-08 dispute inv-i1 by dsp-i1"));
  EXPECT_THAT(PlanOf(row, map, Date(2012_y / 1 / 4)).back(), "2012-01-04 dispute inv-i1 by dsp-i1");
}

TEST(PlanTest, ADisputeThatIsThereKeepsItsDay) {
  const ImportMap map = TestMap();
  Plan plan = MakePlan(ReadGoodRows("i1,a1,03/01/2012,02/02/2012,1,EUR,Yes,,\n"
                                    "i2,a1,03/01/2012,02/02/2012,1,EUR,Yes,,\n",
                                    map),
                       map, Date(2012_y / 1 / 6));
  KeepOpenedDays({{"dsp-i1", 2012_y / 1 / 4}, {"dsp-i3", 2012_y / 1 / 3}}, plan);
  std::vector<std::string> opened;
  for (const PlannedStep& step : plan.steps) {
    if (!std::holds_alternative<OpenDispute>(step.command)) continue;
    opened.push_back(recourse::ToString(step.day) + " " + Shown(step.command));
  }
  EXPECT_THAT(opened, ElementsAre("2012-01-04 dispute inv-i1 by dsp-i1",
                                  "2012-01-06 dispute inv-i2 by dsp-i2"));
}

TEST(PlanTest, OfNothingIsNothing) { EXPECT_THAT(PlanOf(""), IsEmpty()); }

TEST(PlanTest, SaysWhatIsPaidAndWhatIsOwed) {
  const ImportMap map = TestMap();
  const Plan plan =
      MakePlan(ReadGoodRows("i1,a1,03/01/2012,02/02/2012,\"12,34\",EUR,No,25/02/2012,\n", map), map,
               std::nullopt);
  EXPECT_EQ(plan.zone, "Europe/Berlin");
  const Money amount{12'34, *Currency::Parse("EUR")};
  const auto& issue = std::get<IssueInvoice>(plan.steps[2].command);
  EXPECT_EQ(issue.number, "i1");
  EXPECT_EQ(issue.issued, Date(2012_y / 1 / 3));
  EXPECT_EQ(issue.due, Date(2012_y / 2 / 2));
  EXPECT_EQ(issue.amount, amount);
  EXPECT_EQ(std::get<RecordPayment>(plan.steps[3].command).amount, amount);
}

}  // namespace
}  // namespace recourse::csv_import
