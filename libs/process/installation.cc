#include "libs/process/installation.h"

#include <fmt/format.h>

#include <sstream>
#include <utility>

#include "libs/base/hex.h"
#include "libs/calendar/parse_date.h"
#include "libs/files/durable.h"
#include "libs/process/toml_file.h"

namespace recourse::process {

namespace fs = std::filesystem;

std::string Installation::id_text() const { return fmt::format("{:016x}", id); }

Expected<Done, Failure> WriteInstallation(const Installation& installation) {
  const fs::path file = TomlFileOf(installation.data);
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
  text
      << "# Made by `recourse init`. What follows names this installation and may not be changed;\n"
         "# settings may be added below, as docs/guides/operating.md tells.\n"
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
  const auto parsed = ReadToml(data);
  if (!parsed) return Unexpected{parsed.error()};
  const toml::table& table = *parsed;

  Installation installation;
  installation.data = data;
  const auto id = table["installation"].value<std::string>();
  const auto id_bytes = id && id->size() == 16 ? FromHex(*id) : std::nullopt;
  if (!id_bytes) {
    return Unexpected{
        WrongValue(data, "installation", Written(table["installation"]), "16 hexadecimal digits")};
  }
  for (const char byte : *id_bytes) {
    installation.id = installation.id << 8 | static_cast<unsigned char>(byte);
  }
  const auto shards = table["shards"].value<std::int64_t>();
  if (!shards || *shards < 1 || *shards > kShardsMax) {
    return Unexpected{WrongValue(data, "shards", Written(table["shards"]), "1 to 256")};
  }
  installation.shards = static_cast<std::uint32_t>(*shards);
  for (auto [key, path] : {std::pair{"witnesses", &installation.witnesses},
                           std::pair{"master_key", &installation.master_key}}) {
    const auto value = table[key].value<std::string>();
    if (!value || !fs::path(*value).is_absolute()) {
      return Unexpected{WrongValue(data, key, Written(table[key]), "an absolute path")};
    }
    *path = *value;
  }
  if (table.contains("simulated_from")) {
    const auto day = calendar::ParseDate(table["simulated_from"].value_or(std::string()), "%F");
    if (!day) {
      return Unexpected{WrongValue(data, "simulated_from", Written(table["simulated_from"]),
                                   "a day such as 2012-01-01")};
    }
    installation.simulated_from = *day;
  }
  return installation;
}

}  // namespace recourse::process
