#include "libs/rpc/shell.h"

#include <fmt/format.h>
#include <grpc/support/time.h>

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "libs/base/check.h"
#include "libs/observability/log.h"
#include "libs/observability/trace.h"
#include "libs/rpc/bytes.h"
#include "libs/rpc/page.h"
#include "libs/rpc/status.h"
#include "libs/rpc/tls.h"
#include "libs/rpc/trace_of.h"

namespace recourse::rpc {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::milliseconds kSweepEvery{20};
constexpr std::string_view kBearer = "Bearer ";

std::int64_t NowNs() { return steady_clock::now().time_since_epoch().count(); }

std::int64_t Ns(std::chrono::milliseconds duration) {
  return std::chrono::nanoseconds(duration).count();
}

std::int64_t DeadlineNs(const grpc::CallbackServerContext& context, std::int64_t started_ns,
                        const Limits& limits) {
  // gRPC keeps deadlines on the monotonic clock, which steady_clock reads too.
  const gpr_timespec wish = gpr_convert_clock_type(context.raw_deadline(), GPR_CLOCK_MONOTONIC);
  if (gpr_time_cmp(wish, gpr_inf_future(GPR_CLOCK_MONOTONIC)) == 0) {
    return started_ns + Ns(limits.default_deadline);
  }
  const std::int64_t latest = started_ns + Ns(limits.longest_deadline);
  return std::min(wish.tv_sec * 1'000'000'000 + wish.tv_nsec, latest);
}

Failure Stopping() {
  return {Failure::Kind::kUnavailable, "STOPPING", "The server is stopping. Nothing was done.", {}};
}

Failure TooManyCalls() {
  return {Failure::Kind::kExhausted,
          "TOO_MANY_CALLS",
          "The server has as many calls as it takes. Nothing was done: try again later.",
          {}};
}

Failure NoAnswerInTime() {
  return {Failure::Kind::kUnknown,
          "NO_ANSWER_IN_TIME",
          "It may or may not have been done: ask again with the same request id.",
          {}};
}

grpc::Status RoleMayNot(const Method& method, const Caller& caller) {
  return ToStatus({Failure::Kind::kDenied,
                   "ROLE_MAY_NOT_CALL",
                   "Your role may not call this method.",
                   {{"method", method.path},
                    {"principal", caller.principal},
                    {"role", std::string(ToString(caller.role))}}});
}

}  // namespace

// Of what its caller cannot know the reason. A line a call at most, and none for what is refused.
void PendingReply::LogFailed(const Call& call, const Failure& failure) {
  const bool unknown = failure.kind == Failure::Kind::kUnknown;
  if (!unknown && failure.kind != Failure::Kind::kInternal) return;
  const auto home = std::find_if(failure.values.begin(), failure.values.end(),
                                 [](const auto& value) { return value.first == "home"; });
  const std::string trace_id = TraceIdOf(*call.context);
  const observability::TraceScope traced(trace_id);
  observability::Log(
      unknown ? observability::LogLevel::kWarning : observability::LogLevel::kError,
      unknown ? "a call was not answered in time" : "a call failed by our own fault",
      {{"method", call.method->path},
       {"reason", failure.reason},
       {"home", home == failure.values.end() ? std::string_view("unknown") : home->second}});
}

void PendingReply::Finish(Call& call, const grpc::Status& status,
                          const engine::Position& position) {
  if (position.sequence != 0) {
    call.context->AddTrailingMetadata(kPositionKey, FormatPosition(position));
  }
  call.method->Count(status.error_code());
  call.method->latency->Observe(std::chrono::nanoseconds(NowNs() - call.started_ns));
  // Last: the call, its context and its messages may be gone when this returns.
  call.reactor->Finish(status);
}

void PendingReply::Send(std::string_view bytes, const engine::Position& position) const {
  table_->Answer(ticket_, [&](Call& call) {
    *call.response = ToByteBuffer(bytes);
    Finish(call, grpc::Status::OK, position);
  });
}

void PendingReply::Refuse(const Failure& failure, const engine::Position& position) const {
  table_->Answer(ticket_, [&](Call& call) {
    LogFailed(call, failure);
    Finish(call, ToStatus(failure), position);
  });
}

void PendingReply::Answer(const engine::Result& result) const {
  if (result.outcome) {
    Send(*result.outcome, result.position);
  } else {
    Refuse(result.outcome.error(), result.position);
  }
}

bool PendingReply::wanted() const { return table_->IsWaiting(ticket_); }

Shell::Shell(const TokenStore& tokens, KeyedHash hash, observability::Metrics& metrics,
             const Limits& limits)
    : tokens_(tokens),
      hash_(std::move(hash)),
      metrics_(metrics),
      limits_(limits),
      unauthenticated_(Unauthenticated()),
      exhausted_(ToStatus(TooManyCalls())),
      stopping_status_(ToStatus(Stopping())),
      unknown_(ToStatus(NoAnswerInTime())),
      calls_(limits.calls),
      sweeper_([this] { Sweep(); }) {
  readings_[0] = metrics_.AddReading("recourse_rpc_calls_waiting",
                                     "Calls that have been accepted and not answered.", {},
                                     [this] { return static_cast<double>(calls_.waiting()); });
  readings_[1] = metrics_.AddReading(
      "recourse_rpc_calls_expired",
      "Calls that ended by their deadline and are still unanswered from within.", {},
      [this] { return static_cast<double>(calls_.expired()); });
  readings_[2] = metrics_.AddReading("recourse_rpc_streams", "Open streams.", {}, [this] {
    const std::lock_guard lock(streams_mutex_);
    return static_cast<double>(streams_.size());
  });
}

Shell::~Shell() {
  for (const std::uint64_t reading : readings_) metrics_.RemoveReading(reading);
  {
    const std::lock_guard lock(sweep_mutex_);
    swept_out_ = true;
  }
  sweep_end_.notify_one();
  sweeper_.join();
}

const Method& Shell::AddMethod(std::string path, Roles roles) {
  const std::lock_guard lock(methods_mutex_);
  return methods_.emplace_back(std::move(path), roles, metrics_);
}

// By certificate or by token; two identities are none. An edge has none of its own: it passes on
// the token of whoever called it.
const Caller* Shell::Identify(const grpc::CallbackServerContext& context) {
  const auto [first, end] = context.client_metadata().equal_range("authorization");
  const auto peer = context.auth_context();
  if (peer != nullptr && peer->IsPeerAuthenticated()) {
    const auto principal = PrincipalOf(*peer);
    if (!principal) return nullptr;
    if (!IsEdge(*principal)) return first == end ? IdentifyByCertificate(*principal) : nullptr;
  }
  if (first == end || std::next(first) != end) return nullptr;
  const std::string_view value(first->second.data(), first->second.size());
  if (!value.starts_with(kBearer)) return nullptr;
  return tokens_.Find(value.substr(kBearer.size()));
}

const Caller* Shell::IdentifyByCertificate(const std::string& principal) {
  {
    const std::shared_lock lock(certified_mutex_);
    const auto found = certified_.find(principal);
    if (found != certified_.end()) return &found->second;
  }
  const auto role = RoleOfCollection(principal);
  if (!role) return nullptr;
  const std::lock_guard lock(certified_mutex_);
  return &certified_.try_emplace(principal, Caller{principal, *role}).first->second;
}

std::optional<Shell::Admitted> Shell::Admit(const Method& method,
                                            grpc::CallbackServerContext* context,
                                            grpc::ServerUnaryReactor* reactor,
                                            grpc::ByteBuffer* response) {
  const std::int64_t started_ns = NowNs();
  PendingReply::Call call{context, reactor, response, &method, started_ns};
  const auto refuse = [&](const grpc::Status& status) {
    PendingReply::Finish(call, status, {});
    return std::nullopt;
  };
  const Caller* const caller = Identify(*context);
  if (caller == nullptr) return refuse(unauthenticated_);
  if (!method.roles.Has(caller->role)) return refuse(RoleMayNot(method, *caller));

  const std::int64_t deadline_ns = DeadlineNs(*context, started_ns, limits_);
  const auto ticket = calls_.Open(call, deadline_ns);
  if (!ticket) return refuse(exhausted_);
  const PendingReply reply(&calls_, *ticket);
  // After Open: either Drain counts this call, or this call sees that we stop.
  if (stopping_.load()) {
    reply.Refuse(Stopping());
    return std::nullopt;
  }
  return Admitted{caller, reply, steady_clock::time_point(steady_clock::duration(deadline_ns))};
}

Expected<const Caller*, grpc::Status> Shell::AdmitStream(
    const Method& method, const std::shared_ptr<Stream>& stream,
    const grpc::CallbackServerContext& context) {
  // Under the lock with which Drain and EndStreamsOf look for streams to end.
  const std::lock_guard lock(streams_mutex_);
  const Caller* const caller = Identify(context);
  if (caller == nullptr) return Unexpected{unauthenticated_};
  if (!method.roles.Has(caller->role)) return Unexpected{RoleMayNot(method, *caller)};
  if (stopping_.load()) return Unexpected{stopping_status_};
  if (streams_.size() >= limits_.streams) return Unexpected{exhausted_};
  streams_.emplace(stream, caller);
  return caller;
}

void Shell::Forget(const std::shared_ptr<Stream>& stream) {
  const std::lock_guard lock(streams_mutex_);
  streams_.erase(stream);
}

void Shell::EndStreamsOf(std::string_view principal) {
  std::vector<std::shared_ptr<Stream>> streams;
  {
    const std::lock_guard lock(streams_mutex_);
    for (const auto& [stream, caller] : streams_) {
      if (caller->principal == principal) streams.push_back(stream);
    }
  }
  for (const auto& stream : streams) stream->Close(unauthenticated_);
}

bool Shell::idle() {
  if (calls_.waiting() != 0) return false;
  const std::lock_guard lock(streams_mutex_);
  return streams_.empty();
}

void Shell::Drain(std::chrono::milliseconds grace) {
  const auto end = steady_clock::now() + grace;
  stopping_.store(true);
  std::vector<std::shared_ptr<Stream>> streams;
  {
    const std::lock_guard lock(streams_mutex_);
    for (const auto& [stream, caller] : streams_) streams.push_back(stream);
  }
  for (const auto& stream : streams) stream->Close(stopping_status_);
  // Polled: a stop happens once, while a signal would cost every call.
  while (!idle() && steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  ExpireUpTo(std::numeric_limits<std::int64_t>::max());
}

void Shell::ExpireUpTo(std::int64_t now_ns) {
  const std::lock_guard lock(sweep_mutex_);
  calls_.Expire(now_ns, [&](PendingReply::Call& call) {
    PendingReply::LogFailed(call, NoAnswerInTime());
    PendingReply::Finish(call, unknown_, {});
  });
}

void Shell::Sweep() {
  for (;;) {
    {
      std::unique_lock lock(sweep_mutex_);
      if (sweep_end_.wait_for(lock, kSweepEvery, [this] { return swept_out_; })) return;
    }
    ExpireUpTo(NowNs());
  }
}

}  // namespace recourse::rpc
