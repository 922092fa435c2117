#include "services/invoicing/codec/control_parts.h"

#include "libs/wire/convert.h"
#include "libs/wire/enum_table.h"

namespace recourse::invoicing {
namespace {

constexpr wire::EnumTable kOperations{
    std::array{std::pair{ControlledOperation::kWriteOff, v1::CONTROLLED_OPERATION_WRITE_OFF},
               std::pair{ControlledOperation::kWaiver, v1::CONTROLLED_OPERATION_WAIVER},
               std::pair{ControlledOperation::kCreditNote, v1::CONTROLLED_OPERATION_CREDIT_NOTE},
               std::pair{ControlledOperation::kRefund, v1::CONTROLLED_OPERATION_REFUND}}};

}  // namespace

v1::ControlledOperation ToWire(ControlledOperation operation) {
  return kOperations.ToWire(operation);
}
ControlledOperation Read(v1::ControlledOperation operation, wire::Reader& reader) {
  return kOperations.Read(operation, reader);
}

void Write(const Control& control, v1::Control* message) {
  message->set_approval_id(control.approval_id);
  if (control.limit) wire::Write(*control.limit, message->mutable_limit());
  message->set_limits_version(static_cast<std::int64_t>(control.limits_version));
  message->set_exempt(control.exempt);
}

Control Read(const v1::Control& message, wire::Reader& reader) {
  Control control{message.approval_id(), std::nullopt,
                  static_cast<std::uint64_t>(message.limits_version()), message.exempt()};
  if (message.has_limit()) control.limit = reader.Read(message.limit());
  return control;
}

}  // namespace recourse::invoicing
