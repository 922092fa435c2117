#include "libs/seal/master_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "libs/base/hex.h"
#include "libs/files/descriptor.h"
#include "libs/files/durable.h"
#include "libs/seal/crypto.h"

namespace recourse::seal {
namespace {

constexpr std::string_view kPrefix = "recourse-master-key-1 ";
constexpr std::size_t kFileBytes = kPrefix.size() + 2 * kSecretBytes + 1;

Error Failed(Error::Kind kind, const std::string& path) {
  return {kind, path + ": " + std::generic_category().message(errno)};
}

}  // namespace

Expected<Secret, Error> CreateMasterFile(const std::string& path) {
  const files::Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!file) {
    return Unexpected{Failed(errno == EEXIST ? Error::Kind::kExists : Error::Kind::kIo, path)};
  }
  const Secret master = RandomSecret();
  std::string hex = ToHex(master.bytes());
  std::string line = std::string(kPrefix) + hex + "\n";
  const bool written = files::WriteAll(file, line) && fsync(file.get()) == 0;
  Wipe(hex);
  Wipe(line);

  if (!written || files::SyncFolder(std::filesystem::path(path).parent_path())) {
    const Error error = Failed(Error::Kind::kIo, path);
    unlink(path.c_str());
    return Unexpected{error};
  }
  return master;
}

Expected<Secret, Error> ReadMasterFile(const std::string& path) {
  const files::Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) {
    return Unexpected{Failed(errno == ENOENT ? Error::Kind::kNoMaster : Error::Kind::kIo, path)};
  }
  struct stat status;
  std::string line;
  if (fstat(file.get(), &status) != 0) return Unexpected{Failed(Error::Kind::kIo, path)};
  if ((status.st_mode & 077) != 0) {
    return Unexpected{Error{Error::Kind::kMasterExposed, path + ": its mode must be 0600"}};
  }
  if (!files::ReadAll(file, kFileBytes, line)) return Unexpected{Failed(Error::Kind::kIo, path)};

  auto bytes = line.size() == kFileBytes && line.starts_with(kPrefix) && line.ends_with('\n')
                   ? FromHex(std::string_view(line).substr(kPrefix.size(), 2 * kSecretBytes))
                   : std::nullopt;
  Wipe(line);
  if (!bytes) return Unexpected{Error{Error::Kind::kCorrupt, path + ": not a master key"}};
  const Secret master(*bytes);
  Wipe(*bytes);
  return master;
}

}  // namespace recourse::seal
