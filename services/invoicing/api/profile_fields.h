#pragma once

#include <string>
#include <string_view>

#include "libs/rpc/fields.h"

// What issuers and accounts both say of themselves.
namespace recourse::invoicing {

// A language tag of BCP 47: "de", "pt-BR".
std::string LanguageCode(rpc::Fields& fields, std::string_view field, std::string_view value);
// Of ISO 3166-1 alpha-2: "DE".
std::string CountryCode(rpc::Fields& fields, std::string_view field, std::string_view value);
// An IBAN with right check digits; or what begins with a digit, a number of a country that has no
// IBAN, as Russia.
std::string Iban(rpc::Fields& fields, std::string_view field, std::string_view value);
// "+" and up to 15 digits, as E.164 has it; not whether anybody has the number.
void CheckPhoneNumber(rpc::Fields& fields, std::string_view field, std::string_view value);
// A zone that the tz database has: "Europe/Berlin".
std::string ZoneName(rpc::Fields& fields, std::string_view field, std::string_view value);
// Text that goes into the header of a mail.
void CheckOneLine(rpc::Fields& fields, std::string_view field, std::string_view value);
// A resource that a request is about to make has no name yet, or the one that it will get.
void NameToBe(rpc::Fields& fields, std::string_view value, std::string_view name);

}  // namespace recourse::invoicing
