#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Header-only, since the packaged build throws.
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "libs/base/date.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/base/money.h"
#include "libs/calendar/rate.h"

namespace recourse::invoicing {

// kInvalid RATE_FILE, naming file and line, if `text` is not TOML.
Expected<toml::table, Failure> ParseToml(std::string_view text, const std::string& file);

// Reads one table of a file of rates and remembers the first thing that is wrong with it, or with a
// table inside it: kInvalid RATE_FILE, naming file, line, key, value and what was expected. Where a
// value cannot be had, an empty one is given.
class TomlReader {
 public:
  // The table and `wrong` outlive the reader.
  TomlReader(std::string file, const toml::table& table, std::optional<Failure>& wrong);

  std::string Text(const char* key);  // Not empty.
  // From `least` to `most`; `otherwise` if the key is not there, which it must be without one.
  std::int64_t Whole(const char* key, std::int64_t least, std::int64_t most,
                     std::optional<std::int64_t> otherwise = std::nullopt);
  Date Day(const char* key);
  std::optional<Date> DayIfThere(const char* key);
  calendar::Rate Percent(const char* key);  // A year, as text: "8.12".
  Currency CurrencyCode(const char* key);
  Money Amount(const char* key, Currency currency);  // As text: "40.00"; above 0.
  // Which of the named values the text under `key` is.
  template <class E>
  E Choice(const char* key, const std::vector<std::pair<std::string_view, E>>& choices) {
    std::vector<std::string_view> names;
    for (const auto& [name, value] : choices) names.push_back(name);
    return choices[ChoiceOf(key, names)].second;
  }
  // The tables in the array under `key`, one at least.
  std::vector<TomlReader> Tables(const char* key);

  // Once all that may be there was asked for.
  void RefuseOthers();
  // Notes that the value under `key` is not what was `expected`, unless something was before.
  void Complain(const char* key, const std::string& expected);

 private:
  const toml::node* Find(const char* key);
  std::optional<std::string> TextIfRight(const char* key, const std::string& expected);
  std::size_t ChoiceOf(const char* key, const std::vector<std::string_view>& names);

  std::string file_;
  const toml::table& table_;
  std::optional<Failure>& wrong_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace recourse::invoicing
