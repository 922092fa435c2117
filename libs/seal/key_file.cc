#include "libs/seal/key_file.h"

#include "libs/seal/crypto.h"
#include "libs/seal/key_source.h"

namespace recourse::seal {
namespace {

constexpr std::string_view kMagic{"RCKEY\0\0\1", 8};
constexpr std::size_t kHeaderBytes = kMagic.size() + 1 + kReferenceBytes + kKeyIdBytes;
constexpr std::size_t kWrappedBytes = kNonceBytes + kSecretBytes + kTagBytes;
constexpr std::size_t kChecksumBytes = 32;
constexpr std::size_t kFileBytes = kHeaderBytes + kWrappedBytes + kChecksumBytes;

Unexpected<Error> Corrupt(std::string_view why) {
  return {Error{Error::Kind::kCorrupt, std::string(why)}};
}

}  // namespace

std::string EncodeKeyFile(const KeyFile& file, const Secret& key, const Secret& master) {
  CHECK(file.reference.size() == kReferenceBytes && file.id.size() == kKeyIdBytes);
  std::string bytes(kMagic);
  bytes += static_cast<char>(file.kind);
  bytes += file.reference;
  bytes += file.id;
  const std::string nonce = RandomBytes(kNonceBytes);
  const std::string wrapped = GcmSeal(master, nonce, bytes, key.bytes());
  bytes += nonce;
  bytes += wrapped;
  bytes += Sha256(bytes);
  return bytes;
}

Expected<OpenedKeyFile, Error> DecodeKeyFile(std::string_view bytes, KeyFile::Kind kind,
                                             std::string_view reference, const Secret& master) {
  if (bytes.size() != kFileBytes) return Corrupt("wrong size");
  const std::string_view content = bytes.substr(0, kFileBytes - kChecksumBytes);
  if (bytes.substr(content.size()) != Sha256(content)) return Corrupt("wrong checksum");
  if (!content.starts_with(kMagic)) return Corrupt("not a key file of a known format");

  const std::string_view header = content.substr(0, kHeaderBytes);
  if (header[kMagic.size()] != static_cast<char>(kind)) return Corrupt("key of another kind");
  if (header.substr(kMagic.size() + 1, kReferenceBytes) != reference) {
    return Corrupt("key of another subject");
  }
  auto key = GcmOpen(master, content.substr(kHeaderBytes, kNonceBytes), header,
                     content.substr(kHeaderBytes + kNonceBytes));
  if (!key) return Unexpected{Error{Error::Kind::kWrongMaster, ""}};
  OpenedKeyFile opened{std::string(header.substr(kHeaderBytes - kKeyIdBytes)), Secret(*key)};
  Wipe(*key);
  return opened;
}

}  // namespace recourse::seal
