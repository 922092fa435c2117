#pragma once

#include <memory>
#include <string>

#include "libs/rpc/client.h"
#include "recourse/simulation/v1/conductor_service.grpc.pb.h"
#include "tools/recourse/backoff.h"
#include "tools/recourse/import/run/runner.h"

namespace recourse::csv_import {

// Hands the commands to the conductor of a simulated installation, which runs each on its day. The
// schedule is named after its content: after a broken connection, or in another process, the
// handing over goes on where it stopped, and what has run already is done again without effect.
class ConductedRunner final : public Runner {
 public:
  // `client` must outlive it.
  explicit ConductedRunner(const rpc::Client& client, cli::Patience patience = {});

  Expected<Done, RunStopped> Run(const std::vector<DatedCommand>& commands,
                                 const OnProgress& on_progress) override;

 private:
  using Stub = simulation::v1::ConductorService::Stub;

  Expected<Done, RunStopped> RunOnce(const std::string& schedule_id,
                                     const std::vector<DatedCommand>& commands,
                                     const OnProgress& on_progress);
  Expected<Done, Failure> HandOver(const std::string& schedule_id,
                                   const std::vector<DatedCommand>& commands);
  Expected<Done, RunStopped> Conduct(const std::string& schedule_id, const OnProgress& on_progress);

  const rpc::Client& client_;
  const std::unique_ptr<Stub> stub_;
  const cli::Patience patience_;
};

}  // namespace recourse::csv_import
