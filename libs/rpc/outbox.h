#pragma once

#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/server_callback.h>

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "libs/base/failure.h"
#include "libs/rpc/bytes.h"
#include "libs/rpc/method.h"
#include "libs/rpc/status.h"
#include "libs/rpc/stream.h"

namespace recourse::rpc {

class Shell;

// The server's end of one stream: messages wait here, few and bounded, until the client has taken
// those before. Thread safe. It lives until gRPC is done with the stream and nobody holds it.
class Outbox final : public grpc::ServerWriteReactor<grpc::ByteBuffer>,
                     public Stream,
                     public std::enable_shared_from_this<Outbox> {
 public:
  static constexpr std::size_t kMessagesMax = 64;
  static constexpr std::size_t kBytesMax = 1024 * 1024;

  Outbox(Shell& shell, const Method& method) : shell_(shell), method_(method) {}

  // What gRPC is to drive. It keeps itself alive until gRPC is done with it.
  grpc::ServerWriteReactor<grpc::ByteBuffer>* Start();

  // False, and nothing is queued, if there is no room, or the stream has ended or is being closed.
  bool Push(grpc::ByteBuffer message);
  // Ends the stream with `status` once what is queued has been sent.
  void Close(grpc::Status status) override;
  bool ended() const;

  // To be set before the first Push. `room` is called when there is room again after a Push was
  // refused, `end` once when the stream is over. Neither may block.
  void OnRoom(std::function<void()> room);
  void OnEnd(std::function<void()> end);

 private:
  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;
  void FinishIfDue();

  Shell& shell_;
  const Method& method_;
  std::shared_ptr<Outbox> self_;

  mutable std::mutex mutex_;
  std::deque<grpc::ByteBuffer> queue_;  // The first is being written.
  std::size_t queued_bytes_ = 0;
  bool room_wanted_ = false;
  bool broken_ = false;  // The client is gone.
  bool finished_ = false;
  std::optional<grpc::Status> closing_;
  std::function<void()> room_;
  std::function<void()> end_;
};

// Outbox for messages of one type: what a handler of a following method is given and keeps.
template <class Response>
class Follower {
 public:
  explicit Follower(std::shared_ptr<Outbox> outbox) : outbox_(std::move(outbox)) {}

  bool Push(const Response& message) const;
  // The client is told that this was all.
  void Close() const { outbox_->Close(grpc::Status::OK); }
  void Fail(const Failure& failure) const;
  bool ended() const { return outbox_->ended(); }
  void OnRoom(std::function<void()> room) const { outbox_->OnRoom(std::move(room)); }
  void OnEnd(std::function<void()> end) const { outbox_->OnEnd(std::move(end)); }

 private:
  std::shared_ptr<Outbox> outbox_;
};

template <class Response>
bool Follower<Response>::Push(const Response& message) const {
  return outbox_->Push(ToByteBuffer(message.SerializeAsString()));
}

template <class Response>
void Follower<Response>::Fail(const Failure& failure) const {
  outbox_->Close(ToStatus(failure));
}

}  // namespace recourse::rpc
