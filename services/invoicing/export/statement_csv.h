#pragma once

#include <string>

#include "recourse/invoicing/v1/report_service.pb.h"

namespace recourse::invoicing {

// The statement as RFC 4180 with this header, the same in all languages; amounts as "1234.56", days
// as "2012-12-31", what a row does not have is empty:
//   row,currency,date,due_date,kind,item,reference,amount,balance,open,disputed,days_late
// Rows of a currency: opening, entry, closing, open_item, unapplied, aging (whose kind is the age).
std::string ToCsv(const v1::StatementOfAccount& statement);

}  // namespace recourse::invoicing
