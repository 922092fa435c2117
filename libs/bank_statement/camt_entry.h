#pragma once

#include "libs/bank_statement/entry.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/xml/element.h"

namespace recourse::bank_statement {

// A camt Ntry with all that is in it, of versions 2 to 8.
//
// The sign is that of CdtDbtInd, also with RvslInd: a reversal marked CRDT is money that came in,
// since what it takes back was a debit (ISO 20022, camt.053, ReversalIndicator). The parties of a
// reversal are those of what it takes back, so there the creditor of a credit is the other one.
//
// A detail's amount is TxDtls/Amt, in version 2 AmtDtls/TxAmt/Amt; of a detail that stands alone
// without any it is that of the entry. Its sign is that of its own CdtDbtInd, else of the entry's.
//
// Refusals, each with line, element and value: FIELD_MISSING, DATE_MALFORMED, MARK_UNKNOWN,
// STATUS_UNKNOWN, those of amount.h.
Expected<Entry, Failure> ReadCamtEntry(const xml::Element& element);

}  // namespace recourse::bank_statement
