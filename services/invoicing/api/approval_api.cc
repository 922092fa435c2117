#include "services/invoicing/api/approval_api.h"

#include <fmt/format.h>

#include "services/invoicing/api/approval_calls.h"
#include "services/invoicing/api/callers.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/codec/account_codec.h"

namespace recourse::invoicing {
namespace {

using enum rpc::Role;

constexpr rpc::Roles kSecondPersons = {kOperator, kApprover};

}  // namespace

ApprovalApi::ApprovalApi(rpc::Shell& shell, engine::Commands& commands)
    : Service(shell, commands, "recourse.invoicing.v1.ApprovalService"), pages_(shell.hash()) {
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
  Read<v1::ListApprovalsRequest, v1::ListApprovalsResponse>(
      "ListApprovals", kReaders, [this](const auto& request, const rpc::Caller& caller) {
        return PrepareListApprovals(request, caller);
      });
}

Expected<rpc::Prepared<v1::ListApprovalsResponse>, Failure> ApprovalApi::PrepareListApprovals(
    const v1::ListApprovalsRequest& request, const rpc::Caller& caller) const {
  rpc::Fields fields;
  fields.Name("parent", request.parent(), kAccountName);
  if (request.state() != v1::APPROVAL_STATE_UNSPECIFIED) fields.OneOf("state", request.state());
  const std::size_t size = fields.PageSize("page_size", request.page_size(), kPageUsual, kPageMost);
  const std::string question =
      fmt::format("ListApprovals {} {} {}", caller.principal, request.parent(),
                  v1::ApprovalState_Name(request.state()));
  const auto after = pages_.Open(question, request.page_token());
  fields.Check(after.has_value(), "page_token", request.page_token(), "must come from this list");
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::ListApprovalsResponse>(
      request.parent(),
      [size, state = request.state(), question, after = *after,
       pages = pages_](engine::Unit& unit) -> Expected<v1::ListApprovalsResponse, Failure> {
        if (!unit.State<AccountAggregate>(AccountAggregate::kStream)) {
          return Unexpected{NoSuchAccount(unit.home())};
        }
        auto response = ApprovalsAfter(unit, after, size, state);
        if (!response.next_page_token().empty()) {
          response.set_next_page_token(pages.Issue(question, response.next_page_token()));
        }
        return response;
      });
}

}  // namespace recourse::invoicing
