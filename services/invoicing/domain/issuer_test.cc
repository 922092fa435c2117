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
  Given({}).When(RegisterIssuer{kAcme}).Then({IssuerRegistered{kAcme}});
}

TEST(IssuerTest, RegisteredAgainNothingHappens) {
  Given({IssuerRegistered{kAcme}}).When(RegisterIssuer{kAcme}).ThenNothing();
}

TEST(IssuerTest, MayHaveNoCourtVenue) {
  const IssuerProfile profile = Without(&IssuerProfile::court_venue);
  Given({}).When(RegisterIssuer{profile}).Then({IssuerRegistered{profile}});
}

TEST(IssuerTest, SaysSomethingElseLaterAndIsKnownAgainByWhatItSaidFirst) {
  IssuerProfile moved = kAcme;
  moved.bank_account = {"DE75512108001245126199", ""};
  Given registered({IssuerRegistered{kAcme}});
  registered.When(ChangeIssuer{moved}).Then({IssuerChanged{moved}});
  registered.When(ChangeIssuer{kAcme}).ThenNothing();
  Given changed({IssuerRegistered{kAcme}, IssuerChanged{moved}, IssuerChanged{moved}});
  changed.When(RegisterIssuer{kAcme}).ThenNothing();
  changed.When(RegisterIssuer{moved}).ThenRefused(IssuerRule::kIssuerExists);
  changed.When(ChangeIssuer{moved}).ThenNothing();
}

// One line per IssuerRule, in the order the enum declares them.
TEST(IssuerTest, Refusals) {
  using enum IssuerRule;
  Given({IssuerRegistered{kAcme}})
      .When(RegisterIssuer{Without(&IssuerProfile::court_venue)})
      .ThenRefused(kIssuerExists, {{"name", "Acme GmbH"}, {"tax_id", "DE123456789"}});
  Given({}).When(ChangeIssuer{kAcme}).ThenRefused(kUnknownIssuer);
  Given({})
      .When(RegisterIssuer{Without(&IssuerProfile::time_zone)})
      .ThenRefused(kFieldMissing, {{"field", "time_zone"}});
  IssuerProfile long_name = kAcme;
  long_name.name.assign(kIssuerFieldBytesMax + 1, 'x');
  Given({IssuerRegistered{kAcme}})
      .When(ChangeIssuer{long_name})
      .ThenRefused(kFieldTooLong, {{"field", "name"}});
}

}  // namespace
}  // namespace recourse::invoicing
