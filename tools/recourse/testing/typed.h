#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "tools/recourse/command_line.h"

namespace recourse::cli {

// Runs a command line on the data folder `data`, as it is typed: words separated by single spaces.
inline ExitCode RunTyped(const std::string& data, const std::string& line, std::string& printed,
                         std::string& complained) {
  std::vector<std::string> arguments = {"--data", data};
  std::istringstream words(line);
  for (std::string word; std::getline(words, word, ' ');) arguments.push_back(word);
  std::ostringstream out;
  std::ostringstream err;
  const ExitCode code = RunCommandLine(arguments, out, err, false);
  printed = out.str();
  complained = err.str();
  return code;
}

}  // namespace recourse::cli
