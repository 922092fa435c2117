#include "tools/recourse/import/run/conducted_runner.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "libs/rpc/status.h"
#include "libs/wire/convert.h"
#include "tools/recourse/import/ids.h"

namespace recourse::csv_import {
namespace {

using simulation::v1::ConductorService;

constexpr std::size_t kMessageBytesMax = 512 * 1024;
constexpr std::chrono::seconds kHandOverTimeout{30};

std::string NameAfterContent(const std::vector<DatedCommand>& commands) {
  std::string name;
  for (const DatedCommand& command : commands) {
    name = RequestIdFor(name, command.SerializeAsString());
  }
  return name;
}

// As many commands from `offset` on as fit into one message.
simulation::v1::ScheduleRequest NextOf(const std::string& schedule_id,
                                       const std::vector<DatedCommand>& commands,
                                       std::uint64_t offset) {
  simulation::v1::ScheduleRequest request;
  request.set_schedule_id(schedule_id);
  request.set_offset(offset);
  std::size_t bytes = 0;
  for (std::size_t i = offset; i < commands.size(); ++i) {
    bytes += commands[i].ByteSizeLong();
    if (bytes > kMessageBytesMax && request.commands_size() > 0) break;
    *request.add_commands() = commands[i];
  }
  return request;
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

// Another run is in the way, perhaps our own broken one, or the process has forgotten the schedule.
bool WorthRunningAgain(const RunStopped& stopped) {
  const Failure::Kind kind = stopped.failure.kind;
  return stopped.label.empty() && (cli::WorthAskingAgain(kind) || kind == Failure::Kind::kAborted ||
                                   kind == Failure::Kind::kNotFound);
}

}  // namespace

ConductedRunner::ConductedRunner(const rpc::Client& client, cli::Patience patience)
    : client_(client), stub_(ConductorService::NewStub(client.channel())), patience_(patience) {}

Expected<Done, RunStopped> ConductedRunner::Run(const std::vector<DatedCommand>& commands,
                                                const OnProgress& on_progress) {
  if (commands.empty()) return Done{};
  const std::string schedule_id = NameAfterContent(commands);
  cli::Backoff backoff(patience_);
  std::uint64_t most_done = 0;
  const auto on_news = [&](const RunProgress& progress) {
    if (progress.done > most_done) backoff.Reset();
    most_done = std::max(most_done, progress.done);
    on_progress(progress);
  };
  while (true) {
    auto result = RunOnce(schedule_id, commands, on_news);
    if (result || !WorthRunningAgain(result.error()) || backoff.exhausted()) return result;
    client_.Pause(backoff.Next());
  }
}

Expected<Done, RunStopped> ConductedRunner::RunOnce(const std::string& schedule_id,
                                                    const std::vector<DatedCommand>& commands,
                                                    const OnProgress& on_progress) {
  const auto handed_over = HandOver(schedule_id, commands);
  if (!handed_over) return Unexpected{RunStopped{"", handed_over.error()}};
  return Conduct(schedule_id, on_progress);
}

Expected<Done, Failure> ConductedRunner::HandOver(const std::string& schedule_id,
                                                  const std::vector<DatedCommand>& commands) {
  std::uint64_t offset = 0;
  while (offset < commands.size()) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + kHandOverTimeout);
    client_.Authorise(context);
    simulation::v1::ScheduleResponse response;
    const grpc::Status status =
        stub_->Schedule(&context, NextOf(schedule_id, commands, offset), &response);
    if (!status.ok()) return Unexpected{rpc::ToFailure(status)};
    // The conductor may hold more than was just sent: what an earlier run handed over.
    if (response.commands() <= offset || response.commands() > commands.size()) {
      return Unexpected{Failure{Failure::Kind::kInternal,
                                "SCHEDULE_DIFFERS",
                                "The conductor holds another number of commands than it was given",
                                {{"given", std::to_string(commands.size())},
                                 {"held", std::to_string(response.commands())}}}};
    }
    offset = response.commands();
  }
  return Done{};
}

Expected<Done, RunStopped> ConductedRunner::Conduct(const std::string& schedule_id,
                                                    const OnProgress& on_progress) {
  grpc::ClientContext context;  // Without a deadline: years may have to pass.
  client_.Authorise(context);
  simulation::v1::RunRequest request;
  request.set_schedule_id(schedule_id);
  const auto stream = stub_->Run(&context, request);
  std::optional<RunStopped> refused;
  simulation::v1::RunResponse response;
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
