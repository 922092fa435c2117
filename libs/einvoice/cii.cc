#include "libs/einvoice/cii.h"

#include "libs/einvoice/attachment.h"
#include "libs/einvoice/cii_parts.h"

namespace recourse::einvoice::cii {
namespace {

using xml::Element;

constexpr std::string_view kRoot = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100";

// Types of additional documents (UNTDID 1001); any other is an attachment.
constexpr std::string_view kTenderTypeCode = "50";
constexpr std::string_view kObjectTypeCode = "130";

void ReadHead(Reading& in, Invoice& invoice) {
  const Element* const context = in.At(&in.root(), "rsm:ExchangedDocumentContext");
  invoice.process = in.Text(context, "ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID");
  invoice.specification = in.Text(context, "ram:GuidelineSpecifiedDocumentContextParameter/ram:ID");

  const Element* const document = in.At(&in.root(), "rsm:ExchangedDocument");
  constexpr std::string_view kIssueDatePath = "ram:IssueDateTime/udt:DateTimeString";
  invoice.number = in.NeededText(document, "ram:ID", kNumber);
  in.NeededText(document, kIssueDatePath, kIssueDate);
  invoice.issue_date = ReadDay(in, document, kIssueDatePath, kIssueDate).value_or(Date());
  invoice.type_code = in.NeededText(document, "ram:TypeCode", kTypeCode);
  for (const Element* const note : in.All(document, "ram:IncludedNote")) {
    invoice.notes.push_back(
        {.subject_code = in.Text(note, "ram:SubjectCode"), .text = in.Text(note, "ram:Content")});
  }
}

void ReadAdditionalDocuments(Reading& in, const Element* agreement, Invoice& invoice) {
  for (const Element* const one : in.All(agreement, "ram:AdditionalReferencedDocument")) {
    const std::string type_code = in.Text(one, "ram:TypeCode");
    std::string id = in.Text(one, "ram:IssuerAssignedID");
    if (type_code == kTenderTypeCode) {
      invoice.tender = id;
    } else if (type_code == kObjectTypeCode) {
      invoice.object_id = {.value = id, .scheme = in.Text(one, "ram:ReferenceTypeCode")};
    } else {
      invoice.attachments.push_back(
          {.id = id,
           .description = in.Text(one, "ram:Name"),
           .uri = in.Text(one, "ram:URIID"),
           .content = ReadContent(in, in.At(one, "ram:AttachmentBinaryObject"))});
    }
  }
}

void ReadAgreement(Reading& in, const Element* agreement, Invoice& invoice) {
  invoice.buyer_reference = in.Text(agreement, "ram:BuyerReference");
  invoice.project = in.Text(agreement, "ram:SpecifiedProcuringProject/ram:ID");
  invoice.contract = in.Text(agreement, "ram:ContractReferencedDocument/ram:IssuerAssignedID");
  invoice.purchase_order =
      in.Text(agreement, "ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID");
  invoice.sales_order =
      in.Text(agreement, "ram:SellerOrderReferencedDocument/ram:IssuerAssignedID");
  ReadAdditionalDocuments(in, agreement, invoice);
  invoice.seller = ReadParty(in, in.At(agreement, "ram:SellerTradeParty"));
  invoice.buyer = ReadParty(in, in.At(agreement, "ram:BuyerTradeParty"));
  if (const Element* const party = in.At(agreement, "ram:SellerTaxRepresentativeTradeParty");
      party != nullptr) {
    invoice.tax_representative = ReadParty(in, party);
  }
}

void ReadDeliveryPart(Reading& in, const Element* delivery, Invoice& invoice) {
  invoice.receiving_advice =
      in.Text(delivery, "ram:ReceivingAdviceReferencedDocument/ram:IssuerAssignedID");
  invoice.despatch_advice =
      in.Text(delivery, "ram:DespatchAdviceReferencedDocument/ram:IssuerAssignedID");
  invoice.delivery = ReadDelivery(in, delivery);
}

void ReadSettlement(Reading& in, const Element* settlement, Invoice& invoice) {
  invoice.accounting_reference =
      in.Text(settlement, "ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID");
  if (const Element* const payee = in.At(settlement, "ram:PayeeTradeParty"); payee != nullptr) {
    invoice.payee = ReadParty(in, payee);
  }
  invoice.period =
      ReadPeriod(in, in.At(settlement, "ram:BillingSpecifiedPeriod"), kPeriodStart, kPeriodEnd);
  for (const Element* const one : in.All(settlement, "ram:InvoiceReferencedDocument")) {
    invoice.preceding_invoices.push_back(
        {.number = in.NeededText(one, "ram:IssuerAssignedID", kPrecedingNumber),
         .date =
             ReadDay(in, one, "ram:FormattedIssueDateTime/qdt:DateTimeString", kPrecedingDate)});
  }
  ReadPayment(in, settlement, invoice);
  invoice.allowances_and_charges = ReadAllowancesAndCharges(in, settlement, kAllowance, kCharge);
  ReadTotals(in, settlement, invoice);
}

}  // namespace

bool IsRoot(const Element& root) {
  return root.name() == "CrossIndustryInvoice" && root.ns() == kRoot;
}

Invoice Read(Reading& in) {
  const Element* const transaction = in.At(&in.root(), "rsm:SupplyChainTradeTransaction");
  const Element* const settlement = in.At(transaction, "ram:ApplicableHeaderTradeSettlement");
  Invoice invoice;
  invoice.currency = in.NeededCurrency(settlement, "ram:InvoiceCurrencyCode", kCurrency);
  in.set_currency(invoice.currency);
  invoice.tax_currency = in.OptionalCurrency(settlement, "ram:TaxCurrencyCode", kTaxCurrency);
  ReadHead(in, invoice);
  ReadAgreement(in, in.At(transaction, "ram:ApplicableHeaderTradeAgreement"), invoice);
  ReadDeliveryPart(in, in.At(transaction, "ram:ApplicableHeaderTradeDelivery"), invoice);
  ReadSettlement(in, settlement, invoice);
  invoice.lines = ReadLines(in, transaction);
  return invoice;
}

}  // namespace recourse::einvoice::cii
