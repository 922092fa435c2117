#include "libs/observability/log.h"

#include <fmt/format.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <cmath>
#include <iterator>
#include <memory>

#include "libs/base/hex.h"
#include "libs/base/overloaded.h"
#include "libs/observability/json.h"
#include "libs/observability/trace.h"

namespace recourse::observability {
namespace {

constexpr std::size_t kTextBytesMax = 8 * 1024;
constexpr std::size_t kFileBytesMax = 64 * 1024 * 1024;
constexpr std::size_t kOldFiles = 4;

struct Destination {
  std::string program;
  std::shared_ptr<spdlog::logger> logger;
};

std::shared_ptr<spdlog::logger> MakeLogger(spdlog::sink_ptr sink) {
  auto logger = std::make_shared<spdlog::logger>("recourse", std::move(sink));
  logger->set_pattern("%v");
  logger->flush_on(spdlog::level::trace);
  return logger;
}

Destination& TheDestination() {
  static Destination destination{LogOptions{}.program,
                                 MakeLogger(std::make_shared<spdlog::sinks::stderr_sink_mt>())};
  return destination;
}

spdlog::level::level_enum ToSpdlog(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return spdlog::level::debug;
    case LogLevel::kInfo:
      return spdlog::level::info;
    case LogLevel::kWarning:
      return spdlog::level::warn;
    case LogLevel::kError:
      return spdlog::level::err;
  }
  CHECK(false);
}

std::string_view Name(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return "debug";
    case LogLevel::kInfo:
      return "info";
    case LogLevel::kWarning:
      return "warning";
    case LogLevel::kError:
      return "error";
  }
  CHECK(false);
}

void AppendMember(std::string_view name, const LogField::Value& value, std::string& line) {
  line += line.empty() ? '{' : ',';
  AppendJsonString(name, line);
  line += ':';
  std::visit(
      Overloaded{
          [&](std::string_view text) { AppendJsonString(text.substr(0, kTextBytesMax), line); },
          [&](bool truth) { line += truth ? "true" : "false"; },
          [&](double number) {
            // JSON has no word for infinity or not-a-number.
            line += std::isfinite(number) ? fmt::format("{}", number) : "null";
          },
          [&](auto number) { fmt::format_to(std::back_inserter(line), "{}", number); },
      },
      value);
}

}  // namespace

Expected<Done, Failure> StartLogging(const LogOptions& options) {
  Destination& destination = TheDestination();
  if (!options.path.empty()) {
    try {
      destination.logger = MakeLogger(std::make_shared<spdlog::sinks::rotating_file_sink_mt>(
          options.path, kFileBytesMax, kOldFiles));
    } catch (const spdlog::spdlog_ex& error) {
      return Unexpected{Failure{Failure::Kind::kUnavailable,
                                "LOG_FILE_NOT_WRITABLE",
                                "The log file cannot be opened for writing.",
                                {{"path", options.path}, {"error", error.what()}}}};
    }
  }
  destination.program = options.program;
  destination.logger->set_level(ToSpdlog(options.level));
  return Done{};
}

void Log(LogLevel level, std::string_view message, LogFields fields) {
  const Destination& destination = TheDestination();
  const auto spdlog_level = ToSpdlog(level);
  if (!destination.logger->should_log(spdlog_level)) return;
  const auto now = std::chrono::floor<Instant::duration>(std::chrono::system_clock::now());
  const std::string line = FormatLogLine(now, level, destination.program, message, fields);
  destination.logger->log(spdlog_level, spdlog::string_view_t{line.data(), line.size()});
}

std::string FormatLogLine(Instant time, LogLevel level, std::string_view program,
                          std::string_view message, LogFields fields) {
  std::string line;
  AppendMember("time", ToString(time), line);
  AppendMember("level", Name(level), line);
  AppendMember("program", program, line);
  AppendMember("message", message, line);
  for (const LogField& field : fields) AppendMember(field.name(), field.value(), line);
  if (const std::string_view trace_id = TraceScope::trace_id(); !trace_id.empty()) {
    AppendMember("trace_id", std::string_view(ToHex(trace_id)), line);
  }
  line += '}';
  return line;
}

}  // namespace recourse::observability
