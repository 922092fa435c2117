#pragma once

#include <grpcpp/impl/service_type.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/engine/engine.h"
#include "libs/rpc/call.h"
#include "libs/rpc/collector.h"
#include "libs/rpc/outbox.h"
#include "libs/rpc/shell.h"

namespace recourse::rpc {

// A gRPC service. The constructor of a derived class is its table: one row a method, saying how it
// is called, who may, and what it does.
//   class DisputeApi final : public rpc::Service {
//    public:
//     DisputeApi(rpc::Shell& shell, engine::Commands& commands)
//         : Service(shell, commands, "recourse.dispute.v1.DisputeService") {
//       Mutate<OpenDisputeRequest, Dispute>("OpenDispute", {Role::kClerk}, PrepareOpenDispute);
//       Read<GetDisputeRequest, Dispute>("GetDispute", {Role::kClerk, Role::kAnalyst}, ...);
//     }
//   };
// A method without a row cannot be called, and a server does not start with one. Handlers run on
// gRPC's threads: they must not block, and what they hold by reference lives as long as the
// service. The request is gone when a handler returns: what runs later has copies.
class Service : public grpc::Service {
 public:
  const std::string& full_name() const { return full_name_; }
  // Ends the process, naming them, if methods of the proto have no row.
  void CheckComplete() const;

 protected:
  // `full_name` as in the proto. `shell` and `commands` outlive this.
  Service(Shell& shell, engine::Commands& commands, std::string_view full_name);

  // Checks the request and says what is to be run in which home.
  template <class Request, class Response>
  using Prepare =
      std::function<Expected<Prepared<Response>, Failure>(const Request&, const Caller&)>;

  // A command. The request has a request_id; actor, trace, request id and fingerprint are filled
  // in.
  template <class Request, class Response>
  void Mutate(std::string_view name, Roles roles, Prepare<Request, Response> prepare);

  // An answer from the writer's own state.
  template <class Request, class Response>
  void Read(std::string_view name, Roles roles, Prepare<Request, Response> prepare);

  // An answer from views. Waits first until they have applied every position that the client names
  // in its metadata (kPositionKey); kUnavailable if they have not when the deadline comes.
  template <class Request, class Response>
  void Query(std::string_view name, Roles roles,
             std::function<Expected<Response, Failure>(const Request&, const Caller&)> answer);

  // The same over several engines: a position says nothing of whose it is, so `whose` names those
  // of which it is to be waited for. Of none: NotAwaited.
  template <class Request>
  using Whose =
      std::function<std::vector<engine::Commands*>(const Request&, const engine::Position&)>;
  template <class Request, class Response>
  void Query(std::string_view name, Roles roles,
             std::function<Expected<Response, Failure>(const Request&, const Caller&)> answer,
             Whose<Request> whose);
  static std::vector<engine::Commands*> NotAwaited(const google::protobuf::Message&,
                                                   const engine::Position&) {
    return {};
  }

  // An answer that the handler gives by itself, later, once, whatever happens. The handler checks
  // the request, without doing anything yet, and returns what begins the work.
  template <class Request, class Response>
  void Answer(std::string_view name, Roles roles,
              std::function<Expected<Begin<Response>, Failure>(const Call<Request>&)> prepare);

  // The same, begun only once the views have applied every position that the client names, as for
  // Query.
  template <class Request, class Response>
  void AnswerApplied(
      std::string_view name, Roles roles,
      std::function<Expected<Begin<Response>, Failure>(const Call<Request>&)> prepare);

  // A stream of messages to the client, for as long as it stays.
  template <class Request, class Response>
  void Follow(
      std::string_view name, Roles roles,
      std::function<Expected<Done, Failure>(const Request&, const Caller&, Follower<Response>)>
          begin);

  // A stream of messages from the client, answered once, when the last of them is dealt with.
  // `begin` makes what takes them.
  template <class Request, class Response>
  void Collect(std::string_view name, Roles roles,
               std::function<std::unique_ptr<Collector<Request, Response>>(StreamOpening)> begin);

  engine::Commands& commands() const { return commands_; }
  Shell& shell() const { return shell_; }

 private:
  using Descriptor = google::protobuf::Descriptor;
  using Unary = std::function<void(const Incoming&)>;
  using Streaming = std::function<Expected<Done, Failure>(const grpc::ByteBuffer&, const Caller&,
                                                          const std::shared_ptr<Outbox>&)>;
  using BeginCollecting = std::function<std::unique_ptr<Collecting>(StreamOpening)>;

  void AddUnary(std::string_view name, Roles roles, const Descriptor* request,
                const Descriptor* response, Unary handler);
  void AddStreaming(std::string_view name, Roles roles, const Descriptor* request,
                    const Descriptor* response, Streaming handler);
  void AddCollecting(std::string_view name, Roles roles, const Descriptor* request,
                     const Descriptor* response, BeginCollecting begin);
  struct Form {
    bool client_streams = false;
    bool server_streams = false;
  };
  const Method& AddRow(std::string_view name, Roles roles, const Descriptor* request,
                       const Descriptor* response, Form form);

  using Awaited = std::pair<engine::Commands*, engine::Position>;
  // The positions that the client wants to see, of the engines that `whose` names for each.
  Expected<std::vector<Awaited>, Failure> AwaitedBy(
      const Incoming& incoming,
      const std::function<std::vector<engine::Commands*>(const engine::Position&)>& whose) const;
  // Runs `work` once the views of each engine have applied its position: now if nothing is awaited,
  // else on one of gRPC's threads; refuses the call instead if they have not by its deadline.
  static void WhenApplied(std::vector<Awaited> awaited, const Incoming& incoming,
                          std::function<void()> work);

  Shell& shell_;
  engine::Commands& commands_;
  const std::string full_name_;
  const google::protobuf::ServiceDescriptor* const descriptor_;
  std::vector<std::string> rows_;
};

}  // namespace recourse::rpc

#include "libs/rpc/service_rows.h"
