#include "services/invoicing/domain/interest.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "libs/base/check.h"
#include "services/invoicing/domain/interest_rate.h"
#include "services/invoicing/domain/interest_rounding.h"

namespace recourse::invoicing {
namespace {

using calendar::DayCount;
using calendar::RatePeriod;
using calendar::YearFraction;

constexpr std::int64_t kMillion = 1'000'000;
constexpr Days kCompoundingDays{30};

Failure Invalid(const char* reason, std::string field, std::string value,
                const std::string& expected) {
  return {Failure::Kind::kInvalid,
          reason,
          fmt::format("{} is {}, expected {}", field, value, expected),
          {{std::move(field), std::move(value)}}};
}

Date YearsAfter(Date day, int years) {
  const date::year_month_day ymd(day);
  return date::sys_days((ymd.year() + date::years(years)) / ymd.month() / ymd.day());
}

std::optional<Failure> BrokenBy(std::span<const BaseFrom> bases, Date first) {
  if (bases.empty()) return Invalid("BASES_INVALID", "bases", "missing", "one at least");
  if (bases.front().from > first) {
    return Invalid("BASES_INVALID", "bases[0].from", ToString(bases.front().from),
                   fmt::format("{} at the latest", ToString(first)));
  }
  for (std::size_t i = 0; i < bases.size(); ++i) {
    const Date from = bases[i].from;
    const Money& base = bases[i].base;
    if (i > 0 && from <= bases[i - 1].from) {
      return Invalid("BASES_INVALID", fmt::format("bases[{}].from", i), ToString(from),
                     fmt::format("a day after {}", ToString(bases[i - 1].from)));
    }
    if (base.currency != bases.front().base.currency) {
      return Invalid("BASES_INVALID", fmt::format("bases[{}].base", i), ToString(base),
                     fmt::format("an amount in {}", bases.front().base.currency.code()));
    }
    if (base.minor_units < 0 || base.minor_units > kMoneyMax) {
      return Invalid("BASES_INVALID", fmt::format("bases[{}].base", i), ToString(base),
                     fmt::format("0 to {}", ToString(Money{kMoneyMax, base.currency})));
    }
  }
  return std::nullopt;
}

bool IsByCalendar(DayCount count) {
  switch (count) {
    case DayCount::kActual365Fixed:
    case DayCount::kActual360:
    case DayCount::kActualActualIsda:
    case DayCount::kActualActualAfb:
      return true;
    case DayCount::kThirty360Bond:
    case DayCount::kThirtyE360:
    case DayCount::kThirty360Us:
    case DayCount::kThirty365:
      return false;
  }
  CHECK(false);
}

bool IsPerDay(const RateRule& rule) {
  const auto* rate = std::get_if<calendar::Rate>(&rule);
  return rate != nullptr && rate->per == RatePeriod::kDay;
}

// Cuts the days into segments, one after the other, each with its exact interest.
class Cutter {
 public:
  // `last` is the last day that bears interest, `days` those of the debt.
  Cutter(const InterestTerms& terms, const calendar::RateTables& tables,
         std::span<const BaseFrom> bases, InterestDays days, Date last)
      : terms_(terms),
        tables_(tables),
        bases_(bases),
        days_(days),
        last_(last),
        count_(IsPerDay(terms.rate) ? DayCount::kActual365Fixed : terms.day_count) {}

  Expected<std::vector<InterestSegment>, Failure> Cut() {
    std::vector<InterestSegment> segments;
    for (Date day = days_.first; day <= last_;) {
      const BaseFrom* const base = BaseOn(day);
      Date end = std::min({last_, EndOf(base), EndOfYear(day), EndOfPeriod(day)});
      if (!base->frozen && Fraction(base->base.minor_units) + compounded_ != Fraction(0)) {
        const auto rate = RateOn(terms_.rate, tables_, days_, day);
        if (!rate) return Unexpected{rate.error()};
        end = std::min(end, rate->through);
        segments.push_back(Segment(day, end, *rate, base->base));
        accrued_ = accrued_ + segments.back().exact;
      }
      if (end == EndOfPeriod(day)) compounded_ = compounded_ + std::exchange(accrued_, Fraction(0));
      day = end + Days(1);
    }
    return segments;
  }

