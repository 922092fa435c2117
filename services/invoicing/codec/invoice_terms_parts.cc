#include "services/invoicing/codec/invoice_terms_parts.h"

#include "services/invoicing/codec/parts.h"
#include "services/invoicing/codec/terms_parts.h"

namespace recourse::invoicing {

void WriteTerms(const InvoiceTerms& terms, v1::InvoiceContent& message) {
  if (terms.agreement) {
    message.mutable_agreement()->set_name(terms.agreement->name);
    message.mutable_agreement()->set_version(terms.agreement->version);
  }
  if (terms.payment_terms) Write(*terms.payment_terms, message.mutable_payment_terms());
  for (const EarlyPaymentDiscount& discount : terms.discounts) {
    Write(discount, message.add_discounts());
  }
  message.set_allocation_order(ToWire(terms.allocation_order));
}

InvoiceTerms ReadTerms(const v1::InvoiceContent& message, wire::Reader& reader) {
  InvoiceTerms terms;
  if (message.has_agreement()) {
    terms.agreement = AgreementReference{message.agreement().name(), message.agreement().version()};
  }
  if (message.has_payment_terms()) terms.payment_terms = Read(message.payment_terms(), reader);
  for (const auto& discount : message.discounts()) {
    terms.discounts.push_back(Read(discount, reader));
  }
  terms.allocation_order = Read(message.allocation_order(), reader);
  return terms;
}

}  // namespace recourse::invoicing
