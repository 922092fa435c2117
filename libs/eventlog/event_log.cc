#include "libs/eventlog/event_log.h"

#include <fmt/format.h>

namespace recourse::eventlog {

Expected<std::string, LogError> EventLog::Read(std::uint32_t shard, std::uint64_t sequence) const {
  std::string bytes;
  bool found = false;
  const auto scanned = Scan(shard, sequence, [&](std::uint64_t, std::string_view record) {
    bytes = record;
    found = true;
    return false;
  });
  if (!scanned) return Unexpected{scanned.error()};
  if (!found) {
    return Unexpected{LogError{
        LogError::Kind::kDamaged,
        fmt::format("{} shard {}: there is no record {}", identity().service, shard, sequence)}};
  }
  return bytes;
}

}  // namespace recourse::eventlog
