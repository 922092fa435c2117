#pragma once

namespace recourse::rpc {

// From now on what gRPC and protobuf have to say goes through our log, as JSON. What any caller can
// make them say by sending nonsense (protobuf's complaints about bytes) is kept at debug level, so
// that nobody can fill the disk. May be called again.
void RouteLibraryLogs();

// While one lives, gRPC's errors on this thread are kept at debug level too: for a call whose
// failure is told by who made it.
class QuietLibraryLogs {
 public:
  QuietLibraryLogs();
  ~QuietLibraryLogs();
  QuietLibraryLogs(const QuietLibraryLogs&) = delete;
  QuietLibraryLogs& operator=(const QuietLibraryLogs&) = delete;
};

}  // namespace recourse::rpc
