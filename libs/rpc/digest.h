#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace recourse::rpc {

using Digest = std::array<char, 32>;

// SHA-256 of the parts, one after another. 0.15 us for a token.
Digest Sha256(std::initializer_list<std::string_view> parts);

// From the operating system's generator, for tokens and keys.
std::string RandomBytes(std::size_t count);

// A keyed hash: who does not have the key cannot tell what was hashed, nor make one that matches.
// It is SHA-256(key, context, content) cut to 16 bytes. HMAC would cost twice as much and guards
// against prolonging a known hash, which is impossible when half of it is withheld.
class KeyedHash {
 public:
  static constexpr std::size_t kKeyBytes = 32;
  static constexpr std::size_t kBytes = 16;

  // `key` is kKeyBytes long and secret: the installation's.
  explicit KeyedHash(std::string key);

  // `context` says what is hashed and keeps the uses of one key apart.
  std::string operator()(std::string_view context, std::string_view content) const;

 private:
  std::string key_;
};

}  // namespace recourse::rpc
