#include "libs/einvoice/ubl_parts.h"

namespace recourse::einvoice::ubl {
namespace {

using xml::Element;

PaymentMeans ReadMeans(Reading& in, const Element* from) {
  PaymentMeans means;
  means.code = in.Text(from, "cbc:PaymentMeansCode");
  if (const Element* const code = in.At(from, "cbc:PaymentMeansCode"); code != nullptr) {
    means.text = code->FindAttribute("name").value_or("");
  }
  if (const Element* const account = in.At(from, "cac:PayeeFinancialAccount"); account != nullptr) {
    means.account = {.id = in.Text(account, "cbc:ID"),
                     .name = in.Text(account, "cbc:Name"),
                     .bic = in.Text(account, "cac:FinancialInstitutionBranch/cbc:ID")};
  }
  if (const Element* const card = in.At(from, "cac:CardAccount"); card != nullptr) {
    means.card = {.number = in.Text(card, "cbc:PrimaryAccountNumberID"),
                  .holder = in.Text(card, "cbc:HolderName")};
  }
  return means;
}

// BT-83 stands with each of the means, but is one (UBL-SR-44).
void ReadRemittance(Reading& in, const Element* means, Invoice& invoice) {
  const Element* const element = in.At(means, "cbc:PaymentID");
  if (element == nullptr || element->Value().empty()) return;
  if (!invoice.remittance_text.empty() && invoice.remittance_text != element->Value()) {
    in.Refuse("EINVOICE_REPEATED", "differs from that of the means before", *element,
              element->Value(), {.id = "BT-83", .rule = "UBL-SR-44"});
  }
  invoice.remittance_text = element->Value();
}

// Where a credit note has BT-9; an invoice has an element of its own for it.
void ReadDueDate(Reading& in, const Element* means, Invoice& invoice) {
  const auto due = ReadDay(in, means, "cbc:PaymentDueDate", kDueDate);
  if (!due) return;
  if (invoice.due_date && invoice.due_date != due) {
    const Element& element = *in.At(means, "cbc:PaymentDueDate");
    in.Refuse("EINVOICE_REPEATED", "differs from another due date", element, element.Value(),
              {.id = "BT-9", .rule = "UBL-SR-45"});
  }
  invoice.due_date = due;
}

std::string CreditorId(Reading& in) {
  for (const std::string_view party : {"cac:AccountingSupplierParty/cac:Party", "cac:PayeeParty"}) {
    for (const Element* const one : in.All(in.At(&in.root(), party), "cac:PartyIdentification")) {
      const auto id = in.Id(one, "cbc:ID");
      if (id && id->scheme == kCreditorScheme) return id->value;
    }
  }
  return {};
}

void ReadDirectDebit(Reading& in, const Element* mandate, Invoice& invoice) {
  if (mandate == nullptr) return;
  const DirectDebit debit{.mandate = in.Text(mandate, "cbc:ID"),
                          .creditor_id = CreditorId(in),
                          .debited_account = in.Text(mandate, "cac:PayerFinancialAccount/cbc:ID")};
  if (invoice.direct_debit && invoice.direct_debit != debit) {
    in.Refuse("EINVOICE_REPEATED", "is a second mandate", *mandate, debit.mandate,
              {.id = "BT-89", .rule = "UBL-SR-55"});
  }
  invoice.direct_debit = debit;
}

TaxBreakdown ReadSubtotal(Reading& in, const Element* from) {
  const Element* const category = in.At(from, "cac:TaxCategory");
  return {.taxable = in.NeededAmount(from, "cbc:TaxableAmount", kTaxable),
          .tax_amount = in.NeededAmount(from, "cbc:TaxAmount", kCategoryTax),
          .tax = {.category =
                      in.NeededText(category == nullptr ? from : category,
                                    category == nullptr ? "cac:TaxCategory" : "cbc:ID", kCategory),
                  .rate = in.Number(category, "cbc:Percent", kRate)},
          .exemption_reason = in.Text(category, "cbc:TaxExemptionReason"),
          .exemption_reason_code = in.Text(category, "cbc:TaxExemptionReasonCode")};
}

// One total in the document's currency, and one in that of the VAT accounting without a breakdown.
void ReadTaxTotals(Reading& in, Invoice& invoice) {
  for (const Element* const one : in.All(&in.root(), "cac:TaxTotal")) {
    const Element* const amount = in.NeededAt(one, "cbc:TaxAmount", kTax);
    if (amount == nullptr) return;
    const auto currency = amount->FindAttribute("currencyID");
    const bool is_accounting = invoice.tax_currency && invoice.tax_currency != invoice.currency &&
                               currency == invoice.tax_currency->code();
    auto& total = is_accounting ? invoice.totals.tax_accounting_currency : invoice.totals.tax;
    if (total) {
      in.Refuse("EINVOICE_REPEATED", "is a second total of one currency", *amount, amount->Value(),
                is_accounting ? kTaxInTaxCurrency : kTax);
    }
    if (is_accounting) {
      total = in.AmountIn(*invoice.tax_currency, *amount, kTaxInTaxCurrency);
      continue;
    }
    total = in.Amount(one, "cbc:TaxAmount", kTax);
    for (const Element* const subtotal : in.All(one, "cac:TaxSubtotal")) {
      invoice.tax_breakdown.push_back(ReadSubtotal(in, subtotal));
    }
  }
}

}  // namespace

void ReadPayment(Reading& in, Invoice& invoice) {
  for (const Element* const one : in.All(&in.root(), "cac:PaymentMeans")) {
    invoice.payment_means.push_back(ReadMeans(in, one));
    ReadRemittance(in, one, invoice);
    ReadDueDate(in, one, invoice);
    ReadDirectDebit(in, in.At(one, "cac:PaymentMandate"), invoice);
  }
  if (const Element* const terms = in.At(&in.root(), "cac:PaymentTerms/cbc:Note");
      terms != nullptr) {
    invoice.terms = ReadPaymentTerms(terms->text(), invoice.currency);
  }
  for (const Element* const one : in.All(&in.root(), "cac:PrepaidPayment")) {
    invoice.third_party_payments.push_back(
        {.type = in.Text(one, "cbc:ID"),
         .amount = in.NeededAmount(one, "cbc:PaidAmount", kThirdPartyAmount),
         .description = in.Text(one, "cbc:InstructionID")});
  }
}

void ReadTotals(Reading& in, Invoice& invoice) {
  ReadTaxTotals(in, invoice);
  const Element* const from = in.At(&in.root(), "cac:LegalMonetaryTotal");
  Totals& totals = invoice.totals;
  totals.lines = in.NeededAmount(from, "cbc:LineExtensionAmount", kLines);
  totals.allowances = in.Amount(from, "cbc:AllowanceTotalAmount", kAllowances);
  totals.charges = in.Amount(from, "cbc:ChargeTotalAmount", kCharges);
  totals.without_tax = in.NeededAmount(from, "cbc:TaxExclusiveAmount", kWithoutTax);
  totals.with_tax = in.NeededAmount(from, "cbc:TaxInclusiveAmount", kWithTax);
  totals.prepaid = in.Amount(from, "cbc:PrepaidAmount", kPrepaid);
  totals.rounding = in.Amount(from, "cbc:PayableRoundingAmount", kRounding);
  totals.due = in.NeededAmount(from, "cbc:PayableAmount", kDue);
}

}  // namespace recourse::einvoice::ubl
