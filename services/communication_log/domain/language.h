#pragma once

#include <optional>
#include <string_view>

namespace recourse::communication_log {

// The languages that there are templates in.
enum class Language { kEn, kRu, kDe };

inline constexpr Language kLanguages[] = {Language::kEn, Language::kRu, Language::kDe};

// "en", "ru" or "de".
std::string_view Tag(Language language);

// The language that has exactly this tag.
std::optional<Language> LanguageOf(std::string_view tag);

// What to write in to somebody whose language is `bcp47`, such as "de-AT": theirs if there are
// templates in it, else English.
Language LanguageFor(std::string_view bcp47);

}  // namespace recourse::communication_log
