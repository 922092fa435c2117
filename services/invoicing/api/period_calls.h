#pragma once

#include "libs/rpc/call.h"
#include "recourse/invoicing/v1/report_service.pb.h"

// Which days of an issuer are closed.
namespace recourse::invoicing {

Expected<rpc::Prepared<v1::Periods>, Failure> PrepareClosePeriod(
    const v1::ClosePeriodRequest& request, const rpc::Caller& caller);
Expected<rpc::Prepared<v1::Periods>, Failure> PrepareReopenPeriod(
    const v1::ReopenPeriodRequest& request, const rpc::Caller& caller);
Expected<rpc::Prepared<v1::Periods>, Failure> PrepareGetPeriods(
    const v1::GetPeriodsRequest& request, const rpc::Caller& caller);

}  // namespace recourse::invoicing
