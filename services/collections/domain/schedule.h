#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "services/collections/domain/case_state.h"

namespace recourse::collections {

// Which invoices of a case are stopped by its holds and open promises, as they are now.
class Stops {
 public:
  explicit Stops(const Case& kase);
  bool Has(const std::string& invoice_id) const;

 private:
  bool all_ = false;
  std::set<std::string_view> invoice_ids_;  // Views into the case.
};

// The first day, from `from` on, whose morning finds something to do: a step, the end of a hold, a
// promise to judge, an offer that was not answered, an agency to look for again. Nothing if only a
// change from outside can give it something to do.
std::optional<Date> NextRunDay(const Case& kase, Date from);

}  // namespace recourse::collections
