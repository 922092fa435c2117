#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "libs/base/date.h"
#include "services/invoicing/domain/charge_parts.h"

// Days for which a circumstance of the account lets nothing accrue, as the ledger knows them.
namespace recourse::invoicing {

struct ChargeFreeze {
  std::string rule;               // Of the rate book; empty: the circumstance itself says so.
  std::string law;                // What orders it.
  std::vector<ChargeKind> kinds;  // One or more.
  bool arisen_before = false;     // Only what is charged on invoices issued before `from`.
  Date from;
  std::optional<Date> through;  // Included. Nothing: no end is known.
  bool operator==(const ChargeFreeze&) const = default;
};

// By the id of their circumstance.
using ChargeFreezes = std::map<std::string, ChargeFreeze>;

// What a circumstance freezes from now on, in place of what it did; nothing: no day.
struct FreezeCharges {
  std::string circumstance_id;
  std::optional<ChargeFreeze> freeze;
};

// Events are kept for ever: add new ones, never change these.

struct ChargesFrozen {
  std::string circumstance_id;
  ChargeFreeze freeze;
  bool operator==(const ChargesFrozen&) const = default;
};
struct ChargesUnfrozen {
  std::string circumstance_id;
  bool operator==(const ChargesUnfrozen&) const = default;
};

}  // namespace recourse::invoicing
