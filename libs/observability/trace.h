#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace recourse::observability {

// W3C Trace Context, https://www.w3.org/TR/trace-context/: what joins the records, messages and log
// lines of one cause over all who take part in it. A trace begins with a caller; none is made up.

// The name of its header: gRPC metadata, and on Kafka.
inline constexpr char kTraceparent[] = "traceparent";

// The trace id in a traceparent, 16 bytes. Nothing if that is malformed: it is to be ignored then.
// A version after 00 is read as far as 00 goes, as the standard says.
std::optional<std::string> TraceIdIn(std::string_view traceparent);

// A traceparent of version 00. Its flags say that the trace is recorded, as it is: in the log.
// `trace_id` is 16 bytes, `parent_id` 8, of which not all are 0.
std::string FormatTraceparent(std::string_view trace_id, std::string_view parent_id);

// As long as it lives, log lines of this thread carry "trace_id"; none, if `trace_id` is empty,
// which else is 16 bytes that outlive this. Scopes of a thread nest: the innermost counts.
class TraceScope {
 public:
  explicit TraceScope(std::string_view trace_id);
  ~TraceScope();
  TraceScope(const TraceScope&) = delete;
  TraceScope& operator=(const TraceScope&) = delete;

  // Of the scope that this thread is in; empty if there is none.
  static std::string_view trace_id();

 private:
  const std::string_view outer_;
};

}  // namespace recourse::observability
