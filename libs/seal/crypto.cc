#include "libs/seal/crypto.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/rand.h>

#include <memory>

#include "libs/base/freed_by.h"

namespace recourse::seal {
namespace {

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, FreedBy<EVP_CIPHER_CTX_free>>;
using KdfContext = std::unique_ptr<EVP_KDF_CTX, FreedBy<EVP_KDF_CTX_free>>;

// Fetched once: OpenSSL 3 takes a lock and a lookup for each implicit fetch.
const EVP_CIPHER* Aes256Gcm() {
  static const EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  CHECK(cipher != nullptr);
  return cipher;
}

EVP_KDF* Hkdf() {
  static EVP_KDF* const kdf = EVP_KDF_fetch(nullptr, "HKDF", nullptr);
  CHECK(kdf != nullptr);
  return kdf;
}

const unsigned char* In(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* Out(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

int Size(std::string_view text) {
  CHECK(text.size() < (std::size_t{1} << 30));
  return static_cast<int>(text.size());
}

}  // namespace

std::string RandomBytes(std::size_t count) {
  std::string bytes(count, '\0');
  CHECK(RAND_bytes(Out(bytes), Size(bytes)) == 1);
  return bytes;
}

Secret RandomSecret() {
  std::string bytes(kSecretBytes, '\0');
  CHECK(RAND_priv_bytes(Out(bytes), Size(bytes)) == 1);
  const Secret secret(bytes);
  Wipe(bytes);
  return secret;
}

std::string GcmSeal(const Secret& key, std::string_view nonce, std::string_view associated,
                    std::string_view plaintext) {
  CHECK(nonce.size() == kNonceBytes);
  const CipherContext context(EVP_CIPHER_CTX_new());
  CHECK(context != nullptr);
  std::string sealed(plaintext.size() + kTagBytes, '\0');
  int count = 0;
  CHECK(EVP_EncryptInit_ex2(context.get(), Aes256Gcm(), In(key.bytes()), In(nonce), nullptr) == 1);
  CHECK(EVP_EncryptUpdate(context.get(), nullptr, &count, In(associated), Size(associated)) == 1);
  CHECK(EVP_EncryptUpdate(context.get(), Out(sealed), &count, In(plaintext), Size(plaintext)) == 1);
  CHECK(count == Size(plaintext));
  CHECK(EVP_EncryptFinal_ex(context.get(), Out(sealed) + count, &count) == 1);
  CHECK(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes,
                            Out(sealed) + plaintext.size()) == 1);
  return sealed;
}

std::optional<std::string> GcmOpen(const Secret& key, std::string_view nonce,
                                   std::string_view associated, std::string_view sealed) {
  if (nonce.size() != kNonceBytes || sealed.size() < kTagBytes) return std::nullopt;
  const std::string_view ciphertext = sealed.substr(0, sealed.size() - kTagBytes);
  std::string tag(sealed.substr(ciphertext.size()));
  const CipherContext context(EVP_CIPHER_CTX_new());
  CHECK(context != nullptr);
  std::string plaintext(ciphertext.size(), '\0');
  int count = 0;
  CHECK(EVP_DecryptInit_ex2(context.get(), Aes256Gcm(), In(key.bytes()), In(nonce), nullptr) == 1);
  CHECK(EVP_DecryptUpdate(context.get(), nullptr, &count, In(associated), Size(associated)) == 1);
  CHECK(EVP_DecryptUpdate(context.get(), Out(plaintext), &count, In(ciphertext),
                          Size(ciphertext)) == 1);
  CHECK(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, Out(tag)) == 1);
  if (EVP_DecryptFinal_ex(context.get(), Out(plaintext) + count, &count) != 1) {
    Wipe(plaintext);
    return std::nullopt;
  }
  return plaintext;
}

std::string HmacSha256(std::string_view key, std::string_view text) {
  std::string mac(32, '\0');
  unsigned int count = 0;
  CHECK(HMAC(EVP_sha256(), key.data(), Size(key), In(text), text.size(), Out(mac), &count));
  CHECK(count == mac.size());
  return mac;
}

Secret Derive(std::string_view key, std::string_view info) {
  const KdfContext context(EVP_KDF_CTX_new(Hkdf()));
  CHECK(context != nullptr);
  char digest[] = "SHA256";
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, const_cast<char*>(key.data()),
                                        key.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, const_cast<char*>(info.data()),
                                        info.size()),
      OSSL_PARAM_construct_end()};
  std::string derived(kSecretBytes, '\0');
  CHECK(EVP_KDF_derive(context.get(), Out(derived), derived.size(), parameters) == 1);
  const Secret secret(derived);
  Wipe(derived);
  return secret;
}

std::string Sha256(std::string_view text) {
  std::string digest(32, '\0');
  CHECK(EVP_Digest(text.data(), text.size(), Out(digest), nullptr, EVP_sha256(), nullptr) == 1);
  return digest;
}

bool EqualInConstantTime(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace recourse::seal
