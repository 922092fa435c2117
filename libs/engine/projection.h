#pragma once

#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "libs/engine/definition.h"
#include "libs/engine/key_values.h"

namespace recourse::engine {

// Says what records change in the derived store. It sees the records of a shard in order, each
// once, and depends on nothing else, so live and rebuilt stores are equal byte for byte. One
// thread.
class Projection {
 public:
  Projection(const Definition& definition, const KeyValues& store)
      : definition_(definition), store_(store) {}

  void Add(const Record& record);

  // The last sequence of each shard that was added since the last Take.
  const std::map<std::uint32_t, std::uint64_t>& reached() const { return reached_; }
  // What Add changed since the last Take, ready for Apply: the last value of each key.
  Changes Take();
  std::size_t records() const { return records_; }

 private:
  class Rows;

  std::optional<std::string> Row(const std::string& key);
  void SetRow(std::string key, std::optional<std::string> value);
  void AppendToRow(const std::string& key, std::string_view part);
  void AddToStream(const Record& record);
  void AddAnswered(const Record& record);
  void AddCause(const Record& record);
  void UseUpTimer(const Record& record);
  void AddParked(const Record& record);

  const Definition& definition_;
  const KeyValues& store_;
  Changes changes_;
  // Rows of views as they stand, those read last: most records read what the last ones did.
  absl::flat_hash_map<std::string, std::optional<std::string>> rows_;
  std::size_t records_ = 0;
  std::map<std::uint32_t, std::uint64_t> reached_;
  // The command whose events are being added: where its run of events in each stream began.
  std::map<std::string, std::string> open_runs_;  // Stream -> key of the run.
};

}  // namespace recourse::engine
