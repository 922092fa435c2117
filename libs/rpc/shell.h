#pragma once

#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/server_callback.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>

#include "libs/engine/engine.h"
#include "libs/observability/metrics.h"
#include "libs/rpc/call_table.h"
#include "libs/rpc/digest.h"
#include "libs/rpc/identity.h"
#include "libs/rpc/method.h"
#include "libs/rpc/stream.h"
#include "libs/rpc/token_store.h"

namespace recourse::rpc {

class Shell;

struct Limits {
  // Unary calls that wait for their answer; one more is refused at once with kExhausted.
  std::size_t calls = 4096;
  // Streams that are open.
  std::size_t streams = 256;
  // How long a call may wait if the client does not say, and if it says longer than this.
  std::chrono::milliseconds default_deadline = std::chrono::seconds(10);
  std::chrono::milliseconds longest_deadline = std::chrono::seconds(60);
};

// A unary call that is to be answered, once, by any thread, now or later. After its deadline the
// client has been told kUnknown and the answer goes nowhere. Sixteen bytes to copy freely, so a
// lambda that captures nothing else fits into a std::function without allocating.
class PendingReply {
 public:
  // `bytes` is the serialised response.
  void Send(std::string_view bytes, const engine::Position& position = {}) const;
  void Refuse(const Failure& failure, const engine::Position& position = {}) const;
  void Answer(const engine::Result& result) const;

  // Whether the client still waits.
  bool wanted() const;

 private:
  friend class Shell;
  struct Call {
    grpc::CallbackServerContext* context;
    grpc::ServerUnaryReactor* reactor;
    grpc::ByteBuffer* response;
    const Method* method;
    std::int64_t started_ns;
  };
  using Table = CallTable<Call>;
  PendingReply(Table* table, Table::Ticket ticket) : table_(table), ticket_(ticket) {}
  static void LogFailed(const Call& call, const Failure& failure);
  static void Finish(Call& call, const grpc::Status& status, const engine::Position& position);

  Table* table_;
  Table::Ticket ticket_;
};

// What surrounds every call of every service of a process: who calls and whether it may, bounds,
// deadlines, counts, and the stop. Thread safe. Order of an end: Server::Stop, then stop the
// engines, then destroy services and shell, since an engine may answer as long as it runs.
class Shell {
 public:
  // `tokens` and `metrics` outlive this. `hash` has the installation's key.
  Shell(const TokenStore& tokens, KeyedHash hash, observability::Metrics& metrics,
        const Limits& limits = {});
  ~Shell();
  Shell(const Shell&) = delete;
  Shell& operator=(const Shell&) = delete;

  struct Admitted {
    const Caller* caller;
    PendingReply reply;
    std::chrono::steady_clock::time_point deadline;
  };
  // Lets a unary call in. If it may not come in, answers it and gives nothing.
  std::optional<Admitted> Admit(const Method& method, grpc::CallbackServerContext* context,
                                grpc::ServerUnaryReactor* reactor, grpc::ByteBuffer* response);

  // Lets a stream in, and counts it among the open ones until Forget; or says how to refuse it.
  Expected<const Caller*, grpc::Status> AdmitStream(const Method& method,
                                                    const std::shared_ptr<Stream>& stream,
                                                    const grpc::CallbackServerContext& context);
  void Forget(const std::shared_ptr<Stream>& stream);
  // Ends the open streams of `principal` with UNAUTHENTICATED, each once the client has taken what
  // is queued. Called after its tokens are revoked, none is left: no other is let in meanwhile.
  void EndStreamsOf(std::string_view principal);

  // Makes a row that lives as long as the shell.
  const Method& AddMethod(std::string path, Roles roles);

  // From now on calls are refused with kUnavailable and streams end; waits until every accepted
  // call is answered, at most `grace`, after which those left are answered with kUnknown.
  void Drain(std::chrono::milliseconds grace);

  const KeyedHash& hash() const { return hash_; }

 private:
  const Caller* Identify(const grpc::CallbackServerContext& context);
  const Caller* IdentifyByCertificate(const std::string& principal);
  bool idle();
  void Sweep();
  void ExpireUpTo(std::int64_t now_ns);

  const TokenStore& tokens_;
  const KeyedHash hash_;
  observability::Metrics& metrics_;
  const Limits limits_;
  std::uint64_t readings_[3];

  const grpc::Status unauthenticated_;
  const grpc::Status exhausted_;
  const grpc::Status stopping_status_;
  const grpc::Status unknown_;

  PendingReply::Table calls_;
  std::atomic<bool> stopping_ = false;

  // Who came with a certificate; kept, since calls refer to them. As many as the authority signs.
  std::shared_mutex certified_mutex_;
  std::unordered_map<std::string, Caller> certified_;

  std::mutex methods_mutex_;
  std::deque<Method> methods_;

  std::mutex streams_mutex_;
  std::unordered_map<std::shared_ptr<Stream>, const Caller*> streams_;

  std::mutex sweep_mutex_;  // One sweep at a time, and the end of sweeping.
  std::condition_variable sweep_end_;
  bool swept_out_ = false;
  std::thread sweeper_;
};

}  // namespace recourse::rpc
