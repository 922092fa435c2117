#include "libs/bus/kafka/relay_cursor.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>
#include <optional>

#include "libs/files/descriptor.h"
#include "libs/files/durable.h"

namespace recourse::bus::kafka {
namespace {

using nlohmann::json;

constexpr std::size_t kFileBytesMax = 64 * 1024;

// What Write makes of the identity.
json Head(const eventlog::Identity& identity) {
  return {{"installation", fmt::format("{:016x}", identity.installation)},
          {"service", identity.service}};
}

std::optional<Published> ToPublished(const json& shard) {
  if (!shard.is_object() || !shard.contains("sequence") || !shard.contains("offset")) return {};
  if (!shard["sequence"].is_number_unsigned() || !shard["offset"].is_number_integer()) return {};
  return Published{shard["sequence"].get<std::uint64_t>(), shard["offset"].get<std::int64_t>()};
}

}  // namespace

Failure RelayCursor::Broken(const std::string& why) const {
  return {Failure::Kind::kInternal,
          "RELAY_CURSOR",
          fmt::format("{}: {}. It may be deleted: the topic is then read from its first record.",
                      file_.string(), why),
          {}};
}

Expected<std::vector<Published>, Failure> RelayCursor::Read() const {
  std::vector<Published> shards(identity_.shards);
  const files::Descriptor file(open(file_.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file && errno == ENOENT) return shards;
  std::string text;
  if (!file || !files::ReadAll(file, kFileBytesMax, text)) {
    return Unexpected{Broken(std::strerror(errno))};
  }
  const json cursor = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!cursor.is_object() || !cursor.contains("shards") || !cursor["shards"].is_array()) {
    return Unexpected{Broken("is not what a relay leaves")};
  }
  const json head = Head(identity_);
  for (const auto& [name, value] : head.items()) {
    if (!cursor.contains(name) || cursor[name] != value) {
      return Unexpected{Broken(fmt::format("{} is not {}", name, value.dump()))};
    }
  }
  if (cursor["shards"].size() != identity_.shards) {
    return Unexpected{Broken(fmt::format("has not {} shards", identity_.shards))};
  }
  for (std::size_t shard = 0; shard < shards.size(); ++shard) {
    const auto published = ToPublished(cursor["shards"][shard]);
    if (!published) return Unexpected{Broken(fmt::format("shard {} cannot be read", shard))};
    shards[shard] = *published;
  }
  return shards;
}

Expected<Done, Failure> RelayCursor::Write(const std::vector<Published>& shards) const {
  json cursor = Head(identity_);
  for (const Published& shard : shards) {
    cursor["shards"].push_back({{"sequence", shard.sequence}, {"offset", shard.offset}});
  }
  const std::error_code failed = files::WriteDurably(file_, cursor.dump() + "\n");
  if (failed) return Unexpected{Broken(failed.message())};
  return Done{};
}

}  // namespace recourse::bus::kafka
