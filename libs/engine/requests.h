#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "libs/base/date.h"
#include "libs/engine/key_values.h"
#include "libs/eventlog/event_log.h"
#include "recourse/history/v1/record.pb.h"

namespace recourse::engine {

// The answers of one shard by (home, request id): those that the derived store has not applied yet
// are kept here, the rest are looked up there and read from the log. One thread.
class Requests {
 public:
  struct Answered {
    std::string fingerprint;
    std::string answer;
  };

  Requests(std::uint32_t shard, const eventlog::EventLog& log, const KeyValues& derived)
      : shard_(shard), log_(log), derived_(derived) {}

  // The answer given before, if it was recorded at most kRequestLife before `now`.
  std::optional<Answered> Find(std::string_view home, std::string_view request_id, Instant now);
  // Remembers the request that `record` carries.
  void Add(const history::v1::Record& record);
  // The derived store knows everything through `applied`.
  void Forget(std::uint64_t applied);

 private:
  struct Recent {
    Answered answered;
    std::int64_t recorded_at_us;
    std::uint64_t sequence;
  };

  const std::uint32_t shard_;
  const eventlog::EventLog& log_;
  const KeyValues& derived_;
  std::unordered_map<std::string, Recent> recent_;  // By derived key.
  std::deque<std::pair<std::uint64_t, std::string>> order_;
};

}  // namespace recourse::engine
