#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "libs/decider/decider.h"
#include "services/invoicing/domain/ledger_commands.h"

// What needs a second person on one account. Each approval is used once: what it is for is done in
// the commit that grants it.
namespace recourse::invoicing {

// Without control: that is found when it is done.
using ControlledCommand =
    std::variant<WriteOffInvoice, WaiveCharge, IssueCreditNote, RequestRefund>;

// Principals are "clerks/anna" or the like.
struct RequestApproval {
  std::string approval_id;
  std::string requested_by;
  ControlledCommand operation;
};
struct GrantApproval {
  std::string approval_id;
  std::string granted_by;
};
struct RefuseApproval {
  std::string approval_id;
  std::string refused_by;
  std::string reason;
};
using ApprovalCommand = std::variant<RequestApproval, GrantApproval, RefuseApproval>;

// Kept for ever: add new ones, never change these.
struct ApprovalRequested {
  std::string approval_id;
  std::string requested_by;
  ControlledCommand operation;
  bool operator==(const ApprovalRequested&) const = default;
};
struct ApprovalGranted {
  std::string approval_id;
  std::string granted_by;
  bool operator==(const ApprovalGranted&) const = default;
};
struct ApprovalRefused {
  std::string approval_id;
  std::string refused_by;
  std::string reason;
  bool operator==(const ApprovalRefused&) const = default;
};
using ApprovalEvent = std::variant<ApprovalRequested, ApprovalGranted, ApprovalRefused>;

enum class ApprovalRule {
  kUnknownApproval,
  kApprovalIdReused,
  kTooManyApprovals,  // That wait.
  kSamePerson,
  kDecidedOtherwise,
};

inline constexpr std::size_t kApprovalsWaitingMax = 1000;  // Of one account.

enum class ApprovalState { kRequested, kGranted, kRefused };

struct Approval {
  std::string requested_by;
  ControlledCommand operation;
  ApprovalState state{};
  std::string decided_by{};
  std::string reason{};
};

struct Approvals {
  std::map<std::string, Approval> by_id;
  std::size_t waiting = 0;
};

struct ApprovalsDecider {
  using Command = ApprovalCommand;
  using Event = ApprovalEvent;
  using State = Approvals;
  using Rule = ApprovalRule;

  static Approvals Initial() { return {}; }
  static Decision<Event, Rule> Decide(const Command& command, const Approvals& approvals,
                                      Instant now);
  static Approvals Evolve(Approvals approvals, const Event& event);
};
static_assert(Decider<ApprovalsDecider>);

}  // namespace recourse::invoicing
