#pragma once

#include <string>

#include "libs/base/expected.h"
#include "libs/seal/error.h"
#include "libs/seal/secret.h"

namespace recourse::seal {

// The master key: one line of text, so that it can be printed and kept in a safe. It lies outside
// the data folder, for a backup that holds both the keyring and its master key protects nobody.

// Makes a new one with mode 0600, durable when it returns. kExists if the path is taken.
Expected<Secret, Error> CreateMasterFile(const std::string& path);

// kNoMaster, kMasterExposed (any right for group or others), kCorrupt or kIo.
Expected<Secret, Error> ReadMasterFile(const std::string& path);

}  // namespace recourse::seal
