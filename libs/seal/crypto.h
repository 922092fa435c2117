#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "libs/seal/secret.h"

// The primitives, from OpenSSL 3, and nothing of our own. Thread safe. A failure inside OpenSSL
// (no memory, no random source) ends the process: going on would mean writing plaintext.
namespace recourse::seal {

inline constexpr std::size_t kNonceBytes = 12;
inline constexpr std::size_t kTagBytes = 16;

// From the operating system's random source through OpenSSL's.
std::string RandomBytes(std::size_t count);
Secret RandomSecret();

// AES-256-GCM (NIST SP 800-38D) with a 96-bit nonce and a 128-bit tag. Gives ciphertext then tag.
// A nonce must never be used twice with one key.
std::string GcmSeal(const Secret& key, std::string_view nonce, std::string_view associated,
                    std::string_view plaintext);

// Nothing unless key, nonce, associated data, ciphertext and tag are those of one GcmSeal.
std::optional<std::string> GcmOpen(const Secret& key, std::string_view nonce,
                                   std::string_view associated, std::string_view sealed);

// HMAC-SHA-256 (RFC 2104), 32 bytes.
std::string HmacSha256(std::string_view key, std::string_view text);

// HKDF-SHA-256 (RFC 5869) without salt: a key for one use, named by `info`.
Secret Derive(std::string_view key, std::string_view info);

// SHA-256, 32 bytes. For checksums only: nothing personal is hashed without a key.
std::string Sha256(std::string_view text);

// Whether two texts are equal, in a time that tells nothing of where they differ.
bool EqualInConstantTime(std::string_view a, std::string_view b);

}  // namespace recourse::seal
