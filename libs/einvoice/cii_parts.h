#pragma once

#include <optional>
#include <vector>

#include "libs/einvoice/invoice.h"
#include "libs/einvoice/reading.h"
#include "libs/einvoice/terms.h"

// For this room only. The parts of a Cross Industry Invoice (UN/CEFACT D16B) by CEN/TS 16931-3-3. A
// null element gives nothing.
namespace recourse::einvoice::cii {

// A date of the only form that EN 16931 allows, 102; `path` leads to the udt or qdt element.
std::optional<Date> ReadDay(Reading& in, const xml::Element* from, std::string_view path,
                            Term term);
Party ReadParty(Reading& in, const xml::Element* party);
std::optional<Delivery> ReadDelivery(Reading& in, const xml::Element* delivery);
std::optional<Period> ReadPeriod(Reading& in, const xml::Element* period, Term start, Term end);
std::vector<AllowanceCharge> ReadAllowancesAndCharges(Reading& in, const xml::Element* from,
                                                      const AllowanceTerms& allowance,
                                                      const AllowanceTerms& charge);
std::vector<Line> ReadLines(Reading& in, const xml::Element* transaction);
// Payment means, direct debit, remittance text, terms and due date.
void ReadPayment(Reading& in, const xml::Element* settlement, Invoice& invoice);
// Totals, the tax breakdown and the tax point, which stands in it.
void ReadTotals(Reading& in, const xml::Element* settlement, Invoice& invoice);

}  // namespace recourse::einvoice::cii
