#include "services/communication_log/domain/language.h"

#include <cctype>
#include <string>

namespace recourse::communication_log {

std::string_view Tag(Language language) {
  switch (language) {
    case Language::kEn:
      return "en";
    case Language::kRu:
      return "ru";
    case Language::kDe:
      return "de";
  }
  __builtin_unreachable();
}

std::optional<Language> LanguageOf(std::string_view tag) {
  for (const Language language : kLanguages) {
    if (Tag(language) == tag) return language;
  }
  return std::nullopt;
}

Language LanguageFor(std::string_view bcp47) {
  std::string primary;
  for (const char c : bcp47.substr(0, bcp47.find_first_of("-_"))) {
    primary += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return LanguageOf(primary).value_or(Language::kEn);
}

}  // namespace recourse::communication_log
