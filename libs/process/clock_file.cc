#include "libs/process/clock_file.h"

#include <fmt/format.h>

#include <charconv>
#include <string>
#include <string_view>
#include <system_error>

#include "libs/rpc/private_file.h"

namespace recourse::process {
namespace {

constexpr std::size_t kBytesMax = 64;

}  // namespace

Expected<std::optional<Instant>, Failure> ClockFile::Read() const {
  const auto text = rpc::ReadPrivateFile(path_.string(), kBytesMax);
  if (!text) return Unexpected{text.error()};
  if (!*text) return std::optional<Instant>();
  std::string_view digits = **text;
  if (digits.ends_with('\n')) digits.remove_suffix(1);
  std::int64_t now_us = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), now_us);
  if (error != std::errc() || end != digits.data() + digits.size()) {
    return Unexpected{Failure{Failure::Kind::kInvalid,
                              "CLOCK_FILE_UNREADABLE",
                              "This file should hold microseconds since 1970-01-01 UTC. Without it "
                              "the clock stands at the last recorded moment.",
                              {{"path", path_.string()}, {"text", std::string(digits)}}}};
  }
  return std::optional<Instant>(Instant(Instant::duration(now_us)));
}

Expected<Done, Failure> ClockFile::Write(Instant now) const {
  return rpc::ReplacePrivateFile(path_.string(),
                                 fmt::format("{}\n", now.time_since_epoch().count()));
}

}  // namespace recourse::process
