#include "libs/observability/trace.h"

#include <fmt/format.h>

#include "libs/base/check.h"
#include "libs/base/hex.h"

namespace recourse::observability {
namespace {

constexpr std::size_t kTraceIdBytes = 16;
constexpr std::size_t kParentIdBytes = 8;
// 00-<32 digits>-<16 digits>-<2 digits>
constexpr std::size_t kTraceIdAt = 3;
constexpr std::size_t kParentIdAt = kTraceIdAt + 2 * kTraceIdBytes + 1;
constexpr std::size_t kFlagsAt = kParentIdAt + 2 * kParentIdBytes + 1;
constexpr std::size_t kLength = kFlagsAt + 2;

bool IsLowerHex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool IsZero(std::string_view digits) {
  return digits.find_first_not_of('0') == std::string_view::npos;
}

thread_local std::string_view current_trace_id;

}  // namespace

std::optional<std::string> TraceIdIn(std::string_view traceparent) {
  if (traceparent.size() < kLength) return std::nullopt;
  const std::string_view version = traceparent.substr(0, 2);
  const std::string_view trace_id = traceparent.substr(kTraceIdAt, 2 * kTraceIdBytes);
  const std::string_view parent_id = traceparent.substr(kParentIdAt, 2 * kParentIdBytes);
  const std::string_view flags = traceparent.substr(kFlagsAt, 2);
  for (const std::string_view part : {version, trace_id, parent_id, flags}) {
    if (!IsLowerHex(part)) return std::nullopt;
  }
  for (const std::size_t dash : {kTraceIdAt - 1, kParentIdAt - 1, kFlagsAt - 1}) {
    if (traceparent[dash] != '-') return std::nullopt;
  }
  if (IsZero(trace_id) || IsZero(parent_id) || version == "ff") return std::nullopt;
  const bool ends = traceparent.size() == kLength;
  if (!ends && (version == "00" || traceparent[kLength] != '-')) return std::nullopt;
  return FromHex(trace_id);
}

std::string FormatTraceparent(std::string_view trace_id, std::string_view parent_id) {
  CHECK(trace_id.size() == kTraceIdBytes && parent_id.size() == kParentIdBytes);
  return fmt::format("00-{}-{}-01", ToHex(trace_id), ToHex(parent_id));
}

TraceScope::TraceScope(std::string_view trace_id) : outer_(current_trace_id) {
  current_trace_id = trace_id;
}

TraceScope::~TraceScope() { current_trace_id = outer_; }

std::string_view TraceScope::trace_id() { return current_trace_id; }

}  // namespace recourse::observability
