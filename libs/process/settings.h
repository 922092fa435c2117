#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/process/process.h"

namespace recourse::process {

// How a process is run, as an operator sets it: in recourse.toml, there overruled by the
// environment, and that by flags. Empty: not set. docs/guides/operating.md has the names.
struct Settings {
  std::string address = {};            // Where it listens, host:port.
  std::string tls = {};                // A folder, as libs/rpc/tls.h says.
  std::string conductor_tls = {};      // Invoicing only, on a simulated clock.
  std::string kafka = {};              // Brokers, host:port,...
  std::optional<bool> kafka_tls = {};  // Whether brokers are shown the certificate of `tls`.
  std::string mail_domain = {};        // Communication log only.
  std::optional<std::uint16_t> metrics_port = {};  // Nothing or 0: a free one.
  std::map<std::string, std::string> peers = {};   // Where other services are, host:port.

  // What is set here counts, what is not is taken from `others`.
  Settings Over(const Settings& others) const;
  Process::Options ToOptions(const std::filesystem::path& data) const;
};

// For CLI11: why a value cannot be used, or "".
std::string CheckPlace(const std::string& text);    // host:port
std::string CheckBrokers(const std::string& text);  // host:port,...
std::string CheckMailDomain(const std::string& text);

// What recourse.toml in the data folder sets for the process `name`: a service, or "standalone".
// INSTALLATION_FILE, naming key and value, if the file sets anything that is not known.
Expected<Settings, Failure> ReadSettings(const std::filesystem::path& data,
                                         const std::string& name);

}  // namespace recourse::process
