#pragma once

#include <string>
#include <utility>
#include <vector>

namespace recourse {

// Why a request was not done, in a form that every edge can show: the rpc room turns it into a
// gRPC status with AIP-193 details, the command line into one line of text.
struct Failure {
  enum class Kind {
    kInvalid,       // The request can never succeed: a field is wrong.
    kNotFound,      // Does not exist, or the caller may not know that it does.
    kPrecondition,  // A rule of the domain refuses it in the present state.
    kExists,        // The name or number is taken by something else.
    kAborted,       // An etag is stale or a request id was used for other content.
    kDenied,        // The caller's role may not do this.
    kExhausted,     // A bound is reached: try later.
    kUnavailable,   // Not now; it is certain that nothing was done.
    kUnknown,       // It may or may not have been done: ask again with the same request id.
    kInternal,      // Our own bug, or unreadable data.
  };
  using Values = std::vector<std::pair<std::string, std::string>>;

  Kind kind = Kind::kInternal;
  std::string reason;   // The broken rule's own name, such as MORE_THAN_OUTSTANDING.
  std::string message;  // One sentence for a person.
  Values values;        // What broke it: field -> value; for kInvalid the key is the field's path.

  bool operator==(const Failure&) const = default;
};

}  // namespace recourse
