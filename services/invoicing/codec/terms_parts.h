#pragma once

#include "libs/wire/reader.h"
#include "recourse/invoicing/v1/payment_terms.pb.h"
#include "services/invoicing/domain/payment_terms.h"

// Payment terms as events and API messages have them, both ways.
namespace recourse::invoicing {

void Write(const PaymentTerms& terms, v1::PaymentTerms* message);
PaymentTerms Read(const v1::PaymentTerms& message, wire::Reader& reader);

void Write(const EarlyPaymentDiscount& discount, v1::EarlyPaymentDiscount* message);
EarlyPaymentDiscount Read(const v1::EarlyPaymentDiscount& message, wire::Reader& reader);

}  // namespace recourse::invoicing
