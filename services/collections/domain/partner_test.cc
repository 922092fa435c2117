#include "services/collections/domain/partner.h"

#include "libs/decider/given.h"

namespace recourse::collections {
namespace {

using Given = GivenHistory<PartnerDecider>;

const PartnerRegistered kRegistered{"Inkasso Nord", PartnerKind::kAgency, {"AT", "DE-BY"}, 7};

RegisterPartner Register(std::vector<std::string> regions) {
  return {"Inkasso Nord", PartnerKind::kAgency, std::move(regions), 7};
}

TEST(PartnerTest, RegistersWithItsRegionsSorted) {
  Given({}).When(Register({"DE-BY", "AT", "DE-BY"})).Then({kRegistered});
}

TEST(PartnerTest, RepeatYieldsNothingInWhateverOrderTheRegionsAre) {
  Given({kRegistered}).When(Register({"AT", "DE-BY"})).ThenNothing();
  Given({kRegistered}).When(Register({"DE-BY", "AT"})).ThenNothing();
}

TEST(PartnerTest, WorksEverywhere) {
  Given({}).When(Register({"*"})).Then({{"Inkasso Nord", PartnerKind::kAgency, {"*"}, 7}});
}

// One row or more for each PartnerRule, in the order in which the enum declares them.
TEST(PartnerTest, Refusals) {
  using enum PartnerRule;
  RegisterPartner nameless = Register({"DE"});
  nameless.display_name.clear();
  RegisterPartner hasty = Register({"DE"});
  hasty.answer_days = 0;
  Given({kRegistered}).When(Register({"DE"})).ThenRefused(kAlreadyRegistered);
  Given({}).When(nameless).ThenRefused(kNameOutOfBounds);
  Given({}).When(Register({})).ThenRefused(kRegionCountOutOfBounds);
  for (const char* wrong : {"de", "D", "DE-", "DEU", "", "D*"}) {
    Given({}).When(Register({wrong})).ThenRefused(kNotARegion, {{"region", wrong}});
  }
  Given({}).When(hasty).ThenRefused(kAnswerDaysOutOfBounds);
}

}  // namespace
}  // namespace recourse::collections
