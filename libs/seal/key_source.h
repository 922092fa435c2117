#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "libs/base/expected.h"
#include "libs/seal/error.h"
#include "libs/seal/secret.h"

namespace recourse::seal {

// A data subject is named by the home that holds its data, such as "accounts/a1".
inline constexpr std::size_t kSubjectMaxBytes = 256;
inline constexpr std::size_t kReferenceBytes = 16;
inline constexpr std::size_t kKeyIdBytes = 8;

// The key of one data subject. Whoever holds a copy can read the subject's data until the copy is
// dropped, also after an erasure: do not keep it longer than a request.
struct SubjectKey {
  std::string reference;  // kReferenceBytes that stand for the subject and do not tell who it is.
  std::string id;         // kKeyIdBytes that name this key among all that the subject ever had.
  Secret secret;
};

// Where keys come from: the Keyring in invoicing; elsewhere a client that asks invoicing for them.
// Thread safe. May block on a disk or a network: never called on an engine's writer thread.
class KeySource {
 public:
  virtual ~KeySource() = default;

  // kUnknownSubject if there never was a key, kErased if there was.
  virtual Expected<SubjectKey, Error> Find(std::string_view subject) = 0;
  // The key of `subject`, made now if there never was one: durable before it is given. kErased if
  // there was one: an erased subject never gets a new key.
  virtual Expected<SubjectKey, Error> FindOrCreate(std::string_view subject) = 0;
};

}  // namespace recourse::seal
