#pragma once

#include <optional>
#include <vector>

#include "libs/einvoice/invoice.h"
#include "libs/einvoice/reading.h"
#include "libs/einvoice/terms.h"

// For this room only. The parts of a UBL 2.1 document by CEN/TS 16931-3-2. A null element gives
// nothing.
namespace recourse::einvoice::ubl {

// Where a credit note's names differ from an invoice's.
struct Names {
  std::string_view type_code;
  std::string_view line;
  std::string_view sub_line;
  std::string_view quantity;
};

// Whose legal name stands where: a payee and a tax representative have but one name.
enum class PartyKind { kSellerOrBuyer, kPayeeOrRepresentative };

// The creditor identifier (BT-90) of a direct debit stands among a party's identifiers with this
// scheme, and is none of them.
inline constexpr std::string_view kCreditorScheme = "SEPA";

std::optional<Date> ReadDay(Reading& in, const xml::Element* from, std::string_view path,
                            Term term);
Party ReadParty(Reading& in, const xml::Element* party, PartyKind kind);
std::optional<Delivery> ReadDelivery(Reading& in, const xml::Element* delivery);
std::optional<Period> ReadPeriod(Reading& in, const xml::Element* period, Term start, Term end);
std::vector<AllowanceCharge> ReadAllowancesAndCharges(Reading& in, const xml::Element* from,
                                                      const AllowanceTerms& allowance,
                                                      const AllowanceTerms& charge);
// All lines of this name in `from`, with their sub lines.
std::vector<Line> ReadLines(Reading& in, const xml::Element* from, std::string_view path,
                            const Names& names);
// Payment means, direct debit, remittance text, terms and third party payments.
void ReadPayment(Reading& in, Invoice& invoice);
void ReadTotals(Reading& in, Invoice& invoice);

}  // namespace recourse::einvoice::ubl
