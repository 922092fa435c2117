#include "libs/rpc/convert.h"

#include <cstdint>
#include <string>

namespace recourse::rpc {
namespace {

constexpr std::int64_t kNanosPerUnit = 1'000'000'000;

std::int64_t MinorUnitsPerUnit(Currency currency) {
  std::int64_t scale = 1;
  for (int i = 0; i < currency.exponent(); ++i) scale *= 10;
  return scale;
}

}  // namespace

std::optional<Money> FromProto(const google::type::Money& amount) {
  const auto currency = Currency::Parse(amount.currency_code());
  if (!currency) return std::nullopt;
  const std::int64_t units = amount.units();
  const std::int64_t nanos = amount.nanos();
  if (nanos <= -kNanosPerUnit || nanos >= kNanosPerUnit) return std::nullopt;
  if ((units > 0 && nanos < 0) || (units < 0 && nanos > 0)) return std::nullopt;

  const std::int64_t scale = MinorUnitsPerUnit(*currency);
  const std::int64_t nanos_per_minor = kNanosPerUnit / scale;
  if (nanos % nanos_per_minor != 0) return std::nullopt;
  // Before multiplying, so that it cannot overflow.
  if (units > kMoneyMax / scale || units < -kMoneyMax / scale) return std::nullopt;
  const std::int64_t minor_units = units * scale + nanos / nanos_per_minor;
  if (minor_units > kMoneyMax || minor_units < -kMoneyMax) return std::nullopt;
  return Money{minor_units, *currency};
}

google::type::Money ToProto(const Money& amount) {
  const std::int64_t scale = MinorUnitsPerUnit(amount.currency);
  google::type::Money proto;
  proto.set_currency_code(std::string(amount.currency.code()));
  proto.set_units(amount.minor_units / scale);
  proto.set_nanos(static_cast<std::int32_t>(amount.minor_units % scale * (kNanosPerUnit / scale)));
  return proto;
}

std::optional<Date> FromProto(const google::type::Date& day) {
  if (day.year() < 1 || day.year() > 9999 || day.month() < 1 || day.month() > 12 || day.day() < 1 ||
      day.day() > 31) {
    return std::nullopt;
  }
  const date::year_month_day whole = date::year(day.year()) /
                                     date::month(static_cast<unsigned>(day.month())) /
                                     date::day(static_cast<unsigned>(day.day()));
  if (!whole.ok()) return std::nullopt;
  return Date(whole);
}

google::type::Date ToProto(Date day) {
  const date::year_month_day whole(day);
  google::type::Date proto;
  proto.set_year(static_cast<int>(whole.year()));
  proto.set_month(static_cast<std::int32_t>(static_cast<unsigned>(whole.month())));
  proto.set_day(static_cast<std::int32_t>(static_cast<unsigned>(whole.day())));
  return proto;
}

}  // namespace recourse::rpc
