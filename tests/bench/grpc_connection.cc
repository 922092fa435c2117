#include "tests/bench/grpc_connection.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <nghttp2/nghttp2.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <utility>

#include "libs/base/check.h"

namespace recourse::bench {
namespace {

// So wide that flow control never holds back a server.
constexpr std::uint32_t kWindowBytes = 1u << 30;
constexpr std::size_t kReadBytes = 256 * 1024;
constexpr std::size_t kOutputBytes = 256 * 1024;

nghttp2_nv Header(std::string_view name, std::string_view value) {
  const auto bytes = [](std::string_view text) {
    return const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(text.data()));
  };
  return {bytes(name), bytes(value), name.size(), value.size(),
          NGHTTP2_NV_FLAG_NO_COPY_NAME | NGHTTP2_NV_FLAG_NO_COPY_VALUE};
}

int ToNumber(std::string_view text) {
  int number = -1;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

struct GrpcConnection::Callbacks {
  static Stream* StreamOf(nghttp2_session* session, std::int32_t id) {
    return static_cast<Stream*>(nghttp2_session_get_stream_user_data(session, id));
  }

  static ssize_t ReadBody(nghttp2_session*, std::int32_t, std::uint8_t* buffer, std::size_t length,
                          std::uint32_t* flags, nghttp2_data_source* source, void*) {
    std::string_view& unsent = static_cast<Stream*>(source->ptr)->unsent;
    const std::size_t copied = unsent.copy(reinterpret_cast<char*>(buffer), length);
    unsent.remove_prefix(copied);
    if (unsent.empty()) *flags |= NGHTTP2_DATA_FLAG_EOF;
    return static_cast<ssize_t>(copied);
  }

  static int OnHeader(nghttp2_session* session, const nghttp2_frame* frame,
                      const std::uint8_t* name_bytes, std::size_t name_length,
                      const std::uint8_t* value_bytes, std::size_t value_length, std::uint8_t,
                      void*) {
    Stream* stream = StreamOf(session, frame->hd.stream_id);
    if (stream == nullptr) return 0;
    const std::string_view name(reinterpret_cast<const char*>(name_bytes), name_length);
    const std::string_view value(reinterpret_cast<const char*>(value_bytes), value_length);
    if (name == ":status") stream->reply.http_status = ToNumber(value);
    if (name == "grpc-status") stream->reply.grpc_status = ToNumber(value);
    if (name == "grpc-message") stream->reply.grpc_message = value;
    return 0;
  }

  static int OnData(nghttp2_session* session, std::uint8_t, std::int32_t id, const std::uint8_t*,
                    std::size_t length, void*) {
    if (Stream* stream = StreamOf(session, id)) stream->reply.bytes += length;
    return 0;
  }

  static int OnClose(nghttp2_session* session, std::int32_t id, std::uint32_t, void* self) {
    Stream* stream = StreamOf(session, id);
    if (stream == nullptr) return 0;
    auto& connection = *static_cast<GrpcConnection*>(self);
    const Reply reply = std::move(stream->reply);
    connection.free_.push_back(stream);
    connection.on_reply_(connection, reply);
    return 0;
  }
};

Expected<std::unique_ptr<GrpcConnection>, std::string> GrpcConnection::Open(const Call& call,
                                                                            OnReply on_reply) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(call.port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    const int error = errno;
    close(fd);
    return Unexpected{fmt::format("127.0.0.1:{}: {}", call.port, std::strerror(error))};
  }
  const int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
  std::unique_ptr<GrpcConnection> connection(new GrpcConnection(fd, call, std::move(on_reply)));
  connection->StartSession();
  return connection;
}

GrpcConnection::GrpcConnection(int fd, const Call& call, OnReply on_reply)
    : fd_(fd), call_(call), on_reply_(std::move(on_reply)) {
  output_.reserve(2 * kOutputBytes);
}

GrpcConnection::~GrpcConnection() {
  nghttp2_session_del(session_);
  close(fd_);
}

void GrpcConnection::StartSession() {
  nghttp2_session_callbacks* callbacks = nullptr;
  CHECK(nghttp2_session_callbacks_new(&callbacks) == 0);
  nghttp2_session_callbacks_set_on_header_callback(callbacks, Callbacks::OnHeader);
  nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, Callbacks::OnData);
  nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, Callbacks::OnClose);
  CHECK(nghttp2_session_client_new(&session_, callbacks, this) == 0);
  nghttp2_session_callbacks_del(callbacks);

  const nghttp2_settings_entry window{NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, kWindowBytes};
  CHECK(nghttp2_submit_settings(session_, NGHTTP2_FLAG_NONE, &window, 1) == 0);
  CHECK(nghttp2_session_set_local_window_size(session_, NGHTTP2_FLAG_NONE, 0, kWindowBytes) == 0);
}

