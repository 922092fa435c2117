#pragma once

#include "libs/wire/reader.h"
#include "recourse/invoicing/v1/control.pb.h"
#include "services/invoicing/domain/control.h"

// What events and API messages say of a second person, both ways.
namespace recourse::invoicing {

v1::ControlledOperation ToWire(ControlledOperation operation);
ControlledOperation Read(v1::ControlledOperation operation, wire::Reader& reader);

void Write(const Control& control, v1::Control* message);
Control Read(const v1::Control& message, wire::Reader& reader);

// The field `control` of any event that has it: unset where there is nothing to say.
template <class Message>
void WriteControl(const Control& control, Message& message) {
  if (control != Control{}) Write(control, message.mutable_control());
}

}  // namespace recourse::invoicing
