#include "libs/process/status_api.h"

#include <utility>
namespace recourse::process {
namespace {

namespace v1 = admin::v1;
using rpc::Role;

Failure Starting() {
  return {Failure::Kind::kUnavailable,
          "STARTING",
          "This process does not take commands yet: ask again.",
          {}};
}

v1::ServiceStatus StatusOf(Host& host) {
  v1::ServiceStatus status;
  status.set_service(host.service());
  const engine::RunningEngine& engine = host.engine();
  for (std::uint32_t shard = 0; shard < engine.log().identity().shards; ++shard) {
    // In this order: what is applied was released.
    const std::uint64_t applied = engine.applied(shard);
    const std::uint64_t released = engine.released(shard);
    status.set_records(status.records() + released);
    status.set_views_behind(status.views_behind() + released - applied);
  }
  for (const std::string& source : host.sources()) {
    v1::SourceStatus& of = *status.add_sources();
    of.set_source(source);
    of.set_consumed(host.consumed(source));
    of.set_behind(host.behind(source));
  }
  if (const auto* relay = host.relay(); relay != nullptr) {
    status.mutable_relay()->set_behind(relay->behind());
    status.mutable_relay()->set_trouble(relay->trouble());
  }
  status.set_parked_events(engine.parked_events());
  status.set_parked_promises(engine.parked_promises());
  status.set_refuses_commands(!host.space().Enough());
  status.set_free_bytes(host.space().free_bytes());
  return status;
}

}  // namespace

StatusApi::StatusApi(rpc::Shell& shell, std::vector<Host*> hosts, Process process)
    : Service(shell, hosts.at(0)->engine(), "recourse.admin.v1.StatusService"),
      hosts_(std::move(hosts)),
      process_(std::move(process)) {
  Query<v1::GetStatusRequest, v1::GetStatusResponse>(
      "GetStatus", {Role::kOperator, Role::kAnalyst},
      [this](const auto&, const rpc::Caller&) { return GetStatus(); }, NotAwaited);
}

void StatusApi::Begin() { started_at_us_ = SystemClock().Now().time_since_epoch().count(); }

Expected<v1::GetStatusResponse, Failure> StatusApi::GetStatus() const {
  if (started_at_us_ == 0) return Unexpected{Starting()};
  v1::GetStatusResponse response;
  response.set_version(RECOURSE_VERSION);
  response.set_started_at_us(started_at_us_);
  response.set_simulated_clock(process_.simulated);
  response.set_now_us(process_.clock.Now().time_since_epoch().count());
  for (Host* host : hosts_) *response.add_services() = StatusOf(*host);
  for (auto& peer : process_.unanswered_peers()) response.add_unanswered_peers(std::move(peer));
  return response;
}

}  // namespace recourse::process
