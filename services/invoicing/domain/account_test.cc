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
          .personal_data = {"envelope", "digest"},
          .has_email_address = true,
          .external_ids = {{"sap", "4711"}}};
}

AccountProfile HansenWithFee(std::int64_t minor_units) {
  AccountProfile profile = Hansen();
  profile.late_charge->fixed_fee = Eur(minor_units);
  return profile;
}

TEST(AccountTest, IsOpenedWithAllItSays) {
  Given({}).When(OpenAccount{Hansen()}).Then({AccountOpened{Hansen()}});
}

TEST(AccountTest, NeedsNoLateCharge) {
  AccountProfile profile = Hansen();
  profile.late_charge.reset();
  Given({}).When(OpenAccount{profile}).Then({AccountOpened{profile}});
}

TEST(AccountTest, OpenedAgainNothingHappensHoweverItsDataWereSealed) {
  AccountProfile sealed_again = Hansen();
  sealed_again.personal_data.envelope = "another nonce";
  Given({AccountOpened{Hansen()}}).When(OpenAccount{sealed_again}).ThenNothing();
}

TEST(AccountTest, ChangesAllButItsPersonalData) {
  AccountProfile asked = Hansen();
  asked.personal_data = {};
  asked.has_email_address = false;
  Given({AccountOpened{Hansen()}}).When(ChangeAccount{asked}).ThenNothing();
  asked.language_code = "en";
  asked.owner = "people/jones";
  AccountProfile changed = Hansen();
  changed.language_code = "en";
  changed.owner = "people/jones";
  Given({AccountOpened{Hansen()}}).When(ChangeAccount{asked}).Then({AccountChanged{changed}});
}

TEST(AccountTest, ChangesItsPersonalDataAlone) {
  AccountProfile changed = Hansen();
  changed.personal_data = {"sealed", "new"};
  Given given({AccountOpened{Hansen()}});
  given.When(ChangePersonalData{{"sealed", "new"}, true}).Then({AccountChanged{changed}});
  given.When(ChangePersonalData{Hansen().personal_data, true}).ThenNothing();
}

TEST(AccountTest, IsKnownAgainByWhatItWasOpenedWith) {
  AccountProfile changed = Hansen();
  changed.team = "north";
  Given given({AccountOpened{Hansen()}, AccountChanged{changed}, AccountChanged{changed}});
  given.When(OpenAccount{Hansen()}).ThenNothing();
  given.When(OpenAccount{changed}).ThenRefused(AccountRule::kAccountExists);
  AccountProfile opened_before_it_was_known = Hansen();
  opened_before_it_was_known.has_email_address = false;
  Given({AccountOpened{opened_before_it_was_known}}).When(OpenAccount{Hansen()}).ThenNothing();
}

// One line per AccountRule, in the order the enum declares them.
TEST(AccountTest, Refusals) {
  using enum AccountRule;
  AccountProfile other_person = Hansen();
  other_person.personal_data.digest = "other";
  Given({AccountOpened{Hansen()}})
      .When(OpenAccount{other_person})
      .ThenRefused(kAccountExists, {{"issuer", "issuers/acme"}, {"differs", "personal_data"}});
  AccountProfile moved = other_person;
  moved.country_code = "AT";
  moved.registration = "HRB 1";
  Given({AccountOpened{Hansen()}})
      .When(OpenAccount{moved})
      .ThenRefused(kAccountExists, {{"issuer", "issuers/acme"},
                                    {"differs", "country_code: kept " + Hansen().country_code +
                                                    ", said AT; personal_data; registration"}});
  Given({}).When(ChangeAccount{Hansen()}).ThenRefused(kUnknownAccount);
  AccountProfile of_another = Hansen();
  of_another.issuer = "issuers/other";
  Given({AccountOpened{Hansen()}})
      .When(ChangeAccount{of_another})
      .ThenRefused(kIssuerDiffers,
                   {{"issuer", "issuers/other"}, {"account_issuer", "issuers/acme"}});
  AccountProfile no_clause = Hansen();
  no_clause.late_charge->clause.clear();
  Given({})
      .When(OpenAccount{no_clause})
      .ThenRefused(kFieldMissing, {{"field", "late_charge.clause"}});
  AccountProfile long_region = Hansen();
  long_region.region.assign(kAccountFieldBytesMax + 1, 'x');
  Given({}).When(OpenAccount{long_region}).ThenRefused(kFieldTooLong, {{"field", "region"}});
  Given({})
      .When(OpenAccount{HansenWithFee(0)})
      .ThenRefused(kFeeNotPositive, {{"late_charge.fixed_fee", "0.00 EUR"}});
  Given({}).When(OpenAccount{HansenWithFee(kMoneyMax + 1)}).ThenRefused(kFeeTooLarge);
  AccountProfile known_everywhere = Hansen();
  known_everywhere.external_ids.assign(kExternalIdsMax + 1, {"sap", "1"});
  Given({})
      .When(OpenAccount{known_everywhere})
      .ThenRefused(kTooManyExternalIds, {{"external_ids", "11"}});
  known_everywhere.external_ids.resize(2);
  Given({})
      .When(OpenAccount{known_everywhere})
      .ThenRefused(kExternalIdTwice, {{"external_ids.system", "sap"}});
  AccountProfile by_letter = Hansen();
  by_letter.preferred_channel = PreferredChannel::kLetter;
  by_letter.has_email_address = false;
  Given({AccountOpened{by_letter}})
      .When(ChangeAccount{Hansen()})
      .ThenRefused(kNoEmailAddress, {{"preferred_channel", "e-mail"}});
  Given({AccountOpened{Hansen()}})
      .When(ChangePersonalData{{"sealed", "new"}, false})
      .ThenRefused(kNoEmailAddress);
}

}  // namespace
}  // namespace recourse::invoicing
