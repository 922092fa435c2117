#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/invoicing/domain/set_off_commands.h"

namespace recourse::invoicing {

// What the ledger keeps of a set-off, to know it again and to take it back.
struct SetOff {
  std::string invoice_id;
  Money amount;
  Date effective;
  std::vector<SetOffDesignation> designations;
  std::vector<SetOffPart> cleared;
  std::optional<ReverseSetOff> reversed;
};

}  // namespace recourse::invoicing
