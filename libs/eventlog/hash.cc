#include "libs/eventlog/hash.h"

#include <openssl/evp.h>

#include "libs/base/check.h"

namespace recourse::eventlog {

struct Sha256::Context {
  EVP_MD* md = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  EVP_MD_CTX* ctx = EVP_MD_CTX_new();

  ~Context() {
    EVP_MD_CTX_free(ctx);
    EVP_MD_free(md);
  }
  void Begin() { CHECK(EVP_DigestInit_ex2(ctx, md, nullptr) == 1); }
  void Add(const void* bytes, std::size_t size) { CHECK(EVP_DigestUpdate(ctx, bytes, size) == 1); }
  Hash End() {
    Hash hash;
    CHECK(EVP_DigestFinal_ex(ctx, hash.data(), nullptr) == 1);
    return hash;
  }
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  CHECK(context_->md != nullptr && context_->ctx != nullptr);
}
Sha256::~Sha256() = default;

Hash Sha256::operator()(std::string_view bytes) {
  context_->Begin();
  context_->Add(bytes.data(), bytes.size());
  return context_->End();
}

Hash Sha256::Link(const Hash& previous, std::string_view bytes) {
  context_->Begin();
  context_->Add(previous.data(), previous.size());
  context_->Add(bytes.data(), bytes.size());
  return context_->End();
}

std::uint32_t ShardOf(std::string_view home, std::uint32_t shards) {
  CHECK(shards > 0);
  thread_local Sha256 sha256;
  const Hash hash = sha256(home);
  std::uint64_t number = 0;
  for (int i = 0; i < 8; ++i) number = number << 8 | hash[static_cast<std::size_t>(i)];
  return static_cast<std::uint32_t>(number % shards);
}

}  // namespace recourse::eventlog
