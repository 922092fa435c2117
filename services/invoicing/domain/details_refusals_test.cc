#include <functional>

#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

const std::string kLong(kTextBytesMax + 1, 'x');

// What becomes of an invoice of one line that says more, after `change`.
auto Asked(const std::function<void(InvoiceContent&)>& change) {
  RequestInvoice request{"accounts/a1", "i1", Content("i1", Eur(119'00))};
  request.content.lines = {{"Work", "2.5", "40", Eur(100'00)}};
  change(request.content);
  return Given({}).When(request);
}
auto OfDetails(const std::function<void(InvoiceDetails&)>& change) {
  return Asked([&](InvoiceContent& content) { change(content.details); });
}
auto OfLine(const std::function<void(LineDetails&)>& change) {
  return Asked([&](InvoiceContent& content) { change(content.lines[0].details); });
}

TEST(DetailsRefusalsTest, OfAmounts) {
  OfDetails([](auto& details) {
    details.totals.prepaid = Usd(1);
  }).ThenRefused(kCurrencyDiffers, {{"totals.prepaid", "0.01 USD"}});
  OfDetails([](auto& details) {
    details.totals.rounding = Eur(-kMoneyMax - 1);
  }).ThenRefused(kAmountTooLarge);
  OfDetails([](auto& details) {
    details.tax_breakdown = {{{"S", "19"}, Eur(100'00), Eur(19'00), "", ""},
                             {{"S", "7"}, Eur(1), Usd(1), "", ""}};
  }).ThenRefused(kCurrencyDiffers, {{"tax_breakdown[1].tax_amount", "0.01 USD"}});
  OfDetails([](auto& details) {
    details.allowances_and_charges = {{true, Usd(1), "", "", {}}};
  }).ThenRefused(kCurrencyDiffers, {{"allowances_and_charges[0].amount", "0.01 USD"}});
  OfLine([](auto& line) {
    line.allowances_and_charges = {{true, Usd(1), "", "", {}}};
  }).ThenRefused(kCurrencyDiffers, {{"lines[0].allowances_and_charges[0].amount", "0.01 USD"}});
}

TEST(DetailsRefusalsTest, OfLinesWithoutQuantityThatArePartOfNone) {
  Asked([](auto& content) { content.lines[0].quantity = ""; }).ThenRefused(kLineMalformed);
  Asked([](auto& content) { content.lines[0].unit_price = ""; }).ThenRefused(kLineMalformed);
}

TEST(DetailsRefusalsTest, OfTooMany) {
  OfDetails([](auto& details) {
    details.preceding.resize(kDetailsMax + 1, {"R-1", {}});
  }).ThenRefused(kTooManyDetails, {{"preceding_invoices", "101"}, {"most", "100"}});
  OfDetails([](auto& details) {
    details.tax_breakdown.resize(kDetailsMax + 1);
  }).ThenRefused(kTooManyDetails);
  OfDetails([](auto& details) {
    details.allowances_and_charges.resize(kDetailsMax + 1);
  }).ThenRefused(kTooManyDetails);
  OfLine([](auto& line) {
    line.dimensions.resize(kDimensionsMax + 1);
  }).ThenRefused(kTooManyDetails, {{"lines[0].dimensions", "11"}, {"most", "10"}});
}

TEST(DetailsRefusalsTest, OfForms) {
  OfDetails([](auto& details) {
    details.type_code = "38a";
  }).ThenRefused(kDetailMalformed, {{"type_code", "38a"}});
  OfDetails([](auto& details) { details.type_code = "3800"; }).ThenRefused(kDetailMalformed);
  OfDetails([](auto& details) {
    details.preceding = {{"", {}}};
  }).ThenRefused(kDetailMalformed, {{"preceding_invoices[0].number", ""}});
  OfDetails([](auto& details) {
    details.buyer_reference = kLong;
  }).ThenRefused(kDetailMalformed, {{"buyer_reference", "1001 bytes"}});
  OfDetails([](auto& details) { details.order_reference = kLong; }).ThenRefused(kDetailMalformed);
  OfDetails([](auto& details) {
    details.tax_breakdown = {{{"S", "19 %"}, Eur(1), Eur(1), "", ""}};
  }).ThenRefused(kDetailMalformed, {{"tax_breakdown[0].rate", "19 %"}});
  OfDetails([](auto& details) {
    details.allowances_and_charges = {{false, Eur(1), kLong, "", {}}};
  }).ThenRefused(kDetailMalformed);
  OfDetails([](auto& details) {
    details.source = SourceDocument{DocumentSyntax::kUbl, "ab"};
  }).ThenRefused(kDetailMalformed, {{"source.sha256", "2 bytes"}});
  OfLine([](auto& line) { line.unit = kLong; }).ThenRefused(kDetailMalformed);
  OfLine([](auto& line) {
    line.base_quantity = "ten";
  }).ThenRefused(kDetailMalformed, {{"lines[0].base_quantity", "ten"}});
  OfLine([](auto& line) {
    line.dimensions = {{"region", "N"}, {"region", "S"}};
  }).ThenRefused(kDetailMalformed, {{"lines[0].dimensions", "region"}});
  OfLine([](auto& line) { line.dimensions = {{"region", kLong}}; }).ThenRefused(kDetailMalformed);
}

TEST(DetailsTest, WhatIsSaidIsKeptAsItIs) {
  RequestInvoice request{"accounts/a1", "i1", Content("i1", Eur(-119'00))};
  InvoiceDetails& details = request.content.details;
  details.type_code = "381";
  details.preceding = {{"R-1", Day(1)}};
  details.totals.with_tax = Eur(119'00);
  request.content.lines = {{"Work", "1", "100", Eur(100'00)}, {"Part", "", "", Eur(40'00)}};
  request.content.lines[0].details.tax = {"S", "19"};
  request.content.lines[0].details.id = "1";
  request.content.lines[1].details.part_of = "1";
  Given({}).When(request).Then({InvoiceRequested{"accounts/a1", "i1", request.content, "",
                                                 Lowering{Eur(119'00), Eur(119'00), {}}}});
}

}  // namespace
}  // namespace recourse::invoicing
