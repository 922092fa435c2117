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

// What an engine stands on, opened and found sound.
struct Storage {
  std::unique_ptr<eventlog::RocksLog> log;
  std::vector<std::unique_ptr<eventlog::Witness>> witnesses;  // One a writer thread.
  std::unique_ptr<KeyValues> derived;

  std::vector<eventlog::Witness*> witness_pointers() const;
};

// Makes an empty log and its witness. Only `init` calls this; kExists if there is a log.
Expected<Done, Failure> CreateStorage(const StoragePaths& paths,
                                      const eventlog::Identity& identity);

// Looks at the log without touching it, holds it against its witnesses and against what is expected
// of it, and only then opens it for writing. Derived data that is damaged, or that another version
// of a view made, is dropped: the engine makes it again from the log. `say` gets one line when that
// happens.
Expected<Storage, Failure> OpenStorage(const StoragePaths& paths,
                                       const eventlog::Identity& expected,
                                       const Definition& definition, std::uint32_t writers,
                                       const std::function<void(const std::string&)>& say);

}  // namespace recourse::engine
