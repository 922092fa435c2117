#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "libs/engine/definition.h"
#include "libs/engine/key_values.h"
#include "libs/eventlog/rocks_log.h"
#include "libs/eventlog/witness.h"

namespace recourse::engine {

// Where one service keeps what it has: `folder`/log and `folder`/derived, and its witnesses in a
// folder elsewhere, best on another disk.
struct StoragePaths {
  std::filesystem::path folder;
  std::filesystem::path witnesses;
};

// What the witness of one writer thread is kept in.
std::filesystem::path WitnessFile(const StoragePaths& paths, const std::string& service,
                                  std::uint32_t writer);

// What the derived store holds under keys::TablesCode() if its tables are those of today.
std::string TablesCodeNow();

// What an engine stands on, opened and found sound.
struct Storage {
  std::unique_ptr<eventlog::RocksLog> log;
  std::vector<std::unique_ptr<eventlog::Witness>> witnesses;  // One a writer thread.
  std::unique_ptr<KeyValues> derived;

  std::vector<eventlog::Witness*> witness_pointers() const;
};

// What kept a log from being made, opened or verified, under a reason that begins with LOG_.
Failure ToFailure(const eventlog::LogError& error);

// Makes an empty log and a witness for each writer thread. Only `init` calls this; kExists if there
// is a log or a witness.
Expected<Done, Failure> CreateStorage(const StoragePaths& paths, const eventlog::Identity& identity,
                                      std::uint32_t writers);

// Opens the log without touching it, and holds it against its witnesses and against what is
// expected of it. May be done beside the process that writes it.
Expected<std::unique_ptr<eventlog::RocksLog>, Failure> OpenToRead(
    const StoragePaths& paths, const eventlog::Identity& expected);

// Opens the log for writing once OpenToRead has found it sound, with as many writers as were made
// witnesses for, and has the witnesses see all that is in it. Derived data that is damaged, or that
// another version of a view made, is dropped: the engine makes it again from the log. `say` gets
// one line when that happens.
Expected<Storage, Failure> OpenStorage(const StoragePaths& paths,
                                       const eventlog::Identity& expected,
                                       const Definition& definition, std::uint32_t writers,
                                       const std::function<void(const std::string&)>& say);

}  // namespace recourse::engine
