#include <algorithm>

#include "libs/einvoice/cii_parts.h"

namespace recourse::einvoice::cii {
namespace {

using xml::Element;

PaymentMeans ReadMeans(Reading& in, const Element* from) {
  PaymentMeans means;
  means.code = in.Text(from, "ram:TypeCode");
  means.text = in.Text(from, "ram:Information");
  if (const Element* const account = in.At(from, "ram:PayeePartyCreditorFinancialAccount");
      account != nullptr) {
    std::string id = in.Text(account, "ram:IBANID");
    if (id.empty()) id = in.Text(account, "ram:ProprietaryID");
    means.account = {
        .id = id,
        .name = in.Text(account, "ram:AccountName"),
        .bic = in.Text(from, "ram:PayeeSpecifiedCreditorFinancialInstitution/ram:BICID")};
  }
  if (const Element* const card = in.At(from, "ram:ApplicableTradeSettlementFinancialCard");
      card != nullptr) {
    means.card = {.number = in.Text(card, "ram:ID"), .holder = in.Text(card, "ram:CardholderName")};
  }
  return means;
}

void ReadDirectDebit(Reading& in, const Element* settlement, Invoice& invoice) {
  DirectDebit debit{
      .mandate = in.Text(settlement, "ram:SpecifiedTradePaymentTerms/ram:DirectDebitMandateID"),
      .creditor_id = in.Text(settlement, "ram:CreditorReferenceID"),
      .debited_account = {}};
  for (const Element* const one : in.All(settlement, "ram:SpecifiedTradeSettlementPaymentMeans")) {
    const Element* const account = in.At(one, "ram:PayerPartyDebtorFinancialAccount/ram:IBANID");
    if (account == nullptr) continue;
    if (!debit.debited_account.empty() && debit.debited_account != account->Value()) {
      in.Refuse("EINVOICE_REPEATED", "is a second account to debit", *account, account->Value(),
                {.id = "BT-91", .rule = ""});
    }
    debit.debited_account = account->Value();
  }
  if (debit != DirectDebit{}) invoice.direct_debit = debit;
}

// BT-8 is a code of UNTDID 2475 here, one of UNTDID 2005 in UBL and in the model: the day of the
// invoice, of the delivery, of the payment. Another code stays as it is.
std::string TaxPointCode(std::string code) {
  if (code == "5") return "3";
  if (code == "29") return "35";
  if (code == "72") return "432";
  return code;
}

TaxBreakdown ReadTax(Reading& in, const Element* from) {
  return {.taxable = in.NeededAmount(from, "ram:BasisAmount", kTaxable),
          .tax_amount = in.NeededAmount(from, "ram:CalculatedAmount", kCategoryTax),
          .tax = {.category = in.NeededText(from, "ram:CategoryCode", kCategory),
                  .rate = in.Number(from, "ram:RateApplicablePercent", kRate)},
          .exemption_reason = in.Text(from, "ram:ExemptionReason"),
          .exemption_reason_code = in.Text(from, "ram:ExemptionReasonCode")};
}

// The tax point belongs to the document, but stands in each tax.
void ReadTaxPoint(Reading& in, const Element* tax, Invoice& invoice) {
  const auto day = ReadDay(in, tax, "ram:TaxPointDate/udt:DateString", kTaxPoint);
  const std::string code = TaxPointCode(in.Text(tax, "ram:DueDateTypeCode"));
  if (day && invoice.tax_point.value_or(*day) != *day) {
    const Element& element = *in.At(tax, "ram:TaxPointDate/udt:DateString");
    in.Refuse("EINVOICE_REPEATED", "differs from another tax point", element, element.Value(),
              kTaxPoint);
  }
  if (!code.empty() && !invoice.tax_point_code.empty() && invoice.tax_point_code != code) {
    in.Refuse("EINVOICE_REPEATED", "differs from another tax point code",
              *in.At(tax, "ram:DueDateTypeCode"), code, kTaxPointCode);
  }
  if (day) invoice.tax_point = day;
  if (!code.empty()) invoice.tax_point_code = code;
}

// One total in the document's currency, and one in that of the VAT accounting.
void ReadTaxTotals(Reading& in, const Element* sums, Invoice& invoice) {
  for (const Element* const one : in.All(sums, "ram:TaxTotalAmount")) {
    const auto named = one->FindAttribute("currencyID");
    const bool is_accounting = invoice.tax_currency && invoice.tax_currency != invoice.currency &&
                               named == invoice.tax_currency->code();
    const Term term = is_accounting ? kTaxInTaxCurrency : kTax;
    auto& total = is_accounting ? invoice.totals.tax_accounting_currency : invoice.totals.tax;
    if (total) {
      in.Refuse("EINVOICE_REPEATED", "is a second total of one currency", *one, one->Value(), term);
    }
    total =
        is_accounting ? in.AmountIn(*invoice.tax_currency, *one, term) : in.Amount(one, "", term);
  }
}

}  // namespace

void ReadPayment(Reading& in, const Element* settlement, Invoice& invoice) {
  for (const Element* const one : in.All(settlement, "ram:SpecifiedTradeSettlementPaymentMeans")) {
    invoice.payment_means.push_back(ReadMeans(in, one));
  }
  invoice.remittance_text = in.Text(settlement, "ram:PaymentReference");
  ReadDirectDebit(in, settlement, invoice);
  const Element* const terms = in.At(settlement, "ram:SpecifiedTradePaymentTerms");
  if (const Element* const text = in.At(terms, "ram:Description"); text != nullptr) {
    invoice.terms = ReadPaymentTerms(text->text(), invoice.currency);
  }
  invoice.due_date = ReadDay(in, terms, "ram:DueDateDateTime/udt:DateTimeString", kDueDate);
}

void ReadTotals(Reading& in, const Element* settlement, Invoice& invoice) {
  for (const Element* const one : in.All(settlement, "ram:ApplicableTradeTax")) {
    invoice.tax_breakdown.push_back(ReadTax(in, one));
    ReadTaxPoint(in, one, invoice);
  }
  const Element* const sums =
      in.At(settlement, "ram:SpecifiedTradeSettlementHeaderMonetarySummation");
  ReadTaxTotals(in, sums, invoice);
  Totals& totals = invoice.totals;
  totals.lines = in.NeededAmount(sums, "ram:LineTotalAmount", kLines);
  totals.allowances = in.Amount(sums, "ram:AllowanceTotalAmount", kAllowances);
  totals.charges = in.Amount(sums, "ram:ChargeTotalAmount", kCharges);
  totals.without_tax = in.NeededAmount(sums, "ram:TaxBasisTotalAmount", kWithoutTax);
  totals.with_tax = in.NeededAmount(sums, "ram:GrandTotalAmount", kWithTax);
  totals.prepaid = in.Amount(sums, "ram:TotalPrepaidAmount", kPrepaid);
  totals.rounding = in.Amount(sums, "ram:RoundingAmount", kRounding);
  totals.due = in.NeededAmount(sums, "ram:DuePayableAmount", kDue);
}

}  // namespace recourse::einvoice::cii
