#pragma once

#include <string_view>
#include <vector>

#include "libs/base/check.h"
#include "services/invoicing/domain/interest.h"

// Shorthand of the tests of interest.
namespace recourse::invoicing {

using calendar::DayCount;
using namespace date::literals;  // NOLINT: a test kit.

inline Money Of(std::int64_t minor_units, std::string_view currency = "EUR") {
  return {minor_units, *Currency::Parse(currency)};
}

inline calendar::Rate Percent(std::string_view text) { return *calendar::ParsePercent(text); }

// A yearly rate by contract.
inline InterestTerms Yearly(std::string_view percent, DayCount count = DayCount::kActual365Fixed,
                            Rounding rounding = Rounding::kOnce) {
  InterestTerms terms;
  terms.rate = Percent(percent);
  terms.day_count = count;
  terms.rounding = rounding;
  return terms;
}

inline InterestTerms Daily(std::string_view percent) {
  InterestTerms terms;
  terms.rate = *calendar::ParsePercent(percent, calendar::RatePeriod::kDay);
  return terms;
}

inline InterestTerms FromTable(TableRate rate, DayCount count = DayCount::kActual365Fixed) {
  InterestTerms terms;
  terms.rate = std::move(rate);
  terms.day_count = count;
  return terms;
}

inline calendar::RateTables Table(std::string name, std::vector<calendar::RateStep> steps) {
  calendar::RateTables tables;
  tables.emplace(name, *calendar::RateTable::Make(name, 7, "test", std::move(steps)));
  return tables;
}

inline Interest Compute(const InterestTerms& terms, const std::vector<BaseFrom>& bases,
                        InterestDays days, const calendar::RateTables& tables = {}) {
  auto interest = ComputeInterest(terms, tables, bases, days);
  CHECK(interest);
  return *std::move(interest);
}

// The same base on all days.
inline Interest Compute(const InterestTerms& terms, Money base, InterestDays days,
                        const calendar::RateTables& tables = {}) {
  return Compute(terms, std::vector<BaseFrom>{{days.first, base}}, days, tables);
}

// So many days, the first of them 1 March 2013: none of the years around is a leap year.
inline InterestDays ForDays(int count) {
  const Date first = 2013_y / 3 / 1;
  return {first, first + Days(count - 1)};
}

}  // namespace recourse::invoicing
