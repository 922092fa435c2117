#pragma once

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/rpc/ask.h"
#include "libs/rpc/client.h"

namespace recourse::cli {

inline constexpr std::chrono::seconds kCallTimeout{30};

// The service that a request is about, if it says so: an edge finds its process by that.
template <class Request>
std::string ServiceNamedIn(const Request& request) {
  if constexpr (requires { std::string(request.service()); }) {
    return request.service();
  } else {
    return "";
  }
}

// Calls a method that reads, in the caller's name and with a deadline:
//   Call(client, stub, &InvoicingService::Stub::GetAccount, request)
// `service`: whose process is meant, of a gRPC service that several serve, see rpc::kServiceKey.
template <class Stub, class Request, class Response>
Expected<Response, Failure> Call(const rpc::Client& client, Stub& stub,
                                 grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                              Response*),
                                 const Request& request, const std::string& service = "") {
  return rpc::Ask(client, stub, method, request, kCallTimeout,
                  service.empty() ? ServiceNamedIn(request) : service);
}

// Calls a List method page by page, and gives each response to `take`.
template <class Stub, class Request, class Response, class Take>
Expected<Done, Failure> CallPages(const rpc::Client& client, Stub& stub,
                                  grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                               Response*),
                                  Request request, Take take, const std::string& service = "") {
  request.set_page_size(1000);
  do {
    auto response = Call(client, stub, method, request, service);
    if (!response) return Unexpected{response.error()};
    request.set_page_token(response->next_page_token());
    take(*std::move(response));
  } while (!request.page_token().empty());
  return Done{};
}

}  // namespace recourse::cli
