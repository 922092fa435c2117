#include "tools/recourse/import/map_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

namespace recourse::csv_import {
namespace {

constexpr int kDaysMax = 3650;

// The value as a person would write it in the file.
std::string Written(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return fmt::format("{}", number->get());
  if (const auto* number = node.as_floating_point()) return fmt::format("{}", number->get());
  if (const auto* truth = node.as_boolean()) return truth->get() ? "true" : "false";
  if (const auto* date = node.as_date()) {
    const toml::date day = date->get();
    return fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day);
  }
  if (node.is_array()) return "[...]";
  return node.is_table() ? "{...}" : "a time";
}

int LineOf(const toml::node& node) { return static_cast<int>(node.source().begin.line); }

}  // namespace

MapTable::MapTable(std::string file, std::string path, const toml::table& table,
                   Complaints& complaints)
    : file_(std::move(file)), path_(std::move(path)), table_(table), complaints_(complaints) {}

std::string MapTable::Text(const char* key, const ValueRule& rule, const char* otherwise) {
  const toml::node* node = Find(key);
  if (node == nullptr) {
    if (otherwise != nullptr) return otherwise;
    Miss(key, rule.expected);
    return "";
  }
  const auto* text = node->as_string();
  if (text != nullptr && rule.allows(text->get())) return text->get();
  Complain(*node, key, Written(*node), rule.expected);
  return "";
}

std::string MapTable::Column(const char* key) {
  static constexpr const char* kExpected = "expected {column = \"NAME\"}";
  const toml::node* node = Find(key);
  if (node == nullptr) {
    Miss(key, kExpected);
    return "";
  }
  if (!node->is_table()) {
    Complain(*node, key, Written(*node), kExpected);
    return "";
  }
  MapTable table(file_, path_ + key + ".", *node->as_table(), complaints_);
  std::string column = table.Text("column", kAnyText);
  table.RefuseOthers();
  return column;
}

Source MapTable::TextOrColumn(const char* key, const ValueRule& rule, const char* otherwise) {
  const toml::node* node = Find(key);
  if (node != nullptr && node->is_table()) return {Column(key), ""};
  return {std::nullopt, Text(key, rule, otherwise)};
}

Days MapTable::WholeDays(const char* key) {
  const std::string expected = fmt::format("expected a whole number of days, 0 to {}", kDaysMax);
  const toml::node* node = Find(key);
  if (node == nullptr) {
    Miss(key, expected);
    return Days(0);
  }
  const auto* number = node->as_integer();
  if (number != nullptr && number->get() >= 0 && number->get() <= kDaysMax) {
    return Days(static_cast<int>(number->get()));
  }
  Complain(*node, key, Written(*node), expected);
  return Days(0);
}

std::optional<MapTable> MapTable::Table(const char* key) {
  const toml::node* node = Find(key);
  if (node == nullptr) return std::nullopt;
  if (!node->is_table()) {
    Complain(*node, key, Written(*node), "expected a table");
    return std::nullopt;
  }
  return MapTable(file_, path_ + key + ".", *node->as_table(), complaints_);
}

void MapTable::Miss(const char* key, std::string expected) {
  complaints_.push_back(
      {file_, LineOf(table_), "", "", fmt::format("{}{} is missing; {}", path_, key, expected)});
}

void MapTable::Refuse(const char* key, std::string expected) {
  if (const toml::node* node = Find(key)) Complain(*node, key, Written(*node), std::move(expected));
}

void MapTable::RefuseOthers() {
  for (const auto& [key, node] : table_) {
    if (asked_.contains(key.str())) continue;
    complaints_.push_back({file_, static_cast<int>(key.source().begin.line),
                           path_ + std::string(key.str()), Written(node),
                           fmt::format("unknown key; known here: {}", fmt::join(asked_, ", "))});
  }
}

const toml::node* MapTable::Find(const char* key) {
  asked_.insert(key);
  return table_.get(key);
}

void MapTable::Complain(const toml::node& node, const char* key, std::string value,
                        std::string expected) {
  complaints_.push_back({file_, LineOf(node), path_ + key, std::move(value), std::move(expected)});
}

}  // namespace recourse::csv_import
