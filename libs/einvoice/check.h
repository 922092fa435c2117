#pragma once

#include <string>
#include <vector>

#include "libs/einvoice/invoice.h"

namespace recourse::einvoice {

// A rule that an invoice breaks.
struct BrokenRule {
  // As published: what breaks a warning can be sent and received all the same.
  enum class Severity { kFatal, kWarning };

  std::string rule;    // "BR-CO-15".
  std::string terms;   // "BT-112 = BT-109 + BT-110", or what the rule asks for.
  std::string place;   // "line 2", "sub line 1.1", "VAT S 19", "allowance 1"; empty: the document.
  std::string stated;  // The value in the document; empty if it has none.
  std::string expected;  // What the rule makes of the other terms, or would allow.
  Severity severity = Severity::kFatal;

  bool operator==(const BrokenRule&) const = default;
};

// Holds an invoice against the rules for its content; none broken, an empty list. What is computed
// here is compared and dropped: the invoice keeps its own amounts and its own rounding.
//
// The rules are those of EN 16931-1:2017, clause 6.4, by their published numbers:
//   presence     BR-01, 02, 04, 06-11, 16-23, 25-28, 32, 33, 37, 38, 42, 44, 48-50, 52-54, 56, 57,
//                61-65, BR-CO-04, 18, 25, 26; BR-03, 05, 12-15, 24, 31, 36, 41, 43, 45-47, 55 are
//                those without which Read refuses the document
//   dates        BR-29, BR-30, BR-CO-03, BR-CO-19, BR-CO-20
//   sums         BR-CO-10 to BR-CO-16, exact
//   VAT          BR-CO-17, and for each category (S, Z, E, AE, IC, G, O, AF, AG) its rules -01 (is
//                in the breakdown), -05 to -07 (rate), -08 (taxable amount), -09 (tax amount), -10
//                (exemption reason)
//   codes        BR-CL-01 (type), BR-CL-17 and BR-CL-18 (VAT category)
//   decimals     BR-DEC-01 to -28 need no check: an amount holds no more than its currency has
// and, where the specification identifier (BT-24) claims XRechnung 3.0, those of KoSIT:
//   BR-DE-17 (type code), BR-DE-18 (Skonto), BR-DE-26 (a correction names what it corrects)
//   with its extension BR-DEX-02, BR-DEX-03, BR-DEX-10, BR-DEX-12, and BR-DEX-09 in place of
//   BR-CO-16: what is collected for third parties is due too
//
// Where EN 16931-1 is silent on tolerance, that of CEN's validation artefacts 1.3.16 holds:
// BR-CO-17 and the rules -09 of S, AF and AG allow less than one unit of the currency between the
// sizes of both amounts; the rules -08 of S, AF and AG allow less than one unit; all else is exact.
// BR-CO-25 and BR-CO-26 are those of EN 16931-1; the artefacts have dropped the first.
std::vector<BrokenRule> Check(const Invoice& invoice);

// Whether the specification identifier (BT-24) claims XRechnung 3.0, and its extension.
bool ClaimsXRechnung(const Invoice& invoice);
bool ClaimsXRechnungExtension(const Invoice& invoice);

}  // namespace recourse::einvoice
