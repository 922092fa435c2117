#pragma once

#include <toml++/toml.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "libs/base/date.h"
#include "tools/recourse/import/complaint.h"
#include "tools/recourse/import/source.h"
#include "tools/recourse/import/value_rules.h"

namespace recourse::csv_import {

// Reads one table of a map file, and remembers which keys were asked for. Where a value cannot be
// had, a complaint is added and an empty value given, so that all of a map is judged in one go.
class MapTable {
 public:
  // `path` is what keys are prefixed with in complaints: "issuer." or nothing. The table and the
  // complaints must outlive it.
  MapTable(std::string file, std::string path, const toml::table& table, Complaints& complaints);

  // The text under `key`; `otherwise` if the key is not there, which it must be if that is null.
  std::string Text(const char* key, const ValueRule& rule, const char* otherwise = nullptr);
  // {column = "..."} under `key`.
  std::string Column(const char* key);
  // The same, or a text that is the same for all rows; `otherwise` as for Text.
  Source TextOrColumn(const char* key, const ValueRule& rule, const char* otherwise = nullptr);
  // A whole number of days, 0 to 3650.
  Days WholeDays(const char* key);
  // The table under `key`, if there is one.
  std::optional<MapTable> Table(const char* key);
  // Complains that `key` is missing.
  void Miss(const char* key, std::string expected);
  // Complains of the value under `key`, if there is one.
  void Refuse(const char* key, std::string expected);

  // Complains of every key that was not asked for.
  void RefuseOthers();

 private:
  const toml::node* Find(const char* key);
  void Complain(const toml::node& node, const char* key, std::string value, std::string expected);

  std::string file_;
  std::string path_;
  const toml::table& table_;
  Complaints& complaints_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace recourse::csv_import
