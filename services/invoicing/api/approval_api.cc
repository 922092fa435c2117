#include "services/invoicing/api/approval_api.h"

#include "services/invoicing/api/approval_calls.h"
#include "services/invoicing/api/callers.h"
#include "services/invoicing/api/directory_calls.h"

namespace recourse::invoicing {
namespace {

using enum rpc::Role;

}  // namespace

ApprovalApi::ApprovalApi(rpc::Shell& shell, engine::Commands& commands,
                         const engine::StreamReader& streams)
    : Service(shell, commands, "recourse.invoicing.v1.ApprovalService"),
      directory_(commands.views(), streams, shell.hash()) {
  Mutate<v1::SetApprovalLimitsRequest, v1::ApprovalLimits>("SetApprovalLimits", {kOperator},
                                                           PrepareSetApprovalLimits);
  Read<v1::GetApprovalLimitsRequest, v1::ApprovalLimits>("GetApprovalLimits", kReaders,
                                                         PrepareGetApprovalLimits);
  Mutate<v1::RequestApprovalRequest, v1::Approval>("RequestApproval", kAdjusters,
                                                   PrepareRequestApproval);
  Answer<v1::ApproveRequest, v1::Approval>("Approve", kSecondPersons,
                                           Controlled(commands, PrepareApprove));
  Mutate<v1::RefuseRequest, v1::Approval>("Refuse", kSecondPersons, PrepareRefuse);
  Read<v1::GetApprovalRequest, v1::Approval>("GetApproval", kReaders, PrepareGetApproval);
  Query<v1::ListApprovalsRequest, v1::ListApprovalsResponse>(
      "ListApprovals", kReaders, [this](const auto& request, const rpc::Caller& caller) {
        return ListApprovals(directory_, request, caller);
      });
}

}  // namespace recourse::invoicing
