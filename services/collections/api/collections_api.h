#pragma once

#include "libs/rpc/service.h"
#include "recourse/collections/v1/collections_service.pb.h"
#include "services/collections/api/lists.h"

namespace recourse::collections {

// recourse.collections.v1.CollectionsService: cases for staff, feeds for the cases themselves.
class CollectionsApi final : public rpc::Service {
 public:
  CollectionsApi(rpc::Shell& shell, engine::Commands& commands);

 private:
  void AddCommands();
  void AddLists();

  Expected<v1::ListCasesResponse, Failure> ListCases(const v1::ListCasesRequest& request,
                                                     const rpc::Caller& caller) const;
  Expected<v1::ListCallTasksResponse, Failure> ListCallTasks(
      const v1::ListCallTasksRequest& request, const rpc::Caller& caller) const;
  Expected<v1::ListPartnersResponse, Failure> ListPartners(const v1::ListPartnersRequest& request,
                                                           const rpc::Caller& caller) const;
  Expected<v1::ListPlacementsResponse, Failure> ListPlacements(
      const v1::ListPlacementsRequest& request, const rpc::Caller& caller) const;

  const Lists lists_;
};

}  // namespace recourse::collections
