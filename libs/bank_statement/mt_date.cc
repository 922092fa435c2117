#include "libs/bank_statement/mt_date.h"

#include <fmt/format.h>

#include <string>

#include "libs/calendar/parse_date.h"

namespace recourse::bank_statement {
namespace {

constexpr Days kHalfAYear(183);

bool IsDigits(std::string_view text, std::size_t size) {
  return text.size() == size && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string WithCentury(std::string_view yy) {
  return (yy >= "80" ? "19" : "20") + std::string(yy);
}

}  // namespace

std::optional<Date> ReadMtDate(std::string_view yymmdd) {
  if (!IsDigits(yymmdd, 6)) return std::nullopt;
  return calendar::ParseDate(WithCentury(yymmdd.substr(0, 2)) + std::string(yymmdd.substr(2)),
                             "%Y%m%d");
}

std::optional<Date> ReadMtValueDate(std::string_view yymmdd) {
  if (const auto day = ReadMtDate(yymmdd)) return day;
  if (!IsDigits(yymmdd, 6)) return std::nullopt;
  const std::string_view month_day = yymmdd.substr(2);
  if (month_day != "0229" && month_day != "0230") return std::nullopt;
  const auto first = ReadMtDate(std::string(yymmdd.substr(0, 2)) + "0201");
  if (!first) return std::nullopt;
  const date::year_month_day ymd(*first);
  return Date(ymd.year() / ymd.month() / date::last);
}

std::optional<Date> ReadMtEntryDate(std::string_view mmdd, Date value_date) {
  if (!IsDigits(mmdd, 4)) return std::nullopt;
  const int year{date::year_month_day(value_date).year()};
  std::optional<Date> nearest;
  for (const int candidate : {year - 1, year, year + 1}) {
    const auto day = calendar::ParseDate(fmt::format("{:04}{}", candidate, mmdd), "%Y%m%d");
    if (!day) continue;
    if (!nearest || date::abs(*day - value_date) < date::abs(*nearest - value_date)) nearest = day;
  }
  if (nearest && date::abs(*nearest - value_date) > kHalfAYear) return std::nullopt;
  return nearest;
}

}  // namespace recourse::bank_statement
