#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <ostream>

#include "libs/process/exit_code.h"
#include "tools/recourse/output/table.h"
#include "tools/recourse/place.h"

namespace recourse::cli {

using process::ExitCode;

// What every subcommand works with: what was said before its name, and where it may write.
struct Session {
  Place place;
  Format format = Format::kTable;
  std::ostream& out;
  std::ostream& err;
  bool terminal = false;  // Whether `err` is one.

  // Says on `err` what went wrong, on one line, and how to end therefore.
  ExitCode Fail(const Failure& failure) const;
  ExitCode FailUsage(const std::string& message) const;
};

// What is to be done once the command line is understood.
using Action = std::function<ExitCode(Session&)>;

// Declares a subcommand, its options and its help with examples under `root`. When it is the one
// that was called, parsing sets `action`.
void AddInit(CLI::App& root, Action& action);
void AddUp(CLI::App& root, Action& action);
void AddImport(CLI::App& root, Action& action);
void AddInvoice(CLI::App& root, Action& action);
void AddReplay(CLI::App& root, Action& action);
void AddTail(CLI::App& root, Action& action);
void AddReport(CLI::App& root, Action& action);
void AddAccount(CLI::App& root, Action& action);
void AddHistory(CLI::App& root, Action& action);
void AddCharge(CLI::App& root, Action& action);
void AddCall(CLI::App& root, Action& action);
void AddParked(CLI::App& root, Action& action);
void AddTopics(CLI::App& root, Action& action);
void AddStatement(CLI::App& root, Action& action);
void AddStatus(CLI::App& root, Action& action);
void AddToken(CLI::App& root, Action& action);
void AddVerify(CLI::App& root, Action& action);

}  // namespace recourse::cli
