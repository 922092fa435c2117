#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "libs/base/date.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/engine/storage.h"

namespace recourse::process {

// The services of an installation, each with a log of its own.
inline constexpr const char* kServices[] = {"invoicing", "dispute", "communication_log",
                                            "collections"};

// What `recourse init` fixed: the file recourse.toml in the data folder.
struct Installation {
  std::filesystem::path data;
  std::uint64_t id = 0;                // 64 random bits.
  std::uint32_t shards = 16;           // The same in all four services, and for ever.
  std::optional<Date> simulated_from;  // Nothing: real time.
  std::filesystem::path witnesses;     // Absolute; best on another disk than the data.
  std::filesystem::path master_key;    // Absolute; outside the data folder and its backups.

  eventlog::Identity identity(const std::string& service) const { return {id, service, shards}; }
  engine::StoragePaths storage(const std::string& service) const {
    return {data / service, witnesses};
  }
  std::string id_text() const;  // 16 hexadecimal digits.
};

inline constexpr std::uint32_t kShardsMax = 256;
inline constexpr std::uint32_t kWriters = 1;  // Threads of each service; each has a witness.

// Writes recourse.toml. kExists if there is one: an installation is never made twice.
Expected<Done, Failure> WriteInstallation(const Installation& installation);

// kNotFound if `data` was not initialised; kInvalid, naming key and value, if the file is wrong.
Expected<Installation, Failure> ReadInstallation(const std::filesystem::path& data);

}  // namespace recourse::process
