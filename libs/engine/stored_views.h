#pragma once

#include "libs/engine/key_values.h"
#include "libs/engine/view.h"

namespace recourse::engine {

// The views of one derived store, as far as they have been applied to it. Thread safe.
class StoredViews final : public ViewReader {
 public:
  // The store outlives this.
  StoredViews(const KeyValues& store, std::uint32_t shards) : store_(store), shards_(shards) {}

  std::uint32_t shards() const override { return shards_; }
  std::optional<std::string> Get(std::string_view view, std::uint32_t shard,
                                 std::string_view key) const override;
  std::vector<Row> Scan(std::string_view view, std::uint32_t shard, std::string_view prefix,
                        std::string_view after, std::size_t limit) const override;

 private:
  const KeyValues& store_;
  const std::uint32_t shards_;
};

}  // namespace recourse::engine
