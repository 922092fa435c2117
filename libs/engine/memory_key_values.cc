#include "libs/engine/key_values.h"

namespace recourse::engine {

std::optional<std::string> MemoryKeyValues::Get(std::string_view key) const {
  const std::lock_guard lock(mutex_);
  const auto row = rows_.find(key);
  if (row == rows_.end()) return std::nullopt;
  return row->second;
}

std::vector<KeyValues::Row> MemoryKeyValues::Scan(std::string_view prefix, std::string_view after,
                                                  std::size_t limit) const {
  const std::lock_guard lock(mutex_);
  const bool resumed = !after.empty() && after >= prefix;
  auto row = resumed ? rows_.upper_bound(after) : rows_.lower_bound(prefix);
  std::vector<Row> found;
  for (; row != rows_.end() && row->first.starts_with(prefix) && found.size() < limit; ++row) {
    found.push_back(*row);
  }
  return found;
}

void MemoryKeyValues::Apply(const Changes& changes) {
  const std::lock_guard lock(mutex_);
  for (const auto& [key, change] : changes) {
    if (!change.value) {
      rows_.erase(key);
    } else if (change.appends) {
      rows_[key] += *change.value;
    } else {
      rows_[key] = *change.value;
    }
  }
}

}  // namespace recourse::engine
