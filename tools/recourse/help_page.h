#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace recourse::cli {

// How `--help` is written. Options that may stand behind any subcommand are declared once, at the
// root, and shown on every page.
class HelpPage final : public CLI::Formatter {
 public:
  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override;
};

}  // namespace recourse::cli
