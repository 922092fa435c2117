#include "services/invoicing/codec/set_off_parts.h"

#include "libs/wire/convert.h"

namespace recourse::invoicing {

using wire::Write;

void Write(const SetOffDesignation& designation, v1::SetOffDesignation* message) {
  message->set_invoice_id(designation.invoice_id);
  Write(designation.amount, message->mutable_amount());
}

SetOffDesignation Read(const v1::SetOffDesignation& message, wire::Reader& reader) {
  return {message.invoice_id(), reader.Read(message.amount())};
}

void Write(const SetOffPart& part, Date effective, v1::SetOffPart* message) {
  message->set_invoice_id(part.invoice_id);
  Write(part.amount, message->mutable_amount());
  if (part.effective != effective) Write(part.effective, message->mutable_effective_date());
}

SetOffPart Read(const v1::SetOffPart& message, Date effective, wire::Reader& reader) {
  return {message.invoice_id(), reader.Read(message.amount()),
          message.has_effective_date() ? reader.Read(message.effective_date()) : effective};
}

}  // namespace recourse::invoicing
