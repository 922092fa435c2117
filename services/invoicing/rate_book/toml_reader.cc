#include "services/invoicing/rate_book/toml_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <sstream>

#include "libs/base/active_currency.h"
#include "libs/calendar/parse_date.h"

namespace recourse::invoicing {
namespace {

Failure WrongFile(const std::string& file, const toml::source_region& place,
                  const std::string& what, Failure::Values values) {
  return {Failure::Kind::kInvalid, "RATE_FILE",
          fmt::format("{}: line {}: {}", file, place.begin.line, what), std::move(values)};
}

std::string Written(const toml::node* node) {
  if (node == nullptr) return "missing";
  std::ostringstream text;
  node->visit([&](const auto& inner) { text << inner; });
  return text.str();
}

std::optional<Date> DayOf(const toml::node& node) {
  const auto* date = node.as_date();
  if (date == nullptr) return std::nullopt;
  // Through the one door for days, which also keeps a slip such as the year 0013 out.
  const toml::date day = date->get();
  return calendar::ParseDate(fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day), "%F");
}

}  // namespace

Expected<toml::table, Failure> ParseToml(std::string_view text, const std::string& file) {
  toml::parse_result parsed = toml::parse(text, file);
  if (parsed) return std::move(parsed).table();
  return Unexpected{WrongFile(file, parsed.error().source(),
                              "not TOML: " + std::string(parsed.error().description()), {})};
}

TomlReader::TomlReader(std::string file, const toml::table& table, std::optional<Failure>& wrong)
    : file_(std::move(file)), table_(table), wrong_(wrong) {}

std::string TomlReader::Text(const char* key) { return TextIfRight(key, "text").value_or(""); }

std::int64_t TomlReader::Whole(const char* key, std::int64_t least, std::int64_t most,
                               std::optional<std::int64_t> otherwise) {
  const toml::node* node = Find(key);
  if (node == nullptr && otherwise) return *otherwise;
  const auto* number = node == nullptr ? nullptr : node->as_integer();
  if (number != nullptr && number->get() >= least && number->get() <= most) return number->get();
  Complain(key, fmt::format("a whole number from {} to {}", least, most));
  return least;
}

Date TomlReader::Day(const char* key) {
  if (const auto day = DayIfThere(key)) return *day;
  if (Find(key) == nullptr) Complain(key, "a day, such as 2012-12-31");
  return Date();
}

std::optional<Date> TomlReader::DayIfThere(const char* key) {
  const toml::node* node = Find(key);
  if (node == nullptr) return std::nullopt;
  const auto day = DayOf(*node);
  if (!day) Complain(key, "a day, such as 2012-12-31");
  return day;
}

calendar::Rate TomlReader::Percent(const char* key) {
  static constexpr char kExpected[] = "percent as text, such as \"8.12\", with 4 decimals at most";
  const auto text = TextIfRight(key, kExpected);
  const auto rate = calendar::ParsePercent(text.value_or("0"));
  if (!rate) Complain(key, kExpected);
  return rate.value_or(calendar::Rate());
}

Currency TomlReader::CurrencyCode(const char* key) {
  const auto text = TextIfRight(key, "a currency, such as \"EUR\"");
  const auto currency = ParseActiveCurrency(text.value_or("EUR"));
  if (!currency) Complain(key, "a currency, such as \"EUR\"");
  return currency.value_or(Currency());
}

Money TomlReader::Amount(const char* key, Currency currency) {
  static constexpr char kExpected[] = "an amount above 0 as text, such as \"40.00\"";
  const auto text = TextIfRight(key, kExpected);
  const auto amount = ParseMoney(text.value_or("1"), currency);
  if (amount && amount->minor_units > 0) return *amount;
  Complain(key, kExpected);
  return {0, currency};
}

std::vector<TomlReader> TomlReader::Tables(const char* key) {
  const toml::node* node = Find(key);
  const auto* array = node == nullptr ? nullptr : node->as_array();
  std::vector<TomlReader> readers;
  if (array != nullptr && array->is_homogeneous(toml::node_type::table)) {
    for (const toml::node& inner : *array) readers.emplace_back(file_, *inner.as_table(), wrong_);
  }
  if (readers.empty()) Complain(key, "tables, one at least");
  return readers;
}

void TomlReader::RefuseOthers() {
  for (const auto& [key, node] : table_) {
    if (wrong_ || asked_.contains(key.str())) continue;
    wrong_ =
        WrongFile(file_, key.source(),
                  fmt::format("unknown key {}; known here: {}", key.str(), fmt::join(asked_, ", ")),
                  {{std::string(key.str()), Written(&node)}});
  }
}

void TomlReader::Complain(const char* key, const std::string& expected) {
  if (wrong_) return;
  const toml::node* node = Find(key);
  const std::string value = Written(node);
  wrong_ = WrongFile(file_, node == nullptr ? table_.source() : node->source(),
                     fmt::format("{} is {}, expected {}", key, value, expected), {{key, value}});
}

const toml::node* TomlReader::Find(const char* key) {
  asked_.insert(key);
  return table_.get(key);
}

std::optional<std::string> TomlReader::TextIfRight(const char* key, const std::string& expected) {
  const toml::node* node = Find(key);
  const auto* text = node == nullptr ? nullptr : node->as_string();
  if (text != nullptr && !text->get().empty()) return text->get();
  Complain(key, expected);
  return std::nullopt;
}

std::size_t TomlReader::ChoiceOf(const char* key, const std::vector<std::string_view>& names) {
  const std::string expected = fmt::format("one of {}", fmt::join(names, ", "));
  const auto text = TextIfRight(key, expected);
  const auto found = std::find(names.begin(), names.end(), text.value_or(""));
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  Complain(key, expected);
  return 0;
}

}  // namespace recourse::invoicing
