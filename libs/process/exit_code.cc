#include "libs/process/exit_code.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "libs/base/check.h"

namespace recourse::process {
namespace {

// How `up`, `verify` and whoever reads a log say that it is not what was written.
constexpr std::array<std::string_view, 9> kDamage = {
    "LOG_MISSING",          "LOG_MISMATCH",
    "LOG_DAMAGED",          "LOG_IO",
    "LOG_UNREADABLE",       "LOG_BEHIND_ITS_CONSUMER",
    "LOG_BEHIND_ITS_TOPIC", "LOG_DIFFERS_FROM_TOPIC",
    "DERIVED_AHEAD_OF_LOG",
};

}  // namespace

ExitCode ToExitCode(const Failure& failure) {
  if (std::find(kDamage.begin(), kDamage.end(), failure.reason) != kDamage.end()) {
    return ExitCode::kVerificationFailed;
  }
  switch (failure.kind) {
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

}  // namespace recourse::process
