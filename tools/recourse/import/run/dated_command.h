#pragma once

#include "recourse/simulation/v1/conductor_service.pb.h"
#include "tools/recourse/import/plan.h"

namespace recourse::csv_import {

using DatedCommand = simulation::v1::DatedCommand;

// What a planned step is called over gRPC, with a request id made from its content. All that it
// creates is marked as imported.
DatedCommand ToDatedCommand(const Plan& plan, const PlannedStep& step);

}  // namespace recourse::csv_import
