#include "libs/einvoice/attachment.h"

#include <openssl/evp.h>

#include <array>
#include <memory>

#include "libs/base/check.h"
#include "libs/base/freed_by.h"
#include "libs/base/hex.h"

namespace recourse::einvoice {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= \t\r\n";

// Nothing if `text` is not base64; white space between the characters is not counted.
std::optional<std::string> FromBase64(std::string_view text) {
  // OpenSSL takes some other characters for the end.
  if (text.find_first_not_of(kAlphabet) != std::string_view::npos) return std::nullopt;
  const std::unique_ptr<EVP_ENCODE_CTX, FreedBy<EVP_ENCODE_CTX_free>> context(EVP_ENCODE_CTX_new());
  CHECK(context != nullptr);
  EVP_DecodeInit(context.get());
  std::string bytes(text.size() / 4 * 3 + 3, '\0');
  auto* const out = reinterpret_cast<unsigned char*>(bytes.data());
  int size = 0;
  int rest = 0;
  if (EVP_DecodeUpdate(context.get(), out, &size,
                       reinterpret_cast<const unsigned char*>(text.data()),
                       static_cast<int>(text.size())) < 0 ||
      EVP_DecodeFinal(context.get(), out + size, &rest) < 0) {
    return std::nullopt;
  }
  bytes.resize(static_cast<std::size_t>(size + rest));
  return bytes;
}

std::string Sha256(std::string_view bytes) {
  std::array<char, 32> digest{};
  unsigned size = 0;
  CHECK(EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()),
                   &size, EVP_sha256(), nullptr) == 1);
  CHECK(size == digest.size());
  return ToHex({digest.data(), digest.size()});
}

}  // namespace

std::optional<Attachment::Content> ReadContent(Reading& in, const xml::Element* element) {
  if (element == nullptr) return std::nullopt;
  const auto bytes = FromBase64(element->text());
  if (!bytes) {
    in.Refuse("EINVOICE_BAD_BASE64", "is not base64", *element, element->Value(),
              {.id = "BT-125", .rule = ""});
    return std::nullopt;
  }
  return Attachment::Content{
      .filename = std::string(element->FindAttribute("filename").value_or("")),
      .mime_type = std::string(element->FindAttribute("mimeCode").value_or("")),
      .size_bytes = bytes->size(),
      .sha256 = Sha256(*bytes)};
}

}  // namespace recourse::einvoice
