#include "libs/process/toml_file.h"

#include <fmt/format.h>

#include <fstream>
#include <sstream>
#include <utility>

namespace recourse::process {

namespace fs = std::filesystem;

Failure WrongValue(const fs::path& data, std::string key, std::string value, std::string expected) {
  return {Failure::Kind::kInvalid,
          "INSTALLATION_FILE",
          fmt::format("{}: {} is {}, expected {}", TomlFileOf(data).string(), key, value, expected),
          {{std::move(key), std::move(value)}}};
}

std::string Written(const toml::node_view<const toml::node>& node) {
  if (!node) return "missing";
  std::ostringstream text;
  text << node;
  return text.str();
}

Expected<toml::table, Failure> ReadToml(const fs::path& data) {
  const fs::path file = TomlFileOf(data);
  if (!fs::exists(file)) {
    return Unexpected{
        Failure{Failure::Kind::kNotFound,
                "NOT_INITIALISED",
                fmt::format("{}: not a data folder yet; `recourse init` makes one", data.string()),
                {{"data", data.string()}}}};
  }
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  toml::parse_result parsed = toml::parse(text.str(), file.string());
  if (!parsed) {
    return Unexpected{
        Failure{Failure::Kind::kInvalid,
                "INSTALLATION_FILE",
                fmt::format("{}: line {}: {}", file.string(), parsed.error().source().begin.line,
                            parsed.error().description()),
                {}}};
  }
  return std::move(parsed).table();
}

}  // namespace recourse::process
