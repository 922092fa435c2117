#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "libs/engine/definition.h"
#include "libs/engine/key_values.h"

namespace recourse::engine {

// Answers to request ids live this long, counted on recorded_at.
inline constexpr Days kRequestLife{30};

// Says what records change in the derived store. It sees the records of a shard in order, each
// once, and depends on nothing else, so live and rebuilt stores are equal byte for byte. One
// thread.
class Projection {
 public:
  Projection(const Definition& definition, const KeyValues& store)
      : definition_(definition), store_(store) {}

  void Add(const Record& record);

  // What Add changed since the last Take, ready for Apply: the last value of each key.
  const Changes& changes() const { return changes_; }
  Changes Take();
  std::size_t records() const { return records_; }

 private:
  class Rows;

  std::optional<std::string> Row(const std::string& key);
  void SetRow(std::string key, std::optional<std::string> value);
  void AppendToRow(const std::string& key, std::string_view part);
  void AddToStream(const Record& record);
  void AddRequest(const Record& record);
  void AddCause(const Record& record);
  void AddParked(const Record& record);
  void ForgetOldRequests(std::uint32_t shard, std::int32_t day);

  const Definition& definition_;
  const KeyValues& store_;
  Changes changes_;
  // Rows of views as they stand, those touched last: most records change what the last ones did.
  std::unordered_map<std::string, std::optional<std::string>> rows_;
  std::size_t records_ = 0;
  // The command whose events are being added: where its run of events in each stream began.
  std::map<std::string, std::string> open_runs_;  // Stream key -> key of the run.
  std::map<std::uint32_t, std::int32_t> purged_on_day_;
};

}  // namespace recourse::engine
