#include "services/invoicing/codec/content_digest.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include "libs/base/check.h"

namespace recourse::invoicing {
namespace {

// With its length before it, so that no two lists of fields give the same text.
void Append(std::string& text, std::string_view field) {
  text += fmt::format("{}:{}\n", field.size(), field);
}

std::string Sha256(std::string_view bytes) {
  std::string digest(32, '\0');
  unsigned int size = 0;
  auto* const out = reinterpret_cast<unsigned char*>(digest.data());
  CHECK(EVP_Digest(bytes.data(), bytes.size(), out, &size, EVP_sha256(), nullptr) == 1);
  CHECK(size == digest.size());
  return digest;
}

}  // namespace

std::string ContentDigest(const InvoiceContent& content) {
  std::string text;
  Append(text, content.number);
  Append(text, ToString(content.issue_date));
  Append(text, ToString(content.due_date));
  Append(text, ToString(content.amount));
  for (const InvoiceLine& line : content.lines) {
    Append(text, line.description);
    Append(text, line.quantity);
    Append(text, line.unit_price);
    Append(text, ToString(line.amount));
  }
  return Sha256(text);
}

}  // namespace recourse::invoicing
