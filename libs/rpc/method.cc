#include "libs/rpc/method.h"

#include <utility>

#include "libs/rpc/status.h"

namespace recourse::rpc {

Method::Method(std::string path_in, Roles roles_in, observability::Metrics& metrics)
    : path(std::move(path_in)), roles(roles_in) {
  for (std::size_t code = 0; code < kCodes; ++code) {
    by_code[code] = &metrics.AddCounter(
        "recourse_rpc_calls_total", "Calls that ended, by gRPC status.",
        {{"method", path}, {"code", std::string(CodeName(static_cast<grpc::StatusCode>(code)))}});
  }
  latency = &metrics.AddLatency("recourse_rpc_seconds",
                                "Time from a call's request to its answer; streams are not in it.",
                                {{"method", path}});
}

}  // namespace recourse::rpc
