#pragma once

#include <grpcpp/server_context.h>
#include <grpcpp/support/byte_buffer.h>

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/engine/engine.h"
#include "libs/rpc/bytes.h"
#include "libs/rpc/digest.h"
#include "libs/rpc/fields.h"
#include "libs/rpc/identity.h"
#include "libs/rpc/method.h"
#include "libs/rpc/shell.h"

namespace recourse::rpc {

// A request that was let in, still as bytes.
struct Incoming {
  const grpc::ByteBuffer& bytes;
  const grpc::CallbackServerContext& context;
  const Method& method;
  const Caller& caller;
  PendingReply reply;
  std::chrono::steady_clock::time_point deadline;
  const KeyedHash& hash;
  std::string trace_id;  // Of the trace that the caller is in, 16 bytes; empty if in none.
};

// What is to be run in a home, and so on the writer thread of its shard: `run` is called with the
// engine::Unit and gives Expected<Response, Failure>.
template <class Response>
class Prepared {
 public:
  template <class Run>
  Prepared(std::string home_in, Run run_in)
      : home(std::move(home_in)),
        run([run = std::move(run_in)](engine::Unit& unit) -> engine::Outcome {
          const Expected<Response, Failure> response = run(unit);
          if (!response) return Unexpected{response.error()};
          return response->SerializeAsString();
        }) {}

  std::string home;
  std::function<engine::Outcome(engine::Unit&)> run;
};

// PendingReply for responses of one type: what a handler keeps that answers by itself, later.
template <class Response>
class Reply {
 public:
  explicit Reply(PendingReply reply) : reply_(reply) {}

  void Send(const Response& response, const engine::Position& position = {}) const {
    reply_.Send(response.SerializeAsString(), position);
  }
  void Refuse(const Failure& failure, const engine::Position& position = {}) const {
    reply_.Refuse(failure, position);
  }
  // The bytes of the outcome are a serialised Response.
  void Answer(const engine::Result& result) const { reply_.Answer(result); }
  bool wanted() const { return reply_.wanted(); }

 private:
  PendingReply reply_;
};

template <class Response>
using Begin = std::function<void(Reply<Response>)>;

// What tells a repeat from another request under the same id: who asks, by principal and role,
// what, and the serialised content. Not the token, which may be changed between two attempts.
std::string Fingerprint(const KeyedHash& hash, const Caller& caller, std::string_view method,
                        std::string_view content);

// A request as a handler sees that answers by itself. All of it is gone when the handler returns.
template <class Request>
class Call {
 public:
  Call(const Request& request_in, const Incoming& incoming)
      : request(request_in),
        caller(incoming.caller),
        deadline(incoming.deadline),
        incoming_(incoming) {}

  // Of the trace that the caller is in, 16 bytes; empty if in none.
  const std::string& trace_id() const { return incoming_.trace_id; }

  // A command with actor, trace, request id and fingerprint filled in; `run` and `done` are still
  // empty.
  engine::Command Command(std::string home) const {
    engine::Command command;
    command.home = std::move(home);
    command.actor = caller.principal;
    command.trace_id = incoming_.trace_id;
    if constexpr (requires { request.request_id(); }) {
      thread_local std::string bytes;
      SerialiseSame(request, bytes);
      command.request_id = request.request_id();
      command.fingerprint = Fingerprint(incoming_.hash, caller, incoming_.method.path, bytes);
    }
    return command;
  }

  const Request& request;
  const Caller& caller;
  // The client has been told kUnknown after this.
  const std::chrono::steady_clock::time_point deadline;

 private:
  const Incoming& incoming_;
};

// Why `request_id` is not one: it must have 1 to 64 bytes of printable ASCII.
Expected<Done, Failure> CheckRequestId(std::string_view request_id);

Failure UnreadableRequest(std::string_view type);

// Parses and checks the request: `prepare(request)` checks the rest of it and gives what is to be
// done, which is only returned if request_id is right too. All that is wrong is told at once.
template <class Request, class PrepareRequest>
auto ParseAndPrepare(const grpc::ByteBuffer& bytes, const PrepareRequest& prepare)
    -> decltype(prepare(std::declval<const Request&>())) {
  Request request;
  if (!Parse(bytes, request)) return Unexpected{UnreadableRequest(request.GetTypeName())};
  if constexpr (requires { request.request_id(); }) {
    const auto checked = CheckRequestId(request.request_id());
    auto prepared = prepare(request);
    if (checked) return prepared;
    if (prepared || prepared.error().kind != Failure::Kind::kInvalid) {
      return Unexpected{checked.error()};
    }
    return Unexpected{JoinInvalid(checked.error(), prepared.error())};
  } else {
    return prepare(request);
  }
}

}  // namespace recourse::rpc
