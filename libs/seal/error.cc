#include "libs/seal/error.h"

#include "libs/base/check.h"

namespace recourse::seal {
namespace {

struct Row {
  std::string_view name;
  Failure::Kind failure;
  std::string_view message;
};

Row Find(Error::Kind kind) {
  using F = Failure::Kind;
  switch (kind) {
    case Error::Kind::kNoMaster:
      return {"NO_MASTER", F::kInternal, "The master key file is missing."};
    case Error::Kind::kMasterExposed:
      return {"MASTER_EXPOSED", F::kInternal, "The master key file is open to others."};
    case Error::Kind::kWrongMaster:
      return {"WRONG_MASTER", F::kInternal, "The keyring was made with another master key."};
    case Error::Kind::kNoKeyring:
      return {"NO_KEYRING", F::kInternal, "There is no keyring."};
    case Error::Kind::kExists:
      return {"EXISTS", F::kExists, "There is a keyring already."};
    case Error::Kind::kInUse:
      return {"IN_USE", F::kUnavailable, "The keyring is in use by another process."};
    case Error::Kind::kCorrupt:
      return {"CORRUPT", F::kInternal, "A file of the keyring is damaged."};
    case Error::Kind::kIo:
      return {"IO", F::kUnavailable, "The keyring could not be read or written."};
    case Error::Kind::kUnavailable:
      return {"UNAVAILABLE", F::kUnavailable, "The keyring cannot be reached."};
    case Error::Kind::kUnknownSubject:
      return {"UNKNOWN_SUBJECT", F::kNotFound, "No personal data is held for this subject."};
    case Error::Kind::kErased:
      return {"ERASED", F::kPrecondition, "The personal data of this subject was erased."};
    case Error::Kind::kTooLarge:
      return {"TOO_LARGE", F::kInvalid, "The personal data is too large."};
    case Error::Kind::kMalformed:
      return {"MALFORMED", F::kInternal, "The sealed data is not an envelope of a known format."};
    case Error::Kind::kNotAuthentic:
      return {"NOT_AUTHENTIC", F::kInternal, "The sealed data was altered or moved."};
  }
  CHECK(false);
}

}  // namespace

std::string_view Name(Error::Kind kind) { return Find(kind).name; }

Failure ToFailure(const Error& error) {
  const Row row = Find(error.kind);
  return {.kind = row.failure,
          .reason = std::string(row.name),
          .message = std::string(row.message),
          .values = {}};
}

}  // namespace recourse::seal
