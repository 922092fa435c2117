#pragma once

#include <cstddef>
#include <string>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "recourse/invoicing/v1/report_service.pb.h"
#include "services/invoicing/export/statement_head.h"

namespace recourse::invoicing {

// The statement as A4 pages, in the head's language. The same bytes for the same input on one
// machine: nothing in it tells when it was made. One at a time; some 10 ms a page.
//   TEXT_NOT_PRINTABLE  a letter that no font of this machine has: its code point, which letter of
//                       its text it is, and the page; not the text, which may be a name
//   STATEMENT_TOO_LARGE more than `bytes_max`
Expected<std::string, Failure> ToPdf(const v1::StatementOfAccount& statement,
                                     const StatementHead& head, std::size_t bytes_max);

}  // namespace recourse::invoicing
