#pragma once

#include <optional>
#include <string>

#include "libs/base/date.h"

// A later due day for an invoice that is issued: commands, events and what is kept of it.
namespace recourse::invoicing {

struct ExtendDueDate {
  std::string extension_id;
  std::string invoice_id;
  Date due;  // After the day on which it is due now.
  std::string reason;
  bool for_interest = false;  // Late interest starts after it, not before.
  bool for_aging = false;     // It is as old as this day makes it.
};
struct RevokeExtension {
  std::string extension_id;
  std::string reason;
};

// Events are kept for ever: add new ones, never change these.

struct DueDateExtended {
  std::string extension_id;
  std::string invoice_id;
  Date due;
  std::string reason;
  bool for_interest = false;
  bool for_aging = false;
  Date due_date;  // On which the invoice is due now, by all extensions in force.
  bool operator==(const DueDateExtended&) const = default;
};
struct DueDateExtensionRevoked {
  std::string extension_id;
  std::string invoice_id;
  std::string reason;
  Date due_date;  // As above.
  bool operator==(const DueDateExtensionRevoked&) const = default;
};

struct DueDateExtension {
  std::string extension_id;
  Date due;
  std::string reason;
  bool for_interest = false;
  bool for_aging = false;
  std::optional<std::string> revoked;  // Why.
};

}  // namespace recourse::invoicing
