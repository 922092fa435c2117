#include <fmt/format.h>

#include "libs/einvoice/findings.h"

namespace recourse::einvoice {
namespace {

void CheckPeriod(const std::optional<Period>& period, std::string_view filled_rule,
                 std::string_view order_rule, std::string_view place, Findings& findings) {
  if (!period) return;
  findings.Expect(period->start || period->end, filled_rule, "a period has a start or an end",
                  place);
  if (!period->start || !period->end) return;
  findings.Expect(*period->start <= *period->end, order_rule,
                  "a period ends when it starts or later", place, ToString(*period->end),
                  ToString(*period->start) + " or later");
}

void CheckSeller(const Party& seller, Findings& findings) {
  findings.ExpectText(seller.name, "BR-06", "BT-27 is the seller's name");
  findings.Expect(seller.address.has_value(), "BR-08", "BG-5 is the seller's address", "");
  if (seller.address) {
    findings.ExpectText(seller.address->country, "BR-09", "BT-40 is the seller's country");
  }
  findings.Expect(!seller.ids.empty() || seller.legal_id || !seller.vat_id.empty(), "BR-CO-26",
                  "BT-29, BT-30 or BT-31 tells who the seller is", "");
  if (seller.electronic_address) {
    findings.ExpectText(seller.electronic_address->scheme, "BR-62", "BT-34 has a scheme");
  }
}

void CheckBuyer(const Party& buyer, Findings& findings) {
  findings.ExpectText(buyer.name, "BR-07", "BT-44 is the buyer's name");
  findings.Expect(buyer.address.has_value(), "BR-10", "BG-8 is the buyer's address", "");
  if (buyer.address) {
    findings.ExpectText(buyer.address->country, "BR-11", "BT-55 is the buyer's country");
  }
  if (buyer.electronic_address) {
    findings.ExpectText(buyer.electronic_address->scheme, "BR-63", "BT-49 has a scheme");
  }
}

void CheckOthers(const Invoice& invoice, Findings& findings) {
  if (invoice.payee) findings.ExpectText(invoice.payee->name, "BR-17", "BT-59 is the payee's name");
  if (invoice.tax_representative) {
    const Party& party = *invoice.tax_representative;
    findings.ExpectText(party.name, "BR-18", "BT-62 is the tax representative's name");
    findings.Expect(party.address.has_value(), "BR-19", "BG-12 is the tax representative's address",
                    "");
    if (party.address) {
      findings.ExpectText(party.address->country, "BR-20",
                          "BT-69 is the tax representative's country");
    }
    findings.ExpectText(party.vat_id, "BR-56", "BT-63 is the tax representative's VAT identifier");
  }
  if (invoice.delivery && invoice.delivery->address) {
    findings.ExpectText(invoice.delivery->address->country, "BR-57",
                        "BT-80 is the country of delivery");
  }
}

void CheckPayment(const Invoice& invoice, Findings& findings) {
  for (std::size_t i = 0; i < invoice.payment_means.size(); ++i) {
    const PaymentMeans& means = invoice.payment_means[i];
    const std::string place = fmt::format("payment means {}", i + 1);
    findings.ExpectText(means.code, "BR-49", "BT-81 says how it is to be paid", place);
    if (means.account) {
      findings.ExpectText(means.account->id, "BR-50", "BT-84 is the account of a transfer", place);
    }
    const bool is_transfer = means.code == "30" || means.code == "58";
    findings.Expect(!is_transfer || (means.account && !means.account->id.empty()), "BR-61",
                    "BT-84 is there for a transfer (BT-81 = 30 or 58)", place, means.code);
  }
  const bool is_when_known = invoice.due_date || (invoice.terms && !invoice.terms->text.empty());
  findings.Expect(invoice.totals.due.minor_units <= 0 || is_when_known, "BR-CO-25",
                  "BT-9 or BT-20 says when a positive BT-115 is due", "",
                  ToString(invoice.totals.due));
}

void CheckReasons(const Invoice& invoice, Findings& findings) {
  for (std::size_t i = 0; i < invoice.allowances_and_charges.size(); ++i) {
    const AllowanceCharge& one = invoice.allowances_and_charges[i];
    const std::string place = fmt::format("{} {}", one.is_charge ? "charge" : "allowance", i + 1);
    findings.Expect(one.tax && !one.tax->category.empty(), one.is_charge ? "BR-37" : "BR-32",
                    one.is_charge ? "BT-102 is its VAT category" : "BT-95 is its VAT category",
                    place);
    findings.Expect(
        !one.reason.empty() || !one.reason_code.empty(), one.is_charge ? "BR-38" : "BR-33",
        one.is_charge ? "BT-104 or BT-105 is its reason" : "BT-97 or BT-98 is its reason", place);
  }
}

}  // namespace

void CheckPresence(const Invoice& invoice, Findings& findings) {
  findings.ExpectText(invoice.specification, "BR-01", "BT-24 is the specification identifier");
  findings.ExpectText(invoice.number, "BR-02", "BT-1 is the invoice number");
  findings.ExpectText(invoice.type_code, "BR-04", "BT-3 is the type code");
  findings.Expect(invoice.type_code.empty() || IsTypeCode(invoice.type_code), "BR-CL-01",
                  "BT-3 is of UNTDID 1001", "", invoice.type_code);
  CheckSeller(invoice.seller, findings);
  CheckBuyer(invoice.buyer, findings);
  CheckOthers(invoice, findings);
  CheckPayment(invoice, findings);
  CheckReasons(invoice, findings);
  CheckPeriod(invoice.period, "BR-CO-19", "BR-29", "", findings);
  for (const Line& line : invoice.lines) {
    CheckPeriod(line.period, "BR-CO-20", "BR-30", "line " + line.id, findings);
  }
  findings.Expect(!invoice.tax_point || invoice.tax_point_code.empty(), "BR-CO-03",
                  "BT-7 and BT-8 exclude each other", "", invoice.tax_point_code);
  findings.Expect(!invoice.tax_currency || invoice.totals.tax_accounting_currency, "BR-53",
                  "BT-111 is there if BT-6 is", "");
  for (std::size_t i = 0; i < invoice.attachments.size(); ++i) {
    findings.ExpectText(invoice.attachments[i].id, "BR-52", "BT-122 names a supporting document",
                        fmt::format("attachment {}", i + 1));
  }
}

}  // namespace recourse::einvoice
