#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "libs/base/expected.h"
#include "libs/seal/error.h"
#include "libs/seal/folder.h"
#include "libs/seal/key_cache.h"
#include "libs/seal/key_source.h"

namespace recourse::seal {

// The keys of all data subjects: a folder with one file per subject, named by a keyed hash so that
// the names tell nobody's, each key wrapped by the master key that lies elsewhere. One Keyring at a
// time holds the folder. Thread safe: a key in memory is found without waiting for the disk; of two
// threads that ask for a new subject's key, one makes it and both get it.
class Keyring final : public KeySource {
 public:
  struct Options {
    std::string folder;
    std::string master_path;  // Outside all that is backed up together with the folder.
    std::size_t cached_keys_max = 10'000;
  };
  struct Counts {
    std::size_t keys = 0;
    std::size_t erased = 0;

    bool operator==(const Counts&) const = default;
  };

  // Makes an empty keyring, and its master key unless there is one at the path. kExists if the
  // folder holds anything. Safe to repeat if it was cut short.
  static Expected<Done, Error> Create(const Options& options);
  // Finishes erasures that a crash has cut short.
  static Expected<std::unique_ptr<Keyring>, Error> Open(const Options& options);

  Expected<SubjectKey, Error> Find(std::string_view subject) override;
  Expected<SubjectKey, Error> FindOrCreate(std::string_view subject) override;

  // Destroys the subject's key: all that was ever sealed for it is unreadable from then on. Only
  // copies in backups outlive it. Durable when it returns; repeating it is allowed. After kIo it is
  // not known how far it came: ask again.
  Expected<Done, Error> Erase(std::string_view subject);

  // Reads the folder; does not open the files.
  Expected<Counts, Error> Count() const;

 private:
  Keyring(Folder folder, const Secret& master, const Secret& naming, std::size_t cached_keys_max);
  static Expected<Secret, Error> ReadNaming(const Folder& folder, const Secret& master);

  Expected<Done, Error> FinishErasures();
  // The subject's key as the folder has it. The subject's stripe is held.
  Expected<SubjectKey, Error> Load(std::string_view subject, const std::string& reference);
  Expected<SubjectKey, Error> Make(const std::string& reference);
  std::string Reference(std::string_view subject) const;
  std::mutex& StripeOf(const std::string& reference);

  Folder folder_;
  const Secret master_;
  const Secret naming_;
  KeyCache cache_;
  std::array<std::mutex, 16> stripes_;  // One thread at a time works on a subject's files.
};

}  // namespace recourse::seal
