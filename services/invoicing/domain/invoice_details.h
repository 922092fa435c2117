#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/money.h"

// What an invoice says beside number, dates and amount, by the business terms (BT, BG) of EN
// 16931-1. All of it may be left unsaid. Amounts are of the invoice's currency and have the sign of
// the document: where a credit note states 100.00, so does this, though its payable amount is
// negative. Decimals are texts, as "19" or "2.5".
namespace recourse::invoicing {

// What the type code (BT-3) is where none is said: a commercial invoice, of UNTDID 1001.
inline constexpr char kCommercialInvoice[] = "380";
// Of one that takes the place of those that it names.
inline constexpr char kCorrectedInvoice[] = "384";

// BG-3: an invoice that this one corrects, credits or settles.
struct PrecedingInvoice {
  std::string number;
  std::optional<Date> issue_date;
  bool operator==(const PrecedingInvoice&) const = default;
};

struct TaxCategory {
  std::string code;  // UNCL5305: S, Z, E, AE, K, G, O, L, M, B.
  std::string rate;  // Percent. Empty: none is said.
  bool operator==(const TaxCategory&) const = default;
};

// BG-23: one category and rate.
struct TaxSubtotal {
  TaxCategory category;
  Money taxable;
  Money tax;
  std::string exemption_reason;
  std::string exemption_code;  // VATEX.
  bool operator==(const TaxSubtotal&) const = default;
};

// BG-20, BG-21, of a line BG-27, BG-28: an allowance lowers, a charge raises.
struct AllowanceCharge {
  bool is_charge = false;
  Money amount;
  std::string reason;
  std::string reason_code;  // UNTDID 5189 of an allowance, 7161 of a charge.
  TaxCategory tax;          // On a line none.
  bool operator==(const AllowanceCharge&) const = default;
};

// BG-22: BT-106 to BT-114. The last, BT-115, is the invoice's amount.
struct DocumentTotals {
  std::optional<Money> lines;
  std::optional<Money> allowances;
  std::optional<Money> charges;
  std::optional<Money> without_tax;
  std::optional<Money> tax;
  std::optional<Money> with_tax;
  std::optional<Money> prepaid;
  std::optional<Money> rounding;
  std::optional<Money> third_party;  // Collected for others: BG-DEX-09 of XRechnung.
  bool operator==(const DocumentTotals&) const = default;
};

enum class DocumentSyntax { kUbl, kCii };

// The document that an invoice was read from.
struct SourceDocument {
  DocumentSyntax syntax{};
  std::string sha256;  // Of its bytes; 32 bytes.
  bool operator==(const SourceDocument&) const = default;
};

struct InvoiceDetails {
  std::string type_code;  // Empty: kCommercialInvoice.
  std::vector<PrecedingInvoice> preceding;
  std::string buyer_reference;  // BT-10: in Germany the Leitweg-ID.
  std::string order_reference;  // BT-13.
  std::vector<TaxSubtotal> tax_breakdown;
  std::string tax_in_accounting_currency;  // BT-111 with its currency BT-6: "19.00 CHF".
  std::vector<AllowanceCharge> allowances_and_charges;
  DocumentTotals totals;
  std::optional<SourceDocument> source;
  bool operator==(const InvoiceDetails&) const = default;
};

// Something to report by: product, seller, region.
struct Dimension {
  std::string key;
  std::string value;
  bool operator==(const Dimension&) const = default;
};

struct LineDetails {
  std::string id;             // BT-126.
  std::string part_of;        // Id of the line whose amount has this one's in it. Empty: of none.
  std::string unit;           // BT-130: UN/ECE 20 and 21.
  std::string base_quantity;  // BT-149: what the unit price is for. Empty: one unit.
  TaxCategory tax;            // BT-151, BT-152.
  std::vector<AllowanceCharge> allowances_and_charges;
  std::vector<Dimension> dimensions;  // Each key once.
  bool operator==(const LineDetails&) const = default;
};

}  // namespace recourse::invoicing
