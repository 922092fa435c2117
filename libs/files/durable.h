#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string_view>
#include <system_error>

namespace recourse::files {

// A file or folder is there after a power cut only once the folder that names it was synced too.
// These give what the system said, or nothing.

// Syncs the names in `folder`.
std::error_code SyncFolder(const std::filesystem::path& folder);

// Makes `folder` and those that lead to it. Those that were made are on disk when this returns.
std::error_code MakeFolders(const std::filesystem::path& folder);

// Makes or replaces `file`, with `mode` less the process's mask. It is on disk when this returns;
// after a crash it is as it was or holds all of `text`, and "<file>.new" may lie beside it, which
// the next call removes. One thread at a time for one file.
std::error_code WriteDurably(const std::filesystem::path& file, std::string_view text,
                             mode_t mode = 0666);

}  // namespace recourse::files
