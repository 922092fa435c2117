#pragma once

#include <string>

#include "services/invoicing/domain/conversion.h"

namespace recourse::invoicing {

// A part of what is unapplied of a payment becomes a payment of another currency, whose id is the
// conversion's.
struct ConvertPayment {
  std::string conversion_id;
  std::string payment_id;
  Money amount;
  Money converted;
  Money difference;  // Of the other currency: what we add to what the rate makes, or keep of it.
  ExchangeRate rate;
  Date effective;
};
// What it had cleared is open again, and the money is unapplied in its own currency.
struct ReverseConversion {
  std::string conversion_id;
  Date effective;
  std::string reason;
};

}  // namespace recourse::invoicing
