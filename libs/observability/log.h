#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "libs/base/date.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"

namespace recourse::observability {

enum class LogLevel { kDebug, kInfo, kWarning, kError };

// A named value of a log line. Never personal data, a token or a key: logs are kept by others, and
// erasing a person does not reach them.
class LogField {
 public:
  using Value = std::variant<std::string_view, std::int64_t, std::uint64_t, double, bool>;

  template <class T>
  LogField(std::string_view name, const T& value) : name_(name), value_(ToValue(value)) {}

  std::string_view name() const { return name_; }
  const Value& value() const { return value_; }

 private:
  template <class T>
  static Value ToValue(const T& value) {
    if constexpr (std::is_same_v<T, bool>) {
      return value;
    } else if constexpr (std::is_floating_point_v<T>) {
      return double{value};
    } else if constexpr (std::is_unsigned_v<T>) {
      return std::uint64_t{value};
    } else if constexpr (std::is_integral_v<T>) {
      return std::int64_t{value};
    } else {
      return std::string_view{value};
    }
  }

  std::string_view name_;
  Value value_;
};

using LogFields = std::initializer_list<LogField>;

struct LogOptions {
  std::string program = "recourse";
  // Where lines go: standard error if empty, else this file, turned over at 64 MiB, five kept.
  std::string path;
  LogLevel level = LogLevel::kInfo;
};

// Sets where log lines go; until then they go to standard error. Call before threads are started.
// Fails (kUnavailable) if the file cannot be opened.
Expected<Done, Failure> StartLogging(const LogOptions& options);

// Writes one line of JSON:
//   {"time":"2012-12-31T09:00:00.000000Z","level":"info","program":"recourse",
//    "message":"server started","address":"127.0.0.1:7443"}
// Within a TraceScope it ends with "trace_id".
// Thread safe. `message` is a constant sentence; what varies goes in fields. Texts are cut at 8
// KiB.
void Log(LogLevel level, std::string_view message, LogFields fields = {});

inline void LogInfo(std::string_view message, LogFields fields = {}) {
  Log(LogLevel::kInfo, message, fields);
}
inline void LogWarning(std::string_view message, LogFields fields = {}) {
  Log(LogLevel::kWarning, message, fields);
}
inline void LogError(std::string_view message, LogFields fields = {}) {
  Log(LogLevel::kError, message, fields);
}

// The line that Log writes, without its end.
std::string FormatLogLine(Instant time, LogLevel level, std::string_view program,
                          std::string_view message, LogFields fields);

}  // namespace recourse::observability
