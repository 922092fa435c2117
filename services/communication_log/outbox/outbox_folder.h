#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "libs/base/expected.h"
#include "libs/base/failure.h"

namespace recourse::communication_log {

// What lies in the outbox.
struct Posted {
  std::string file;   // Its name in the folder.
  std::string bytes;  // The file's.

  bool operator==(const Posted&) const = default;
};

// A folder of messages for others to pick up, one file each, readable by the owner only. A file is
// there whole or not at all, also after a crash, and is never changed: the first that was put for a
// message stands. Thread safe, as long as one message is put by one thread at a time.
class OutboxFolder {
 public:
  // Makes the folder if need be. kUnavailable if that fails.
  static Expected<OutboxFolder, Failure> Open(const std::filesystem::path& folder);

  // What lies here for the message already; nothing if it was never put. kUnavailable if it cannot
  // be read.
  Expected<std::optional<Posted>, Failure> Find(const std::string& account_id,
                                                const std::string& message_id) const;

  // Puts `eml` for the message of an account, durably. If there is a file for it already, that one
  // is the answer. kUnavailable if it cannot be read or written: put it again.
  Expected<Posted, Failure> Put(const std::string& account_id, const std::string& message_id,
                                const std::string& eml) const;

 private:
  explicit OutboxFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

  std::filesystem::path folder_;
};

}  // namespace recourse::communication_log
