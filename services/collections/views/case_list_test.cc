#include "services/collections/views/case_list.h"

#include <gmock/gmock.h>

#include "recourse/collections/v1/collections_service.pb.h"
#include "services/collections/codec/terms_wire.h"
#include "services/collections/views/case_views_testing.h"

namespace recourse::collections {
namespace {

using testing::ElementsAre;

const Date kDue = Day(2012, 2, 2);
const Date kIssued = kDue - Days(30);

class CaseListTest : public testing::Test {
 protected:
  v1::CaseSummary Summary() { return view.Get<v1::CaseSummary>("case/accounts/a1"); }

  // "23.00 EUR".
  std::vector<std::string> Chaseable() {
    std::vector<std::string> sums;
    const v1::CaseSummary summary = Summary();
    for (const auto& sum : summary.chaseable()) sums.push_back(ToString(*FromWire(sum)));
    return sums;
  }
  // Step and number of invoices.
  std::vector<std::pair<int, int>> Levels() {
    std::vector<std::pair<int, int>> levels;
    const v1::CaseSummary summary = Summary();
    for (const auto& count : summary.levels()) {
      levels.emplace_back(count.level(), static_cast<int>(count.invoices()));
    }
    return levels;
  }

  ScriptedView<CaseList> view;
  CaseScript& script = view.script;
};

TEST_F(CaseListTest, CountsWhatIsChasedByLevelAndCurrency) {
  const Money usd{50'00, *Currency::Parse("USD")};
  script.Invoice("i1", kDue, kIssued);
  script.Invoice("i2", kDue + Days(20), kIssued);
  script.On(kIssued, ObserveInvoice{"i3", "R-3", kIssued, kDue + Days(60), usd, usd});
  script.Through(kDue + Days(5));
  EXPECT_EQ(Summary().name(), "accounts/a1/case");
  EXPECT_EQ(Summary().chased_invoices(), 3u);
  EXPECT_THAT(Chaseable(), ElementsAre("200.00 EUR", "50.00 USD"));
  EXPECT_THAT(Levels(), ElementsAre(std::pair(0, 2), std::pair(2, 1)));
  view.ExpectRebuiltEqual();
}

TEST_F(CaseListTest, ChaseableMayBeMoreThanOneAmountCanBe) {
  const Money large = Eur(600'000'000'000'000);
  script.On(kIssued, ObserveInvoice{"i1", "R-1", kIssued, kDue, large, large});
  script.On(kIssued, ObserveInvoice{"i2", "R-2", kIssued, kDue, large, large});
  EXPECT_THAT(Chaseable(), ElementsAre("12000000000000.00 EUR"));
  script.Balance("i1", kDue, BalanceCause::kPayment, 0);
  EXPECT_THAT(Chaseable(), ElementsAre("6000000000000.00 EUR"));
  view.ExpectRebuiltEqual();
}

TEST_F(CaseListTest, PaidAndDisputedPartsAreNotChased) {
  script.Invoice("i1", kDue, kIssued);
  script.Invoice("i2", kDue, kIssued);
  script.Balance("i1", kIssued + Days(1), BalanceCause::kPayment, 60'00);
  script.Balance("i1", kIssued + Days(2), BalanceCause::kDisputed, 60'00, 20'00);
  EXPECT_THAT(Chaseable(), ElementsAre("140.00 EUR"));
  script.Balance("i1", kIssued + Days(3), BalanceCause::kDisputed, 60'00, 60'00);
  EXPECT_EQ(Summary().chased_invoices(), 1u);
  EXPECT_THAT(Chaseable(), ElementsAre("100.00 EUR"));
  script.Balance("i2", kIssued + Days(3), BalanceCause::kPayment, 0);
  EXPECT_EQ(Summary().chased_invoices(), 0u);
  EXPECT_THAT(Chaseable(), ElementsAre());
  EXPECT_THAT(Levels(), ElementsAre());
  script.Balance("i1", kIssued + Days(4), BalanceCause::kReleased, 60'00, 0);
  EXPECT_THAT(Chaseable(), ElementsAre("60.00 EUR"));
  view.ExpectRebuiltEqual();
}

TEST_F(CaseListTest, CountsHoldsPromisesAndPlacementsThatLive) {
  script.With({{"partners/a", {"*"}, 7}});
  script.Invoice("i1", kDue, kIssued);
  script.On(kIssued, PlaceHold{"h1", HoldReason::kManual, "", {}});
  script.On(kIssued, PlaceHold{"h2", HoldReason::kManual, "", {}});
  script.On(kIssued, EndHold{"h2"});
  script.On(kIssued, RecordPromiseToPay{"y1", {"i1"}, Eur(100'00), kDue});
  EXPECT_EQ(Summary().holds(), 1u);
  EXPECT_EQ(Summary().promises(), 1u);

  script.On(kDue, EndHold{"h1"});
  script.Through(kDue + Days(200));
  EXPECT_EQ(Summary().holds(), 0u);
  EXPECT_EQ(Summary().promises(), 0u);
  EXPECT_EQ(Summary().placements(), 0u);  // Offered, and recalled for want of an answer.
  view.ExpectRebuiltEqual();
}

TEST_F(CaseListTest, PlacementCountsUntilItEnds) {
  script.With({{"partners/a", {"*"}, 7}});
  script.Invoice("i1", kDue, kIssued);
  script.Through(kDue + Days(91));
  EXPECT_EQ(Summary().placements(), 1u);
  EXPECT_THAT(Levels(), ElementsAre(std::pair(8, 1)));
  script.Balance("i1", kDue + Days(92), BalanceCause::kPayment, 0);
  EXPECT_EQ(Summary().placements(), 0u);
  view.ExpectRebuiltEqual();
}

TEST_F(CaseListTest, EtagChangesOnlyWithTheSummary) {
  script.Invoice("i1", kDue, kIssued);
  script.Through(kDue);
  const std::string before = Summary().etag();
  script.On(kDue + Days(1), AnswerMessage{"ladder-2012-01-30-EUR", "QUIET_HOURS"});
  EXPECT_EQ(Summary().etag(), before);
  script.On(kDue + Days(1), PlaceHold{"h1", HoldReason::kManual, "", {}});
  EXPECT_NE(Summary().etag(), before);
  view.ExpectRebuiltEqual();
}

}  // namespace
}  // namespace recourse::collections
