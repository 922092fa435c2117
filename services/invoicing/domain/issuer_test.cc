#include "services/invoicing/domain/issuer.h"

#include "libs/decider/given.h"

namespace recourse::invoicing {
namespace {

using Given = GivenHistory<IssuerDecider>;

const IssuerProfile kAcme{"Acme GmbH",    "DE123456789", {"DE02120300000000202051", "BYLADEM1001"},
                          "Berlin",       "de",          "DE",
                          "Europe/Berlin"};

IssuerProfile Without(std::string IssuerProfile::*field) {
  IssuerProfile profile = kAcme;
  (profile.*field).clear();
  return profile;
}

TEST(IssuerTest, IsRegisteredWithAllItSays) {
  Given({}).When({kAcme}).Then({IssuerRegistered{kAcme}});
}

TEST(IssuerTest, RegisteredAgainNothingHappens) { Given({{kAcme}}).When({kAcme}).ThenNothing(); }

TEST(IssuerTest, MayHaveNoCourtVenue) {
  const IssuerProfile profile = Without(&IssuerProfile::court_venue);
  Given({}).When({profile}).Then({{profile}});
}

// One line per IssuerRule, in the order the enum declares them.
TEST(IssuerTest, Refusals) {
  using enum IssuerRule;
  Given({{kAcme}})
      .When({Without(&IssuerProfile::court_venue)})
      .ThenRefused(kIssuerExists, {{"name", "Acme GmbH"}, {"tax_id", "DE123456789"}});
  Given({})
      .When({Without(&IssuerProfile::time_zone)})
      .ThenRefused(kFieldMissing, {{"field", "time_zone"}});
  IssuerProfile long_name = kAcme;
  long_name.name.assign(kIssuerFieldBytesMax + 1, 'x');
  Given({}).When({long_name}).ThenRefused(kFieldTooLong, {{"field", "name"}});
}

}  // namespace
}  // namespace recourse::invoicing
