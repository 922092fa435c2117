#pragma once

#include "libs/rpc/call.h"
#include "recourse/collections/v1/collections_service.pb.h"

// What people do to a case: each checks its request and says what is to be run in the account's
// home.
namespace recourse::collections {

Expected<rpc::Prepared<v1::Case>, Failure> PrepareGetCase(const v1::GetCaseRequest& request);
Expected<rpc::Prepared<v1::GetStopsResponse>, Failure> PrepareGetStops(
    const v1::GetStopsRequest& request);
Expected<rpc::Prepared<v1::Hold>, Failure> PreparePlaceHold(const v1::PlaceHoldRequest& request);
Expected<rpc::Prepared<v1::Hold>, Failure> PrepareEndHold(const v1::EndHoldRequest& request);
Expected<rpc::Prepared<v1::PromiseToPay>, Failure> PrepareRecordPromiseToPay(
    const v1::RecordPromiseToPayRequest& request);
Expected<rpc::Prepared<v1::CompleteCallTaskResponse>, Failure> PrepareCompleteCallTask(
    const v1::CompleteCallTaskRequest& request);

}  // namespace recourse::collections
