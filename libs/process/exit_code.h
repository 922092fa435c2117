#pragma once

#include "libs/base/failure.h"

namespace recourse::process {

// How a program of Recourse ends. Scripts rely on these numbers: they are never changed, only added
// to.
enum class ExitCode {
  kOk = 0,
  kRefused = 1,             // The input is invalid, or a rule refuses what was asked.
  kUsage = 2,               // The command line cannot be understood.
  kUnavailable = 3,         // Nobody answers, or not in time: try again, repeating is harmless. Of
                            // `status`: something needs somebody.
  kVerificationFailed = 4,  // A log is not what was written, or cannot be read.
  kDenied = 5,              // No token, a wrong one, or one that may not do this.
  kNotFound = 6,            // What was asked for does not exist.
  kInternal = 7,            // A bug of Recourse, or data that cannot be read.
};

ExitCode ToExitCode(const Failure& failure);

}  // namespace recourse::process
