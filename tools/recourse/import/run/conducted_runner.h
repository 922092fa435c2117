#pragma once

#include "tools/recourse/backoff.h"
#include "tools/recourse/connection.h"
#include "tools/recourse/import/run/runner.h"

namespace recourse::csv_import {

// Hands the commands to the conductor of a simulated installation, which runs each on its day.
// After a broken connection all are handed over again: what was done already is done at once.
class ConductedRunner final : public Runner {
 public:
  explicit ConductedRunner(cli::Connection connection, cli::Patience patience = {})
      : connection_(std::move(connection)), patience_(patience) {}

  Expected<Done, RunStopped> Run(const std::vector<DatedCommand>& commands,
                                 const OnProgress& on_progress) override;

 private:
  Expected<Done, RunStopped> RunOnce(const std::vector<DatedCommand>& commands,
                                     const OnProgress& on_progress);

  cli::Connection connection_;
  cli::Patience patience_;
};

}  // namespace recourse::csv_import
