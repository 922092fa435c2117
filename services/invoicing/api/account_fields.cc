#include "services/invoicing/api/account_fields.h"

#include "libs/mail/address.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/profile_fields.h"
#include "services/invoicing/codec/parts.h"

namespace recourse::invoicing {
namespace {

constexpr int kEntriesMax = 10;
constexpr int kAddressLinesMax = 5;
constexpr std::size_t kTextMax = 200;

void CheckCount(int count, int most, std::string_view field, rpc::Fields& fields) {
  const std::string rule = "must have at most " + std::to_string(most) + " entries";
  fields.Check(count <= most, field, std::to_string(count), rule);
}

// What stands in the header of a mail.
void CheckLine(std::string_view field, const std::string& value, rpc::Fields& fields) {
  fields.OptionalText(field, value, kTextMax);
  CheckOneLine(fields, field, value);
}

void CheckAddress(const v1::PostalAddress& address, rpc::Fields fields) {
  CheckCount(address.lines_size(), kAddressLinesMax, "lines", fields);
  for (const std::string& line : address.lines()) {
    fields.Text("lines", line, kTextMax);
    CheckOneLine(fields, "lines", line);
  }
  CheckLine("postal_code", address.postal_code(), fields);
  CheckLine("town", address.town(), fields);
  CountryCode(fields, "country_code", address.country_code());
}

LateCharge ReadLateCharge(const v1::LateCharge& charge, rpc::Fields fields) {
  return {fields.PositiveAmount("fixed_fee", charge.fixed_fee()),
          fields.Text("clause", charge.clause(), kAccountFieldBytesMax),
          fields.Day("communicated_on", charge.communicated_on()),
          fields.Text("communicated_how", charge.communicated_how(), kAccountFieldBytesMax)};
}

}  // namespace

AccountProfile ReadProfile(const v1::Account& account, const std::string& name,
                           rpc::Fields& fields) {
  NameToBe(fields, account.name(), name);
  fields.Name("issuer", account.issuer(), kIssuerName);
  wire::Reader reader;
  AccountProfile profile;
  profile.issuer = account.issuer();
  profile.kind = Read(fields.OneOf("kind", account.kind()), reader);
  profile.language_code = LanguageCode(fields, "language_code", account.language_code());
  profile.time_zone = ZoneName(fields, "time_zone", account.time_zone());
  profile.country_code = CountryCode(fields, "country_code", account.country_code());
  profile.region = fields.OptionalText("region", account.region(), kAccountFieldBytesMax);
  profile.preferred_channel =
      Read(fields.OneOf("preferred_channel", account.preferred_channel()), reader);
  if (account.has_late_charge()) {
    profile.late_charge = ReadLateCharge(account.late_charge(), fields.Within("late_charge"));
  }
  const auto optional = [&](std::string_view field, const std::string& value) {
    return fields.OptionalText(field, value, kAccountFieldBytesMax);
  };
  profile.legal_form = optional("legal_form", account.legal_form());
  profile.registration = optional("registration", account.registration());
  profile.owner = optional("owner", account.owner());
  profile.team = optional("team", account.team());
  for (int i = 0; i < account.external_ids_size(); ++i) {
    rpc::Fields within = fields.At("external_ids", i);
    const v1::ExternalId& id = account.external_ids(i);
    profile.external_ids.push_back({within.Text("system", id.system(), kAccountFieldBytesMax),
                                    within.Text("id", id.id(), kAccountFieldBytesMax)});
  }
  return profile;
}

void CheckPersonalData(const v1::AccountPersonalData& data, rpc::Fields& fields) {
  CheckLine("display_name", data.display_name(), fields);
  CheckLine("legal_name", data.legal_name(), fields);
  fields.Check(!data.display_name().empty() || !data.legal_name().empty(), "display_name", "",
               "must be given where legal_name is not");
  CheckCount(data.postal_addresses_size(), kEntriesMax, "postal_addresses", fields);
  for (int i = 0; i < data.postal_addresses_size(); ++i) {
    CheckAddress(data.postal_addresses(i), fields.At("postal_addresses", i));
  }
  CheckCount(data.email_addresses_size(), kEntriesMax, "email_addresses", fields);
  for (const std::string& address : data.email_addresses()) {
    fields.Text("email_addresses", address, kTextMax);
    fields.Check(mail::IsAddress(address), "email_addresses", address,
                 "must be an address such as office@example.com");
  }
  CheckCount(data.phone_numbers_size(), kEntriesMax, "phone_numbers", fields);
  for (const std::string& number : data.phone_numbers()) {
    CheckPhoneNumber(fields, "phone_numbers", number);
  }
}

v1::Account ToAccount(const std::string& name, const AccountProfile& profile,
                      std::uint64_t version) {
  v1::Account account;
  account.set_name(name);
  account.set_issuer(profile.issuer);
  account.set_kind(ToWire(profile.kind));
  account.set_language_code(profile.language_code);
  account.set_time_zone(profile.time_zone);
  account.set_country_code(profile.country_code);
  account.set_region(profile.region);
  account.set_preferred_channel(ToWire(profile.preferred_channel));
  if (profile.late_charge) Write(*profile.late_charge, account.mutable_late_charge());
  account.set_legal_form(profile.legal_form);
  account.set_registration(profile.registration);
  account.set_owner(profile.owner);
  account.set_team(profile.team);
  for (const ExternalId& id : profile.external_ids) Write(id, account.add_external_ids());
  account.set_etag(std::to_string(version));
  return account;
}

}  // namespace recourse::invoicing
