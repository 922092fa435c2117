#include "services/collections/domain/agency_choice.h"

#include <gmock/gmock.h>

namespace recourse::collections {
namespace {

using testing::ElementsAre;

const Agency kWorld{"partners/world", {"*"}};
const Agency kGermany{"partners/germany", {"AT", "DE"}};
const Agency kBavaria{"partners/bavaria", {"DE-BY"}};
const Agency kFrance{"partners/france", {"FR"}};
const std::vector<Agency> kAll{kWorld, kGermany, kBavaria, kFrance};

TEST(AgencyChoiceTest, NarrowestRegionWinsAndSaysWhy) {
  const auto choice = ChooseAgency(kAll, "DE", "BY", {});
  EXPECT_EQ(choice.region, "DE-BY");
  EXPECT_EQ(choice.considered, 4u);
  EXPECT_THAT(choice.matches, ElementsAre(AgencyCandidate{"partners/bavaria", "DE-BY"},
                                          AgencyCandidate{"partners/germany", "DE"},
                                          AgencyCandidate{"partners/world", "*"}));
  EXPECT_EQ(choice.Chosen()->partner, "partners/bavaria");
}

TEST(AgencyChoiceTest, RegionMayNameItsCountry) {
  EXPECT_EQ(ChooseAgency(kAll, "DE", "DE-BY", {}), ChooseAgency(kAll, "DE", "BY", {}));
}

TEST(AgencyChoiceTest, WithoutARegionTheCountryIsLookedFor) {
  const auto choice = ChooseAgency(kAll, "DE", "", {});
  EXPECT_EQ(choice.region, "DE");
  EXPECT_EQ(choice.Chosen()->partner, "partners/germany");
}

TEST(AgencyChoiceTest, RegionNamedLikeAnotherCountryIsNotThatCountry) {
  EXPECT_EQ(ChooseAgency({{"partners/belarus", {"BY"}}}, "DE", "BY", {}).Chosen(), nullptr);
}

TEST(AgencyChoiceTest, AmongEqualsTheFirstName) {
  const Agency other{"partners/a", {"DE"}};
  EXPECT_EQ(ChooseAgency({kGermany, other}, "DE", "", {}).Chosen()->partner, "partners/a");
}

TEST(AgencyChoiceTest, TriedInVainComesLastAndIsNotChosen) {
  const auto choice = ChooseAgency(kAll, "DE", "BY", {"partners/bavaria"});
  EXPECT_EQ(choice.Chosen()->partner, "partners/germany");
  EXPECT_EQ(choice.matches.back(), (AgencyCandidate{"partners/bavaria", "DE-BY", true}));
}

TEST(AgencyChoiceTest, NobodyForTheRegion) {
  const auto choice = ChooseAgency({kFrance}, "DE", "BY", {});
  EXPECT_EQ(choice.considered, 1u);
  EXPECT_TRUE(choice.matches.empty());
  EXPECT_EQ(choice.Chosen(), nullptr);
}

}  // namespace
}  // namespace recourse::collections
