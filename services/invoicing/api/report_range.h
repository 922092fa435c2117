#pragma once

#include <string>

#include "libs/rpc/fields.h"
#include "libs/wire/convert.h"

namespace recourse::invoicing {

// The days and the moment that a report is about.
struct ReportRange {
  Date from;
  Date through;
  Instant known_at = Instant::max();
};

// Of any request with from, through and known_at.
template <class Request>
ReportRange ReadReportRange(const Request& request, rpc::Fields fields) {
  ReportRange range{fields.Day("from", request.from()), fields.Day("through", request.through())};
  fields.Check(range.from <= range.through, "through", ToString(range.through),
               "must not lie before from");
  if (request.has_known_at()) {
    const auto known_at = wire::FromWire(request.known_at());
    fields.Check(known_at.has_value(), "known_at", request.known_at().ShortDebugString(),
                 "must be a moment in whole microseconds");
    range.known_at = known_at.value_or(Instant{});
  }
  return range;
}

}  // namespace recourse::invoicing
