#include "libs/engine/stream_run.h"

#include "libs/base/check.h"
#include "libs/eventlog/bytes.h"

namespace recourse::engine {
namespace {

constexpr std::size_t kBare = 8 + 4;
constexpr std::size_t kWithRequest = kBare + 8 + 4;

}  // namespace

std::string EncodeRun(const StreamRun& run) {
  std::string bytes;
  bytes.reserve(kWithRequest);
  eventlog::AppendFixed64(bytes, run.first);
  eventlog::AppendFixed32(bytes, run.count);
  if (run.request) {
    eventlog::AppendFixed64(bytes, run.request->hash);
    eventlog::AppendFixed32(bytes, static_cast<std::uint32_t>(run.request->day));
  }
  return bytes;
}

StreamRun DecodeRun(std::string_view bytes) {
  CHECK(bytes.size() == kBare || bytes.size() == kWithRequest);
  StreamRun run;
  run.first = eventlog::ReadFixed64(bytes, 0);
  run.count = eventlog::ReadFixed32(bytes, 8);
  if (bytes.size() == kWithRequest) {
    run.request.emplace();
    run.request->hash = eventlog::ReadFixed64(bytes, kBare);
    run.request->day = static_cast<std::int32_t>(eventlog::ReadFixed32(bytes, kBare + 8));
  }
  return run;
}

}  // namespace recourse::engine
