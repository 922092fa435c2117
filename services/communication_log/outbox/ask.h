#pragma once

#include <chrono>
#include <future>
#include <string>
#include <utility>

#include "libs/rpc/client.h"

namespace recourse::communication_log {

inline constexpr std::chrono::seconds kAskTimeout{10};

// Asks another service and waits for the answer: Ask<Account>(client, "/recourse...", request).
template <class Response, class Request>
Expected<Response, Failure> Ask(rpc::Client& client, const std::string& method,
                                const Request& request) {
  std::promise<rpc::Client::Answer> promise;
  auto answered = promise.get_future();
  client.CallUnary(
      method, request.SerializeAsString(), kAskTimeout,
      [&promise](rpc::Client::Answer answer) { promise.set_value(std::move(answer)); });
  const auto answer = answered.get();
  if (!answer) return Unexpected{answer.error()};
  Response response;
  if (response.ParseFromString(*answer)) return response;
  return Unexpected{Failure{Failure::Kind::kInternal,
                            "ANSWER_UNREADABLE",
                            "What another service answered cannot be read.",
                            {{"method", method}}}};
}

}  // namespace recourse::communication_log
