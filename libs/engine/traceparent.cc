#include "libs/engine/traceparent.h"

#include <fmt/format.h>

#include <string_view>

#include "libs/eventlog/hash.h"
#include "libs/observability/trace.h"

namespace recourse::engine {

std::string TraceparentOf(const history::v1::Record& record) {
  if (record.trace_id().empty()) return {};
  eventlog::Sha256 sha256;
  const eventlog::Hash hash = sha256(fmt::format("{}-{}-{}-{}", record.service(), record.shard(),
                                                 record.epoch(), record.sequence()));
  const std::string_view parent_id(reinterpret_cast<const char*>(hash.data()), 8);
  return observability::FormatTraceparent(record.trace_id(), parent_id);
}

}  // namespace recourse::engine
