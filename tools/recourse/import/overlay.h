#pragma once

#include "tools/recourse/import/complaint.h"
#include "tools/recourse/import/csv_file.h"
#include "tools/recourse/import/invoice_row.h"

namespace recourse::csv_import {

// Withholds the payments of the invoices that `overlay` names in its column "number": they are
// imported as open, to see what would have been done about them. A number that `file` does not
// have, has without a payment, or that is named twice is complained of.
void WithholdPayments(const CsvFile& overlay, ImportedFile& file, Complaints& complaints);

}  // namespace recourse::csv_import
