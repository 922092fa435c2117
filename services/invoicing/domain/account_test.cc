#include "services/invoicing/domain/account.h"

#include "libs/decider/given.h"

namespace recourse::invoicing {
namespace {

using Given = GivenHistory<AccountDecider>;
using namespace date::literals;

Money Eur(std::int64_t minor_units) { return {minor_units, *Currency::Parse("EUR")}; }

AccountProfile Hansen() {
  return {.issuer = "issuers/acme",
          .kind = AccountKind::kBusiness,
          .language_code = "de",
          .time_zone = "Europe/Berlin",
          .country_code = "DE",
          .region = "DE-BY",
          .preferred_channel = PreferredChannel::kEmail,
          .late_charge = LateCharge{Eur(5'00), "terms 7.2", Date(2011_y / 3 / 1), "with the order"},
          .personal_data = {"envelope", "digest"}};
}

AccountProfile HansenWithFee(std::int64_t minor_units) {
  AccountProfile profile = Hansen();
  profile.late_charge->fixed_fee = Eur(minor_units);
  return profile;
}

TEST(AccountTest, IsOpenedWithAllItSays) {
  Given({}).When({Hansen()}).Then({AccountOpened{Hansen()}});
}

TEST(AccountTest, NeedsNoLateCharge) {
  AccountProfile profile = Hansen();
  profile.late_charge.reset();
  Given({}).When({profile}).Then({{profile}});
}

TEST(AccountTest, OpenedAgainNothingHappensHoweverItsDataWereSealed) {
  AccountProfile sealed_again = Hansen();
  sealed_again.personal_data.envelope = "another nonce";
  Given({{Hansen()}}).When({sealed_again}).ThenNothing();
}

// One line per AccountRule, in the order the enum declares them.
TEST(AccountTest, Refusals) {
  using enum AccountRule;
  AccountProfile other_person = Hansen();
  other_person.personal_data.digest = "other";
  Given({{Hansen()}})
      .When({other_person})
      .ThenRefused(kAccountExists, {{"issuer", "issuers/acme"}});
  AccountProfile no_clause = Hansen();
  no_clause.late_charge->clause.clear();
  Given({}).When({no_clause}).ThenRefused(kFieldMissing, {{"field", "late_charge.clause"}});
  AccountProfile long_region = Hansen();
  long_region.region.assign(kAccountFieldBytesMax + 1, 'x');
  Given({}).When({long_region}).ThenRefused(kFieldTooLong, {{"field", "region"}});
  Given({})
      .When({HansenWithFee(0)})
      .ThenRefused(kFeeNotPositive, {{"late_charge.fixed_fee", "0.00 EUR"}});
  Given({}).When({HansenWithFee(kMoneyMax + 1)}).ThenRefused(kFeeTooLarge);
}

}  // namespace
}  // namespace recourse::invoicing
