#include "tools/recourse/import/value_rules.h"

#include <algorithm>
#include <string>

#include "libs/base/active_currency.h"
#include "libs/calendar/zone.h"
#include "tools/recourse/import/day_text.h"

namespace recourse::csv_import {
namespace {

constexpr std::size_t kTextBytesMax = 200;
constexpr std::size_t kIdBytesMax = 64;

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

bool IsOptionalText(std::string_view value) {
  return value.size() <= kTextBytesMax && std::none_of(value.begin(), value.end(), IsControl);
}

bool IsText(std::string_view value) { return !value.empty() && IsOptionalText(value); }

bool IsId(std::string_view value) {
  return !value.empty() && value.size() <= kIdBytesMax &&
         std::all_of(value.begin(), value.end(), [](char c) {
           return IsUpper(c) || IsLower(c) || IsDigit(c) || c == '.' || c == '_' || c == '-';
         });
}

bool IsNumber(std::string_view value) { return IsText(value) && value.size() <= kIdBytesMax; }

bool IsZone(std::string_view value) { return calendar::Zone::Find(value).has_value(); }

template <std::size_t n>
bool IsOneOf(const std::array<std::string_view, n>& words, std::string_view value) {
  return std::find(words.begin(), words.end(), value) != words.end();
}

}  // namespace

const ValueRule kAnyText{IsText, "expected 1 to 200 bytes of text on one line"};
const ValueRule kOptional{IsOptionalText, "expected at most 200 bytes of text on one line"};
const ValueRule kId{IsId, "expected 1 to 64 of the characters A-Z a-z 0-9 . _ -"};
const ValueRule kNumber{IsNumber, "expected an invoice number of 1 to 64 bytes"};
const ValueRule kCurrency{
    [](std::string_view value) { return ParseActiveCurrency(value).has_value(); },
    "expected an active ISO 4217 currency code such as EUR"};
const ValueRule kCountry{[](std::string_view value) {
                           return value.size() == 2 &&
                                  std::all_of(value.begin(), value.end(), IsUpper);
                         },
                         "expected an ISO 3166-1 country code of two capitals such as DE"};
const ValueRule kLanguage{[](std::string_view value) {
                            return value.size() == 2 &&
                                   std::all_of(value.begin(), value.end(), IsLower);
                          },
                          "expected an ISO 639-1 language code of two small letters such as en"};
const ValueRule kZone{IsZone, "expected an IANA time zone such as Europe/Berlin"};
const ValueRule kAccountKind{
    [](std::string_view value) { return value == "business" || value == "consumer"; },
    "expected business or consumer"};
const ValueRule kChannel{
    [](std::string_view value) { return value == "letter" || value == "phone"; },
    "expected letter or phone: an import has no e-mail addresses"};
const ValueRule kDateFormat{
    [](std::string_view value) { return NamesOneDay(std::string(value)); },
    "expected a format of day, month and year as strptime takes it, such as %d/%m/%Y"};
const ValueRule kDecimalSign{[](std::string_view value) { return value == "." || value == ","; },
                             "expected \".\" or \",\""};
const ValueRule kDelimiter{[](std::string_view value) {
                             return value == "," || value == ";" || value == "\t" || value == "|";
                           },
                           "expected \",\", \";\", \"|\" or a tab"};
const ValueRule kReason{[](std::string_view value) { return IsOneOf(kReasons, value); },
                        "expected a dispute reason such as quality_of_work or unknown"};
const ValueRule kOutcome{
    [](std::string_view value) { return value == "withdrawn" || value == "rejected"; },
    "expected withdrawn or rejected: how an imported dispute ends whose invoice was paid in full"};
const ValueRule kPays{[](std::string_view value) { return value == "in full"; },
                      "expected \"in full\""};

}  // namespace recourse::csv_import
