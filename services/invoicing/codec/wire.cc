#include "services/invoicing/codec/wire.h"

#include <cstdint>

namespace recourse::invoicing {
namespace {

// 10^digits.
constexpr std::int64_t Power(int digits) {
  std::int64_t power = 1;
  for (int i = 0; i < digits; ++i) power *= 10;
  return power;
}

// A log speaks of one currency mostly, and finding its code in the table is dear.
std::optional<Currency> ParseCurrency(std::string_view code) {
  thread_local Currency last;
  if (!code.empty() && code == last.code()) return last;
  const auto currency = Currency::Parse(code);
  if (currency) last = *currency;
  return currency;
}

}  // namespace

void Write(const Money& amount, google::type::Money* message) {
  const std::int64_t scale = Power(amount.currency.exponent());
  const std::string_view code = amount.currency.code();
  message->mutable_currency_code()->assign(code.data(), code.size());
  message->set_units(amount.minor_units / scale);
  message->set_nanos(static_cast<std::int32_t>(amount.minor_units % scale *
                                               Power(9 - amount.currency.exponent())));
}

void Write(Date day, google::type::Date* message) {
  const date::year_month_day parts(day);
  message->set_year(static_cast<int>(parts.year()));
  message->set_month(static_cast<std::int32_t>(static_cast<unsigned>(parts.month())));
  message->set_day(static_cast<std::int32_t>(static_cast<unsigned>(parts.day())));
}

Money WireReader::Read(const google::type::Money& message) {
  const auto currency = ParseCurrency(message.currency_code());
  if (!currency) {
    Fail();
    return {};
  }
  const std::int64_t nanos = message.nanos();
  const std::int64_t nanos_per_minor_unit = Power(9 - currency->exponent());
  const bool signs_agree =
      message.units() == 0 || nanos == 0 || (message.units() < 0) == (nanos < 0);
  std::int64_t minor_units = 0;
  const bool exact =
      signs_agree && nanos % nanos_per_minor_unit == 0 && nanos > -Power(9) && nanos < Power(9) &&
      !__builtin_mul_overflow(message.units(), Power(currency->exponent()), &minor_units) &&
      !__builtin_add_overflow(minor_units, nanos / nanos_per_minor_unit, &minor_units);
  if (!exact) Fail();
  return {minor_units, *currency};
}

Date WireReader::Read(const google::type::Date& message) {
  const date::year_month_day day(date::year(message.year()),
                                 date::month(static_cast<unsigned>(message.month())),
                                 date::day(static_cast<unsigned>(message.day())));
  const bool in_range = message.year() >= 1 && message.year() <= 9999 && message.month() >= 1 &&
                        message.month() <= 12 && message.day() >= 1 && message.day() <= 31;
  if (!in_range || !day.ok()) {
    Fail();
    return {};
  }
  return day;
}

}  // namespace recourse::invoicing
