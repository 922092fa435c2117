#pragma once

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <memory>
#include <utility>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/rpc/client.h"
#include "libs/rpc/status.h"

namespace recourse::cli {

inline constexpr std::chrono::seconds kCallTimeout{30};

// Calls a method that reads, in the caller's name and with a deadline:
//   Call(client, stub, &InvoicingService::Stub::GetAccount, request)
template <class Stub, class Request, class Response>
Expected<Response, Failure> Call(const rpc::Client& client, Stub& stub,
                                 grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                              Response*),
                                 const Request& request) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kCallTimeout);
  client.Authorise(context);
  Response response;
  const grpc::Status status = (stub.*method)(&context, request, &response);
  if (!status.ok()) return Unexpected{rpc::ToFailure(status)};
  return response;
}

// Calls a List method page by page, and gives each response to `take`.
template <class Stub, class Request, class Response, class Take>
Expected<Done, Failure> CallPages(const rpc::Client& client, Stub& stub,
                                  grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                               Response*),
                                  Request request, Take take) {
  request.set_page_size(1000);
  do {
    auto response = Call(client, stub, method, request);
    if (!response) return Unexpected{response.error()};
    request.set_page_token(response->next_page_token());
    take(*std::move(response));
  } while (!request.page_token().empty());
  return Done{};
}

}  // namespace recourse::cli
