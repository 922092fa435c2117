#include "services/dispute/api/dispute_api.h"

#include <grpcpp/alarm.h>

#include <memory>
#include <utility>

#include "libs/base/check.h"
#include "libs/eventlog/hash.h"
#include "libs/rpc/fields.h"
#include "services/dispute/api/dispute_resource.h"
#include "services/dispute/api/refusals.h"
#include "services/dispute/api/requests.h"
#include "services/dispute/codec/dispute_codec.h"
#include "services/dispute/views/dispute_list.h"

namespace recourse::dispute {
namespace {

using rpc::Role;

constexpr rpc::Roles kWriters = {Role::kOperator, Role::kClerk};
constexpr rpc::Roles kOpeners = {Role::kOperator, Role::kClerk, Role::kService};
constexpr rpc::Roles kReaders = {Role::kOperator, Role::kClerk, Role::kApprover, Role::kAnalyst,
                                 Role::kService};
constexpr std::size_t kPageUsual = 100;
constexpr std::size_t kPageMost = 1'000;

Failure Unknown(const std::string& dispute_id) {
  return ToFailure({DisputeRule::kDisputeUnknown, {{"dispute_id", dispute_id}}});
}

// Decides, and answers with the dispute as it will be: the unit shows it as it was.
Expected<v1::Dispute, Failure> Run(engine::Unit& unit, const Addressed& asked) {
  const std::string stream = StreamOf(asked.dispute_id);
  const std::uint64_t version = unit.Version<DisputeAggregate>(stream);
  if (!asked.etag.empty() && asked.etag != std::to_string(version)) {
    return Unexpected{Failure{Failure::Kind::kAborted,
                              "ETAG_STALE",
                              "The dispute has changed since you read it.",
                              {{"etag", asked.etag}, {"current", std::to_string(version)}}}};
  }
  Dispute dispute = unit.State<DisputeAggregate>(stream);
  if (!dispute.claim && !std::holds_alternative<OpenDispute>(asked.command)) {
    return Unexpected{Unknown(asked.dispute_id)};
  }
  const auto events = DisputeDecider::Decide(asked.command, dispute, unit.now());
  if (!events) return Unexpected{ToFailure(events.error())};
  for (const auto& event : *events) dispute = DisputeDecider::Evolve(std::move(dispute), event);
  CHECK(unit.Decide<DisputeAggregate>(stream, asked.command));
  return ToResource(unit.home(), dispute, version + events->size());
}

Expected<rpc::Prepared<v1::Dispute>, Failure> ToCommand(Expected<Addressed, Failure> asked) {
  if (!asked) return Unexpected{asked.error()};
  std::string home = asked->account;
  return rpc::Prepared<v1::Dispute>(
      std::move(home),
      [asked = *std::move(asked)](engine::Unit& unit) { return Run(unit, asked); });
}

// What GetDispute brings from the writer's thread to one of gRPC's.
struct Found {
  Dispute dispute;
  std::uint64_t version = 0;
};

// Opening texts may block, which an engine's thread must not: an alarm that is due at once runs on
// one of gRPC's.
void RunOnGrpcThread(std::function<void()> work) {
  auto alarm = std::make_shared<grpc::Alarm>();
  alarm->Set(gpr_now(GPR_CLOCK_MONOTONIC), [alarm, work = std::move(work)](bool) mutable {
    work();
    alarm.reset();
  });
}

}  // namespace

DisputeApi::DisputeApi(rpc::Shell& shell, engine::Commands& commands, const seal::Sealer& sealer)
    : Service(shell, commands, "recourse.dispute.v1.DisputeService"),
      sealer_(sealer),
      pages_(shell.hash()) {
  Mutate<v1::OpenDisputeRequest, v1::Dispute>(
      "OpenDispute", kOpeners, [this](const v1::OpenDisputeRequest& request, const rpc::Caller&) {
        return ToCommand(ReadRequest(request, sealer_));
      });
  Mutate<v1::CloseDisputeRequest, v1::Dispute>(
      "CloseDispute", kWriters, [this](const v1::CloseDisputeRequest& request, const rpc::Caller&) {
        return ToCommand(ReadRequest(request, sealer_));
      });
  Answer<v1::GetDisputeRequest, v1::Dispute>(
      "GetDispute", kReaders,
      [this](const rpc::Call<v1::GetDisputeRequest>& call) { return GetDispute(call); });
  Query<v1::ListDisputesRequest, v1::ListDisputesResponse>(
      "ListDisputes", kReaders,
      [this](const v1::ListDisputesRequest& request, const rpc::Caller& caller) {
        return ListDisputes(request, caller);
      });
}

Expected<rpc::Begin<v1::Dispute>, Failure> DisputeApi::GetDispute(
    const rpc::Call<v1::GetDisputeRequest>& call) const {
  rpc::Fields fields;
  const auto [account, dispute_id] = fields.Name("name", call.request.name(), kDisputeName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Begin<v1::Dispute>(
      [this, home = kAccountName.Format(account), id = dispute_id](rpc::Reply<v1::Dispute> reply) {
        auto found = std::make_shared<Found>();
        const auto read = [found, id](engine::Unit& unit) -> engine::Outcome {
          const std::string stream = StreamOf(id);
          found->dispute = unit.State<DisputeAggregate>(stream);
          found->version = unit.Version<DisputeAggregate>(stream);
          if (!found->dispute.claim) return Unexpected{Unknown(id)};
          return std::string();
        };
        commands().Read(home, read, [this, found, home, reply](const engine::Result& result) {
          if (!result.outcome) return reply.Answer(result);
          RunOnGrpcThread([this, found, home, reply, position = result.position] {
            v1::Dispute resource = ToResource(home, found->dispute, found->version);
            const auto opened = OpenTexts(sealer_, home, found->dispute, resource);
            if (!opened) return reply.Refuse(opened.error(), position);
            reply.Send(resource, position);
          });
        });
      });
}

Expected<v1::ListDisputesResponse, Failure> DisputeApi::ListDisputes(
    const v1::ListDisputesRequest& request, const rpc::Caller& caller) const {
  rpc::Fields fields;
  fields.Name("parent", request.parent(), kAccountName);
  const std::size_t size = fields.PageSize("page_size", request.page_size(), kPageUsual, kPageMost);
  const std::string question = "ListDisputes " + caller.principal + " " + request.parent();
  const auto cursor = pages_.Open(question, request.page_token());
  fields.Check(cursor.has_value(), "page_token", request.page_token(), "must come from this list");
  if (!fields.ok()) return Unexpected{fields.Refuse()};

  const engine::ViewReader& views = commands().views();
  auto rows = views.Scan(DisputeList::kName, eventlog::ShardOf(request.parent(), views.shards()),
                         DisputesOf(request.parent()), *cursor, size + 1);
  v1::ListDisputesResponse response;
  if (rows.size() > size) {
    rows.pop_back();
    response.set_next_page_token(pages_.Issue(question, rows.back().first));
  }
  for (const auto& [key, row] : rows) CHECK(response.add_disputes()->ParseFromString(row));
  return response;
}

}  // namespace recourse::dispute
