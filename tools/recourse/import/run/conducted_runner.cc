#include "tools/recourse/import/run/conducted_runner.h"

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>

#include "libs/base/hex.h"
#include "libs/rpc/digest.h"
#include "libs/rpc/status.h"
#include "libs/wire/convert.h"
#include "recourse/simulation/v1/conductor_service.grpc.pb.h"

namespace recourse::csv_import {
namespace {

using simulation::v1::ConductorService;
using simulation::v1::RunRequest;
using simulation::v1::RunResponse;
using simulation::v1::ScheduleRequest;
using simulation::v1::ScheduleResponse;

constexpr std::size_t kMessageBytesMax = 512 * 1024;

// Hands the commands over in messages of a moderate size.
class HandOver {
 public:
  HandOver(const cli::Connection& connection, ConductorService::Stub& stub, std::string schedule_id)
      : connection_(connection), stub_(stub) {
    request_.set_schedule_id(std::move(schedule_id));
  }

  grpc::Status All(const std::vector<DatedCommand>& commands) {
    std::size_t bytes = 0;
    for (const DatedCommand& command : commands) {
      const std::size_t size = command.ByteSizeLong();
      if (bytes + size > kMessageBytesMax && bytes > 0) {
        const grpc::Status sent = Send();
        if (!sent.ok()) return sent;
        bytes = 0;
      }
      *request_.add_commands() = command;
      bytes += size;
    }
    return Send();
  }

 private:
  grpc::Status Send() {
    grpc::ClientContext context;
    connection_.Authorize(context);
    ScheduleResponse response;
    const grpc::Status sent = stub_.Schedule(&context, request_, &response);
    request_.set_offset(request_.offset() + static_cast<std::uint64_t>(request_.commands_size()));
    request_.clear_commands();
    return sent;
  }

  const cli::Connection& connection_;
  ConductorService::Stub& stub_;
  ScheduleRequest request_;
};

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
  // Each attempt is a schedule of its own, so that nothing of a broken one is in it.
  RunRequest request;
  request.set_schedule_id("import-" + ToHex(rpc::RandomBytes(8)));
  const grpc::Status handed = HandOver(connection_, *stub, request.schedule_id()).All(commands);
  if (!handed.ok()) return Unexpected{RunStopped{"", rpc::ToFailure(handed)}};

  grpc::ClientContext context;
  connection_.Authorize(context);
  const auto stream = stub->Run(&context, request);
  std::optional<RunStopped> refused;
  RunResponse response;
  while (stream->Read(&response)) {
    if (response.has_refused()) {
      refused = ToStopped(response.refused());
    } else {
      on_progress(ToProgress(response.progress()));
    }
  }
  const grpc::Status status = stream->Finish();
  if (refused) return Unexpected{*std::move(refused)};
  if (!status.ok()) return Unexpected{RunStopped{"", rpc::ToFailure(status)}};
  return Done{};
}

}  // namespace recourse::csv_import
