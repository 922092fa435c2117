#include "libs/rpc/service.h"

#include <google/protobuf/descriptor.h>
#include <grpcpp/alarm.h>
#include <grpcpp/impl/codegen/server_callback_handlers.h>
#include <grpcpp/impl/rpc_service_method.h>

#include <algorithm>

#include "libs/base/check.h"
#include "libs/observability/log.h"
#include "libs/observability/trace.h"
#include "libs/rpc/fields.h"
#include "libs/rpc/page.h"
#include "libs/rpc/status.h"
#include "libs/rpc/trace_of.h"

namespace recourse::rpc {
namespace {

constexpr std::size_t kPositionsMax = 64;

using grpc::internal::RpcMethod;
using grpc::internal::RpcServiceMethod;
using UnaryHandler = grpc::internal::CallbackUnaryHandler<grpc::ByteBuffer, grpc::ByteBuffer>;
using StreamingHandler =
    grpc::internal::CallbackServerStreamingHandler<grpc::ByteBuffer, grpc::ByteBuffer>;
using CollectingHandler =
    grpc::internal::CallbackClientStreamingHandler<grpc::ByteBuffer, grpc::ByteBuffer>;

// Leaves the thread that calls this: an alarm that is due at once runs on one of gRPC's.
void RunOnGrpcThread(std::function<void()> work) {
  auto alarm = std::make_shared<grpc::Alarm>();
  alarm->Set(gpr_now(GPR_CLOCK_MONOTONIC), [alarm, work = std::move(work)](bool) mutable {
    work();
    alarm.reset();
  });
}

// Waits for one position after another, each on its engine.
class PositionWait : public std::enable_shared_from_this<PositionWait> {
 public:
  using Awaited = std::pair<engine::Commands*, engine::Position>;

  PositionWait(std::vector<Awaited> awaited, Instant deadline, PendingReply reply,
               std::function<void()> work)
      : awaited_(std::move(awaited)), deadline_(deadline), reply_(reply), work_(std::move(work)) {}

  void Next() {
    if (awaited_.empty()) return RunOnGrpcThread(std::move(work_));
    const auto [commands, position] = awaited_.back();
    awaited_.pop_back();
    commands->WaitApplied(position, deadline_,
                          [self = shared_from_this(), position = position](bool applied) {
                            if (applied) return self->Next();
                            self->Refuse(position);
                          });
  }

 private:
  void Refuse(const engine::Position& position) const {
    reply_.Refuse({Failure::Kind::kUnavailable,
                   "POSITION_NOT_APPLIED",
                   "What you want to see has not reached the lists yet: try again.",
                   {{kPositionKey, FormatPosition(position)}}});
  }

