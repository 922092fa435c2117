#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "libs/base/expected.h"

struct nghttp2_session;

namespace recourse::bench {

// What all calls of a load have in common.
struct Call {
  std::uint16_t port = 0;     // On 127.0.0.1, HTTP/2 without TLS.
  std::string method;         // "/recourse.invoicing.v1.InvoicingService/RecordPayment".
  std::string authorization;  // The whole header, such as "Bearer ..."; empty: none is sent.
};

struct Reply {
  std::int64_t tag = 0;      // As given to Send.
  int grpc_status = -1;      // As the trailers say; -1: the stream ended without one.
  int http_status = 0;       // 200 for all that is gRPC.
  std::size_t bytes = 0;     // Of the reply's frame, its prefix included.
  std::string grpc_message;  // As sent, percent-encoded; empty if the status is 0.

  // A message came, and the server says that it was done.
  bool Ok() const { return grpc_status == 0 && http_status == 200 && bytes >= 5; }
};

// One HTTP/2 connection for unary gRPC calls, many at a time, on the caller's thread: it never
// blocks, and its owner waits for the socket. Built for measuring: a call costs one header block
// and one copy of its body. Not thread safe.
class GrpcConnection {
 public:
  // Runs inside Receive, once for every call that was sent. It may Send.
  using OnReply = std::function<void(GrpcConnection&, const Reply&)>;

  // Connects (this does block) and queues what opens an HTTP/2 connection. `call` must outlive it.
  static Expected<std::unique_ptr<GrpcConnection>, std::string> Open(const Call& call,
                                                                     OnReply on_reply);
  ~GrpcConnection();
  GrpcConnection(const GrpcConnection&) = delete;
  GrpcConnection& operator=(const GrpcConnection&) = delete;

  int fd() const { return fd_; }

  // Queues a call with the body `frame`, which must live until its reply.
  void Send(std::string_view frame, std::int64_t tag);

  // Reads and handles what has come. Fails with a sentence if the connection is lost.
  Expected<Done, std::string> Receive();

  // Writes what is queued, as much as the socket takes; true if something is left for later.
  Expected<bool, std::string> Flush();

 private:
  struct Stream {
    std::string_view unsent;
    Reply reply;
  };
  struct Callbacks;  // What nghttp2 calls; has the signatures that it asks for.

  GrpcConnection(int fd, const Call& call, OnReply on_reply);
  void StartSession();
  Stream& TakeStream();

  int fd_;
  const Call& call_;
  OnReply on_reply_;
  nghttp2_session* session_ = nullptr;
  std::deque<Stream> streams_;  // Addresses stay; the session holds them.
  std::vector<Stream*> free_;
  std::string output_;
  std::size_t written_ = 0;
};

}  // namespace recourse::bench
