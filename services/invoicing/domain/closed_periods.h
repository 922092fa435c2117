#pragma once

#include <optional>
#include <vector>

#include "services/invoicing/domain/periods.h"

namespace recourse::invoicing {

// Which days of an issuer were closed when, and so on which day an entry is posted. A pure function
// of the log: no entry says its posting day, and the figures of closed days never change while they
// stay closed. Entries and closings lie in different homes, whose only common order is the moment
// at which they were recorded; at the very same moment the closing comes first.
class ClosedPeriods {
 public:
  // In the order of the log.
  void Add(Instant recorded_at, const PeriodsEvent& event);

  // The last day that was closed for what was recorded at that moment; nothing if none was.
  std::optional<Date> ClosedThrough(Instant recorded_at) const;
  // The effective day, unless it had been closed by then: the first open day after what was.
  Date PostingDay(Date effective, Instant recorded_at) const;

 private:
  struct Change {
    Instant recorded_at;
    Date closed_through;  // From then on.
  };
  std::vector<Change> changes_;
};

}  // namespace recourse::invoicing
