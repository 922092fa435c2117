#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "libs/base/date.h"
#include "libs/process/installation.h"
#include "libs/rpc/ask.h"
#include "recourse/admin/v1/status_service.grpc.pb.h"
#include "tools/recourse/status/judgement.h"
#include "tools/recourse/subcommand.h"

namespace recourse::cli {
namespace {

namespace v1 = admin::v1;
using v1::StatusService;

// It tells of this moment, so nobody waits long for one that does not answer.
constexpr std::chrono::seconds kAnswerWithin{5};

// Every process, each once. One that does not answer is no failure, but that we may not ask is.
Expected<Heard, Failure> Ask(const rpc::Client& client, const std::vector<std::string>& services) {
  const auto stub = StatusService::NewStub(client.channel());
  Heard heard;
  std::set<std::string> told;
  for (const std::string& service : services) {
    if (told.contains(service)) continue;
    const auto status = rpc::Ask(client, *stub, &StatusService::Stub::GetStatus,
                                 v1::GetStatusRequest(), kAnswerWithin, service);
    if (!status) {
      if (status.error().kind == Failure::Kind::kDenied) return Unexpected{status.error()};
      heard.away.emplace(service, status.error());
      continue;
    }
    bool known = false;
    for (const auto& each : status->services()) known |= !told.insert(each.service()).second;
    if (!known) heard.processes.push_back(*status);
  }
  return heard;
}

std::string Time(std::int64_t us) { return recourse::ToString(Instant(Instant::duration(us))); }

// What a program may want to know beside the judgement: of the process, then of the service.
std::vector<std::string> Details(const v1::GetStatusResponse& process,
                                 const v1::ServiceStatus& service) {
  std::uint64_t consumer_behind = 0;
  for (const auto& source : service.sources()) consumer_behind += source.behind();
  return {process.version(),
          Time(process.started_at_us()),
          process.simulated_clock() ? "simulated" : "system",
          Time(process.now_us()),
          std::to_string(service.records()),
          std::to_string(service.views_behind()),
          std::to_string(consumer_behind),
          std::to_string(service.relay().behind()),
          std::to_string(service.parked_events()),
          std::to_string(service.parked_promises()),
          std::to_string(service.free_bytes())};
}

std::vector<std::string> DetailsOf(const Heard& heard, const std::string& service) {
  for (const auto& process : heard.processes) {
    for (const auto& told : process.services()) {
      if (told.service() == service) return Details(process, told);
    }
  }
  return {"", "", "", "", "0", "0", "0", "0", "0", "0", "0"};  // It is away.
}

Table Shown(const Heard& heard, const std::vector<Judged>& all, bool with_details) {
  using Kind = Table::Kind;
  Table table{"", {{"service"}, {"state"}, {"behind", Kind::kCount}, {"why"}}, {}};
  if (with_details) {
    for (const auto* name : {"version", "started_at", "clock", "now"}) {
      table.columns.push_back({name});
    }
    for (const auto* name : {"records", "views_behind", "consumer_behind", "relay_behind",
                             "parked_events", "parked_promises", "free_bytes"}) {
      table.columns.push_back({name, Kind::kCount});
    }
  }
  for (const Judged& each : all) {
    table.rows.push_back({each.service, std::string(ToString(each.state)),
                          std::to_string(each.behind),
                          fmt::format("{}", fmt::join(each.why, "; "))});
    if (!with_details) continue;
    auto details = DetailsOf(heard, each.service);
    std::move(details.begin(), details.end(), std::back_inserter(table.rows.back()));
  }
  return table;
}

ExitCode Status(Session& session) {
  const auto client = Connect(session.place);
  if (!client) return session.Fail(client.error());
  const std::vector<std::string> services(std::begin(process::kServices),
                                          std::end(process::kServices));
  const auto heard = Ask(**client, services);
  if (!heard) return session.Fail(heard.error());
  const auto all = Judge(*heard, services);
  Print({Shown(*heard, all, session.format != Format::kTable)}, session.format, session.out);
  return NeedsSomebody(all) ? ExitCode::kUnavailable : ExitCode::kOk;
}

}  // namespace

void AddStatus(CLI::App& root, Action& action) {
  CLI::App* status = root.add_subcommand("status", "Whether each service is well, and if not, why");
  status->footer(
      "Asks every process. A service is well; or catching up, which it does by itself; or it "
      "needs\n"
      "you: something is parked, nothing is published, commands are refused since the disk is\n"
      "nearly full, or its process has never heard of another; or it is away: nobody answers for\n"
      "it. -o json and -o csv tell more: versions, clocks and counts.\n"
      "\n"
      "Ends with 0 if every service is well or catching up; with 3 if one is away or needs you.\n"
      "\n"
      "Examples:\n"
      "  recourse status\n"
      "  recourse status -o json\n"
      "  recourse status > /dev/null || echo 'somebody should look'");
  status->callback([&action] { action = Status; });
}

}  // namespace recourse::cli
