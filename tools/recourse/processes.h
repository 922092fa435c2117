#pragma once

#include <string>
#include <vector>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/rpc/client.h"
#include "recourse/history/v1/history_service.pb.h"

namespace recourse::cli {

// How far the logs of `services` reach, each asked of the process that runs it.
Expected<history::v1::GetMarksResponse, Failure> MarksOf(const rpc::Client& client,
                                                         const std::vector<std::string>& services);

// The processes of the installation, each by the name of a service that it runs: one where all
// services run together, else several behind an edge.
Expected<std::vector<std::string>, Failure> Processes(const rpc::Client& client);

}  // namespace recourse::cli
