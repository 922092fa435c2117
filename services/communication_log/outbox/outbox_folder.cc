#include "services/communication_log/outbox/outbox_folder.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "libs/files/durable.h"

namespace recourse::communication_log {
namespace {

namespace fs = std::filesystem;

Failure Unavailable(std::string_view what, const fs::path& path, const std::error_code& error) {
  return {Failure::Kind::kUnavailable,
          "OUTBOX_UNAVAILABLE",
          fmt::format("Cannot {} {}: {}", what, path.string(), error.message()),
          {{"path", path.string()}}};
}

// Nothing if there is no such file.
Expected<std::optional<std::string>, Failure> Read(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(path, error)) return std::optional<std::string>{};
  std::ifstream stream(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  if (!stream) {
    return Unexpected{Unavailable("read", path, std::make_error_code(std::errc::io_error))};
  }
  return std::optional(std::move(bytes));
}

// Ids have no '~', so two messages never share a file.
std::string NameOf(const std::string& account_id, const std::string& message_id) {
  return fmt::format("{}~{}.eml", account_id, message_id);
}

}  // namespace

Expected<OutboxFolder, Failure> OutboxFolder::Open(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!fs::is_directory(folder, error)) {
    const auto why = std::make_error_code(std::errc::not_a_directory);
    return Unexpected{Unavailable("open", folder, why)};
  }
  return OutboxFolder(folder);
}

Expected<std::optional<Posted>, Failure> OutboxFolder::Find(const std::string& account_id,
                                                            const std::string& message_id) const {
  std::string name = NameOf(account_id, message_id);
  auto known = Read(folder_ / name);
  if (!known) return Unexpected{known.error()};
  if (!*known) return std::optional<Posted>{};
  // Whoever wrote it may have died before this.
  if (const auto failed = files::SyncFolder(folder_)) {
    return Unexpected{Unavailable("sync", folder_, failed)};
  }
  return std::optional(Posted{std::move(name), **std::move(known)});
}

Expected<Posted, Failure> OutboxFolder::Put(const std::string& account_id,
                                            const std::string& message_id,
                                            const std::string& eml) const {
  auto known = Find(account_id, message_id);
  if (!known) return Unexpected{known.error()};
  if (*known) return **std::move(known);
  std::string name = NameOf(account_id, message_id);
  if (const auto failed = files::WriteDurably(folder_ / name, eml, 0600)) {
    return Unexpected{Unavailable("write", folder_ / name, failed)};
  }
  return Posted{std::move(name), eml};
}

}  // namespace recourse::communication_log
