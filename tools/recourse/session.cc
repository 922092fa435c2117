#include <fmt/format.h>

#include "libs/process/failure_text.h"
#include "tools/recourse/subcommand.h"

namespace recourse::cli {

ExitCode Session::Fail(const Failure& failure) const {
  err << "recourse: " << process::ToText(failure) << '\n';
  return process::ToExitCode(failure);
}

ExitCode Session::FailUsage(const std::string& message) const {
  err << "recourse: " << message << '\n';
  return ExitCode::kUsage;
}

}  // namespace recourse::cli
