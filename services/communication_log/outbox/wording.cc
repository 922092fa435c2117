#include "services/communication_log/outbox/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace recourse::communication_log {
namespace {

struct Signs {
  std::string_view thousands;
  std::string_view decimal;
};

Signs SignsOf(Language language) {
  switch (language) {
    case Language::kEn:
      return {",", "."};
    case Language::kDe:
      return {".", ","};
    case Language::kRu:
      return {"\u00a0", ","};
  }
  __builtin_unreachable();
}

constexpr std::string_view kEnglishMonths[] = {"January",   "February", "March",    "April",
                                               "May",       "June",     "July",     "August",
                                               "September", "October",  "November", "December"};

}  // namespace

std::string Written(const Money& amount, Language language) {
  const Signs signs = SignsOf(language);
  const std::string plain = ToDecimal(amount);
  const std::size_t first = plain.front() == '-' ? 1 : 0;
  const std::size_t point = std::min(plain.find('.'), plain.size());
  std::string written = plain.substr(0, first);
  for (std::size_t i = first; i < point; ++i) {
    if (i > first && (point - i) % 3 == 0) written += signs.thousands;
    written += plain[i];
  }
  if (point < plain.size()) {
    written += signs.decimal;
    written += plain.substr(point + 1);
  }
  return fmt::format("{} {}", written, amount.currency.code());
}

std::string Written(Date day, Language language) {
  const date::year_month_day parts{day};
  const auto month = static_cast<unsigned>(parts.month());
  switch (language) {
    case Language::kEn:
      return fmt::format("{} {} {}", static_cast<unsigned>(parts.day()), kEnglishMonths[month - 1],
                         static_cast<int>(parts.year()));
    case Language::kDe:
    case Language::kRu:
      return date::format("%d.%m.%Y", day);
  }
  __builtin_unreachable();
}

}  // namespace recourse::communication_log
