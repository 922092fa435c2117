#include "libs/seal/sealer.h"

#include <utility>

#include "libs/seal/crypto.h"

namespace recourse::seal {
namespace {

constexpr char kFormatVersion = 1;
constexpr std::size_t kHeaderBytes = 1 + kReferenceBytes + kKeyIdBytes;
constexpr std::size_t kOverheadBytes = kHeaderBytes + kNonceBytes + kTagBytes;

std::string Header(const SubjectKey& key) { return kFormatVersion + key.reference + key.id; }

void AppendSized(std::string& out, std::string_view text) {
  CHECK(text.size() <= 0xffff);
  out += static_cast<char>(text.size() >> 8);
  out += static_cast<char>(text.size() & 0xff);
  out += text;
}

// Sizes go before the texts: "ab" + "c" must not look like "a" + "bc".
std::string Associated(std::string_view header, std::string_view installation,
                       std::string_view subject, std::string_view purpose) {
  std::string associated(header);
  AppendSized(associated, installation);
  AppendSized(associated, subject);
  AppendSized(associated, purpose);
  return associated;
}

Secret CipherKey(const SubjectKey& key, std::string_view purpose) {
  return Derive(key.secret.bytes(), "recourse/seal/1/cipher/" + std::string(purpose));
}

std::string Digest(const SubjectKey& key, std::string_view purpose, std::string_view plaintext) {
  const Secret digest_key =
      Derive(key.secret.bytes(), "recourse/seal/1/digest/" + std::string(purpose));
  return HmacSha256(digest_key.bytes(), plaintext);
}

}  // namespace

Sealer::Sealer(KeySource& keys, std::string installation)
    : keys_(keys), installation_(std::move(installation)) {
  CHECK(!installation_.empty());
}

Expected<Sealed, Error> Sealer::Seal(std::string_view subject, std::string_view purpose,
                                     std::string_view plaintext) const {
  CHECK(!purpose.empty());
  if (plaintext.size() > kPlaintextMax) {
    return Unexpected{Error{Error::Kind::kTooLarge, std::to_string(plaintext.size()) + " bytes"}};
  }
  const auto key = keys_.FindOrCreate(subject);
  if (!key) return Unexpected{key.error()};

  const std::string header = Header(*key);
  const std::string nonce = RandomBytes(kNonceBytes);
  const std::string associated = Associated(header, installation_, subject, purpose);
  return Sealed{
      .envelope = header + nonce + GcmSeal(CipherKey(*key, purpose), nonce, associated, plaintext),
      .digest = Digest(*key, purpose, plaintext)};
}

Expected<std::string, Error> Sealer::Open(std::string_view subject, std::string_view purpose,
                                          const Sealed& sealed) const {
  CHECK(!purpose.empty());
  const std::string_view envelope = sealed.envelope;
  if (envelope.size() < kOverheadBytes || envelope[0] != kFormatVersion) {
    return Unexpected{Error{Error::Kind::kMalformed, ""}};
  }
  const auto key = keys_.Find(subject);
  if (!key) return Unexpected{key.error()};

  const std::string header = Header(*key);
  if (!envelope.starts_with(header)) return Unexpected{Error{Error::Kind::kNotAuthentic, ""}};
  auto plaintext = GcmOpen(CipherKey(*key, purpose), envelope.substr(kHeaderBytes, kNonceBytes),
                           Associated(header, installation_, subject, purpose),
                           envelope.substr(kHeaderBytes + kNonceBytes));
  if (!plaintext) return Unexpected{Error{Error::Kind::kNotAuthentic, ""}};
  if (!EqualInConstantTime(sealed.digest, Digest(*key, purpose, *plaintext))) {
    Wipe(*plaintext);
    return Unexpected{Error{Error::Kind::kNotAuthentic, "digest"}};
  }
  return *std::move(plaintext);
}

}  // namespace recourse::seal
