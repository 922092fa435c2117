#pragma once

#include <filesystem>
#include <string>

// Header-only, since the packaged build throws.
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "libs/base/expected.h"
#include "libs/base/failure.h"

namespace recourse::process {

// Where what an installation is, and how it is run, is written.
inline std::filesystem::path TomlFileOf(const std::filesystem::path& data) {
  return data / "recourse.toml";
}

// NOT_INITIALISED (kNotFound) if there is none; INSTALLATION_FILE (kInvalid), naming the line, if
// it is not TOML.
Expected<toml::table, Failure> ReadToml(const std::filesystem::path& data);

// INSTALLATION_FILE: what is wrong with a value.
Failure WrongValue(const std::filesystem::path& data, std::string key, std::string value,
                   std::string expected);
// The node as it may be shown; "missing" if it is not there.
std::string Written(const toml::node_view<const toml::node>& node);

}  // namespace recourse::process
