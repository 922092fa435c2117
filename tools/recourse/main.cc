#include <unistd.h>

#include <iostream>

#include "tools/recourse/command_line.h"

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const bool terminal = isatty(STDERR_FILENO) != 0;
  return static_cast<int>(recourse::cli::RunCommandLine(arguments, std::cout, std::cerr, terminal));
}
