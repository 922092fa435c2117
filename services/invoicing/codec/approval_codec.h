#pragma once

#include <optional>
#include <string_view>

#include "libs/eventlog/event.h"
#include "services/invoicing/domain/approval_limits.h"
#include "services/invoicing/domain/approvals.h"

namespace recourse::invoicing {

// The approvals of an account as the engine takes them (engine::Aggregate): stream "approvals" of
// "accounts/<id>". Thread safe, as is the other.
struct ApprovalsAggregate {
  using Decider = ApprovalsDecider;
  static constexpr std::string_view kStream = "approvals";

  static eventlog::EncodedEvent Encode(const ApprovalEvent& event);
  // Nothing if `type` is not such an event, or `payload` cannot be read as one.
  static std::optional<ApprovalEvent> Decode(std::string_view type, std::string_view payload);
};

// The limits of an issuer: stream "approval_limits" of "issuers/<id>".
struct ApprovalLimitsAggregate {
  using Decider = ApprovalLimitsDecider;
  static constexpr std::string_view kStream = "approval_limits";

  static eventlog::EncodedEvent Encode(const ApprovalLimitsEvent& event);
  static std::optional<ApprovalLimitsEvent> Decode(std::string_view type, std::string_view payload);
};

}  // namespace recourse::invoicing
