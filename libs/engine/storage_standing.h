#pragma once

#include <memory>
#include <vector>

#include "libs/engine/inbox.h"
#include "libs/engine/storage.h"

namespace recourse::engine {

// How one service stands by what lies on its disk.
struct Standing {
  std::unique_ptr<eventlog::RocksLog> log;  // As it was when it was opened, to read.
  std::vector<Inbox> marks;                 // By shard: through where others were consumed.
};

// Reads it without changing anything, so that services can be held against each other before any of
// them is opened for writing. Refuses what OpenToRead refuses, and derived data that is ahead of
// the log. May be done beside the process that writes it.
Expected<Standing, Failure> ReadStanding(const StoragePaths& paths,
                                         const eventlog::Identity& expected);

}  // namespace recourse::engine
