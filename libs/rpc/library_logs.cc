#include "libs/rpc/library_logs.h"

#include <google/protobuf/stubs/logging.h>
#include <grpc/support/log.h>

#include <string>

#include "libs/observability/log.h"

namespace recourse::rpc {
namespace {

using observability::LogLevel;

thread_local int quiet = 0;  // How many QuietLibraryLogs live on this thread.

void LogOfGrpc(gpr_log_func_args* args) {
  const bool tell = args->severity == GPR_LOG_SEVERITY_ERROR && quiet == 0;
  const LogLevel level = tell ? LogLevel::kWarning : LogLevel::kDebug;
  observability::Log(level, "gRPC says",
                     {{"text", args->message}, {"file", args->file}, {"line", args->line}});
}

void LogOfProtobuf(google::protobuf::LogLevel severity, const char* file, int line,
                   const std::string& text) {
  const LogLevel level =
      severity == google::protobuf::LOGLEVEL_FATAL ? LogLevel::kError : LogLevel::kDebug;
  observability::Log(level, "protobuf says", {{"text", text}, {"file", file}, {"line", line}});
}

}  // namespace

void RouteLibraryLogs() {
  gpr_set_log_function(&LogOfGrpc);
  google::protobuf::SetLogHandler(&LogOfProtobuf);
}

QuietLibraryLogs::QuietLibraryLogs() { ++quiet; }
QuietLibraryLogs::~QuietLibraryLogs() { --quiet; }

}  // namespace recourse::rpc