GrpcConnection::Stream& GrpcConnection::TakeStream() {
  if (free_.empty()) return streams_.emplace_back();
  Stream& stream = *free_.back();
  free_.pop_back();
  return stream;
}

void GrpcConnection::Send(std::string_view frame, std::int64_t tag) {
  Stream& stream = TakeStream();
  stream.unsent = frame;
  stream.reply = Reply{.tag = tag, .grpc_message = {}};

  const std::array headers{
      Header(":method", "POST"),
      Header(":scheme", "http"),
      Header(":path", call_.method),
      Header(":authority", "127.0.0.1"),
      Header("content-type", "application/grpc"),
      Header("te", "trailers"),
      Header("authorization", call_.authorization),
  };
  const std::size_t count = headers.size() - (call_.authorization.empty() ? 1 : 0);
  nghttp2_data_provider body{};
  body.source.ptr = &stream;
  body.read_callback = Callbacks::ReadBody;
  // Fails only when the 2^30 stream ids of a connection are used up.
  CHECK(nghttp2_submit_request(session_, nullptr, headers.data(), count, &body, &stream) > 0);
}

Expected<Done, std::string> GrpcConnection::Receive() {
  std::array<std::uint8_t, kReadBytes> buffer;
  const ssize_t length = read(fd_, buffer.data(), buffer.size());
  if (length == 0) return Unexpected{std::string("the server closed the connection")};
  if (length < 0) {
    if (errno == EAGAIN || errno == EINTR) return Done{};
    return Unexpected{fmt::format("read: {}", std::strerror(errno))};
  }
  const ssize_t handled =
      nghttp2_session_mem_recv(session_, buffer.data(), static_cast<std::size_t>(length));
  if (handled < 0) return Unexpected{std::string(nghttp2_strerror(static_cast<int>(handled)))};
  // After a GOAWAY, for instance, a call would wait for ever.
  if (nghttp2_session_check_request_allowed(session_) == 0) {
    return Unexpected{std::string("the server is closing the connection")};
  }
  return Done{};
}

Expected<bool, std::string> GrpcConnection::Flush() {
  while (true) {
    while (output_.size() - written_ < kOutputBytes) {
      const std::uint8_t* bytes = nullptr;
      const ssize_t length = nghttp2_session_mem_send(session_, &bytes);
      if (length < 0) return Unexpected{std::string(nghttp2_strerror(static_cast<int>(length)))};
      if (length == 0) break;
      output_.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
    }
    if (written_ == output_.size()) {
      output_.clear();
      written_ = 0;
      return false;
    }
    const ssize_t length =
        send(fd_, output_.data() + written_, output_.size() - written_, MSG_NOSIGNAL);
    if (length < 0) {
      if (errno == EAGAIN) return true;
      if (errno == EINTR) continue;
      return Unexpected{fmt::format("write: {}", std::strerror(errno))};
    }
    written_ += static_cast<std::size_t>(length);
    if (written_ == output_.size()) {
      output_.clear();
      written_ = 0;
    }
  }
}

}  // namespace recourse::bench
