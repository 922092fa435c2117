#include "tools/recourse/import/run/conducted_runner.h"

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>

#include "libs/rpc/status.h"
#include "libs/wire/convert.h"
#include "recourse/simulation/v1/conductor_service.grpc.pb.h"

namespace recourse::csv_import {
namespace {

using simulation::v1::ConductorService;
using simulation::v1::ScheduleRequest;
using simulation::v1::ScheduleResponse;
using Stream = grpc::ClientReaderWriter<ScheduleRequest, ScheduleResponse>;

constexpr std::size_t kMessageBytesMax = 512 * 1024;

// False if the stream broke; why, its Finish says.
bool HandOver(const std::vector<DatedCommand>& commands, Stream& stream) {
  ScheduleRequest request;
  std::size_t bytes = 0;
  for (const DatedCommand& command : commands) {
    const std::size_t size = command.ByteSizeLong();
    if (bytes + size > kMessageBytesMax && bytes > 0) {
      if (!stream.Write(request)) return false;
      request.Clear();
      bytes = 0;
    }
    *request.add_commands() = command;
    bytes += size;
  }
  return (bytes == 0 || stream.Write(request)) && stream.WritesDone();
}

RunStopped ToStopped(const simulation::v1::RefusedCommand& refused) {
  const auto code = static_cast<grpc::StatusCode>(refused.status().code());
  const grpc::Status status(code, refused.status().message(), refused.status().SerializeAsString());
  return {refused.label(), rpc::ToFailure(status)};
}

RunProgress ToProgress(const simulation::v1::Progress& progress) {
  return {progress.commands_done(), progress.commands_total(),
          wire::FromWire(progress.day()).value_or(Date())};
}

// A run that another caller's, or our own broken one, is still in the way of.
bool WorthHandingOverAgain(const RunStopped& stopped) {
  return stopped.label.empty() && (cli::WorthAskingAgain(stopped.failure.kind) ||
                                   stopped.failure.kind == Failure::Kind::kAborted);
}

}  // namespace

Expected<Done, RunStopped> ConductedRunner::Run(const std::vector<DatedCommand>& commands,
                                                const OnProgress& on_progress) {
  cli::Backoff backoff(patience_);
  std::uint64_t most_done = 0;
  const auto on_news = [&](const RunProgress& progress) {
    if (progress.done > most_done) backoff.Reset();
    most_done = std::max(most_done, progress.done);
    on_progress(progress);
  };
  while (true) {
    auto result = RunOnce(commands, on_news);
    if (result || !WorthHandingOverAgain(result.error()) || backoff.exhausted()) return result;
    std::this_thread::sleep_for(backoff.Next());
  }
}

Expected<Done, RunStopped> ConductedRunner::RunOnce(const std::vector<DatedCommand>& commands,
                                                    const OnProgress& on_progress) {
  const auto stub = ConductorService::NewStub(connection_.channel());
  grpc::ClientContext context;
  connection_.Authorize(context);
  const auto stream = stub->Schedule(&context);
  std::optional<RunStopped> refused;
  if (HandOver(commands, *stream)) {
    ScheduleResponse response;
    while (stream->Read(&response)) {
      if (response.has_refused()) {
        refused = ToStopped(response.refused());
      } else {
        on_progress(ToProgress(response.progress()));
      }
    }
  }
  const grpc::Status status = stream->Finish();
  if (refused) return Unexpected{*std::move(refused)};
  if (!status.ok()) return Unexpected{RunStopped{"", rpc::ToFailure(status)}};
  return Done{};
}

}  // namespace recourse::csv_import
