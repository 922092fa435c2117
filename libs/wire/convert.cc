#include "libs/wire/convert.h"

#include <chrono>
#include <cstdint>
#include <string_view>

namespace recourse::wire {
namespace {

constexpr std::int64_t kNanosPerUnit = 1'000'000'000;
constexpr std::int64_t kFirstSecond = -62'135'596'800;  // 0001-01-01T00:00:00Z
constexpr std::int64_t kLastSecond = 253'402'300'799;   // 9999-12-31T23:59:59Z

std::int64_t MinorPerUnit(const Currency& currency) {
  std::int64_t minor_per_unit = 1;
  for (int digit = 0; digit < currency.exponent(); ++digit) minor_per_unit *= 10;
  return minor_per_unit;
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
  const std::int64_t minor_per_unit = MinorPerUnit(amount.currency);
  const std::string_view code = amount.currency.code();
  message->mutable_currency_code()->assign(code.data(), code.size());
  message->set_units(amount.minor_units / minor_per_unit);
  message->set_nanos(static_cast<std::int32_t>(amount.minor_units % minor_per_unit *
                                               (kNanosPerUnit / minor_per_unit)));
}

void Write(Date day, google::type::Date* message) {
  const date::year_month_day parts{day};
  message->set_year(static_cast<int>(parts.year()));
  message->set_month(static_cast<std::int32_t>(static_cast<unsigned>(parts.month())));
  message->set_day(static_cast<std::int32_t>(static_cast<unsigned>(parts.day())));
}

void Write(const Sealed& sealed, common::v1::Sealed* message) {
  message->set_envelope(sealed.envelope);
  message->set_digest(sealed.digest);
}

google::type::Money ToWire(const Money& amount) {
  google::type::Money wire;
  Write(amount, &wire);
  return wire;
}

google::type::Date ToWire(Date day) {
  google::type::Date wire;
  Write(day, &wire);
  return wire;
}

google::protobuf::Timestamp ToWire(Instant instant) {
  const auto second = std::chrono::floor<std::chrono::seconds>(instant);
  google::protobuf::Timestamp wire;
  wire.set_seconds(second.time_since_epoch().count());
  wire.set_nanos(static_cast<std::int32_t>(std::chrono::nanoseconds(instant - second).count()));
  return wire;
}

common::v1::Sealed ToWire(const Sealed& sealed) {
  common::v1::Sealed wire;
  Write(sealed, &wire);
  return wire;
}

std::optional<Money> SumFromWire(const google::type::Money& amount) {
  const auto currency = ParseCurrency(amount.currency_code());
  if (!currency) return std::nullopt;
  const std::int64_t minor_per_unit = MinorPerUnit(*currency);
  const std::int64_t nanos_per_minor = kNanosPerUnit / minor_per_unit;
  if (amount.nanos() <= -kNanosPerUnit || amount.nanos() >= kNanosPerUnit) return std::nullopt;
  if (amount.nanos() % nanos_per_minor != 0) return std::nullopt;
  if ((amount.units() > 0 && amount.nanos() < 0) || (amount.units() < 0 && amount.nanos() > 0)) {
    return std::nullopt;
  }
  Money sum{0, *currency};
  if (__builtin_mul_overflow(amount.units(), minor_per_unit, &sum.minor_units) ||
      __builtin_add_overflow(sum.minor_units, amount.nanos() / nanos_per_minor, &sum.minor_units)) {
    return std::nullopt;
  }
  return sum;
}

std::optional<Money> FromWire(const google::type::Money& amount) {
  const auto sum = SumFromWire(amount);
  if (!sum || sum->minor_units > kMoneyMax || sum->minor_units < -kMoneyMax) return std::nullopt;
  return sum;
}

std::optional<Date> FromWire(const google::type::Date& day) {
  if (day.year() < 1 || day.year() > 9999 || day.month() < 1 || day.month() > 12 || day.day() < 1 ||
      day.day() > 31) {
    return std::nullopt;
  }
  const date::year_month_day parts{date::year(day.year()),
                                   date::month(static_cast<unsigned>(day.month())),
                                   date::day(static_cast<unsigned>(day.day()))};
  if (!parts.ok()) return std::nullopt;
  return Date(parts);
}

std::optional<Instant> FromWire(const google::protobuf::Timestamp& timestamp) {
  if (timestamp.seconds() < kFirstSecond || timestamp.seconds() > kLastSecond) return std::nullopt;
  if (timestamp.nanos() < 0 || timestamp.nanos() >= kNanosPerUnit) return std::nullopt;
  if (timestamp.nanos() % 1000 != 0) return std::nullopt;
  return Instant(std::chrono::seconds(timestamp.seconds()) +
                 std::chrono::microseconds(timestamp.nanos() / 1000));
}

Sealed FromWire(const common::v1::Sealed& sealed) { return {sealed.envelope(), sealed.digest()}; }

}  // namespace recourse::wire
