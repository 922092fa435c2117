#pragma once

#include <vector>

#include "libs/wire/reader.h"
#include "recourse/invoicing/v1/set_off_events.pb.h"
#include "services/invoicing/domain/set_off_parts.h"

// The parts of set-offs, both ways.
namespace recourse::invoicing {

void Write(const SetOffDesignation& designation, v1::SetOffDesignation* message);
SetOffDesignation Read(const v1::SetOffDesignation& message, wire::Reader& reader);

// A part's day is on the wire only where it is not `effective`, the event's own.
void Write(const SetOffPart& part, Date effective, v1::SetOffPart* message);
SetOffPart Read(const v1::SetOffPart& message, Date effective, wire::Reader& reader);

}  // namespace recourse::invoicing
