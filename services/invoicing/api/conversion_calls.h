#pragma once

#include <string>

#include "libs/rpc/call.h"
#include "recourse/invoicing/v1/conversion_service.pb.h"
#include "services/invoicing/domain/ledger.h"

// What the calls of ConversionService do in the account's home.
namespace recourse::invoicing {

// `ledger`, that of `account` ("accounts/a1"), has the conversion.
v1::Conversion ToConversion(const std::string& account, const std::string& id,
                            const Ledger& ledger);

Expected<rpc::Prepared<v1::Conversion>, Failure> PrepareConvertPayment(
    const v1::ConvertPaymentRequest& request, const rpc::Caller& caller);
Expected<rpc::Prepared<v1::Conversion>, Failure> PrepareReverseConversion(
    const v1::ReverseConversionRequest& request, const rpc::Caller& caller);
Expected<rpc::Prepared<v1::Conversion>, Failure> PrepareGetConversion(
    const v1::GetConversionRequest& request, const rpc::Caller& caller);

}  // namespace recourse::invoicing
