#include "tools/recourse/exit_code.h"

#include "libs/base/check.h"

namespace recourse::cli {

ExitCode ToExitCode(Failure::Kind kind) {
  switch (kind) {
    case Failure::Kind::kInvalid:
    case Failure::Kind::kPrecondition:
    case Failure::Kind::kExists:
    case Failure::Kind::kAborted:
      return ExitCode::kRefused;
    case Failure::Kind::kNotFound:
      return ExitCode::kNotFound;
    case Failure::Kind::kDenied:
      return ExitCode::kDenied;
    case Failure::Kind::kExhausted:
    case Failure::Kind::kUnavailable:
    case Failure::Kind::kUnknown:
      return ExitCode::kUnavailable;
    case Failure::Kind::kInternal:
      return ExitCode::kInternal;
  }
  CHECK(false);
}

}  // namespace recourse::cli
