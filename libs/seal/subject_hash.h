#pragma once

#include <string>
#include <string_view>

#include "libs/base/expected.h"
#include "libs/seal/error.h"
#include "libs/seal/key_source.h"

namespace recourse::seal {

// HMAC-SHA-256, 32 bytes, of `text` under a key that follows from the subject's: whoever still
// holds the text can show that it is the one, and once the subject's key is erased nobody can find
// out by trying what it was. See FORMAT.md. `purpose` is the full name of the event that carries
// it. Fails and blocks as `keys.FindOrCreate`.
Expected<std::string, Error> SubjectHash(KeySource& keys, std::string_view subject,
                                         std::string_view purpose, std::string_view text);

}  // namespace recourse::seal
