#pragma once

#include <grpcpp/support/status.h>

#include <string_view>

#include "libs/base/failure.h"

namespace recourse::rpc {

// The domain of every ErrorInfo that Recourse sends.
inline constexpr std::string_view kErrorDomain = "recourse";

// How a refusal looks on the wire, by AIP-193: the code of its kind, its message, and as details
// ErrorInfo{reason, domain "recourse", metadata = values}; for kInvalid the values go into
// BadRequest instead, one violation a field.
//   kInvalid INVALID_ARGUMENT     kNotFound NOT_FOUND            kPrecondition FAILED_PRECONDITION
//   kExists ALREADY_EXISTS        kAborted ABORTED               kDenied PERMISSION_DENIED
//   kExhausted RESOURCE_EXHAUSTED kUnavailable UNAVAILABLE       kInternal INTERNAL
//   kUnknown DEADLINE_EXCEEDED: the code that a client also gives itself when it stops waiting, and
//   then too it must ask again with the same request id.
// Details are bounded, since they travel in a header of at most 8 KiB: a value is cut at 160 bytes,
// and what no longer fits is counted ("and 12 more").
grpc::Status ToStatus(const Failure& failure);

// The way back, for who calls. A status without our ErrorInfo was made by gRPC or something
// between: then UNAVAILABLE, RESOURCE_EXHAUSTED, DEADLINE_EXCEEDED, CANCELLED, UNKNOWN, INTERNAL
// and DATA_LOSS become kUnknown, since the request may have been done and only its answer lost;
// UNIMPLEMENTED and OUT_OF_RANGE become kInvalid, UNAUTHENTICATED kDenied; the reason is the code's
// name. Values come back in the order of their names. `status` is not OK.
Failure ToFailure(const grpc::Status& status);

// The refusal of a call without a known token: UNAUTHENTICATED, which ToFailure reads as kDenied.
grpc::Status Unauthenticated();

// "NOT_FOUND" and so on, as gRPC spells its codes.
std::string_view CodeName(grpc::StatusCode code);

}  // namespace recourse::rpc
