#pragma once

#include <optional>

#include "recourse/dispute/v1/dispute_events.pb.h"
#include "services/dispute/domain/claim.h"

// The words of a dispute on the wire. Reading gives nothing for what is unspecified or unknown.
namespace recourse::dispute {

v1::Reason ToWire(Reason reason);
v1::RaisedBy ToWire(RaisedBy raised_by);
v1::Outcome ToWire(Ending ending);

std::optional<Reason> FromWire(v1::Reason reason);
std::optional<RaisedBy> FromWire(v1::RaisedBy raised_by);
std::optional<Ending> FromWire(v1::Outcome outcome);

}  // namespace recourse::dispute
