#pragma once

#include "libs/wire/reader.h"
#include "recourse/invoicing/v1/correction_events.pb.h"
#include "services/invoicing/domain/credit_parts.h"

// Of what a credit note is made, both ways.
namespace recourse::invoicing {

v1::CreditBasis ToWire(CreditBasis basis);
CreditBasis Read(v1::CreditBasis basis, wire::Reader& reader);

void Write(const CreditedLine& line, v1::CreditedLine* message);
CreditedLine Read(const v1::CreditedLine& message, wire::Reader& reader);

void Write(const TaxSubtotal& tax, v1::TaxSubtotal* message);
TaxSubtotal Read(const v1::TaxSubtotal& message, wire::Reader& reader);

void Write(const ReleasedPayment& released, v1::ReleasedPayment* message);
ReleasedPayment Read(const v1::ReleasedPayment& message, wire::Reader& reader);

// The fields `basis`, `lines` and `taxes` of whatever has them.
template <class Credit, class Message>
void WriteCreditParts(const Credit& credit, Message& message) {
  message.set_basis(ToWire(credit.basis));
  for (const CreditedLine& line : credit.lines) Write(line, message.add_lines());
  for (const TaxSubtotal& tax : credit.taxes) Write(tax, message.add_taxes());
}
template <class Message, class Credit>
void ReadCreditParts(const Message& message, wire::Reader& reader, Credit& credit) {
  credit.basis = Read(message.basis(), reader);
  for (const auto& line : message.lines()) credit.lines.push_back(Read(line, reader));
  for (const auto& tax : message.taxes()) credit.taxes.push_back(Read(tax, reader));
}

}  // namespace recourse::invoicing
