#include "libs/base/money.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>

#include "libs/base/active_currency.h"
#include "libs/base/check.h"

namespace recourse {
namespace {

// ISO 4217 list one by exponent, with the codes of funds, up to amendment 180 (2026: the Bulgarian
// lev is gone). Left out is what has no minor unit: metals, XDR, XUA, codes for tests, no currency.
constexpr std::string_view kTwo =
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD "
    "CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP "
    "GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK "
    "LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO "
    "NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS "
    "SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST "
    "XCD XCG YER ZAR ZMW ZWG";
constexpr std::string_view kZero =
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
constexpr std::string_view kThree = "BHD IQD JOD KWD LYD OMR TND";
constexpr std::string_view kFour = "CLF UYW";

// List three, of what was withdrawn since 1999, with the exponents that list one had for it.
constexpr std::string_view kTwoOnce =
    "AFA ANG ATS AYM AZM BGL BGN CSD CUC CYP DEM EEK FIM FRF GHC GWP HRK IEP LTL LVL MRO MTL "
    "MZM NLG RUR SDD SIT SKK SLL SRG STD TMM USS VEB VEF YUM ZMK ZWD ZWL ZWN ZWR";
constexpr std::string_view kZeroOnce = "ADP BEF BYB BYR ESP GRD ITL LUF MGF PTE ROL TPE TRL";

constexpr int kLetters = 26;
constexpr std::int8_t kNoCurrency = -1;

// Where the code of three upper-case letters is in kExponents; nothing for any other text.
constexpr std::optional<std::size_t> IndexOf(std::string_view code) {
  if (code.size() != 3) return std::nullopt;
  std::size_t index = 0;
  for (const char letter : code) {
    if (letter < 'A' || letter > 'Z') return std::nullopt;
    index = index * kLetters + static_cast<std::size_t>(letter - 'A');
  }
  return index;
}

using Exponents = std::array<std::int8_t, kLetters * kLetters * kLetters>;

constexpr void List(std::string_view codes, std::int8_t exponent, Exponents& exponents) {
  for (std::size_t at = 0; at < codes.size(); at += 4) {
    exponents[*IndexOf(codes.substr(at, 3))] = exponent;
  }
}

constexpr Exponents kActive = [] {
  Exponents exponents{};
  exponents.fill(kNoCurrency);
  List(kTwo, 2, exponents);
  List(kZero, 0, exponents);
  List(kThree, 3, exponents);
  List(kFour, 4, exponents);
  return exponents;
}();

// Looked up for every amount that is read, so it is not searched for.
constexpr Exponents kExponents = [] {
  Exponents exponents = kActive;
  List(kTwoOnce, 2, exponents);
  List(kZeroOnce, 0, exponents);
  return exponents;
}();

std::int64_t Scale(int exponent) {
  std::int64_t scale = 1;
  for (int i = 0; i < exponent; ++i) scale *= 10;
  return scale;
}

bool AllDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<Currency> Currency::Parse(std::string_view code) {
  const auto index = IndexOf(code);
  if (!index || kExponents[*index] == kNoCurrency) return std::nullopt;
  Currency currency;
  currency.exponent_ = kExponents[*index];
  std::copy(code.begin(), code.end(), currency.code_.begin());
  return currency;
}

std::optional<Currency> ParseActiveCurrency(std::string_view code) {
  const auto index = IndexOf(code);
  if (!index || kActive[*index] == kNoCurrency) return std::nullopt;
  return Currency::Parse(code);
}

bool IsActive(Currency currency) { return ParseActiveCurrency(currency.code()).has_value(); }

Money operator+(Money a, const Money& b) {
  CHECK(a.currency == b.currency);
  CHECK(!__builtin_add_overflow(a.minor_units, b.minor_units, &a.minor_units));
  return a;
}

Money operator-(Money a, const Money& b) {
  CHECK(a.currency == b.currency);
  CHECK(!__builtin_sub_overflow(a.minor_units, b.minor_units, &a.minor_units));
  return a;
}

Money operator-(Money a) {
  CHECK(!__builtin_sub_overflow(std::int64_t{0}, a.minor_units, &a.minor_units));
  return a;
}

std::strong_ordering operator<=>(const Money& a, const Money& b) {
  CHECK(a.currency == b.currency);
  return a.minor_units <=> b.minor_units;
}

std::string ToDecimal(const Money& amount) {
  const int exponent = amount.currency.exponent();
  const std::int64_t scale = Scale(exponent);
  const std::int64_t whole = std::abs(amount.minor_units / scale);
  const std::int64_t rest = std::abs(amount.minor_units % scale);
  const char* sign = amount.minor_units < 0 ? "-" : "";
  if (exponent == 0) return fmt::format("{}{}", sign, whole);
  return fmt::format("{}{}.{:0{}}", sign, whole, rest, exponent);
}

std::string ToString(const Money& amount) {
  return fmt::format("{} {}", ToDecimal(amount), amount.currency.code());
}

std::optional<Money> ParseMoney(std::string_view text, Currency currency, char decimal_sign) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t sign_at = text.find(decimal_sign);
  const std::string_view whole = text.substr(0, sign_at);
  std::string decimals;
  if (sign_at != std::string_view::npos) {
    decimals = text.substr(sign_at + 1);
    if (decimals.empty()) return std::nullopt;
  }
  const auto digits_max = static_cast<std::size_t>(currency.exponent());
  if (whole.empty() || decimals.size() > digits_max) return std::nullopt;
  if (!AllDigits(whole) || !AllDigits(decimals)) return std::nullopt;

  decimals.resize(digits_max, '0');
  const std::string digits = std::string(whole) + decimals;
  std::int64_t minor_units = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), minor_units);
  if (read.ec != std::errc() || minor_units > kMoneyMax) return std::nullopt;
  return Money{negative ? -minor_units : minor_units, currency};
}

}  // namespace recourse
