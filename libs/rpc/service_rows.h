#pragma once

#include "libs/rpc/service.h"

// The rows of service.h, for each type of message. Included by service.h alone.

namespace recourse::rpc {

template <class Request, class Response>
void Service::Mutate(std::string_view name, Roles roles, Prepare<Request, Response> prepare) {
  static_assert(
      requires(const Request& request) { request.request_id(); },
      "what changes something carries a request_id");
  AddUnary(name, roles, Request::descriptor(), Response::descriptor(),
           [this, prepare = std::move(prepare)](const Incoming& incoming) {
             auto command = ParseAndPrepare<Request>(
                 incoming.bytes, [&](const Request& request) -> Expected<engine::Command, Failure> {
                   auto prepared = prepare(request, incoming.caller);
                   if (!prepared) return Unexpected{prepared.error()};
                   auto ready = Call<Request>(request, incoming).Command(std::move(prepared->home));
                   ready.run = std::move(prepared->run);
                   return ready;
                 });
             if (!command) return incoming.reply.Refuse(command.error());
             command->done = [reply = incoming.reply](const engine::Result& result) {
               reply.Answer(result);
             };
             commands_.Submit(*std::move(command));
           });
}

template <class Request, class Response>
void Service::Read(std::string_view name, Roles roles, Prepare<Request, Response> prepare) {
  AddUnary(name, roles, Request::descriptor(), Response::descriptor(),
           [this, prepare = std::move(prepare)](const Incoming& incoming) {
             auto prepared = ParseAndPrepare<Request>(incoming.bytes, [&](const Request& request) {
               return prepare(request, incoming.caller);
             });
             if (!prepared) return incoming.reply.Refuse(prepared.error());
             commands_.Read(
                 std::move(prepared->home), std::move(prepared->run),
                 [reply = incoming.reply](const engine::Result& result) { reply.Answer(result); });
           });
}

template <class Request, class Response>
void Service::Query(
    std::string_view name, Roles roles,
    std::function<Expected<Response, Failure>(const Request&, const Caller&)> answer) {
  Query<Request, Response>(
      name, roles, std::move(answer),
      [this](const Request&, const engine::Position&) { return std::vector{&commands_}; });
}

template <class Request, class Response>
void Service::Query(
    std::string_view name, Roles roles,
    std::function<Expected<Response, Failure>(const Request&, const Caller&)> answer,
    Whose<Request> whose) {
  AddUnary(name, roles, Request::descriptor(), Response::descriptor(),
           [this, answer = std::move(answer), whose = std::move(whose)](const Incoming& incoming) {
             Request request;
             if (!Parse(incoming.bytes, request)) {
               return incoming.reply.Refuse(UnreadableRequest(request.GetTypeName()));
             }
             auto awaited = AwaitedBy(
                 incoming, [&](const auto& position) { return whose(request, position); });
             if (!awaited) return incoming.reply.Refuse(awaited.error());
             auto respond = [&answer, &caller = incoming.caller,
                             reply = Reply<Response>(incoming.reply)](const Request& asked) {
               const Expected<Response, Failure> response = answer(asked, caller);
               if (!response) return reply.Refuse(response.error());
               reply.Send(*response);
             };
             WhenApplied(*std::move(awaited), incoming,
                         [respond, request = std::move(request)] { respond(request); });
           });
}

template <class Request, class Response>
void Service::Answer(
    std::string_view name, Roles roles,
    std::function<Expected<Begin<Response>, Failure>(const Call<Request>&)> prepare) {
  AddUnary(name, roles, Request::descriptor(), Response::descriptor(),
           [prepare = std::move(prepare)](const Incoming& incoming) {
             const auto begin = ParseAndPrepare<Request>(
                 incoming.bytes,
                 [&](const Request& request) { return prepare(Call<Request>(request, incoming)); });
             if (!begin) return incoming.reply.Refuse(begin.error());
             (*begin)(Reply<Response>(incoming.reply));
           });
}

template <class Request, class Response>
void Service::AnswerApplied(
    std::string_view name, Roles roles,
    std::function<Expected<Begin<Response>, Failure>(const Call<Request>&)> prepare) {
  AddUnary(
      name, roles, Request::descriptor(), Response::descriptor(),
      [this, prepare = std::move(prepare)](const Incoming& incoming) {
        const auto begin = ParseAndPrepare<Request>(incoming.bytes, [&](const Request& request) {
          return prepare(Call<Request>(request, incoming));
        });
        if (!begin) return incoming.reply.Refuse(begin.error());
        auto awaited = AwaitedBy(incoming, [this](const auto&) { return std::vector{&commands_}; });
        if (!awaited) return incoming.reply.Refuse(awaited.error());
        WhenApplied(*std::move(awaited), incoming,
                    [begin = *begin, reply = Reply<Response>(incoming.reply)] { begin(reply); });
      });
}

template <class Request, class Response>
void Service::Follow(
    std::string_view name, Roles roles,
    std::function<Expected<Done, Failure>(const Request&, const Caller&, Follower<Response>)>
        begin) {
  AddStreaming(
      name, roles, Request::descriptor(), Response::descriptor(),
      [begin = std::move(begin)](const grpc::ByteBuffer& bytes, const Caller& caller,
                                 const std::shared_ptr<Outbox>& outbox) -> Expected<Done, Failure> {
        Request request;
        if (!Parse(bytes, request)) {
          return Unexpected{UnreadableRequest(request.GetTypeName())};
        }
        return begin(request, caller, Follower<Response>(outbox));
      });
}

template <class Request, class Response>
void Service::Collect(
    std::string_view name, Roles roles,
    std::function<std::unique_ptr<Collector<Request, Response>>(StreamOpening)> begin) {
  AddCollecting(
      name, roles, Request::descriptor(), Response::descriptor(),
      [begin = std::move(begin)](StreamOpening opening) {
        return std::make_unique<CollectingAs<Request, Response>>(begin(std::move(opening)));
      });
}

}  // namespace recourse::rpc
