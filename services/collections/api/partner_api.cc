#include "services/collections/api/partner_api.h"

#include <string>
#include <utility>

#include "services/collections/api/feed_follower.h"
#include "services/collections/api/partner_requests.h"
#include "services/collections/codec/partner_codec.h"
#include "services/collections/homes.h"
#include "services/collections/views/placement_list.h"

namespace recourse::collections {
namespace {

using rpc::Caller;
using rpc::Fields;
using rpc::Role;

}  // namespace

PartnerApi::PartnerApi(rpc::Shell& shell, engine::Commands& commands, FindDebtor find_debtor)
    : Service(shell, commands, "recourse.collections.v1.PartnerService"),
      lists_(shell.hash(), commands.views()),
      find_debtor_(std::move(find_debtor)) {
  Query<v1::PartnerServiceListPlacementsRequest, v1::PartnerServiceListPlacementsResponse>(
      "ListPlacements", {Role::kAgency}, [this](const auto& request, const Caller& caller) {
        return ListPlacements(request, caller);
      });
  Read<v1::GetPlacementRequest, v1::Placement>("GetPlacement", {Role::kAgency}, PrepareGet);
  Follow<v1::FollowEscalationsRequest, v1::FollowEscalationsResponse>(
      "FollowEscalations", {Role::kAgency},
      [this](const auto& request, const Caller& caller, auto follower) {
        return FollowEscalations(request, caller, std::move(follower));
      });
  Mutate<v1::AcceptPlacementRequest, v1::Placement>("AcceptPlacement", {Role::kAgency},
                                                    PrepareAccept);
  Mutate<v1::DeclinePlacementRequest, v1::Placement>("DeclinePlacement", {Role::kAgency},
                                                     PrepareDecline);
  Mutate<v1::ReportPaymentRequest, v1::Placement>("ReportPayment", {Role::kAgency},
                                                  PrepareReportPayment);
  Mutate<v1::ClosePlacementRequest, v1::Placement>("ClosePlacement", {Role::kAgency}, PrepareClose);
  Answer<v1::GetDebtorRequest, v1::Debtor>("GetDebtor", {Role::kAgency},
                                           [this](const auto& call) { return GetDebtor(call); });
  Mutate<v1::AcknowledgeEscalationsRequest, v1::Feed>("AcknowledgeEscalations", {Role::kAgency},
                                                      PrepareAcknowledge);
  Read<v1::GetFeedRequest, v1::Feed>("GetFeed", {Role::kAgency}, PrepareGetFeed);
}

Expected<v1::PartnerServiceListPlacementsResponse, Failure> PartnerApi::ListPlacements(
    const v1::PartnerServiceListPlacementsRequest& request, const Caller& caller) const {
  Fields fields;
  CheckPartner(fields, caller);
  v1::PartnerServiceListPlacementsResponse response;
  auto next = lists_.ForEach<v1::Placement>({PlacementList::kName, PlacementsOf(caller.principal),
                                             "PartnerService.ListPlacements " + caller.principal,
                                             request.page_size(), request.page_token()},
                                            fields, [&](v1::Placement&& placement) {
                                              *response.add_placements() = std::move(placement);
                                              return true;
                                            });
  if (!next) return Unexpected{next.error()};
  response.set_next_page_token(*std::move(next));
  return response;
}

Expected<Done, Failure> PartnerApi::FollowEscalations(
    const v1::FollowEscalationsRequest& request, const Caller& caller,
    rpc::Follower<v1::FollowEscalationsResponse> follower) const {
  Fields fields;
  CheckPartner(fields, caller);
  fields.Check(!request.after_acknowledged() || request.after_feed_sequence() == 0,
               "after_feed_sequence", std::to_string(request.after_feed_sequence()),
               "must be left out with after_acknowledged");
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  const std::string partner = caller.principal;
  if (!request.after_acknowledged()) {
    FeedFollower::Start(commands(), partner, request.after_feed_sequence(), std::move(follower));
    return Done{};
  }
  commands().Read(
      partner,
      [](engine::Unit& unit) -> engine::Outcome {
        return std::to_string(unit.State<FeedAggregate>(kFeedStream).acknowledged);
      },
      [&commands = commands(), partner, follower](const engine::Result& result) {
        if (!result.outcome) return follower.Fail(result.outcome.error());
        FeedFollower::Start(commands, partner, std::stoull(*result.outcome), follower);
      });
  return Done{};
}

// The placement is looked at first, so that nobody asks invoicing in the name of another's.
Expected<rpc::Begin<v1::Debtor>, Failure> PartnerApi::GetDebtor(
    const rpc::Call<v1::GetDebtorRequest>& call) const {
  const auto pursued = PrepareGetPursued(call.request, call.caller);
  if (!pursued) return Unexpected{pursued.error()};
  return rpc::Begin<v1::Debtor>([this, pursued = *pursued,
                                 name = call.request.name()](rpc::Reply<v1::Debtor> reply) {
    commands().Read(pursued.home, pursued.run,
                    [this, account = pursued.home, name, reply](const engine::Result& result) {
                      if (!result.outcome)
                        return reply.Refuse(result.outcome.error(), result.position);
                      find_debtor_(account, [name, reply](Expected<v1::Debtor, Failure> debtor) {
                        if (!debtor) return reply.Refuse(debtor.error());
                        debtor->set_placement(name);
                        reply.Send(*debtor);
                      });
                    });
  });
}

}  // namespace recourse::collections
