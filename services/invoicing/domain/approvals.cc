#include "services/invoicing/domain/approvals.h"

#include "libs/base/overloaded.h"

namespace recourse::invoicing {
namespace {

using enum ApprovalRule;
using Events = std::vector<ApprovalEvent>;
using Decided = Decision<ApprovalEvent, ApprovalRule>;

Expected<const Approval*, Refusal<ApprovalRule>> Find(const std::string& approval_id,
                                                      const Approvals& approvals) {
  const auto found = approvals.by_id.find(approval_id);
  if (found == approvals.by_id.end()) {
    return Refuse(kUnknownApproval, {{"approval_id", approval_id}});
  }
  return &found->second;
}

const char* NameOf(ApprovalState state) {
  switch (state) {
    case ApprovalState::kRequested:
      return "requested";
    case ApprovalState::kGranted:
      return "approved";
    case ApprovalState::kRefused:
      return "refused";
  }
  __builtin_unreachable();
}

Decided DecidedOtherwise(const Approval& approval) {
  return Refuse(kDecidedOtherwise,
                {{"state", NameOf(approval.state)}, {"decided_by", approval.decided_by}});
}

Decided Decide(const RequestApproval& request, const Approvals& approvals) {
  const auto known = approvals.by_id.find(request.approval_id);
  if (known != approvals.by_id.end()) {
    if (known->second.requested_by == request.requested_by &&
        known->second.operation == request.operation) {
      return Events{};
    }
    return Refuse(kApprovalIdReused, {{"requested_by", known->second.requested_by}});
  }
  if (approvals.waiting >= kApprovalsWaitingMax) {
    return Refuse(kTooManyApprovals, {{"waiting", std::to_string(approvals.waiting)}});
  }
  return Events{ApprovalRequested{request.approval_id, request.requested_by, request.operation}};
}

Decided Decide(const GrantApproval& grant, const Approvals& approvals) {
  const auto found = Find(grant.approval_id, approvals);
  if (!found) return Unexpected{found.error()};
  const Approval& approval = **found;
  if (approval.state == ApprovalState::kGranted && approval.decided_by == grant.granted_by) {
    return Events{};
  }
  if (approval.requested_by == grant.granted_by) {
    return Refuse(kSamePerson, {{"requested_by", approval.requested_by}});
  }
  if (approval.state != ApprovalState::kRequested) return DecidedOtherwise(approval);
  return Events{ApprovalGranted{grant.approval_id, grant.granted_by}};
}

Decided Decide(const RefuseApproval& refuse, const Approvals& approvals) {
  const auto found = Find(refuse.approval_id, approvals);
  if (!found) return Unexpected{found.error()};
  const Approval& approval = **found;
  if (approval.state == ApprovalState::kRefused && approval.decided_by == refuse.refused_by &&
      approval.reason == refuse.reason) {
    return Events{};
  }
  if (approval.state != ApprovalState::kRequested) return DecidedOtherwise(approval);
  return Events{ApprovalRefused{refuse.approval_id, refuse.refused_by, refuse.reason}};
}

void End(const std::string& approval_id, ApprovalState state, const std::string& by,
         const std::string& reason, Approvals& approvals) {
  Approval& approval = approvals.by_id.at(approval_id);
  approval.state = state;
  approval.decided_by = by;
  approval.reason = reason;
  --approvals.waiting;
}

}  // namespace

Decided ApprovalsDecider::Decide(const Command& command, const Approvals& approvals, Instant) {
  return std::visit([&](const auto& asked) { return invoicing::Decide(asked, approvals); },
                    command);
}

Approvals ApprovalsDecider::Evolve(Approvals approvals, const Event& event) {
  std::visit(Overloaded{[&](const ApprovalRequested& requested) {
                          approvals.by_id.emplace(
                              requested.approval_id,
                              Approval{requested.requested_by, requested.operation});
                          ++approvals.waiting;
                        },
                        [&](const ApprovalGranted& granted) {
                          End(granted.approval_id, ApprovalState::kGranted, granted.granted_by, "",
                              approvals);
                        },
                        [&](const ApprovalRefused& refused) {
                          End(refused.approval_id, ApprovalState::kRefused, refused.refused_by,
                              refused.reason, approvals);
                        }},
             event);
  return approvals;
}

}  // namespace recourse::invoicing
