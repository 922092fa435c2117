#include "libs/einvoice/ubl.h"

#include "libs/einvoice/attachment.h"
#include "libs/einvoice/ubl_parts.h"

namespace recourse::einvoice::ubl {
namespace {

using xml::Element;

constexpr std::string_view kInvoiceRoot = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";
constexpr std::string_view kCreditNoteRoot =
    "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2";

constexpr Names kInvoiceNames{.type_code = "cbc:InvoiceTypeCode",
                              .line = "cac:InvoiceLine",
                              .sub_line = "cac:SubInvoiceLine",
                              .quantity = "cbc:InvoicedQuantity"};
constexpr Names kCreditNoteNames{.type_code = "cbc:CreditNoteTypeCode",
                                 .line = "cac:CreditNoteLine",
                                 .sub_line = "cac:SubCreditNoteLine",
                                 .quantity = "cbc:CreditedQuantity"};

// Types of additional documents (UNTDID 1001) that are no attachments.
constexpr std::string_view kObjectTypeCode = "130";
constexpr std::string_view kProjectTypeCode = "50";  // In a credit note only.

bool IsCreditNote(const Element& root) {
  return root.name() == "CreditNote" && root.ns() == kCreditNoteRoot;
}

std::string ReadTypeCode(Reading& in, const Names& names) {
  std::string code = in.NeededText(&in.root(), names.type_code, kTypeCode);
  if (IsCreditNote(in.root()) && !code.empty() && !IsCreditNoteCode(code)) {
    in.Refuse("EINVOICE_BAD_TYPE", "is no type of a credit note",
              *in.At(&in.root(), names.type_code), code, {.id = kTypeCode.id, .rule = "BR-CL-01"});
  }
  return code;
}

// "#AAC#text" is a text with its subject code.
Note ReadNote(std::string_view text) {
  constexpr std::size_t kSecondSign = 4;
  if (!text.starts_with('#') || text.find('#', 1) != kSecondSign) {
    return {.subject_code = {}, .text = std::string(text)};
  }
  return {.subject_code = std::string(text.substr(1, kSecondSign - 1)),
          .text = std::string(text.substr(kSecondSign + 1))};
}

void ReadHead(Reading& in, const Names& names, Invoice& invoice) {
  const Element* const root = &in.root();
  invoice.number = in.NeededText(root, "cbc:ID", kNumber);
  in.NeededText(root, "cbc:IssueDate", kIssueDate);
  invoice.issue_date = ReadDay(in, root, "cbc:IssueDate", kIssueDate).value_or(Date());
  invoice.type_code = ReadTypeCode(in, names);
  invoice.tax_point = ReadDay(in, root, "cbc:TaxPointDate", kTaxPoint);
  invoice.due_date = ReadDay(in, root, "cbc:DueDate", kDueDate);
  invoice.process = in.Text(root, "cbc:ProfileID");
  invoice.specification = in.Text(root, "cbc:CustomizationID");
  for (const Element* const note : in.All(root, "cbc:Note")) {
    invoice.notes.push_back(ReadNote(note->Value()));
  }
}

void ReadReferences(Reading& in, Invoice& invoice) {
  const Element* const root = &in.root();
  invoice.buyer_reference = in.Text(root, "cbc:BuyerReference");
  invoice.project = in.Text(root, "cac:ProjectReference/cbc:ID");
  invoice.contract = in.Text(root, "cac:ContractDocumentReference/cbc:ID");
  invoice.purchase_order = in.Text(root, "cac:OrderReference/cbc:ID");
  invoice.sales_order = in.Text(root, "cac:OrderReference/cbc:SalesOrderID");
  invoice.receiving_advice = in.Text(root, "cac:ReceiptDocumentReference/cbc:ID");
  invoice.despatch_advice = in.Text(root, "cac:DespatchDocumentReference/cbc:ID");
  invoice.tender = in.Text(root, "cac:OriginatorDocumentReference/cbc:ID");
  invoice.accounting_reference = in.Text(root, "cbc:AccountingCost");
  for (const Element* const one : in.All(root, "cac:BillingReference")) {
    const Element* const document = in.At(one, "cac:InvoiceDocumentReference");
    invoice.preceding_invoices.push_back(
        {.number = in.NeededText(document, "cbc:ID", kPrecedingNumber),
         .date = ReadDay(in, document, "cbc:IssueDate", kPrecedingDate)});
  }
}

void ReadAdditionalDocuments(Reading& in, Invoice& invoice) {
  for (const Element* const one : in.All(&in.root(), "cac:AdditionalDocumentReference")) {
    const std::string type_code = in.Text(one, "cbc:DocumentTypeCode");
    if (type_code == kObjectTypeCode) {
      invoice.object_id = in.Id(one, "cbc:ID");
    } else if (type_code == kProjectTypeCode && IsCreditNote(in.root())) {
      invoice.project = in.Text(one, "cbc:ID");
    } else {
      const Element* const attachment = in.At(one, "cac:Attachment");
      invoice.attachments.push_back(
          {.id = in.Text(one, "cbc:ID"),
           .description = in.Text(one, "cbc:DocumentDescription"),
           .uri = in.Text(attachment, "cac:ExternalReference/cbc:URI"),
           .content = ReadContent(in, in.At(attachment, "cbc:EmbeddedDocumentBinaryObject"))});
    }
  }
}

void ReadParties(Reading& in, Invoice& invoice) {
  const Element* const root = &in.root();
  invoice.seller = ReadParty(in, in.At(root, "cac:AccountingSupplierParty/cac:Party"),
                             PartyKind::kSellerOrBuyer);
  invoice.buyer = ReadParty(in, in.At(root, "cac:AccountingCustomerParty/cac:Party"),
                            PartyKind::kSellerOrBuyer);
  if (const Element* const payee = in.At(root, "cac:PayeeParty"); payee != nullptr) {
    invoice.payee = ReadParty(in, payee, PartyKind::kPayeeOrRepresentative);
  }
  if (const Element* const representative = in.At(root, "cac:TaxRepresentativeParty");
      representative != nullptr) {
    invoice.tax_representative = ReadParty(in, representative, PartyKind::kPayeeOrRepresentative);
  }
  invoice.delivery = ReadDelivery(in, in.At(root, "cac:Delivery"));
}

void ReadInvoicingPeriod(Reading& in, Invoice& invoice) {
  const Element* const period = in.At(&in.root(), "cac:InvoicePeriod");
  invoice.tax_point_code = in.Text(period, "cbc:DescriptionCode");
  const auto days = ReadPeriod(in, period, kPeriodStart, kPeriodEnd);
  // The group may stand there for the code alone.
  if (days != Period{} || invoice.tax_point_code.empty()) invoice.period = days;
}

}  // namespace

bool IsRoot(const Element& root) {
  return IsCreditNote(root) || (root.name() == "Invoice" && root.ns() == kInvoiceRoot);
}

Invoice Read(Reading& in) {
  const Names& names = IsCreditNote(in.root()) ? kCreditNoteNames : kInvoiceNames;
  Invoice invoice;
  invoice.currency = in.NeededCurrency(&in.root(), "cbc:DocumentCurrencyCode", kCurrency);
  in.set_currency(invoice.currency);
  invoice.tax_currency = in.OptionalCurrency(&in.root(), "cbc:TaxCurrencyCode", kTaxCurrency);
  ReadHead(in, names, invoice);
  ReadReferences(in, invoice);
  ReadAdditionalDocuments(in, invoice);
  ReadParties(in, invoice);
  ReadInvoicingPeriod(in, invoice);
  ReadPayment(in, invoice);
  invoice.allowances_and_charges = ReadAllowancesAndCharges(in, &in.root(), kAllowance, kCharge);
  ReadTotals(in, invoice);
  invoice.lines = ReadLines(in, &in.root(), names.line, names);
  return invoice;
}

}  // namespace recourse::einvoice::ubl
