#pragma once

#include <grpcpp/server_context.h>

#include <string>

namespace recourse::rpc {

// The trace that a call belongs to, 16 bytes: what the metadata "traceparent" says. Empty if there
// is none, more than one, or one that is malformed.
std::string TraceIdOf(const grpc::CallbackServerContext& context);

}  // namespace recourse::rpc
