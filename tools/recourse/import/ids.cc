#include "tools/recourse/import/ids.h"

#include <openssl/sha.h>

#include <array>
#include <cstddef>

#include "libs/base/hex.h"
#include "tools/recourse/import/value_rules.h"

namespace recourse::csv_import {
namespace {

constexpr std::size_t kIdBytesMax = 56;  // What the narrowest service, dispute, takes.

// 128 bits of SHA-256 over both; the length of the first keeps ("a", "bc") and ("ab", "c") apart.
std::string Hash(std::string_view a, std::string_view b) {
  std::string text = std::to_string(a.size()) + ":";
  text.append(a).append(b);
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  return ToHex({reinterpret_cast<const char*>(digest.data()), 16});
}

}  // namespace

std::string IdFor(std::string_view prefix, std::string_view issuer, std::string_view number) {
  std::string id(prefix);
  id.append(number);
  if (id.size() <= kIdBytesMax && kId.allows(id)) return id;
  return std::string(prefix) + Hash(issuer, number);
}

std::string RequestIdFor(std::string_view method, std::string_view content) {
  return "import-" + Hash(method, content);
}

}  // namespace recourse::csv_import
