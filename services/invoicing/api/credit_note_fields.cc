#include "services/invoicing/api/credit_note_fields.h"

#include "libs/wire/convert.h"
#include "services/invoicing/codec/credit_parts.h"

namespace recourse::invoicing {
namespace {

TaxCategory ReadCategory(const v1::TaxCategory& asked, rpc::Fields& fields) {
  return {fields.OptionalText("code", asked.code(), kCodeBytesMax),
          fields.OptionalText("rate", asked.rate(), kDecimalBytesMax)};
}

CreditedLine ReadLine(const v1::CreditedLine& asked, rpc::Fields fields) {
  CreditedLine line;
  fields.Check(asked.line() >= 1, "line", std::to_string(asked.line()), "must be 1 or more");
  line.line = asked.line();
  line.quantity = fields.OptionalText("quantity", asked.quantity(), kDecimalBytesMax);
  if (line.quantity.empty()) {
    line.amount = fields.PositiveAmount("amount", asked.amount());
  } else {
    fields.Check(!asked.has_amount(), "amount", "given",
                 "must be left out where a quantity is given");
  }
  rpc::Fields within = fields.Within("tax");
  line.tax = ReadCategory(asked.tax(), within);
  return line;
}

TaxSubtotal ReadTax(const v1::TaxSubtotal& asked, rpc::Fields fields) {
  TaxSubtotal tax;
  rpc::Fields within = fields.Within("category");
  tax.category = ReadCategory(asked.category(), within);
  tax.taxable = fields.Amount("taxable_amount", asked.taxable_amount());
  tax.tax = fields.Amount("tax_amount", asked.tax_amount());
  return tax;
}

void CheckCount(const char* field, int count, bool is_asked, std::size_t most,
                rpc::Fields& fields) {
  const bool fits = is_asked ? count >= 1 && static_cast<std::size_t>(count) <= most : count == 0;
  fields.Check(fits, field, std::to_string(count),
               is_asked ? "must be 1 to " + std::to_string(most)
                        : std::string("must be none with this basis"));
}

}  // namespace

void ReadCreditParts(const v1::CreditNote& asked, IssueCreditNote& command, rpc::Fields& fields) {
  if (asked.basis() != v1::CREDIT_BASIS_UNSPECIFIED) fields.OneOf("basis", asked.basis());
  if (!fields.ok()) return;
  wire::Reader reader;
  command.basis = Read(asked.basis(), reader);
  const bool by_amount =
      command.basis == CreditBasis::kAmount || command.basis == CreditBasis::kProRata;
  if (by_amount || asked.has_amount()) {
    command.amount = fields.PositiveAmount("amount", asked.amount());
  }
  CheckCount("lines", asked.lines_size(), command.basis == CreditBasis::kLines, kLinesMax, fields);
  CheckCount("taxes", asked.taxes_size(), command.basis == CreditBasis::kTaxes, kDetailsMax,
             fields);
  if (!fields.ok()) return;
  for (int i = 0; i < asked.lines_size(); ++i) {
    command.lines.push_back(ReadLine(asked.lines(i), fields.At("lines", i)));
  }
  for (int i = 0; i < asked.taxes_size(); ++i) {
    command.taxes.push_back(ReadTax(asked.taxes(i), fields.At("taxes", i)));
  }
}

void WriteCreditParts(const IssueCreditNote& asked, v1::CreditNote* message) {
  WriteCreditParts<IssueCreditNote, v1::CreditNote>(asked, *message);
}

}  // namespace recourse::invoicing
