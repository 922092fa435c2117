#pragma once

#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/server_callback.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "libs/rpc/method.h"
#include "libs/rpc/stream.h"

namespace recourse::rpc {

class Shell;

// What becomes of the messages of one stream from a client.
class Collecting {
 public:
  virtual ~Collecting() = default;
  // One message, on one of gRPC's threads, the next only when this has returned. `done` is called
  // once it is dealt with, then or later, by any thread. False: it cannot be read, and the stream
  // ends; `done` is not called.
  virtual bool Take(const grpc::ByteBuffer& message, std::function<void()> done) = 0;
  // The serialised answer: the client has sent its last message, and each is dealt with.
  virtual std::string Answer() = 0;
};

// The server's end of a stream of messages from the client that is answered once. No more than
// kInFlightMax of them are under way: the next waits with the client. Thread safe. It lives until
// gRPC is done with the stream and nobody holds it.
class Intake final : public grpc::ServerReadReactor<grpc::ByteBuffer>,
                     public Stream,
                     public std::enable_shared_from_this<Intake> {
 public:
  static constexpr std::size_t kInFlightMax = 256;

  Intake(Shell& shell, const Method& method, grpc::ByteBuffer* response)
      : shell_(shell), method_(method), response_(response) {}

  // What gRPC is to drive. It keeps itself alive until gRPC is done with it.
  grpc::ServerReadReactor<grpc::ByteBuffer>* Start(std::unique_ptr<Collecting> collecting);
  // The same for a stream that is not let in.
  grpc::ServerReadReactor<grpc::ByteBuffer>* Refuse(grpc::Status status);

  // What is under way then goes on, and nobody is told: the client sends it again.
  void Close(grpc::Status status) override;

 private:
  void OnReadDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;
  void OneDone();
  void FinishOnce(const grpc::Status& status);
  void AnswerIfAllDone();

  Shell& shell_;
  const Method& method_;
  grpc::ByteBuffer* const response_;
  std::shared_ptr<Intake> self_;
  std::unique_ptr<Collecting> collecting_;
  grpc::ByteBuffer message_;

  std::mutex mutex_;
  std::size_t in_flight_ = 0;
  bool paused_ = false;    // Nothing is being read, until one is done.
  bool all_read_ = false;  // The client has sent its last.
  std::optional<grpc::Status> finished_;
};

}  // namespace recourse::rpc
