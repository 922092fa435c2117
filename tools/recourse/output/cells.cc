#include "tools/recourse/output/cells.h"

#include <algorithm>
#include <cctype>

#include "libs/wire/convert.h"

namespace recourse::cli {

std::string AmountCell(const google::type::Money& amount) {
  if (amount.currency_code().empty()) return "";
  const auto money = wire::SumFromWire(amount);
  return money ? ToDecimal(*money) : "?";
}

std::string DayCell(const google::type::Date& day) {
  if (day.year() == 0 && day.month() == 0 && day.day() == 0) return "";
  const auto date = wire::FromWire(day);
  return date ? recourse::ToString(*date) : "?";
}

std::string IdCell(const std::string& resource_name) {
  return resource_name.substr(resource_name.rfind('/') + 1);
}

std::string WordCell(std::string_view enum_name, std::string_view prefix) {
  if (enum_name.starts_with(prefix)) enum_name.remove_prefix(prefix.size());
  if (enum_name == "UNSPECIFIED") return "";
  std::string word(enum_name);
  std::transform(word.begin(), word.end(), word.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return word;
}

}  // namespace recourse::cli
