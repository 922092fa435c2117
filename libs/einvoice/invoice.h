#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/decimal.h"
#include "libs/base/money.h"
#include "libs/einvoice/line.h"
#include "libs/einvoice/party.h"
#include "libs/einvoice/payment.h"
#include "libs/en16931/type_code.h"

namespace recourse::einvoice {

// BG-1.
struct Note {
  std::string subject_code;  // BT-21, UNCL4451.
  std::string text;          // BT-22.

  bool operator==(const Note&) const = default;
};

// BG-3: an invoice that this one corrects, credits or settles.
struct PrecedingInvoice {
  std::string number;        // BT-25.
  std::optional<Date> date;  // BT-26.

  bool operator==(const PrecedingInvoice&) const = default;
};

// BG-23: one VAT category and rate.
struct TaxBreakdown {
  Money taxable;                      // BT-116.
  Money tax_amount;                   // BT-117.
  Tax tax;                            // BT-118, BT-119.
  std::string exemption_reason;       // BT-120.
  std::string exemption_reason_code;  // BT-121.

  bool operator==(const TaxBreakdown&) const = default;
};

// BG-22, as the document states it: nothing is recomputed.
struct Totals {
  Money lines;                                   // BT-106.
  std::optional<Money> allowances;               // BT-107.
  std::optional<Money> charges;                  // BT-108.
  Money without_tax;                             // BT-109.
  std::optional<Money> tax;                      // BT-110.
  std::optional<Money> tax_accounting_currency;  // BT-111, of the currency BT-6.
  Money with_tax;                                // BT-112.
  std::optional<Money> prepaid;                  // BT-113.
  std::optional<Money> rounding;                 // BT-114.
  Money due;                                     // BT-115.

  bool operator==(const Totals&) const = default;
};

// BG-24: a supporting document. Of what is embedded only its size and hash are kept.
struct Attachment {
  struct Content {
    std::string filename;
    std::string mime_type;
    std::size_t size_bytes = 0;
    std::string sha256;  // In hexadecimal.

    bool operator==(const Content&) const = default;
  };

  std::string id;                  // BT-122.
  std::string description;         // BT-123.
  std::string uri;                 // BT-124.
  std::optional<Content> content;  // BT-125.

  bool operator==(const Attachment&) const = default;
};

// One electronic invoice or credit note by the business terms of EN 16931-1, whatever its syntax.
// All amounts are of `currency`, but for totals.tax_accounting_currency; each is exactly what the
// document says, also its sign (see Payable).
struct Invoice {
  std::string number;                    // BT-1.
  Date issue_date;                       // BT-2.
  std::string type_code;                 // BT-3, UNTDID 1001: 380, 381, 384, 326, 389, 875...
  Currency currency;                     // BT-5.
  std::optional<Currency> tax_currency;  // BT-6.
  std::optional<Date> tax_point;         // BT-7.
  std::string tax_point_code;            // BT-8, UNTDID 2005: 3 issue, 35 delivery, 432 payment.
  std::optional<Date> due_date;          // BT-9.
  std::string buyer_reference;           // BT-10: in Germany the Leitweg-ID.
  std::string project;                   // BT-11.
  std::string contract;                  // BT-12.
  std::string purchase_order;            // BT-13.
  std::string sales_order;               // BT-14.
  std::string receiving_advice;          // BT-15.
  std::string despatch_advice;           // BT-16.
  std::string tender;                    // BT-17.
  std::optional<Identifier> object_id;   // BT-18.
  std::string accounting_reference;      // BT-19.
  std::optional<PaymentTerms> terms;     // BT-20.
  std::vector<Note> notes;               // BG-1.
  std::string process;                   // BT-23.
  std::string specification;             // BT-24: which rules the document claims to follow.
  std::vector<PrecedingInvoice> preceding_invoices;     // BG-3.
  Party seller;                                         // BG-4.
  Party buyer;                                          // BG-7.
  std::optional<Party> payee;                           // BG-10.
  std::optional<Party> tax_representative;              // BG-11.
  std::optional<Delivery> delivery;                     // BG-13.
  std::optional<Period> period;                         // BG-14.
  std::vector<PaymentMeans> payment_means;              // BG-16.
  std::string remittance_text;                          // BT-83: what the payer shall quote.
  std::optional<DirectDebit> direct_debit;              // BG-19.
  std::vector<AllowanceCharge> allowances_and_charges;  // BG-20, BG-21.
  Totals totals;                                        // BG-22.
  std::vector<TaxBreakdown> tax_breakdown;              // BG-23.
  std::vector<Attachment> attachments;                  // BG-24.
  std::vector<Line> lines;                              // BG-25.
  std::vector<ThirdPartyPayment> third_party_payments;  // BG-DEX-09.

  bool operator==(const Invoice&) const = default;
};

using en16931::IsCreditNoteCode;
using en16931::IsTypeCode;

// What the buyer owes by this document; negative if the seller owes it. A credit note of 100 and an
// invoice with -100 due both give -100.
Money Payable(const Invoice& invoice);
// Whether the document is in the buyer's favour: Payable is negative, or it is zero and the
// document a credit note.
bool IsCredit(const Invoice& invoice);

}  // namespace recourse::einvoice
