#include "libs/rpc/status.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "libs/base/check.h"

namespace recourse::rpc {
namespace {

using Kind = Failure::Kind;
using grpc::StatusCode;

constexpr std::size_t kMessageBytesMax = 400;
constexpr std::size_t kValueBytesMax = 160;
constexpr std::size_t kDetailsBytesMax = 4000;

constexpr std::array<std::string_view, 17> kCodeNames = {
    "OK",
    "CANCELLED",
    "UNKNOWN",
    "INVALID_ARGUMENT",
    "DEADLINE_EXCEEDED",
    "NOT_FOUND",
    "ALREADY_EXISTS",
    "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED",
    "FAILED_PRECONDITION",
    "ABORTED",
    "OUT_OF_RANGE",
    "UNIMPLEMENTED",
    "INTERNAL",
    "UNAVAILABLE",
    "DATA_LOSS",
    "UNAUTHENTICATED",
};

StatusCode ToCode(Kind kind) {
  switch (kind) {
    case Kind::kInvalid:
      return StatusCode::INVALID_ARGUMENT;
    case Kind::kNotFound:
      return StatusCode::NOT_FOUND;
    case Kind::kPrecondition:
      return StatusCode::FAILED_PRECONDITION;
    case Kind::kExists:
      return StatusCode::ALREADY_EXISTS;
    case Kind::kAborted:
      return StatusCode::ABORTED;
    case Kind::kDenied:
      return StatusCode::PERMISSION_DENIED;
    case Kind::kExhausted:
      return StatusCode::RESOURCE_EXHAUSTED;
    case Kind::kUnavailable:
      return StatusCode::UNAVAILABLE;
    case Kind::kUnknown:
      return StatusCode::DEADLINE_EXCEEDED;
    case Kind::kInternal:
      return StatusCode::INTERNAL;
  }
  CHECK(false);
}

// `ours`: the status carries our ErrorInfo, so a service of ours decided it.
Kind ToKind(StatusCode code, bool ours) {
  switch (code) {
    case StatusCode::INVALID_ARGUMENT:
    case StatusCode::OUT_OF_RANGE:
    case StatusCode::UNIMPLEMENTED:
      return Kind::kInvalid;
    case StatusCode::NOT_FOUND:
      return Kind::kNotFound;
    case StatusCode::FAILED_PRECONDITION:
      return Kind::kPrecondition;
    case StatusCode::ALREADY_EXISTS:
      return Kind::kExists;
    case StatusCode::ABORTED:
      return Kind::kAborted;
    case StatusCode::PERMISSION_DENIED:
    case StatusCode::UNAUTHENTICATED:
      return Kind::kDenied;
    case StatusCode::RESOURCE_EXHAUSTED:
      return ours ? Kind::kExhausted : Kind::kUnknown;
    case StatusCode::UNAVAILABLE:
      return ours ? Kind::kUnavailable : Kind::kUnknown;
    case StatusCode::INTERNAL:
      return ours ? Kind::kInternal : Kind::kUnknown;
    case StatusCode::DEADLINE_EXCEEDED:
    case StatusCode::CANCELLED:
    case StatusCode::UNKNOWN:
    case StatusCode::DATA_LOSS:
    case StatusCode::OK:
    case StatusCode::DO_NOT_USE:
      return Kind::kUnknown;
  }
  return Kind::kUnknown;  // A code that a later gRPC may invent.
}

// Cut so that no character is split: a string field must stay valid UTF-8.
std::string Cut(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return std::string(text);
  std::size_t end = bytes_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "...";
}

// Gives each value to `add` until the details are full, then how many were left out.
template <class Add>
void AddBounded(const Failure::Values& values, Add add) {
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::string name = Cut(values[i].first, kValueBytesMax);
    const std::string value = Cut(values[i].second, kValueBytesMax);
    bytes += name.size() + value.size() + 8;
    if (bytes > kDetailsBytesMax) {
      add("...", fmt::format("and {} more", values.size() - i));
      return;
    }
    add(name, value);
  }
}

grpc::Status MakeStatus(StatusCode code, const Failure& failure) {
  google::rpc::Status status;
  status.set_code(code);
  status.set_message(Cut(failure.message, kMessageBytesMax));
  google::rpc::ErrorInfo info;
  info.set_reason(failure.reason);
  info.set_domain(std::string(kErrorDomain));
  if (failure.kind == Kind::kInvalid) {
    google::rpc::BadRequest bad_request;
    AddBounded(failure.values, [&](const std::string& field, const std::string& value) {
      auto& violation = *bad_request.add_field_violations();
      violation.set_field(field);
      violation.set_description(value);
    });
    status.add_details()->PackFrom(info);
    status.add_details()->PackFrom(bad_request);
  } else {
    AddBounded(failure.values, [&](const std::string& name, const std::string& value) {
      (*info.mutable_metadata())[name] = value;
    });
    status.add_details()->PackFrom(info);
  }
  return {code, status.message(), status.SerializeAsString()};
}

}  // namespace

grpc::Status ToStatus(const Failure& failure) { return MakeStatus(ToCode(failure.kind), failure); }

Failure ToFailure(const grpc::Status& status) {
  Failure failure;
  failure.message = status.error_message();
  failure.reason = CodeName(status.error_code());
  google::rpc::Status details;
  bool ours = false;
  if (details.ParseFromString(status.error_details())) {
    for (const google::protobuf::Any& detail : details.details()) {
      google::rpc::ErrorInfo info;
      google::rpc::BadRequest bad_request;
      if (detail.UnpackTo(&info) && info.domain() == kErrorDomain) {
        ours = true;
        failure.reason = info.reason();
        failure.values.assign(info.metadata().begin(), info.metadata().end());
        std::sort(failure.values.begin(), failure.values.end());
      } else if (detail.UnpackTo(&bad_request)) {
        for (const auto& violation : bad_request.field_violations()) {
          failure.values.emplace_back(violation.field(), violation.description());
        }
      }
    }
  }
  failure.kind = ToKind(status.error_code(), ours);
  return failure;
}

grpc::Status Unauthenticated() {
  return MakeStatus(StatusCode::UNAUTHENTICATED,
                    {Failure::Kind::kDenied,
                     "UNAUTHENTICATED",
                     "Send the header \"authorization: Bearer <token>\" with a token issued here.",
                     {}});
}

std::string_view CodeName(grpc::StatusCode code) {
  const auto index = static_cast<std::size_t>(code);
  return index < kCodeNames.size() ? kCodeNames[index] : "UNKNOWN";
}

}  // namespace recourse::rpc
