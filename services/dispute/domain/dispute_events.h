#pragma once

#include <string>
#include <variant>

#include "services/dispute/domain/claim.h"

// The facts of one dispute, kept for ever: add new ones, never change these. What each promises and
// what answers it stands in dispute.h.
namespace recourse::dispute {

struct DisputeOpened {
  Claim claim;
  bool operator==(const DisputeOpened&) const = default;
};
struct AmountMarked {
  std::string dispute_id;
  Money marked;
  bool operator==(const AmountMarked&) const = default;
};
struct MarkingRefused {
  std::string dispute_id;
  std::string reason;
  bool operator==(const MarkingRefused&) const = default;
};
struct DisputeClosed {
  std::string dispute_id;
  Outcome outcome;
  Date closed_on;
  bool operator==(const DisputeClosed&) const = default;
};
struct CreditPromised {
  std::string dispute_id;
  std::string credit_note_id;  // Follows from the dispute's id, so that it is issued once.
  std::string invoice_id;
  Money amount;
  Date effective;
  bool operator==(const CreditPromised&) const = default;
};
struct CreditGranted {
  std::string dispute_id;
  Money credited;
  bool operator==(const CreditGranted&) const = default;
};
struct CreditRefused {
  std::string dispute_id;
  std::string reason;
  bool operator==(const CreditRefused&) const = default;
};
struct ReleasePromised {
  std::string dispute_id;
  std::string invoice_id;
  Ending ending = Ending::kVoid;  // How the dispute was closed.
  bool operator==(const ReleasePromised&) const = default;
};
struct AmountReleased {
  std::string dispute_id;
  Money released;
  bool operator==(const AmountReleased&) const = default;
};
struct ReleaseRefused {
  std::string dispute_id;
  std::string reason;
  bool operator==(const ReleaseRefused&) const = default;
};
using DisputeEvent =
    std::variant<DisputeOpened, AmountMarked, MarkingRefused, DisputeClosed, CreditPromised,
                 CreditGranted, CreditRefused, ReleasePromised, AmountReleased, ReleaseRefused>;

}  // namespace recourse::dispute
