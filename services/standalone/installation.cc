#include "services/standalone/installation.h"

#include <fmt/format.h>

// Header-only, since the packaged build throws.
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <fstream>
#include <sstream>
#include <utility>

#include "libs/base/hex.h"
#include "libs/calendar/parse_date.h"
#include "libs/files/durable.h"

namespace recourse::standalone {
namespace {

namespace fs = std::filesystem;

fs::path FileOf(const fs::path& data) { return data / "recourse.toml"; }

Failure Wrong(const fs::path& file, std::string key, std::string value, std::string expected) {
  return {Failure::Kind::kInvalid,
          "INSTALLATION_FILE",
          fmt::format("{}: {} is {}, expected {}", file.string(), key, value, expected),
          {{std::move(key), std::move(value)}}};
}

std::string Written(const toml::node_view<toml::node>& node) {
  if (!node) return "missing";
  std::ostringstream text;
  text << node;
  return text.str();
}

}  // namespace

std::string Installation::id_text() const { return fmt::format("{:016x}", id); }

Expected<Done, Failure> WriteInstallation(const Installation& installation) {
  const fs::path file = FileOf(installation.data);
  if (fs::exists(file)) {
    return Unexpected{Failure{Failure::Kind::kExists,
                              "INITIALISED_ALREADY",
                              fmt::format("{}: this folder is initialised already", file.string()),
                              {{"data", installation.data.string()}}}};
  }
  toml::table table{{"installation", installation.id_text()},
                    {"shards", static_cast<std::int64_t>(installation.shards)},
                    {"witnesses", installation.witnesses.string()},
                    {"master_key", installation.master_key.string()}};
  if (installation.simulated_from) {
    table.insert("simulated_from", ToString(*installation.simulated_from));
  }
  std::ostringstream text;
  text << "# Made by `recourse init`. It names this installation and may not be changed.\n"
       << table << '\n';
  if (const auto failed = files::WriteDurably(file, text.str())) {
    return Unexpected{Failure{Failure::Kind::kInternal,
                              "CANNOT_WRITE",
                              fmt::format("{}: {}", file.string(), failed.message()),
                              {}}};
  }
  return Done{};
}

Expected<Installation, Failure> ReadInstallation(const fs::path& data) {
  const fs::path file = FileOf(data);
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
  const toml::parse_result parsed = toml::parse(text.str(), file.string());
  if (!parsed) {
    return Unexpected{
        Failure{Failure::Kind::kInvalid,
                "INSTALLATION_FILE",
                fmt::format("{}: line {}: {}", file.string(), parsed.error().source().begin.line,
                            parsed.error().description()),
                {}}};
  }
  toml::table table = parsed.table();

  Installation installation;
  installation.data = data;
  const auto id = table["installation"].value<std::string>();
  const auto id_bytes = id && id->size() == 16 ? FromHex(*id) : std::nullopt;
  if (!id_bytes) {
    return Unexpected{
        Wrong(file, "installation", Written(table["installation"]), "16 hexadecimal digits")};
  }
  for (const char byte : *id_bytes) {
    installation.id = installation.id << 8 | static_cast<unsigned char>(byte);
  }
  const auto shards = table["shards"].value<std::int64_t>();
  if (!shards || *shards < 1 || *shards > kShardsMax) {
    return Unexpected{Wrong(file, "shards", Written(table["shards"]), "1 to 256")};
  }
  installation.shards = static_cast<std::uint32_t>(*shards);
  for (auto [key, path] : {std::pair{"witnesses", &installation.witnesses},
                           std::pair{"master_key", &installation.master_key}}) {
    const auto value = table[key].value<std::string>();
    if (!value || !fs::path(*value).is_absolute()) {
      return Unexpected{Wrong(file, key, Written(table[key]), "an absolute path")};
    }
    *path = *value;
  }
  if (table.contains("simulated_from")) {
    const auto day = calendar::ParseDate(table["simulated_from"].value_or(std::string()), "%F");
    if (!day) {
      return Unexpected{Wrong(file, "simulated_from", Written(table["simulated_from"]),
                              "a day such as 2012-01-01")};
    }
    installation.simulated_from = *day;
  }
  return installation;
}

}  // namespace recourse::standalone
