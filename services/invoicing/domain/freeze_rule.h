#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "services/invoicing/domain/circumstance.h"

namespace recourse::invoicing {

// How a law lets circumstances of one kind freeze charges. Points of law are data:
// rates/freezes.toml.
struct FreezeRule {
  std::string name;  // "ru-moratorium-2022"
  std::string law;
  std::string country_code;  // Where it holds.
  CircumstanceKind circumstance{};
  std::vector<ChargeKind> kinds;
  bool arisen_before = false;  // Only what is charged on invoices issued before it begins.
  Date valid_from;
  std::optional<Date> valid_through;  // Included.

  bool operator==(const FreezeRule&) const = default;
};

// What `name` freezes for a circumstance that holds from `from` until `until`, with the days of the
// rule. kPrecondition FREEZE_RULE_UNKNOWN; FREEZE_RULE_OF_ANOTHER_KIND; FREEZE_RULE_NOT_IN_FORCE on
// none of the days.
Expected<ChargeFreeze, Failure> FreezeBy(const std::vector<FreezeRule>& rules,
                                         const std::string& name,
                                         const CircumstanceContent& circumstance);

}  // namespace recourse::invoicing
