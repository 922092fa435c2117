#pragma once

#include <string>

#include "services/invoicing/domain/control.h"
#include "services/invoicing/domain/refund.h"

namespace recourse::invoicing {

struct RequestRefund {
  std::string refund_id;
  RefundSource source;
  Money amount;
  Date effective;
  std::string reason;
  RefundPayee payee;
  Control control{};
  bool operator==(const RequestRefund&) const = default;
};
// The money has left.
struct SendRefund {
  std::string refund_id;
  Date effective;
  std::string bank_reference;
};
// It was sent and has come back.
struct FailRefund {
  std::string refund_id;
  Date effective;
  std::string reason;
};
// It is not to be sent.
struct CancelRefund {
  std::string refund_id;
  Date effective;
  std::string reason;
};

}  // namespace recourse::invoicing
