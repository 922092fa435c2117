#include "libs/engine/stored_views.h"

#include "libs/engine/derived_keys.h"

namespace recourse::engine {

std::optional<std::string> StoredViews::Get(std::string_view view, std::uint32_t shard,
                                            std::string_view key) const {
  return store_.Get(keys::ViewRow(shard, view, key));
}

std::vector<ViewReader::Row> StoredViews::Scan(std::string_view view, std::uint32_t shard,
                                               std::string_view prefix, std::string_view after,
                                               std::size_t limit) const {
  const std::string table = keys::View(shard, view);
  auto rows = store_.Scan(table + std::string(prefix),
                          after.empty() ? "" : table + std::string(after), limit);
  for (auto& [key, value] : rows) key.erase(0, table.size());
  return rows;
}

}  // namespace recourse::engine
