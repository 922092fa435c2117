#pragma once

#include <grpcpp/client_context.h>

#include <chrono>
#include <string>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/rpc/client.h"
#include "libs/rpc/status.h"

namespace recourse::rpc {

// The metadata by which an edge tells processes apart that serve the same gRPC service, such as
// HistoryService: the name of the Recourse service that is meant, "dispute".
inline constexpr char kServiceKey[] = "recourse-service";

// Calls a method by its generated stub, in the caller's name, and waits for the answer:
//   Ask(client, *stub, &InvoicingService::Stub::GetAccount, request, std::chrono::seconds(5))
// The thread that waits does the work, so it may be one of gRPC's own. `service`: see kServiceKey.
template <class Stub, class Request, class Response>
Expected<Response, Failure> Ask(const Client& client, Stub& stub,
                                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                             Response*),
                                const Request& request, std::chrono::milliseconds timeout,
                                const std::string& service = "") {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + timeout);
  client.Authorise(context);
  if (!service.empty()) context.AddMetadata(kServiceKey, service);
  Response response;
  const grpc::Status status = (stub.*method)(&context, request, &response);
  if (!status.ok()) return Unexpected{ToFailure(status)};
  return response;
}

}  // namespace recourse::rpc
