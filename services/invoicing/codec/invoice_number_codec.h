#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "libs/eventlog/event.h"
#include "services/invoicing/domain/invoice_number.h"

namespace recourse::invoicing {

// The invoice number as the engine takes it (engine::Aggregate): stream "numbers/<number>" of
// "issuers/<id>". Thread safe.
struct InvoiceNumberAggregate {
  using Decider = InvoiceNumberDecider;
  // Of which there is one for each number.
  static std::string Stream(std::string_view number);

  static eventlog::EncodedEvent Encode(const InvoiceNumberEvent& event);
  // Nothing if `type` is not an event of the invoice number, or `payload` cannot be read as one.
  static std::optional<InvoiceNumberEvent> Decode(std::string_view type, std::string_view payload);
};

}  // namespace recourse::invoicing
