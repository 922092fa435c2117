#pragma once

#include <string>

#include "libs/engine/stream_reader.h"
#include "services/invoicing/domain/closed_periods.h"

namespace recourse::invoicing {

// Which days of `issuer` ("issuers/acme") were closed when, as far as the log has been applied.
ClosedPeriods ReadClosedPeriods(const engine::StreamReader& streams, const std::string& issuer);

}  // namespace recourse::invoicing
