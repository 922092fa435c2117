#include "services/invoicing/api/profile_fields.h"

#include <algorithm>

#include "libs/bank_statement/account_id.h"
#include "libs/base/country.h"
#include "libs/calendar/zone.h"

namespace recourse::invoicing {
namespace {

constexpr std::size_t kLanguageBytesMax = 35;  // What RFC 5646 asks everyone to have room for.

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool IsLanguageTag(std::string_view text) {
  if (text.size() < 2 || text.size() > kLanguageBytesMax) return false;
  if (!IsLetter(text[0]) || !IsLetter(text[1]) || text.back() == '-') return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return IsLetter(c) || (c >= '0' && c <= '9') || c == '-'; });
}

}  // namespace

std::string LanguageCode(rpc::Fields& fields, std::string_view field, std::string_view value) {
  fields.Check(IsLanguageTag(value), field, value, "must be a language tag such as \"de\"");
  return std::string(value);
}

std::string CountryCode(rpc::Fields& fields, std::string_view field, std::string_view value) {
  fields.Check(IsCountryCode(value), field, value,
               "must be a country of ISO 3166-1, in two capital letters, such as \"DE\"");
  return std::string(value);
}

std::string Iban(rpc::Fields& fields, std::string_view field, std::string_view value) {
  // Of nothing it is said elsewhere that it is missing.
  const bool is_national = value.empty() || (value[0] >= '0' && value[0] <= '9');
  fields.Check(is_national || bank_statement::IsIban(value), field, value,
               "must be an IBAN in capital letters, without spaces and with right check digits");
  return std::string(value);
}

void CheckPhoneNumber(rpc::Fields& fields, std::string_view field, std::string_view value) {
  const bool is_digits = std::all_of(value.begin() + (value.empty() ? 0 : 1), value.end(),
                                     [](char c) { return c >= '0' && c <= '9'; });
  const bool is_e164 =
      value.size() >= 3 && value.size() <= 16 && value[0] == '+' && value[1] != '0' && is_digits;
  fields.Check(is_e164, field, value, "must be a number of E.164 such as \"+4930123456\"");
}

std::string ZoneName(rpc::Fields& fields, std::string_view field, std::string_view value) {
  fields.Check(calendar::Zone::Find(value).has_value(), field, value,
               "must be a zone of the tz database such as \"Europe/Berlin\"");
  return std::string(value);
}

void CheckOneLine(rpc::Fields& fields, std::string_view field, std::string_view value) {
  fields.Check(value.find_first_of("\r\n\t") == std::string_view::npos, field, value,
               "must be one line without tabs");
}

void NameToBe(rpc::Fields& fields, std::string_view value, std::string_view name) {
  fields.Check(value.empty() || value == name, "name", value, "must be left empty");
}

}  // namespace recourse::invoicing
