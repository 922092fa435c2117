#include "libs/einvoice/check.h"

#include <algorithm>
#include <array>

#include "libs/einvoice/findings.h"

namespace recourse::einvoice {
namespace {

constexpr std::string_view kXRechnung =
    "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0";
constexpr std::string_view kExtension = "#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_3.0";

void CheckXRechnung(const Invoice& invoice, Findings& findings) {
  constexpr auto kTypeCodes =
      std::to_array<std::string_view>({"326", "380", "381", "384", "389", "875", "876", "877"});
  const bool is_known =
      std::find(kTypeCodes.begin(), kTypeCodes.end(), invoice.type_code) != kTypeCodes.end();
  findings.ExpectOrWarn(is_known, "BR-DE-17", "BT-3 is a type that XRechnung knows", "",
                        invoice.type_code, "326, 380, 381, 384, 389, 875, 876 or 877");
  findings.ExpectOrWarn(invoice.type_code != "384" || !invoice.preceding_invoices.empty(),
                        "BR-DE-26", "BG-3 names what a corrected invoice (BT-3 = 384) corrects",
                        "");
  if (!invoice.terms) return;
  for (const std::string& line : invoice.terms->irregular_lines) {
    findings.Expect(false, "BR-DE-18", "BT-20 has Skonto in lines of a fixed form", "", line,
                    "#SKONTO#TAGE=n#PROZENT=n.nn# and a line break");
  }
}

}  // namespace

void Findings::Expect(bool holds, std::string_view rule, std::string_view terms,
                      std::string_view place, std::string_view stated, std::string_view expected) {
  if (holds) return;
  broken_.push_back({.rule = std::string(rule),
                     .terms = std::string(terms),
                     .place = std::string(place),
                     .stated = std::string(stated),
                     .expected = std::string(expected),
                     .severity = BrokenRule::Severity::kFatal});
}

void Findings::ExpectOrWarn(bool holds, std::string_view rule, std::string_view terms,
                            std::string_view place, std::string_view stated,
                            std::string_view expected) {
  if (holds) return;
  Expect(false, rule, terms, place, stated, expected);
  broken_.back().severity = BrokenRule::Severity::kWarning;
}

void Findings::ExpectText(std::string_view text, std::string_view rule, std::string_view terms,
                          std::string_view place) {
  Expect(!text.empty(), rule, terms, place);
}

std::string Shown(const std::optional<Money>& amount) { return amount ? ToString(*amount) : ""; }

std::string Shown(const std::optional<Decimal>& number) { return number ? ToString(*number) : ""; }

bool ClaimsXRechnung(const Invoice& invoice) {
  return invoice.specification.starts_with(kXRechnung);
}

bool ClaimsXRechnungExtension(const Invoice& invoice) {
  return invoice.specification == std::string(kXRechnung) + std::string(kExtension);
}

std::vector<BrokenRule> Check(const Invoice& invoice) {
  Findings findings;
  CheckPresence(invoice, findings);
  CheckLines(invoice, findings);
  CheckTotals(invoice, findings);
  CheckTax(invoice, findings);
  if (ClaimsXRechnung(invoice)) CheckXRechnung(invoice, findings);
  return findings.Take();
}

}  // namespace recourse::einvoice
