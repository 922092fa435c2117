#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/invoicing/domain/allocation_order.h"
#include "services/invoicing/domain/payment_terms.h"

namespace recourse::invoicing {

inline constexpr std::size_t kClauseBytesMax = 100;

// The version of an agreement of the account.
struct AgreementReference {
  std::string name;  // "accounts/a1/agreements/g1"
  int version = 0;
  bool operator==(const AgreementReference&) const = default;
};

// What of an invoice was agreed before it: it is kept with the invoice as it was then.
struct InvoiceTerms {
  std::optional<AgreementReference> agreement;
  std::optional<PaymentTerms> payment_terms;    // That the due date was computed from.
  std::vector<EarlyPaymentDiscount> discounts;  // By rising last day.
  std::optional<PartOrder> allocation_order;
  bool operator==(const InvoiceTerms&) const = default;
};

}  // namespace recourse::invoicing
