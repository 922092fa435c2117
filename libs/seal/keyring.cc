#include "libs/seal/keyring.h"

#include <optional>
#include <utility>

#include "libs/base/hex.h"
#include "libs/seal/crypto.h"
#include "libs/seal/key_file.h"
#include "libs/seal/master_file.h"

namespace recourse::seal {
namespace {

constexpr std::string_view kNamingFile = "naming";
constexpr std::string_view kKeySuffix = ".key";
constexpr std::string_view kErasedSuffix = ".erased";
constexpr std::string_view kTombstone = "The key that was here has been erased.\n";

std::string KeyName(std::string_view reference) {
  return ToHex(reference) + std::string(kKeySuffix);
}
std::string ErasedName(std::string_view reference) {
  return ToHex(reference) + std::string(kErasedSuffix);
}

Error WithFile(Error error, const std::string& name) {
  error.detail = name + ": " + error.detail;
  return error;
}

Expected<Secret, Error> FindOrCreateMaster(const std::string& path) {
  auto master = ReadMasterFile(path);
  if (!master && master.error().kind == Error::Kind::kNoMaster) return CreateMasterFile(path);
  return master;
}

}  // namespace

Expected<Done, Error> Keyring::Create(const Options& options) {
  auto folder = Folder::Create(options.folder);
  if (!folder) return Unexpected{folder.error()};
  const auto names = folder->List();
  if (!names) return Unexpected{names.error()};
  if (!names->empty()) return Unexpected{Error{Error::Kind::kExists, options.folder}};

  const auto master = FindOrCreateMaster(options.master_path);
  if (!master) return Unexpected{master.error()};
  const KeyFile naming{KeyFile::Kind::kNaming, std::string(kReferenceBytes, '\0'),
                       RandomBytes(kKeyIdBytes)};
  return folder->WriteNew(std::string(kNamingFile), EncodeKeyFile(naming, RandomSecret(), *master));
}

Expected<std::unique_ptr<Keyring>, Error> Keyring::Open(const Options& options) {
  const auto master = ReadMasterFile(options.master_path);
  if (!master) return Unexpected{master.error()};
  auto folder = Folder::Open(options.folder);
  if (!folder) return Unexpected{folder.error()};
  const auto naming = ReadNaming(*folder, *master);
  if (!naming) return Unexpected{naming.error()};
  if (const auto synced = folder->Sync(); !synced) return Unexpected{synced.error()};
  if (const auto swept = folder->DestroyRemnants(); !swept) return Unexpected{swept.error()};

  std::unique_ptr<Keyring> keyring(
      new Keyring(*std::move(folder), *master, *naming, options.cached_keys_max));
  if (const auto done = keyring->FinishErasures(); !done) return Unexpected{done.error()};
  return keyring;
}

Expected<Secret, Error> Keyring::ReadNaming(const Folder& folder, const Secret& master) {
  const std::string name(kNamingFile);
  const auto bytes = folder.Read(name);
  if (!bytes) return Unexpected{bytes.error()};
  if (!*bytes) return Unexpected{Error{Error::Kind::kNoKeyring, name + " is missing"}};
  const auto naming =
      DecodeKeyFile(**bytes, KeyFile::Kind::kNaming, std::string(kReferenceBytes, '\0'), master);
  if (!naming) return Unexpected{WithFile(naming.error(), name)};
  return naming->key;
}

Keyring::Keyring(Folder folder, const Secret& master, const Secret& naming,
                 std::size_t cached_keys_max)
    : folder_(std::move(folder)), master_(master), naming_(naming), cache_(cached_keys_max) {}

Expected<Done, Error> Keyring::FinishErasures() {
  const auto names = folder_.List();
  if (!names) return Unexpected{names.error()};
  for (const std::string& name : *names) {
    if (!name.ends_with(kErasedSuffix)) continue;
    const std::string stem = name.substr(0, name.size() - kErasedSuffix.size());
    const auto done = folder_.Destroy(stem + std::string(kKeySuffix));
    if (!done) return done;
  }
  return Done{};
}

Expected<SubjectKey, Error> Keyring::Find(std::string_view subject) {
  if (auto cached = cache_.Get(subject)) return *std::move(cached);
  const std::string reference = Reference(subject);
  const std::lock_guard lock(StripeOf(reference));
  return Load(subject, reference);
}

Expected<SubjectKey, Error> Keyring::FindOrCreate(std::string_view subject) {
  if (auto cached = cache_.Get(subject)) return *std::move(cached);
  const std::string reference = Reference(subject);
  const std::lock_guard lock(StripeOf(reference));
  auto found = Load(subject, reference);
  if (found || found.error().kind != Error::Kind::kUnknownSubject) return found;
  auto made = Make(reference);
  if (made) cache_.Put(subject, *made);
  return made;
}

Expected<Done, Error> Keyring::Erase(std::string_view subject) {
  const std::string reference = Reference(subject);
  const std::lock_guard lock(StripeOf(reference));
  const auto erased = folder_.Contains(ErasedName(reference));
  if (!erased) return Unexpected{erased.error()};
  const auto known = folder_.Contains(KeyName(reference));
  if (!known) return Unexpected{known.error()};
  if (!*known && !*erased) return Unexpected{Error{Error::Kind::kUnknownSubject, ""}};

  // The tombstone is durable before the key goes: what a crash leaves in between is an erased
  // subject, never an unknown one, who would get a new key.
  cache_.Remove(subject);
  const auto marked =
      *erased ? folder_.Sync() : folder_.WriteNew(ErasedName(reference), kTombstone);
  if (!marked) return marked;
  return folder_.Destroy(KeyName(reference));
}

Expected<Keyring::Counts, Error> Keyring::Count() const {
  const auto names = folder_.List();
  if (!names) return Unexpected{names.error()};
  Counts counts;
  for (const std::string& name : *names) {
    if (name.ends_with(kKeySuffix)) ++counts.keys;
    if (name.ends_with(kErasedSuffix)) ++counts.erased;
  }
  return counts;
}

Expected<SubjectKey, Error> Keyring::Load(std::string_view subject, const std::string& reference) {
  const auto erased = folder_.Contains(ErasedName(reference));
  if (!erased) return Unexpected{erased.error()};
  if (*erased) return Unexpected{Error{Error::Kind::kErased, ErasedName(reference)}};
  const std::string name = KeyName(reference);
  const auto bytes = folder_.Read(name);
  if (!bytes) return Unexpected{bytes.error()};
  if (!*bytes) return Unexpected{Error{Error::Kind::kUnknownSubject, name}};
  const auto opened = DecodeKeyFile(**bytes, KeyFile::Kind::kSubject, reference, master_);
  if (!opened) return Unexpected{WithFile(opened.error(), name)};
  SubjectKey key{reference, opened->id, opened->key};
  cache_.Put(subject, key);
  return key;
}

Expected<SubjectKey, Error> Keyring::Make(const std::string& reference) {
  SubjectKey key{reference, RandomBytes(kKeyIdBytes), RandomSecret()};
  const auto written = folder_.WriteNew(
      KeyName(reference),
      EncodeKeyFile({KeyFile::Kind::kSubject, reference, key.id}, key.secret, master_));
  if (!written) return Unexpected{written.error()};
  return key;
}

std::string Keyring::Reference(std::string_view subject) const {
  CHECK(!subject.empty() && subject.size() <= kSubjectMaxBytes);
  return HmacSha256(naming_.bytes(), subject).substr(0, kReferenceBytes);
}

std::mutex& Keyring::StripeOf(const std::string& reference) {
  return stripes_[static_cast<unsigned char>(reference[0]) % stripes_.size()];
}

}  // namespace recourse::seal
