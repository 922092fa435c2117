#pragma once

#include "libs/rpc/call.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "services/invoicing/api/controlled.h"
#include "services/invoicing/domain/ledger.h"

// What is not expected any more, though it is owed.
namespace recourse::invoicing {

// `account` is "accounts/a1".
v1::WriteOff ToWriteOff(const std::string& account, const std::string& write_off_id,
                        const WriteOff& write_off);

Expected<rpc::Prepared<v1::WriteOff>, Failure> PrepareGetWriteOff(
    const v1::GetWriteOffRequest& request, const rpc::Caller& caller);

// What is asked for; what is wrong with it goes to `fields`.
WriteOffInvoice ReadWriteOff(const v1::WriteOffInvoiceRequest& request, rpc::Fields& fields);

Expected<ControlledCall<v1::WriteOff>, Failure> PrepareWriteOffInvoice(
    const v1::WriteOffInvoiceRequest& request, const rpc::Caller& caller);

Expected<rpc::Prepared<v1::WriteOff>, Failure> PrepareReverseWriteOff(
    const v1::ReverseWriteOffRequest& request, const rpc::Caller& caller);

}  // namespace recourse::invoicing
