#include <string>

#include "libs/einvoice/findings.h"

namespace recourse::einvoice {
namespace {

void CheckPrice(const Line& line, const std::string& place, Findings& findings) {
  findings.Expect(line.price.has_value(), "BR-26", "BT-146 is the net price", place);
  if (!line.price) return;
  findings.Expect(line.price->net.sign() >= 0, "BR-27", "BT-146 is not negative", place,
                  ToString(line.price->net), "0 or more");
  findings.Expect(!line.price->gross || line.price->gross->sign() >= 0, "BR-28",
                  "BT-148 is not negative", place, Shown(line.price->gross), "0 or more");
}

void CheckLine(const Line& line, Findings& findings) {
  const std::string place = "line " + line.id;
  findings.ExpectText(line.id, "BR-21", "BT-126 is the line's identifier", place);
  findings.Expect(line.quantity.has_value(), "BR-22", "BT-129 is the quantity", place);
  if (line.quantity) {
    findings.ExpectText(line.quantity->unit, "BR-23", "BT-130 is the quantity's unit", place);
  }
  findings.ExpectText(line.name, "BR-25", "BT-153 is the item's name", place);
  CheckPrice(line, place, findings);
  findings.Expect(line.tax && !line.tax->category.empty(), "BR-CO-04", "BT-151 is the VAT category",
                  place);
  for (const AllowanceCharge& one : line.allowances_and_charges) {
    findings.Expect(!one.reason.empty() || !one.reason_code.empty(),
                    one.is_charge ? "BR-44" : "BR-42",
                    one.is_charge ? "BT-144 or BT-145 is the charge's reason"
                                  : "BT-139 or BT-140 is the allowance's reason",
                    place);
  }
  if (line.standard_item_id) {
    findings.ExpectText(line.standard_item_id->scheme, "BR-64", "BT-157 has a scheme", place);
  }
  for (const Classification& one : line.classifications) {
    findings.ExpectText(one.scheme, "BR-65", "BT-158 has a scheme", place);
  }
  for (const auto& [name, value] : line.attributes) {
    findings.Expect(!name.empty() && !value.empty(), "BR-54",
                    "BT-160 and BT-161 are an attribute's name and value", place, name);
  }
}

// The rules of the XRechnung extension for lines within lines.
void CheckSubLines(const Line& line, const std::string& place, Findings& findings) {
  if (line.sub_lines.empty()) return;
  Adder below;
  for (const Line& sub_line : line.sub_lines) {
    const std::string sub_place = "sub line " + sub_line.id;
    below.Add(sub_line.net_amount);
    findings.Expect(sub_line.tax && !sub_line.tax->category.empty(), "BR-DEX-03",
                    "BG-DEX-06 is the VAT of a sub line", sub_place);
    CheckSubLines(sub_line, sub_place, findings);
  }
  findings.ExpectOrWarn(Decimal(line.net_amount) == below.sum(), "BR-DEX-02",
                        "BT-131 = sum of BT-131 of the lines directly below", place,
                        ToString(line.net_amount), Shown(below.sum(), line.net_amount.currency));
}

}  // namespace

void CheckLines(const Invoice& invoice, Findings& findings) {
  findings.Expect(!invoice.lines.empty(), "BR-16", "BG-25 is there at least once", "");
  for (const Line& line : invoice.lines) {
    CheckLine(line, findings);
    if (ClaimsXRechnungExtension(invoice)) CheckSubLines(line, "line " + line.id, findings);
  }
}

}  // namespace recourse::einvoice
