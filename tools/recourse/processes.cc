#include "tools/recourse/processes.h"

#include <set>

#include "libs/process/installation.h"
#include "recourse/history/v1/history_service.grpc.pb.h"
#include "tools/recourse/call.h"

namespace recourse::cli {

using history::v1::GetMarksRequest;
using history::v1::GetMarksResponse;
using history::v1::HistoryService;

Expected<GetMarksResponse, Failure> MarksOf(const rpc::Client& client,
                                            const std::vector<std::string>& services) {
  const auto stub = HistoryService::NewStub(client.channel());
  GetMarksResponse all;
  for (const std::string& service : services) {
    GetMarksRequest request;
    request.add_services(service);
    const auto marks = Call(client, *stub, &HistoryService::Stub::GetMarks, request, service);
    if (!marks) return Unexpected{marks.error()};
    all.MergeFrom(*marks);
  }
  return all;
}

Expected<std::vector<std::string>, Failure> Processes(const rpc::Client& client) {
  const auto stub = HistoryService::NewStub(client.channel());
  std::vector<std::string> processes;
  std::set<std::string> found;
  for (const std::string service : process::kServices) {
    if (found.count(service) > 0) continue;
    const auto marks =
        Call(client, *stub, &HistoryService::Stub::GetMarks, GetMarksRequest(), service);
    if (!marks) return Unexpected{marks.error()};
    processes.push_back(service);
    for (const auto& told : marks->services()) found.insert(told.service());
  }
  return processes;
}

}  // namespace recourse::cli
