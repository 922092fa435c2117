#include "services/collections/api/collections_api.h"

#include "services/collections/api/case_commands.h"
#include "services/collections/api/names.h"
#include "services/collections/api/partner_commands.h"
#include "services/collections/views/call_list.h"
#include "services/collections/views/case_list.h"
#include "services/collections/views/partner_list.h"
#include "services/collections/views/placement_list.h"

namespace recourse::collections {
namespace {

using rpc::Caller;
using rpc::Fields;
using rpc::Role;
using rpc::Roles;

constexpr Roles kReaders = {Role::kOperator, Role::kClerk, Role::kApprover, Role::kAnalyst};
constexpr Roles kWorkers = {Role::kOperator, Role::kClerk};
constexpr std::string_view kAllPartners = "partners/-";

// A prepare function that does not ask who calls.
template <class Request, class Response>
auto Any(Expected<rpc::Prepared<Response>, Failure> (*prepare)(const Request&)) {
  return [prepare](const Request& request, const Caller&) { return prepare(request); };
}

}  // namespace

CollectionsApi::CollectionsApi(rpc::Shell& shell, engine::Commands& commands)
    : Service(shell, commands, "recourse.collections.v1.CollectionsService"),
      lists_(shell.hash(), commands.views()) {
  AddCommands();
  AddLists();
}

void CollectionsApi::AddCommands() {
  Read<v1::GetCaseRequest, v1::Case>("GetCase", kReaders, Any(PrepareGetCase));
  Read<v1::GetStopsRequest, v1::GetStopsResponse>("GetStops", {Role::kService},
                                                  Any(PrepareGetStops));
  Mutate<v1::PlaceHoldRequest, v1::Hold>("PlaceHold", kWorkers, Any(PreparePlaceHold));
  Mutate<v1::EndHoldRequest, v1::Hold>("EndHold", kWorkers, Any(PrepareEndHold));
  Mutate<v1::RecordPromiseToPayRequest, v1::PromiseToPay>("RecordPromiseToPay", kWorkers,
                                                          Any(PrepareRecordPromiseToPay));
  Mutate<v1::CompleteCallTaskRequest, v1::CompleteCallTaskResponse>("CompleteCallTask", kWorkers,
                                                                    Any(PrepareCompleteCallTask));
  Mutate<v1::RegisterPartnerRequest, v1::Partner>("RegisterPartner", {Role::kOperator},
                                                  Any(PrepareRegisterPartner));
  Mutate<v1::AppendEscalationRequest, v1::AppendEscalationResponse>(
      "AppendEscalation", {Role::kService}, Any(PrepareAppendEscalation));
}

void CollectionsApi::AddLists() {
  Query<v1::ListCasesRequest, v1::ListCasesResponse>(
      "ListCases", kReaders,
      [this](const auto& request, const Caller& caller) { return ListCases(request, caller); });
  Query<v1::ListCallTasksRequest, v1::ListCallTasksResponse>(
      "ListCallTasks", kReaders,
      [this](const auto& request, const Caller& caller) { return ListCallTasks(request, caller); });
  Query<v1::ListPartnersRequest, v1::ListPartnersResponse>(
      "ListPartners", kReaders,
      [this](const auto& request, const Caller& caller) { return ListPartners(request, caller); });
  Query<v1::ListPlacementsRequest, v1::ListPlacementsResponse>(
      "ListPlacements", kReaders, [this](const auto& request, const Caller& caller) {
        return ListPlacements(request, caller);
      });
}

Expected<v1::ListCasesResponse, Failure> CollectionsApi::ListCases(
    const v1::ListCasesRequest& request, const Caller& caller) const {
  const std::string filter = request.chased_only() ? " chased" : "";
  v1::ListCasesResponse response;
  auto next = lists_.ForEach<v1::CaseSummary>(
      {CaseList::kName, std::string(CaseList::kCases), "ListCases " + caller.principal + filter,
       request.page_size(), request.page_token()},
      Fields(), [&](v1::CaseSummary&& summary) {
        if (request.chased_only() && summary.chased_invoices() == 0) return false;
        *response.add_cases() = std::move(summary);
        return true;
      });
  if (!next) return Unexpected{next.error()};
  response.set_next_page_token(*std::move(next));
  return response;
}

Expected<v1::ListCallTasksResponse, Failure> CollectionsApi::ListCallTasks(
    const v1::ListCallTasksRequest& request, const Caller& caller) const {
  v1::ListCallTasksResponse response;
  auto next = lists_.ForEach<v1::CallTask>(
      {CallList::kName, std::string(CallList::kTasks), "ListCallTasks " + caller.principal,
       request.page_size(), request.page_token()},
      Fields(), [&](v1::CallTask&& task) {
        *response.add_tasks() = std::move(task);
        return true;
      });
  if (!next) return Unexpected{next.error()};
  response.set_next_page_token(*std::move(next));
  return response;
}

Expected<v1::ListPartnersResponse, Failure> CollectionsApi::ListPartners(
    const v1::ListPartnersRequest& request, const Caller& caller) const {
  v1::ListPartnersResponse response;
  auto next =
      lists_.ForEach<v1::Partner>({PartnerList::kName, "", "ListPartners " + caller.principal,
                                   request.page_size(), request.page_token()},
                                  Fields(), [&](v1::Partner&& partner) {
                                    *response.add_partners() = std::move(partner);
                                    return true;
                                  });
  if (!next) return Unexpected{next.error()};
  response.set_next_page_token(*std::move(next));
  return response;
}

Expected<v1::ListPlacementsResponse, Failure> CollectionsApi::ListPlacements(
    const v1::ListPlacementsRequest& request, const Caller& caller) const {
  Fields fields;
  fields.Name("parent", request.parent(), kPartnerName);
  const bool all = request.parent() == kAllPartners;
  v1::ListPlacementsResponse response;
  auto next = lists_.ForEach<v1::Placement>(
      {PlacementList::kName,
       all ? std::string(PlacementList::kAll) : PlacementsOf(request.parent()),
       "ListPlacements " + caller.principal + " " + request.parent(), request.page_size(),
       request.page_token()},
      fields, [&](v1::Placement&& placement) {
        *response.add_placements() = std::move(placement);
        return true;
      });
  if (!next) return Unexpected{next.error()};
  response.set_next_page_token(*std::move(next));
  return response;
}

}  // namespace recourse::collections
