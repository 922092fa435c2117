#pragma once

#include "recourse/invoicing/v1/agreement_service.pb.h"
#include "recourse/invoicing/v1/approval_service.pb.h"
#include "recourse/invoicing/v1/draft_service.pb.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "services/invoicing/api/directory_lists.h"

// The lists of what the directory view has. They see as far as that has been applied: a caller
// that must see what it did names its position.
namespace recourse::invoicing {

Expected<v1::ListIssuersResponse, Failure> ListIssuers(const DirectoryLists& lists,
                                                       const v1::ListIssuersRequest& request,
                                                       const rpc::Caller& caller);

Expected<v1::ListAccountsResponse, Failure> ListAccounts(const DirectoryLists& lists,
                                                         const v1::ListAccountsRequest& request,
                                                         const rpc::Caller& caller);

// Without their scope.
Expected<v1::ListAgreementsResponse, Failure> ListAgreements(
    const DirectoryLists& lists, const v1::ListAgreementsRequest& request,
    const rpc::Caller& caller);

// Of an account, or of all accounts of an issuer.
Expected<v1::ListApprovalsResponse, Failure> ListApprovals(const DirectoryLists& lists,
                                                           const v1::ListApprovalsRequest& request,
                                                           const rpc::Caller& caller);

// Without their lines.
Expected<v1::ListDraftsResponse, Failure> ListDrafts(const DirectoryLists& lists,
                                                     const v1::ListDraftsRequest& request,
                                                     const rpc::Caller& caller);

}  // namespace recourse::invoicing
