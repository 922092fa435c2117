#pragma once

#include <openssl/crypto.h>

#include <array>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

#include "libs/base/check.h"

namespace recourse::seal {

inline constexpr std::size_t kSecretBytes = 32;

// A 256-bit key. Its bytes are wiped when it goes, and compared in constant time.
class Secret {
 public:
  // `bytes` are exactly kSecretBytes; anything else is our own bug.
  explicit Secret(std::string_view bytes) {
    CHECK(bytes.size() == kSecretBytes);
    std::memcpy(bytes_.data(), bytes.data(), kSecretBytes);
  }
  Secret(const Secret&) = default;
  Secret& operator=(const Secret&) = default;
  ~Secret() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

  std::string_view bytes() const { return {bytes_.data(), bytes_.size()}; }
  bool operator==(const Secret& other) const {
    return CRYPTO_memcmp(bytes_.data(), other.bytes_.data(), kSecretBytes) == 0;
  }

 private:
  std::array<char, kSecretBytes> bytes_;
};

// Wipes text that held a secret; to be called before it is freed.
inline void Wipe(std::string& text) {
  OPENSSL_cleanse(text.data(), text.size());
  text.clear();
}

}  // namespace recourse::seal
