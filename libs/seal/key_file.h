#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "libs/base/expected.h"
#include "libs/seal/error.h"
#include "libs/seal/secret.h"

namespace recourse::seal {

// The files of a keyring, byte for byte as FORMAT.md describes them: a key of one kind, wrapped by
// the master key, with a checksum that tells a damaged file from a wrong master key.
struct KeyFile {
  enum class Kind : std::uint8_t { kNaming = 1, kSubject = 2 };

  Kind kind;
  std::string reference;  // kReferenceBytes: whose key it is; zeros for the naming key.
  std::string id;         // kKeyIdBytes.
};

std::string EncodeKeyFile(const KeyFile& file, const Secret& key, const Secret& master);

struct OpenedKeyFile {
  std::string id;
  Secret key;
};

// Reads a file that should hold the key of `kind` for `reference`: one that was renamed to stand
// for another subject is kCorrupt, as is a cut or altered one; kWrongMaster if `master` is not its.
Expected<OpenedKeyFile, Error> DecodeKeyFile(std::string_view bytes, KeyFile::Kind kind,
                                             std::string_view reference, const Secret& master);

}  // namespace recourse::seal
