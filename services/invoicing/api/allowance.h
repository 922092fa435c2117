#pragma once

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "recourse/invoicing/v1/report_service.pb.h"

namespace recourse::invoicing {

// What `aging` is not expected to bring in, by the request's rates and rounding. Rates are given
// with each report, not kept: they are a policy of whoever closes the books, and the report says
// which it used.
Expected<v1::ReportAllowanceResponse, Failure> ToAllowance(
    const v1::ReportAllowanceRequest& request, const v1::ReportAgingResponse& aging);

// Why the request's rates are not one for each bucket from 0 to 100 percent, or its rounding none.
Expected<Done, Failure> CheckRates(const v1::ReportAllowanceRequest& request);

}  // namespace recourse::invoicing
