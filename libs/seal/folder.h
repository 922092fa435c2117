#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libs/base/expected.h"
#include "libs/seal/error.h"

namespace recourse::seal {

// Small files in one folder that are there whole and durable, or not at all. Holds an exclusive
// lock on the folder as long as it lives. Thread safe as long as no two threads touch one name.
class Folder {
 public:
  // Both give kInUse if another Folder holds the lock. Create makes the folder, with mode 0700,
  // under a parent that exists; Open gives kNoKeyring if it is not there.
  static Expected<Folder, Error> Create(const std::string& path);
  static Expected<Folder, Error> Open(const std::string& path);

  Folder(Folder&& other) noexcept
      : path_(std::move(other.path_)), fd_(std::exchange(other.fd_, -1)) {}
  Folder& operator=(Folder&&) = delete;
  ~Folder();

  // The names in it, in no order, without those of writes that were cut short.
  Expected<std::vector<std::string>, Error> List() const;
  Expected<bool, Error> Contains(const std::string& name) const;
  // The whole of a file; nothing if it is not there; kCorrupt if it is over 4 KiB.
  Expected<std::optional<std::string>, Error> Read(const std::string& name) const;

  // Writes a new file with mode 0600; durable when it returns. On failure it is withdrawn: nobody
  // may build on a file that could be gone after a power cut. An existing name is our own bug.
  Expected<Done, Error> WriteNew(const std::string& name, std::string_view bytes);
  // Makes what is in the folder durable, also what an earlier process left unsynced.
  Expected<Done, Error> Sync() const;
  // Overwrites a file with random bytes, then removes it; durable when it returns.
  Expected<Done, Error> Destroy(const std::string& name);
  // Destroys what writes that were cut short have left behind.
  Expected<Done, Error> DestroyRemnants();

 private:
  Folder(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}
  Error Failed(const std::string& name, std::string_view step) const;

  std::string path_;
  int fd_;
};

}  // namespace recourse::seal
