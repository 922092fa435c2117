#pragma once

#include <string>
#include <vector>

#include "tools/recourse/subcommand.h"

namespace recourse::cli {

struct LoadOptions {
  std::vector<std::string> files;
  std::string issuer;
  std::string mt_encoding;
  bool no_match = false;
};

// Loads the files one after another and shows what came of each statement. What refuses a file is
// said with its name, line and reason, and the next file goes on.
ExitCode LoadFiles(Session& session, const LoadOptions& options);

}  // namespace recourse::cli