 private:
  const BaseFrom* BaseOn(Date day) const {
    const auto after =
        std::upper_bound(bases_.begin(), bases_.end(), day,
                         [](Date wanted, const BaseFrom& base) { return wanted < base.from; });
    return &*std::prev(after);
  }

  // The last day before another base; one that repeats the base before it changes nothing.
  Date EndOf(const BaseFrom* base) const {
    for (const BaseFrom* next = base + 1; next != bases_.data() + bases_.size(); ++next) {
      if (next->base != base->base || next->frozen != base->frozen) return next->from - Days(1);
    }
    return last_;
  }

  // Where a year ends whose own length counts.
  Date EndOfYear(Date day) const {
    if (count_ != DayCount::kActualActualIsda) return last_;
    return date::sys_days(date::year_month_day(day).year() / 12 / 31);
  }

  // Where interest begins to bear interest; never for simple interest.
  Date EndOfPeriod(Date day) const {
    if (terms_.compounding == Compounding::kSimple) return last_ + Days(1);
    const auto periods = (day - days_.first) / kCompoundingDays + 1;
    return days_.first + periods * kCompoundingDays - Days(1);
  }

  // Months of 30 days run from the day before the first, which is not counted, to the last (DE-10).
  // Days by the calendar are those themselves, so that each counts by the year that it lies in.
  Days Shift() const { return Days(IsByCalendar(count_) ? 1 : 0); }
  Date Start() const { return days_.first - Days(1) + Shift(); }

  std::int64_t CountedThrough(Date day) const { return CountDays(count_, Start(), day + Shift()); }

  Fraction YearsThrough(Date day) const {
    const YearFraction part = calendar::Between(count_, Start(), day + Shift());
    return Fraction::Of(part.numerator, part.denominator);
  }

  InterestSegment Segment(Date from, Date to, const RateStretch& stretch, const Money& base) const {
    InterestSegment segment;
    segment.from = from;
    segment.to = to;
    segment.rate = stretch.rate;
    segment.table = stretch.table;
    segment.version = stretch.version;
    segment.base = base;
    segment.compounded = compounded_;
    segment.amount = {0, base.currency};
    segment.days = CountedThrough(to) - CountedThrough(from - Days(1));
    segment.time = IsPerDay(terms_.rate) ? Fraction(segment.days)
                                         : YearsThrough(to) - YearsThrough(from - Days(1));
    segment.exact = (Fraction(base.minor_units) + compounded_) *
                    Fraction::Of(stretch.rate.millionths, kMillion) * segment.time;
    if (terms_.compounding == Compounding::kEvery30Days) {
      segment.exact = RoundedToParts(segment.exact, kCarriedParts);
    }
    return segment;
  }

  const InterestTerms& terms_;
  const calendar::RateTables& tables_;
  const std::span<const BaseFrom> bases_;
  const InterestDays days_;
  const Date last_;
  const DayCount count_;
  Fraction compounded_;  // Bears interest.
  Fraction accrued_;     // Will, from the next period on.
};

}  // namespace

Expected<Interest, Failure> ComputeInterest(const InterestTerms& terms,
                                            const calendar::RateTables& tables,
                                            std::span<const BaseFrom> bases, InterestDays days) {
  if (auto broken = BrokenBy(terms)) return Unexpected{*std::move(broken)};
  if (auto broken = BrokenBy(bases, days.first)) return Unexpected{*std::move(broken)};
  if (days.last >= YearsAfter(days.first, kInterestYearsMax)) {
    return Unexpected{
        Invalid("DAYS_INVALID", "last", ToString(days.last),
                fmt::format("within {} years of {}", kInterestYearsMax, ToString(days.first)))};
  }
  Date last = days.last;
  if (terms.years_max > 0) last = std::min(last, YearsAfter(days.first, terms.years_max) - Days(1));
  auto segments = Cutter(terms, tables, bases, days, last).Cut();
  if (!segments) return Unexpected{segments.error()};

  Interest interest{{0, bases.front().base.currency}, Fraction(0), *std::move(segments)};
  for (const auto& segment : interest.segments) interest.exact = interest.exact + segment.exact;
  if (!interest.exact.fits() || !RoundBy(terms.rounding, terms.mode, interest)) {
    return Unexpected{
        Invalid("INTEREST_TOO_LARGE", "interest", "more than 64 bits of minor units", "less")};
  }
  return interest;
}

}  // namespace recourse::invoicing
