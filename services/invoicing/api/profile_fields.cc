#include "services/invoicing/api/profile_fields.h"

#include <algorithm>

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

bool IsCountryCode(std::string_view text) {
  return text.size() == 2 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

std::string LanguageCode(rpc::Fields& fields, std::string_view field, std::string_view value) {
  fields.Check(IsLanguageTag(value), field, value, "must be a language tag such as \"de\"");
  return std::string(value);
}

std::string CountryCode(rpc::Fields& fields, std::string_view field, std::string_view value) {
  fields.Check(IsCountryCode(value), field, value, "must be two capital letters such as \"DE\"");
  return std::string(value);
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
