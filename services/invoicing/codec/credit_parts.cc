#include "services/invoicing/codec/credit_parts.h"

#include "libs/wire/convert.h"
#include "libs/wire/enum_table.h"

namespace recourse::invoicing {
namespace {

constexpr wire::EnumTable kBases{
    std::array{std::pair{CreditBasis::kAmount, v1::CREDIT_BASIS_UNSPECIFIED},
               std::pair{CreditBasis::kTaxes, v1::CREDIT_BASIS_TAXES},
               std::pair{CreditBasis::kProRata, v1::CREDIT_BASIS_PRO_RATA},
               std::pair{CreditBasis::kLines, v1::CREDIT_BASIS_LINES},
               std::pair{CreditBasis::kWhole, v1::CREDIT_BASIS_WHOLE}}};

void Write(const TaxCategory& category, v1::TaxCategory* message) {
  message->set_code(category.code);
  message->set_rate(category.rate);
}

TaxCategory Read(const v1::TaxCategory& message) { return {message.code(), message.rate()}; }

}  // namespace

v1::CreditBasis ToWire(CreditBasis basis) { return kBases.ToWire(basis); }
CreditBasis Read(v1::CreditBasis basis, wire::Reader& reader) { return kBases.Read(basis, reader); }

void Write(const CreditedLine& line, v1::CreditedLine* message) {
  message->set_line(line.line);
  message->set_quantity(line.quantity);
  if (line.amount != Money{}) wire::Write(line.amount, message->mutable_amount());
  if (line.tax != TaxCategory{}) Write(line.tax, message->mutable_tax());
}

CreditedLine Read(const v1::CreditedLine& message, wire::Reader& reader) {
  return {message.line(), message.quantity(),
          message.has_amount() ? reader.Read(message.amount()) : Money{}, Read(message.tax())};
}

void Write(const TaxSubtotal& tax, v1::TaxSubtotal* message) {
  if (tax.category != TaxCategory{}) Write(tax.category, message->mutable_category());
  wire::Write(tax.taxable, message->mutable_taxable_amount());
  wire::Write(tax.tax, message->mutable_tax_amount());
}

TaxSubtotal Read(const v1::TaxSubtotal& message, wire::Reader& reader) {
  return {Read(message.category()), reader.Read(message.taxable_amount()),
          reader.Read(message.tax_amount()), "", ""};
}

void Write(const ReleasedPayment& released, v1::ReleasedPayment* message) {
  message->set_payment_id(released.payment_id);
  wire::Write(released.amount, message->mutable_amount());
  wire::Write(released.discount, message->mutable_discount());
  wire::Write(released.effective, message->mutable_effective_date());
}

ReleasedPayment Read(const v1::ReleasedPayment& message, wire::Reader& reader) {
  return {message.payment_id(), reader.Read(message.amount()), reader.Read(message.discount()),
          reader.Read(message.effective_date())};
}

}  // namespace recourse::invoicing
