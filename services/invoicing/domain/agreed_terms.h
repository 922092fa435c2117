#pragma once

#include <optional>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "services/invoicing/domain/agreement.h"
#include "services/invoicing/domain/ledger_parts.h"

namespace recourse::invoicing {

// An invoice as it is asked for, of which agreement and terms still have to give something.
struct AskedContent {
  InvoiceContent content;  // Its due date counts only with `has_due_date`.
  bool has_due_date = false;
  bool operator==(const AskedContent&) const = default;
};

// What is kept of it: with the version of the agreement in force on the issue date unless one is
// named, its allocation order, its payment terms unless the invoice has the same, and what terms
// give: due date and discounts. `agreement` is the one that the invoice names; not looked at if it
// names none. Refused, with the values:
//   NO_SUCH_AGREEMENT, NO_SUCH_VERSION (also of a line);
//   NOT_IN_FORCE           no version on the issue date, or the one named not by then;
//   TERMS_DIFFER           the invoice's terms are not the agreement's;
//   DUE_DATE_DIFFERS       the due date is not what the terms make of the issue date;
//   DUE_DATE_MISSING       neither it nor terms are given;
//   DUE_BEFORE_START       by DueDay.
Expected<InvoiceContent, Failure> WithTerms(const AskedContent& asked, const Agreement& agreement);

}  // namespace recourse::invoicing
