#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "libs/base/date.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/process/installation.h"
#include "libs/rpc/digest.h"

namespace recourse::process {

struct InitialiseOptions {
  std::filesystem::path data;
  std::filesystem::path witnesses;   // Empty: data/witness, on the same disk.
  std::filesystem::path master_key;  // Empty: beside the data folder, its name with ".master-key".
  std::uint32_t shards = 16;
  std::optional<Date> simulated_from;
};

// Files in the data folder that hold a secret; only their owner may read them.
std::filesystem::path OperatorTokenFile(const std::filesystem::path& data);
std::filesystem::path ServiceTokenFile(const std::filesystem::path& data,
                                       const std::string& service);
std::filesystem::path RequestKeyFile(const std::filesystem::path& data);
// What is in it. REQUEST_KEY (kInvalid) if that is no key.
Expected<rpc::KeyedHash, Failure> ReadRequestKey(const std::filesystem::path& data);
// Who holds which token; only hashes are in it.
std::filesystem::path TokensFile(const std::filesystem::path& data);
std::filesystem::path KeysFolder(const std::filesystem::path& data);
std::filesystem::path OutboxFolder(const std::filesystem::path& data);

// Makes a new installation in a folder that is empty or not there: four empty logs and their
// witnesses, the keyring, tokens for the operator and between the services, and last of all
// recourse.toml. What fails leaves nothing behind, and may be tried again; what was killed may be
// begun again in another folder. Nothing that exists is ever changed.
Expected<Installation, Failure> Initialise(const InitialiseOptions& options);

}  // namespace recourse::process
