#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace recourse::engine {

// What the derived store says of the events that one command added to one stream: they follow each
// other in the log. The first event of a request's command also says which request it was.
struct StreamRun {
  struct Request {
    std::uint64_t hash = 0;  // Requests::HashOf its id.
    std::int32_t day = 0;    // Of recorded_at, counted from 1970-01-01.
  };

  std::uint64_t first = 0;  // Sequence.
  std::uint32_t count = 0;
  std::optional<Request> request;
};

std::string EncodeRun(const StreamRun& run);
StreamRun DecodeRun(std::string_view bytes);

}  // namespace recourse::engine
