#include "libs/einvoice/cii_parts.h"

namespace recourse::einvoice::cii {
namespace {

using xml::Element;

constexpr std::string_view kObjectTypeCode = "130";

std::optional<Quantity> ReadQuantity(Reading& in, const Element* from, std::string_view path,
                                     Term term) {
  const auto value = in.Number(from, path, term);
  if (!value) return std::nullopt;
  const auto unit = in.At(from, path)->FindAttribute("unitCode");
  return Quantity{.value = *value, .unit = std::string(unit.value_or(""))};
}

std::optional<Tax> ReadTax(Reading& in, const Element* from, Term rate) {
  if (from == nullptr) return std::nullopt;
  return Tax{.category = in.Text(from, "ram:CategoryCode"),
             .rate = in.Number(from, "ram:RateApplicablePercent", rate)};
}

std::optional<Price> ReadPrice(Reading& in, const Element* agreement) {
  const Element* const net = in.At(agreement, "ram:NetPriceProductTradePrice");
  const Element* const gross = in.At(agreement, "ram:GrossPriceProductTradePrice");
  if (net == nullptr) return std::nullopt;
  const auto amount = in.UnitAmount(net, "ram:ChargeAmount", kNetPrice);
  if (!amount) {
    in.NeededAt(net, "ram:ChargeAmount", kNetPrice);
    return std::nullopt;
  }
  // Both prices are for the same quantity, which stands with either.
  auto base_quantity = ReadQuantity(in, net, "ram:BasisQuantity", kBaseQuantity);
  if (!base_quantity) base_quantity = ReadQuantity(in, gross, "ram:BasisQuantity", kBaseQuantity);
  return Price{.net = *amount,
               .discount = in.UnitAmount(gross, "ram:AppliedTradeAllowanceCharge/ram:ActualAmount",
                                         kDiscount),
               .gross = in.UnitAmount(gross, "ram:ChargeAmount", kGrossPrice),
               .base_quantity = base_quantity};
}

void ReadItem(Reading& in, const Element* item, Line& line) {
  line.name = in.Text(item, "ram:Name");
  line.description = in.Text(item, "ram:Description");
  line.seller_item_id = in.Text(item, "ram:SellerAssignedID");
  line.buyer_item_id = in.Text(item, "ram:BuyerAssignedID");
  line.standard_item_id = in.Id(item, "ram:GlobalID");
  for (const Element* const one : in.All(item, "ram:DesignatedProductClassification")) {
    const Element* const code = in.At(one, "ram:ClassCode");
    if (code == nullptr) continue;
    line.classifications.push_back(
        {.id = std::string(code->Value()),
         .scheme = std::string(code->FindAttribute("listID").value_or("")),
         .version = std::string(code->FindAttribute("listVersionID").value_or(""))});
  }
  line.origin_country = in.Text(item, "ram:OriginTradeCountry/ram:ID");
  for (const Element* const one : in.All(item, "ram:ApplicableProductCharacteristic")) {
    line.attributes.emplace_back(in.Text(one, "ram:Description"), in.Text(one, "ram:Value"));
  }
}

void ReadSettlement(Reading& in, const Element* from, Line& line) {
  line.net_amount = in.NeededAmount(
      from, "ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount", kLineAmount);
  for (const Element* const one : in.All(from, "ram:AdditionalReferencedDocument")) {
    if (in.Text(one, "ram:TypeCode") != kObjectTypeCode) continue;
    line.object_id = {.value = in.Text(one, "ram:IssuerAssignedID"),
                      .scheme = in.Text(one, "ram:ReferenceTypeCode")};
  }
  line.accounting_reference = in.Text(from, "ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID");
  line.period = ReadPeriod(in, in.At(from, "ram:BillingSpecifiedPeriod"), kLineStart, kLineEnd);
  line.allowances_and_charges = ReadAllowancesAndCharges(in, from, kLineAllowance, kLineCharge);
  line.tax = ReadTax(in, in.At(from, "ram:ApplicableTradeTax"), kLineRate);
}

Line ReadLine(Reading& in, const Element* from) {
  const Element* const document = in.At(from, "ram:AssociatedDocumentLineDocument");
  if (const Element* const parent = in.At(document, "ram:ParentLineID"); parent != nullptr) {
    in.Refuse("EINVOICE_UNSUPPORTED", "makes this a line of a line, which EN 16931 has not",
              *parent, parent->Value(), {.id = "BG-25", .rule = ""});
  }
  const Element* const agreement = in.At(from, "ram:SpecifiedLineTradeAgreement");
  Line line;
  line.id = in.NeededText(document == nullptr ? from : document,
                          document == nullptr ? "ram:AssociatedDocumentLineDocument" : "ram:LineID",
                          kLineId);
  line.note = in.Text(document, "ram:IncludedNote/ram:Content");
  line.quantity =
      ReadQuantity(in, from, "ram:SpecifiedLineTradeDelivery/ram:BilledQuantity", kQuantity);
  line.order_line = in.Text(agreement, "ram:BuyerOrderReferencedDocument/ram:LineID");
  line.price = ReadPrice(in, agreement);
  ReadItem(in, in.At(from, "ram:SpecifiedTradeProduct"), line);
  ReadSettlement(in, in.At(from, "ram:SpecifiedLineTradeSettlement"), line);
  return line;
}

}  // namespace

std::vector<AllowanceCharge> ReadAllowancesAndCharges(Reading& in, const Element* from,
                                                      const AllowanceTerms& allowance,
                                                      const AllowanceTerms& charge) {
  std::vector<AllowanceCharge> all;
  for (const Element* const one : in.All(from, "ram:SpecifiedTradeAllowanceCharge")) {
    const bool is_charge =
        in.NeededIndicator(one, "ram:ChargeIndicator/udt:Indicator", allowance.amount);
    const AllowanceTerms& terms = is_charge ? charge : allowance;
    all.push_back({.is_charge = is_charge,
                   .amount = in.NeededAmount(one, "ram:ActualAmount", terms.amount),
                   .base = in.Amount(one, "ram:BasisAmount", terms.base),
                   .percent = in.Number(one, "ram:CalculationPercent", terms.percent),
                   .reason = in.Text(one, "ram:Reason"),
                   .reason_code = in.Text(one, "ram:ReasonCode"),
                   .tax = ReadTax(in, in.At(one, "ram:CategoryTradeTax"), terms.rate)});
  }
  return all;
}

std::vector<Line> ReadLines(Reading& in, const Element* transaction) {
  std::vector<Line> lines;
  for (const Element* const one : in.All(transaction, "ram:IncludedSupplyChainTradeLineItem")) {
    lines.push_back(ReadLine(in, one));
  }
  return lines;
}

}  // namespace recourse::einvoice::cii
