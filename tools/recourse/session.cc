#include <fmt/format.h>

#include "tools/recourse/failure_text.h"
#include "tools/recourse/subcommand.h"

namespace recourse::cli {

ExitCode Session::Fail(const Failure& failure) const {
  err << "recourse: " << ToText(failure) << '\n';
  return ToExitCode(failure);
}

ExitCode Session::FailUsage(const std::string& message) const {
  err << "recourse: " << message << '\n';
  return ExitCode::kUsage;
}

}  // namespace recourse::cli
