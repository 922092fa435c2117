#include "libs/rpc/trace_of.h"

#include <iterator>
#include <string_view>

#include "libs/observability/trace.h"

namespace recourse::rpc {

std::string TraceIdOf(const grpc::CallbackServerContext& context) {
  const auto [first, end] = context.client_metadata().equal_range(observability::kTraceparent);
  if (first == end || std::next(first) != end) return {};
  const std::string_view text(first->second.data(), first->second.size());
  return observability::TraceIdIn(text).value_or(std::string());
}

}  // namespace recourse::rpc
