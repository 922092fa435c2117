#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "libs/base/expected.h"
#include "recourse/history/v1/history_service.pb.h"

namespace recourse::cli {

// Which records `replay` and `tail` are asked for.
struct RecordOptions {
  std::vector<std::string> services;  // Empty: all four.
  std::string home;
  std::string home_prefix;
  std::vector<std::string> types;  // With or without package.
  bool with_engine_events = false;

  void DeclareOn(CLI::App& app);
};

// The services asked for, in a fixed order.
std::vector<std::string> ServicesOf(const RecordOptions& options);

// What the server is asked for; or what is wrong, naming option and value.
Expected<history::v1::RecordFilter, std::string> ToFilter(const RecordOptions& options);

}  // namespace recourse::cli
