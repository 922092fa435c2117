#pragma once

#include <absl/container/btree_map.h>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libs/base/expected.h"
#include "libs/base/failure.h"

namespace recourse::engine {

// What becomes of a key: it gets this value, it is deleted, or this is added to the end of it.
struct Change {
  Change() = default;  // Deleted.
  Change(std::string put) : value(std::move(put)) {}

  std::optional<std::string> value;
  bool appends = false;
};

// Changes to a store by key, sorted. A B-tree, since a batch has tens of thousands of them.
using Changes = absl::btree_map<std::string, Change, std::less<>>;

// An ordered store of derived data: whatever is in it can be made again from the log, so it has no
// WAL, and after a crash it stands at some earlier Apply. Reads are thread safe; one thread
// applies.
class KeyValues {
 public:
  using Row = std::pair<std::string, std::string>;
  // False: no more rows, please.
  using RowVisitor = std::function<bool(std::string_view key, std::string_view value)>;

  virtual ~KeyValues() = default;
  virtual std::optional<std::string> Get(std::string_view key) const = 0;
  // Up to `limit` rows in key order that start with `prefix` and are greater than `after`.
  virtual std::vector<Row> Scan(std::string_view prefix, std::string_view after,
                                std::size_t limit) const = 0;
  // All rows that start with `prefix`, in key order, a page of them in memory at a time.
  void ForEach(std::string_view prefix, const RowVisitor& visit) const;
  // All of `changes` or none.
  virtual void Apply(const Changes& changes) = 0;
  // Everything applied so far is on disk when this returns.
  virtual void Flush() = 0;
};

// Without a disk, for tests. Thread safe.
class MemoryKeyValues final : public KeyValues {
 public:
  std::optional<std::string> Get(std::string_view key) const override;
  std::vector<Row> Scan(std::string_view prefix, std::string_view after,
                        std::size_t limit) const override;
  void Apply(const Changes& changes) override;
  void Flush() override {}

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::string, std::less<>> rows_;
};

// On RocksDB in the folder `path`, made if it is not there. An error on use leaves the DamageMark
// and ends the process: the next start finds the mark, and rebuilds.
Expected<std::unique_ptr<KeyValues>, Failure> OpenRocksKeyValues(const std::filesystem::path& path);

// A file beside the folder: the store in it was found damaged.
std::filesystem::path DamageMark(const std::filesystem::path& folder);

}  // namespace recourse::engine
