#pragma once

#include "libs/wire/reader.h"
#include "recourse/invoicing/v1/charge_events.pb.h"
#include "services/invoicing/domain/charge_parts.h"

// How rates are written.
namespace recourse::invoicing {

void Write(const calendar::Rate& rate, v1::Rate* message);
calendar::Rate Read(const v1::Rate& message, wire::Reader& reader);

}  // namespace recourse::invoicing
