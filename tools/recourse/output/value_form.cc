#include "tools/recourse/output/value_form.h"

#include <string_view>
#include <utility>

namespace recourse::cli {

std::string WithForm(const std::string& wrong) {
  constexpr std::pair<std::string_view, std::string_view> kForms[] = {
      {"google.type.Date", R"(a date is written {"year": 2012, "month": 2, "day": 29})"},
      {"google.type.Money", R"(an amount is written {"currency_code": "EUR", "units": 119})"},
  };
  for (const auto& [type, form] : kForms) {
    if (wrong.ends_with(type)) return wrong + ": " + std::string(form);
  }
  return wrong;
}

}  // namespace recourse::cli
