#include "libs/einvoice/ubl_parts.h"

namespace recourse::einvoice::ubl {
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
  return Tax{.category = in.Text(from, "cbc:ID"), .rate = in.Number(from, "cbc:Percent", rate)};
}

std::optional<Price> ReadPrice(Reading& in, const Element* from) {
  if (from == nullptr) return std::nullopt;
  const auto net = in.UnitAmount(from, "cbc:PriceAmount", kNetPrice);
  if (!net) {
    in.NeededAt(from, "cbc:PriceAmount", kNetPrice);
    return std::nullopt;
  }
  return Price{.net = *net,
               .discount = in.UnitAmount(from, "cac:AllowanceCharge/cbc:Amount", kDiscount),
               .gross = in.UnitAmount(from, "cac:AllowanceCharge/cbc:BaseAmount", kGrossPrice),
               .base_quantity = ReadQuantity(in, from, "cbc:BaseQuantity", kBaseQuantity)};
}

void ReadItem(Reading& in, const Element* item, Line& line) {
  line.tax = ReadTax(in, in.At(item, "cac:ClassifiedTaxCategory"), kLineRate);
  line.name = in.Text(item, "cbc:Name");
  line.description = in.Text(item, "cbc:Description");
  line.seller_item_id = in.Text(item, "cac:SellersItemIdentification/cbc:ID");
  line.buyer_item_id = in.Text(item, "cac:BuyersItemIdentification/cbc:ID");
  line.standard_item_id = in.Id(item, "cac:StandardItemIdentification/cbc:ID");
  for (const Element* const one : in.All(item, "cac:CommodityClassification")) {
    const Element* const code = in.At(one, "cbc:ItemClassificationCode");
    if (code == nullptr) continue;
    line.classifications.push_back(
        {.id = std::string(code->Value()),
         .scheme = std::string(code->FindAttribute("listID").value_or("")),
         .version = std::string(code->FindAttribute("listVersionID").value_or(""))});
  }
  line.origin_country = in.Text(item, "cac:OriginCountry/cbc:IdentificationCode");
  for (const Element* const one : in.All(item, "cac:AdditionalItemProperty")) {
    line.attributes.emplace_back(in.Text(one, "cbc:Name"), in.Text(one, "cbc:Value"));
  }
}

Line ReadLine(Reading& in, const Element* from, const Names& names) {
  Line line;
  line.id = in.NeededText(from, "cbc:ID", kLineId);
  line.note = in.Text(from, "cbc:Note");
  const Element* const object = in.At(from, "cac:DocumentReference");
  if (in.Text(object, "cbc:DocumentTypeCode") == kObjectTypeCode) {
    line.object_id = in.Id(object, "cbc:ID");
  }
  line.quantity = ReadQuantity(in, from, names.quantity, kQuantity);
  line.net_amount = in.NeededAmount(from, "cbc:LineExtensionAmount", kLineAmount);
  line.order_line = in.Text(from, "cac:OrderLineReference/cbc:LineID");
  line.accounting_reference = in.Text(from, "cbc:AccountingCost");
  line.period = ReadPeriod(in, in.At(from, "cac:InvoicePeriod"), kLineStart, kLineEnd);
  line.allowances_and_charges = ReadAllowancesAndCharges(in, from, kLineAllowance, kLineCharge);
  line.price = ReadPrice(in, in.At(from, "cac:Price"));
  ReadItem(in, in.At(from, "cac:Item"), line);
  line.sub_lines = ReadLines(in, from, names.sub_line, names);
  return line;
}

}  // namespace

std::vector<AllowanceCharge> ReadAllowancesAndCharges(Reading& in, const Element* from,
                                                      const AllowanceTerms& allowance,
                                                      const AllowanceTerms& charge) {
  std::vector<AllowanceCharge> all;
  for (const Element* const one : in.All(from, "cac:AllowanceCharge")) {
    const bool is_charge = in.NeededIndicator(one, "cbc:ChargeIndicator", allowance.amount);
    const AllowanceTerms& terms = is_charge ? charge : allowance;
    all.push_back({.is_charge = is_charge,
                   .amount = in.NeededAmount(one, "cbc:Amount", terms.amount),
                   .base = in.Amount(one, "cbc:BaseAmount", terms.base),
                   .percent = in.Number(one, "cbc:MultiplierFactorNumeric", terms.percent),
                   .reason = in.Text(one, "cbc:AllowanceChargeReason"),
                   .reason_code = in.Text(one, "cbc:AllowanceChargeReasonCode"),
                   .tax = ReadTax(in, in.At(one, "cac:TaxCategory"), terms.rate)});
  }
  return all;
}

std::vector<Line> ReadLines(Reading& in, const Element* from, std::string_view path,
                            const Names& names) {
  std::vector<Line> lines;
  for (const Element* const one : in.All(from, path)) lines.push_back(ReadLine(in, one, names));
  return lines;
}

}  // namespace recourse::einvoice::ubl
