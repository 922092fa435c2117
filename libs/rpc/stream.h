#pragma once

#include <grpcpp/support/status.h>

namespace recourse::rpc {

// A stream that is open, as the shell sees it. Thread safe.
class Stream {
 public:
  virtual ~Stream() = default;
  // Ends it with `status`, unless it is ending already.
  virtual void Close(grpc::Status status) = 0;
};

}  // namespace recourse::rpc
