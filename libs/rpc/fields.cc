#include "libs/rpc/fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "libs/base/active_currency.h"
#include "libs/observability/json.h"
#include "libs/wire/convert.h"

namespace recourse::rpc {
namespace {

constexpr std::size_t kShownBytesMax = 80;
constexpr std::size_t kNamedFieldsMax = 8;

bool IsPlainText(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t') ||
           c == 0x7F;
  });
}

std::string Show(const google::type::Money& amount) {
  return fmt::format("{} units {} nanos {}", amount.currency_code(), amount.units(),
                     amount.nanos());
}

std::string Show(const google::type::Date& day) {
  return fmt::format("{}-{}-{}", day.year(), day.month(), day.day());
}

Failure Invalid(Failure::Values wrong) {
  std::string message = wrong.size() == 1
                            ? "A field of the request is wrong:"
                            : fmt::format("{} fields of the request are wrong:", wrong.size());
  for (std::size_t i = 0; i < std::min(wrong.size(), kNamedFieldsMax); ++i) {
    message += fmt::format("{} {}", i == 0 ? "" : ",", wrong[i].first);
  }
  message += wrong.size() > kNamedFieldsMax ? ", ..." : ".";
  return {Failure::Kind::kInvalid, "INVALID_REQUEST", std::move(message), std::move(wrong)};
}

}  // namespace

std::string Fields::Id(std::string_view field, std::string_view value) {
  if (IsId(value)) return std::string(value);
  AddWrong(field, value, "must match [A-Za-z0-9._-]{1,64}");
  return {};
}

std::string Fields::Text(std::string_view field, std::string_view value, std::size_t bytes_max) {
  if (value.empty()) {
    AddWrong(field, value, "must not be empty");
    return {};
  }
  return OptionalText(field, value, bytes_max);
}

std::string Fields::OptionalText(std::string_view field, std::string_view value,
                                 std::size_t bytes_max) {
  if (value.size() > bytes_max) {
    AddWrong(field, value, fmt::format("must have at most {} bytes", bytes_max));
    return {};
  }
  if (!IsPlainText(value)) {
    AddWrong(field, value, "must have no control characters");
    return {};
  }
  return std::string(value);
}

Money Fields::Amount(std::string_view field, const google::type::Money& value) {
  const auto currency = ParseActiveCurrency(value.currency_code());
  if (const auto amount = wire::FromWire(value); amount && currency) return *amount;
  if (currency) {
    AddWrong(field, Show(value),
             fmt::format("must be whole minor units of {} (at most {} decimals, one sign, up to "
                         "10^15 of them)",
                         currency->code(), currency->exponent()));
  } else {
    AddWrong(field, Show(value), "must have an active ISO 4217 currency_code");
  }
  return {};
}

Money Fields::PositiveAmount(std::string_view field, const google::type::Money& value) {
  const auto amount = wire::FromWire(value);
  if (!amount || !IsActive(amount->currency)) return Amount(field, value);
  if (amount->minor_units <= 0) AddWrong(field, ToString(*amount), "must be more than zero");
  return *amount;
}

Date Fields::Day(std::string_view field, const google::type::Date& value) {
  if (const auto day = wire::FromWire(value)) return *day;
  const bool is_missing = value.year() == 0 && value.month() == 0 && value.day() == 0;
  AddWrong(field, is_missing ? "" : Show(value),
           is_missing ? "is missing: must be a date such as {year: 2012, month: 2, day: 29}"
                      : "must be a whole date of the calendar, such as {year: 2012, month: 2, "
                        "day: 29}");
  return {};
}

Currency Fields::CurrencyCode(std::string_view field, std::string_view value) {
  if (const auto currency = ParseActiveCurrency(value)) return *currency;
  AddWrong(field, value, "must be an active ISO 4217 code");
  return {};
}

std::size_t Fields::PageSize(std::string_view field, std::int32_t value, std::size_t usual,
                             std::size_t most) {
  if (value < 0) AddWrong(field, std::to_string(value), "must not be negative");
  if (value <= 0) return usual;
  return std::min(static_cast<std::size_t>(value), most);
}

Fields Fields::Within(std::string_view field) const {
  Fields inner(*this);
  inner.prefix_ = fmt::format("{}{}.", prefix_, field);
  return inner;
}

Fields Fields::At(std::string_view repeated_field, int index) const {
  return Within(fmt::format("{}[{}]", repeated_field, index));
}

Failure Fields::Refuse() const { return Invalid(*wrong_); }

void Fields::AddWrong(std::string_view field, std::string_view value, std::string_view rule) {
  std::string shown;
  observability::AppendJsonString(value.substr(0, kShownBytesMax), shown);
  wrong_->emplace_back(fmt::format("{}{}", prefix_, field), fmt::format("{} {}", shown, rule));
}

std::string Fields::NameRule(std::string_view pattern) {
  return fmt::format("must look like {}", pattern);
}

Failure JoinInvalid(const Failure& first, const Failure& second) {
  Failure::Values wrong = first.values;
  wrong.insert(wrong.end(), second.values.begin(), second.values.end());
  return Invalid(std::move(wrong));
}

}  // namespace recourse::rpc
