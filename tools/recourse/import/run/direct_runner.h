#pragma once

#include <chrono>
#include <cstddef>

#include "libs/rpc/client.h"
#include "tools/recourse/backoff.h"
#include "tools/recourse/import/run/runner.h"

namespace recourse::csv_import {

// Calls the services itself: for installations on real time, where all that is imported lies in the
// past. Commands of one home run one after another in the order given, of several homes at the same
// time; those of the first step (issuers) before all others.
class DirectRunner final : public Runner {
 public:
  struct Options {
    std::size_t in_flight_max = 64;
    std::chrono::milliseconds call_timeout{30'000};
    cli::Patience patience;
  };

  // `client` must outlive it.
  DirectRunner(rpc::Client& client, Options options) : client_(client), options_(options) {}

  Expected<Done, RunStopped> Run(const std::vector<DatedCommand>& commands,
                                 const OnProgress& on_progress) override;

 private:
  rpc::Client& client_;
  Options options_;
};

}  // namespace recourse::csv_import
