#include "libs/eventlog/event_log.h"

#include <fmt/format.h>

namespace recourse::eventlog {

Expected<Done, LogError> EventLog::ReadRun(
    std::uint32_t shard, std::uint64_t first, std::uint32_t count,
    const std::function<void(std::string_view record)>& visit) const {
  if (count == 0) return Done{};
  std::uint32_t left = count;
  const auto scanned = ScanFew(shard, first, [&](std::uint64_t, std::string_view record) {
    visit(record);
    return --left > 0;
  });
  if (!scanned) return Unexpected{scanned.error()};
  if (left > 0) {
    return Unexpected{LogError{LogError::Kind::kDamaged,
                               fmt::format("{} shard {}: there is no record {}", identity().service,
                                           shard, first + (count - left))}};
  }
  return Done{};
}

Expected<std::string, LogError> EventLog::Read(std::uint32_t shard, std::uint64_t sequence) const {
  std::string bytes;
  const auto read = ReadRun(shard, sequence, 1, [&](std::string_view record) { bytes = record; });
  if (!read) return Unexpected{read.error()};
  return bytes;
}

}  // namespace recourse::eventlog
