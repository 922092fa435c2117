#include "libs/seal/subject_hash.h"

#include "libs/base/check.h"
#include "libs/seal/crypto.h"

namespace recourse::seal {

Expected<std::string, Error> SubjectHash(KeySource& keys, std::string_view subject,
                                         std::string_view purpose, std::string_view text) {
  CHECK(!purpose.empty());
  const auto key = keys.FindOrCreate(subject);
  if (!key) return Unexpected{key.error()};
  const Secret hash_key =
      Derive(key->secret.bytes(), "recourse/seal/1/hash/" + std::string(purpose));
  return HmacSha256(hash_key.bytes(), text);
}

}  // namespace recourse::seal
