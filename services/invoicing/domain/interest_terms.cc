#include "services/invoicing/domain/interest_terms.h"

#include <fmt/format.h>

#include <utility>

#include "libs/base/check.h"
#include "libs/base/overloaded.h"

namespace recourse::invoicing {
namespace {

using calendar::DayCount;

Failure Invalid(std::string field, std::string value, const std::string& expected) {
  return {Failure::Kind::kInvalid,
          "TERMS_INVALID",
          fmt::format("{} is {}, expected {}", field, value, expected),
          {{std::move(field), std::move(value)}}};
}

bool IsBelieved(std::int64_t millionths) {
  return millionths >= -calendar::kRateMaxMillionths && millionths <= calendar::kRateMaxMillionths;
}

bool HasDailyAmount(DayCount count) {
  switch (count) {
    case DayCount::kActual365Fixed:
    case DayCount::kActual360:
    case DayCount::kActualActualIsda:
      return true;
    case DayCount::kActualActualAfb:
    case DayCount::kThirty360Bond:
    case DayCount::kThirtyE360:
    case DayCount::kThirty360Us:
    case DayCount::kThirty365:
      return false;
  }
  CHECK(false);
}

}  // namespace

Date ReferenceOf(ReferenceDay reference, Date day) {
  const date::year_month_day ymd(day);
  const Date half_year =
      date::sys_days(ymd.year() / (ymd.month() < date::July ? date::January : date::July) / 1);
  switch (reference) {
    case ReferenceDay::kSameDay:
      return day;
    case ReferenceDay::kHalfYearStart:
      return half_year;
    case ReferenceDay::kBeforeHalfYear:
      return half_year - Days(1);
  }
  CHECK(false);
}

std::optional<Failure> BrokenBy(const InterestTerms& terms) {
  const auto* contractual = std::get_if<calendar::Rate>(&terms.rate);
  const std::int64_t millionths =
      std::visit(Overloaded{
                     [](const calendar::Rate& rate) { return rate.millionths; },
                     [](const TableRate& rate) { return rate.margin_millionths; },
                 },
                 terms.rate);
  if (!IsBelieved(millionths)) {
    return Invalid(contractual != nullptr ? "rate" : "rate.margin",
                   fmt::format("{} millionths", millionths), "10000 % at most");
  }
  if (terms.years_max < 0 || terms.years_max > kInterestYearsMax) {
    return Invalid("years_max", fmt::format("{}", terms.years_max),
                   fmt::format("0 to {}", kInterestYearsMax));
  }
  const bool counts_days = contractual != nullptr && contractual->per == calendar::RatePeriod::kDay;
  if (terms.rounding == Rounding::kDaily && !counts_days && !HasDailyAmount(terms.day_count)) {
    return Invalid("rounding", "daily",
                   "a day count of calendar days (act/365, act/360, act/act ISDA)");
  }
  return std::nullopt;
}

}  // namespace recourse::invoicing
