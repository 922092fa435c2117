#include "services/collections/domain/agency_directory.h"

#include <gtest/gtest.h>

#include "libs/decider/given.h"
#include "services/collections/domain/agency_search.h"
#include "services/collections/testing/case_script.h"

namespace recourse::collections {
namespace {

using Directory = GivenHistory<DirectoryDecider>;
using Search = GivenHistory<SearchDecider>;

const Agency kNord{"partners/nord", {"AT", "DE"}, 10};
const Agency kBayern{"partners/bayern", {"DE", "DE-BY"}, 7};
const Agency kWest{"partners/west", {"FR"}, 7};
const Date kDue = Day(2012, 2, 2);
const Instant kRun = Instant(kDue + Days(91)) + std::chrono::hours(9);

TEST(AgencyDirectoryTest, AgencyIsListedOnceAndItsLastWordHolds) {
  Directory({}).When(ListAgency{kNord}).Then({AgencyListed{kNord}});
  Directory({AgencyListed{kNord}}).When(ListAgency{kNord}).ThenNothing();
  const Agency moved{"partners/nord", {"AT"}, 10};
  Directory({AgencyListed{kNord}}).When(ListAgency{moved}).Then({AgencyListed{moved}});
}

TEST(AgencyDirectoryTest, FoundAgenciesLeadToTheSameChoiceAsTheWholeDirectory) {
  const std::vector<Agency> all{kBayern, kNord, kWest};
  const auto directory =
      Replay<DirectoryDecider>({AgencyListed{kNord}, AgencyListed{kWest}, AgencyListed{kBayern}});
  for (const char* region : {"BY", "DE-BY", "HH", ""}) {
    const auto found = FindAgencies(directory, "DE", region);
    EXPECT_EQ(ChooseAgency(found, "DE", region, {"partners/bayern"}),
              ChooseAgency(all, "DE", region, {"partners/bayern"}))
        << region;
  }
  EXPECT_EQ(FindAgencies(directory, "DE", "BY").front().regions, std::vector<std::string>{"DE-BY"});
}

TEST(AgencySearchTest, EachRunAsksOnce) {
  Search({}).When(SeekAgency{kRun, "DE", "BY"}).Then({AgencySought{kRun, "DE", "BY"}});
  Search({AgencySought{kRun, "DE", "BY"}}).When(SeekAgency{kRun, "DE", "BY"}).ThenNothing();
  const Instant next = kRun + std::chrono::hours(24);
  Search({AgencySought{kRun, "DE", "BY"}})
      .When(SeekAgency{next, "DE", "BY"})
      .Then({AgencySought{next, "DE", "BY"}});
}

TEST(AgencySearchTest, OnlyARunThatWouldPlaceNeedsAgencies) {
  CaseScript script;
  script.Invoice("i1", kDue, kDue - Days(30));
  (void)script.Through(kDue + Days(60) - Days(1));
  EXPECT_FALSE(WouldPlace(script.kase(), *script.kase().next_run_at));  // The final demand.
  (void)script.Through(kDue + Days(90));
  EXPECT_EQ(script.kase().next_run_at, kRun);
  EXPECT_TRUE(WouldPlace(script.kase(), kRun));
  script.On(kDue + Days(91), PlaceHold{"h1", HoldReason::kManual, "", std::nullopt});
  EXPECT_FALSE(WouldPlace(script.kase(), kRun));
}

TEST(AgencySearchTest, OfferThatWasNotAnsweredIsPlacedAnewInTheSameRun) {
  CaseScript script;
  script.With({{"partners/nord", {"DE"}, 7}}).Invoice("i1", kDue, kDue - Days(30));
  (void)script.Through(kDue + Days(98));
  EXPECT_TRUE(WouldPlace(script.kase(), *script.kase().next_run_at));
}

}  // namespace
}  // namespace recourse::collections
