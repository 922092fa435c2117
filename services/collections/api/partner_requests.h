#pragma once

#include "libs/rpc/call.h"
#include "libs/rpc/fields.h"
#include "recourse/collections/v1/partner_service.pb.h"

// What a partner asks of a placement or of its feed: each checks the request and says what is to be
// run where. A placement of another is refused word for word as one that is not there.
namespace recourse::collections {

// The caller must be a partner, whatever else its token says.
void CheckPartner(rpc::Fields& fields, const rpc::Caller& caller);

Expected<rpc::Prepared<v1::Placement>, Failure> PrepareGet(const v1::GetPlacementRequest& request,
                                                           const rpc::Caller& caller);
// The placement, if the caller pursues it now; else NOT_PURSUED.
Expected<rpc::Prepared<v1::Placement>, Failure> PrepareGetPursued(
    const v1::GetDebtorRequest& request, const rpc::Caller& caller);
Expected<rpc::Prepared<v1::Placement>, Failure> PrepareAccept(
    const v1::AcceptPlacementRequest& request, const rpc::Caller& caller);
Expected<rpc::Prepared<v1::Placement>, Failure> PrepareDecline(
    const v1::DeclinePlacementRequest& request, const rpc::Caller& caller);
Expected<rpc::Prepared<v1::Placement>, Failure> PrepareReportPayment(
    const v1::ReportPaymentRequest& request, const rpc::Caller& caller);
Expected<rpc::Prepared<v1::Placement>, Failure> PrepareClose(
    const v1::ClosePlacementRequest& request, const rpc::Caller& caller);
Expected<rpc::Prepared<v1::Feed>, Failure> PrepareAcknowledge(
    const v1::AcknowledgeEscalationsRequest& request, const rpc::Caller& caller);
Expected<rpc::Prepared<v1::Feed>, Failure> PrepareGetFeed(const v1::GetFeedRequest& request,
                                                          const rpc::Caller& caller);

}  // namespace recourse::collections
