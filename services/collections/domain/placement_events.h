#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "services/collections/domain/agency_choice.h"
#include "services/collections/domain/escalation.h"

namespace recourse::collections {

// What happened to the placements of a case, kept for ever: add new ones, never change these.
struct PlacementOffered {
  std::string placement_id;
  std::string partner;
  std::string invoice_id;
  Date answer_by;
  AgencyChoice choice;
  bool operator==(const PlacementOffered&) const = default;
};
struct PlacementNotOffered {
  std::string invoice_id;
  AgencyChoice choice;
  Date retry;
  bool operator==(const PlacementNotOffered&) const = default;
};
struct PlacementAccepted {
  std::string placement_id;
  bool operator==(const PlacementAccepted&) const = default;
};
struct PlacementDeclined {
  std::string placement_id;
  std::string reason;
  bool operator==(const PlacementDeclined&) const = default;
};
struct PlacementSuspended {
  std::string placement_id;
  Money suspended;
  bool operator==(const PlacementSuspended&) const = default;
};
struct PlacementResumed {
  std::string placement_id;
  Money suspended;
  std::optional<Date> answer_by;
  bool operator==(const PlacementResumed&) const = default;
};
struct PlacementRecalled {
  std::string placement_id;
  RecallReason reason;
  bool operator==(const PlacementRecalled&) const = default;
};
struct PlacementClosed {
  std::string placement_id;
  bool operator==(const PlacementClosed&) const = default;
};
struct PlacementReturned {
  std::string placement_id;
  ReturnReason reason;
  bool operator==(const PlacementReturned&) const = default;
};
struct PartnerPaymentReported {
  std::string placement_id;
  std::string payment_id;
  Money amount;
  Money fee;
  Date value_date;
  bool operator==(const PartnerPaymentReported&) const = default;
};
struct EscalationPromised {
  std::string placement_id;
  std::string partner;
  Escalation escalation;
  bool operator==(const EscalationPromised&) const = default;
};
struct EscalationRefused {
  std::string placement_id;
  std::uint32_t version;
  std::string reason;
  bool operator==(const EscalationRefused&) const = default;
};

}  // namespace recourse::collections
