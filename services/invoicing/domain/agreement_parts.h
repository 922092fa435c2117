#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "services/invoicing/domain/allocation_order.h"
#include "services/invoicing/domain/charge_parts.h"
#include "services/invoicing/domain/interest_terms.h"
#include "services/invoicing/domain/payment_terms.h"

// What a contract with a customer says, as far as invoices rest on it.
namespace recourse::invoicing {

// What may be charged for being late, and how the customer was told of it: without that, nothing.
struct LateChargePolicy {
  std::vector<ChargeKind> kinds;  // Each once.
  // How interest is computed: as agreed, or by the regime of a statute ("de-business").
  std::variant<std::monostate, InterestTerms, std::string> interest;
  std::optional<Money> fee;  // Of each charge of kFixedFee.
  std::string clause;        // "terms 2011, 7.2"
  Date communicated_on;
  std::string communicated_how;
  bool operator==(const LateChargePolicy&) const = default;
};

// One version of it, whole and never changed.
struct AgreementContent {
  std::string title;
  std::string scope;       // Of the work.
  std::string price_text;  // "94.00 EUR an hour"; may be empty.
  std::optional<Money> price;
  std::optional<PaymentTerms> payment_terms;
  std::vector<std::string> payment_methods;  // "bank transfer"
  std::optional<LateChargePolicy> late_charges;
  std::optional<PartOrder> allocation_order;
  Date effective_from;
  std::optional<Date> effective_until;  // Included. Nothing: until it is amended.
  std::string document_sha256;          // Of the signed text; 32 bytes.
  bool operator==(const AgreementContent&) const = default;
};

inline constexpr std::size_t kAgreementTitleBytesMax = 200;
inline constexpr std::size_t kAgreementTextBytesMax = 10'000;
inline constexpr std::size_t kAgreementClauseBytesMax = 100;
inline constexpr std::size_t kPaymentMethodsMax = 20;
inline constexpr std::size_t kAgreementVersionsMax = 100;
inline constexpr std::size_t kDocumentDigestBytes = 32;

}  // namespace recourse::invoicing
