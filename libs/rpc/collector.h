#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "libs/rpc/bytes.h"
#include "libs/rpc/identity.h"
#include "libs/rpc/intake.h"

namespace recourse::rpc {

// Who opened a stream.
struct StreamOpening {
  Caller caller;
  std::string trace_id;  // 16 bytes; empty: the caller is in no trace.
};

// What takes the requests of one stream, in their order, and answers when all are dealt with.
template <class Request, class Response>
class Collector {
 public:
  virtual ~Collector() = default;
  // On one of gRPC's threads: it must not block. `done` is called once the request is dealt with,
  // then or later, by any thread; the collector is there until then.
  virtual void Take(const Request& request, std::function<void()> done) = 0;
  virtual Response Answer() = 0;
};

// Collector for messages that are still bytes.
template <class Request, class Response>
class CollectingAs final : public Collecting {
 public:
  explicit CollectingAs(std::unique_ptr<Collector<Request, Response>> collector)
      : collector_(std::move(collector)) {}

  bool Take(const grpc::ByteBuffer& message, std::function<void()> done) override {
    Request request;
    if (!Parse(message, request)) return false;
    collector_->Take(request, std::move(done));
    return true;
  }
  std::string Answer() override { return collector_->Answer().SerializeAsString(); }

 private:
  const std::unique_ptr<Collector<Request, Response>> collector_;
};

}  // namespace recourse::rpc
