#include "services/invoicing/domain/payment_terms.h"

#include <fmt/format.h>

#include <algorithm>

#include "libs/base/check.h"
#include "libs/base/overloaded.h"
#include "libs/calendar/working_days.h"

namespace recourse::invoicing {
namespace {

constexpr std::int64_t kMillion = 1'000'000;

using Broken = std::optional<Failure>;

Failure Invalid(const std::string& field, const std::string& value, const std::string& rule) {
  return {Failure::Kind::kInvalid, "PAYMENT_TERMS_INVALID", "must be " + rule, {{field, value}}};
}

Broken BrokenByDays(const char* field, int days) {
  if (days >= 0 && days <= calendar::kTermMaxDays) return std::nullopt;
  return Invalid(field, std::to_string(days), fmt::format("0 to {}", calendar::kTermMaxDays));
}

Broken BrokenByRule(const TermRule& rule) {
  return std::visit(
      Overloaded{
          [](const calendar::NetDays& net) { return BrokenByDays("net_days", net.days); },
          [](const calendar::EndOfMonth& end) {
            return BrokenByDays("end_of_month_days", end.days);
          },
          [](const calendar::FixedDay&) { return Broken(); },
          [](const calendar::OnReceipt&) { return Broken(); },
      },
      rule);
}

// The days on which a step may last at most; nothing where no step fits.
std::optional<int> LongestStep(const TermRule& rule) {
  if (const auto* net = std::get_if<calendar::NetDays>(&rule)) return net->days;
  if (std::holds_alternative<calendar::OnReceipt>(rule)) return std::nullopt;
  return calendar::kTermMaxDays;
}

Broken BrokenByStep(const PaymentTerms& terms, std::size_t index) {
  const DiscountStep& step = terms.discounts[index];
  const std::string where = fmt::format("discounts[{}].", index);
  const auto longest = LongestStep(terms.rule);
  if (!longest) return Invalid(where + "days", std::to_string(step.days), "left out on receipt");
  if (step.days < 0 || step.days > *longest) {
    return Invalid(where + "days", std::to_string(step.days), fmt::format("0 to {}", *longest));
  }
  if (step.millionths <= 0 || step.millionths >= kMillion) {
    return Invalid(where + "millionths", std::to_string(step.millionths),
                   "above 0 and below 1000000");
  }
  if (index == 0) return std::nullopt;
  const DiscountStep& earlier = terms.discounts[index - 1];
  if (step.days <= earlier.days) {
    return Invalid(where + "days", std::to_string(step.days), "more than the step before has");
  }
  if (step.millionths >= earlier.millionths) {
    return Invalid(where + "millionths", std::to_string(step.millionths),
                   "less than the step before has");
  }
  return std::nullopt;
}

// Nothing if no calendar has this name.
std::optional<calendar::WorkingDays> CalendarOf(const std::string& name) {
  if (name.empty() || name == kMondayToFriday) return calendar::WorkingDays::MondayToFriday();
  return calendar::WorkingDays::OfCountry(name);
}

Date DayOf(const TermRule& rule, const std::string& working_days, Date start) {
  const auto calendar = CalendarOf(working_days);
  CHECK(calendar);
  return calendar::DueDay({rule, !working_days.empty()}, start, *calendar);
}

}  // namespace

std::optional<Failure> BrokenBy(const PaymentTerms& terms) {
  if (auto broken = BrokenByRule(terms.rule)) return broken;
  if (!CalendarOf(terms.working_days)) {
    return Invalid("working_days", terms.working_days,
                   "a country whose calendar is known, as DE, or MON-FRI");
  }
  if (terms.discounts.size() > kDiscountStepsMax) {
    return Invalid("discounts", std::to_string(terms.discounts.size()),
                   fmt::format("at most {}", kDiscountStepsMax));
  }
  for (std::size_t i = 0; i < terms.discounts.size(); ++i) {
    if (auto broken = BrokenByStep(terms, i)) return broken;
  }
  return std::nullopt;
}

Expected<Date, Failure> DueDay(const PaymentTerms& terms, Date start) {
  const Date due = DayOf(terms.rule, terms.working_days, start);
  if (due >= start) return due;
  return Unexpected{Failure{Failure::Kind::kPrecondition,
                            "DUE_BEFORE_START",
                            "The agreed day of payment lies before the invoice.",
                            {{"due_date", ToString(due)}, {"issue_date", ToString(start)}}}};
}

Money DiscountOf(const Money& base, std::int64_t millionths) {
  const std::int64_t owed = std::max<std::int64_t>(0, base.minor_units);
  const auto discount =
      Rounded(Fraction(owed) * Fraction::Of(millionths, kMillion), kDiscountRounding);
  CHECK(discount);  // Less than the base.
  return {*discount, base.currency};
}

std::vector<EarlyPaymentDiscount> DiscountsOf(const PaymentTerms& terms, Date start, Date due,
                                              const Money& amount) {
  std::vector<EarlyPaymentDiscount> discounts;
  if (amount.minor_units <= 0) return discounts;
  for (const auto& [days, millionths] : terms.discounts) {
    const Date last = std::min(due, DayOf(calendar::NetDays{days}, terms.working_days, start));
    if (!discounts.empty() && discounts.back().last_day == last) continue;
    discounts.push_back({last, millionths, DiscountOf(amount, millionths)});
  }
  return discounts;
}

}  // namespace recourse::invoicing