  std::vector<Awaited> awaited_;
  const Instant deadline_;
  const PendingReply reply_;
  std::function<void()> work_;
};

}  // namespace

Service::Service(Shell& shell, engine::Commands& commands, std::string_view full_name)
    : shell_(shell),
      commands_(commands),
      full_name_(full_name),
      descriptor_(
          google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(full_name_)) {
  CHECK(descriptor_ != nullptr);
}

void Service::CheckComplete() const {
  bool complete = true;
  for (int i = 0; i < descriptor_->method_count(); ++i) {
    const std::string& name = descriptor_->method(i)->name();
    if (std::find(rows_.begin(), rows_.end(), name) != rows_.end()) continue;
    observability::LogError("a method of the proto has no row in its service's table",
                            {{"service", full_name_}, {"method", name}});
    complete = false;
  }
  CHECK(complete && "every method has a row");
}

const Method& Service::AddRow(std::string_view name, Roles roles, const Descriptor* request,
                              const Descriptor* response, Form form) {
  const auto* const method = descriptor_->FindMethodByName(std::string(name));
  CHECK(method != nullptr && "the proto has a method of this name");
  CHECK(method->input_type() == request && method->output_type() == response);
  CHECK(method->client_streaming() == form.client_streams);
  CHECK(method->server_streaming() == form.server_streams);
  CHECK(!roles.empty());
  CHECK(std::find(rows_.begin(), rows_.end(), name) == rows_.end());
  rows_.emplace_back(name);
  return shell_.AddMethod("/" + full_name_ + "/" + std::string(name), roles);
}

void Service::AddUnary(std::string_view name, Roles roles, const Descriptor* request,
                       const Descriptor* response, Unary handler) {
  const Method& method = AddRow(name, roles, request, response, {});
  AddMethod(new RpcServiceMethod(method.path.c_str(), RpcMethod::NORMAL_RPC, nullptr));
  MarkMethodRawCallback(
      static_cast<int>(rows_.size()) - 1,
      new UnaryHandler([this, &method, handler = std::move(handler)](
                           grpc::CallbackServerContext* context, const grpc::ByteBuffer* bytes,
                           grpc::ByteBuffer* out) -> grpc::ServerUnaryReactor* {
        auto* const reactor = context->DefaultReactor();
        const auto admitted = shell_.Admit(method, context, reactor, out);
        if (admitted) {
          const Incoming incoming{
              *bytes,          *context,           method,        *admitted->caller,
              admitted->reply, admitted->deadline, shell_.hash(), TraceIdOf(*context)};
          const observability::TraceScope traced(incoming.trace_id);
          handler(incoming);
        }
        return reactor;
      }));
}

void Service::AddStreaming(std::string_view name, Roles roles, const Descriptor* request,
                           const Descriptor* response, Streaming handler) {
  const Method& method = AddRow(name, roles, request, response, {.server_streams = true});
  AddMethod(new RpcServiceMethod(method.path.c_str(), RpcMethod::SERVER_STREAMING, nullptr));
  MarkMethodRawCallback(
      static_cast<int>(rows_.size()) - 1,
      new StreamingHandler([this, &method, handler = std::move(handler)](
                               grpc::CallbackServerContext* context, const grpc::ByteBuffer* bytes)
                               -> grpc::ServerWriteReactor<grpc::ByteBuffer>* {
        const auto outbox = std::make_shared<Outbox>(shell_, method);
        const auto caller = shell_.AdmitStream(method, outbox, *context);
        if (!caller) {
          outbox->Close(caller.error());
        } else if (const auto begun = handler(*bytes, **caller, outbox); !begun) {
          outbox->Close(ToStatus(begun.error()));
        }
        return outbox->Start();
      }));
}

void Service::AddCollecting(std::string_view name, Roles roles, const Descriptor* request,
                            const Descriptor* response, BeginCollecting begin) {
  const Method& method = AddRow(name, roles, request, response, {.client_streams = true});
  AddMethod(new RpcServiceMethod(method.path.c_str(), RpcMethod::CLIENT_STREAMING, nullptr));
  MarkMethodRawCallback(
      static_cast<int>(rows_.size()) - 1,
      new CollectingHandler([this, &method, begin = std::move(begin)](
                                grpc::CallbackServerContext* context, grpc::ByteBuffer* out)
                                -> grpc::ServerReadReactor<grpc::ByteBuffer>* {
        const auto intake = std::make_shared<Intake>(shell_, method, out);
        const auto caller = shell_.AdmitStream(method, intake, *context);
        if (!caller) return intake->Refuse(caller.error());
        return intake->Start(begin({**caller, TraceIdOf(*context)}));
      }));
}

Expected<std::vector<Service::Awaited>, Failure> Service::AwaitedBy(
    const Incoming& incoming,
    const std::function<std::vector<engine::Commands*>(const engine::Position&)>& whose) const {
  std::vector<engine::Position> positions;
  Fields fields;
  const auto [first, end] = incoming.context.client_metadata().equal_range(kPositionKey);
  for (auto entry = first; entry != end; ++entry) {
    const std::string_view text(entry->second.data(), entry->second.size());
    const auto position = ParsePosition(text);
    if (position && position->shard < commands_.views().shards()) {
      positions.push_back(*position);
    } else {
      fields.Check(false, kPositionKey, text, "must be <shard>/<sequence> as a call gave it");
    }
  }
  fields.Check(positions.size() <= kPositionsMax, kPositionKey, std::to_string(positions.size()),
               "must be given at most 64 times");
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  std::vector<Awaited> awaited;
  for (const engine::Position& position : positions) {
    for (engine::Commands* const engine : whose(position)) awaited.emplace_back(engine, position);
  }
  return awaited;
}

void Service::WhenApplied(std::vector<Awaited> awaited, const Incoming& incoming,
                          std::function<void()> work) {
  using std::chrono::steady_clock;
  using std::chrono::system_clock;
  if (awaited.empty()) return work();
  const auto left = incoming.deadline - steady_clock::now();
  const auto deadline = std::chrono::floor<Instant::duration>(system_clock::now() + left);
  std::make_shared<PositionWait>(std::move(awaited), deadline, incoming.reply, std::move(work))
      ->Next();
}

}  // namespace recourse::rpc
