#pragma once

#include <string>
#include <string_view>

#include "libs/base/failure.h"

namespace recourse::seal {

// Why something could not be sealed, opened or kept. Never holds personal data or key material.
struct Error {
  enum class Kind {
    kNoMaster,        // There is no master key file at the given path.
    kMasterExposed,   // Others than its owner may read or write the master key file.
    kWrongMaster,     // The keyring is whole, but was made with another master key.
    kNoKeyring,       // The folder holds no keyring; only Create makes one.
    kExists,          // Create was asked for where there is a keyring already.
    kInUse,           // Another process, or another Keyring, has the folder open.
    kCorrupt,         // A file of the keyring, or the master key file, was altered or cut.
    kIo,              // The operating system refused; what was asked is not done.
    kUnavailable,     // The keyring is elsewhere and cannot be reached now.
    kUnknownSubject,  // Nothing was ever sealed for this subject.
    kErased,          // The subject's key was erased: what it sealed is gone for good.
    kTooLarge,        // The plaintext is over kPlaintextMax.
    kMalformed,       // Not an envelope, or of a format that this version does not know.
    kNotAuthentic,    // Altered, or sealed for another subject, purpose or installation.
  };

  Kind kind;
  std::string detail;  // For the operator: which file, and what the system said.

  bool operator==(const Error& other) const { return kind == other.kind; }
};

// "ERASED": the kind's own name, as Failure.reason carries it.
std::string_view Name(Error::Kind kind);

// What an edge answers. The detail stays inside, for it names files.
Failure ToFailure(const Error& error);

}  // namespace recourse::seal
