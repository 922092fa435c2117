#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "recourse/history/v1/record.pb.h"

namespace recourse::engine {

// The keys of one view and one shard, as the view sees them while it applies records. Reads see the
// writes before them.
class ViewRows {
 public:
  virtual ~ViewRows() = default;
  virtual std::optional<std::string> Get(std::string_view key) = 0;
  virtual void Put(std::string_view key, std::string_view value) = 0;
  virtual void Delete(std::string_view key) = 0;
  // Adds to the end of the row, which is made if it is not there. It costs what is added, however
  // long the row has become: for a message whose fields are merged when parts of it are joined.
  virtual void Append(std::string_view key, std::string_view part) = 0;
};

// An answer to one question, kept up to date from the log. Apply must be a pure function of the
// rows and the record: a view that is rebuilt from the first record is equal byte for byte. Called
// on the applier thread only, in the order of the shard, for every record of a stream of this
// service.
class View {
 public:
  virtual ~View() = default;
  virtual std::string_view name() const = 0;
  // Raise it when Apply changes: the view is then rebuilt at the next start.
  virtual std::uint32_t code_version() const = 0;
  virtual void Apply(const history::v1::Record& record, ViewRows& rows) = 0;
};

// Reads views from any thread, as far as they have been applied.
class ViewReader {
 public:
  using Row = std::pair<std::string, std::string>;

  virtual ~ViewReader() = default;
  virtual std::uint32_t shards() const = 0;
  virtual std::optional<std::string> Get(std::string_view view, std::uint32_t shard,
                                         std::string_view key) const = 0;
  // Up to `limit` rows in key order whose key starts with `prefix` and is greater than `after`.
  virtual std::vector<Row> Scan(std::string_view view, std::uint32_t shard, std::string_view prefix,
                                std::string_view after, std::size_t limit) const = 0;
};

}  // namespace recourse::engine
