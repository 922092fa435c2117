#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "libs/base/expected.h"
#include "libs/base/sealed.h"
#include "libs/seal/error.h"
#include "libs/seal/key_source.h"

namespace recourse::seal {

// The largest plaintext of one envelope: far over any person's data, under the size of a message.
inline constexpr std::size_t kPlaintextMax = 256 * 1024;

// Seals personal data and opens it again; the bytes are described in FORMAT.md. An envelope opens
// only in the installation, for the subject and for the purpose that it was sealed for, so that it
// cannot be moved from one person or event to another.
//   subject  whose data it is, such as "accounts/a1"; 1 to kSubjectMaxBytes bytes.
//   purpose  what the plaintext is: the full name of the event that carries the envelope first.
// Thread safe; blocks as its KeySource does.
class Sealer {
 public:
  // `keys` must outlive the sealer. `installation` is what `init` gave: the same in every record.
  Sealer(KeySource& keys, std::string installation);

  // Equal plaintexts of one subject and purpose get equal digests and different envelopes.
  Expected<Sealed, Error> Seal(std::string_view subject, std::string_view purpose,
                               std::string_view plaintext) const;
  Expected<std::string, Error> Open(std::string_view subject, std::string_view purpose,
                                    const Sealed& sealed) const;

 private:
  KeySource& keys_;
  std::string installation_;
};

}  // namespace recourse::seal
