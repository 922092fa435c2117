#pragma once

#include "libs/rpc/call.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "services/invoicing/domain/issuer.h"

// The calls that run in an issuer's home.
namespace recourse::invoicing {

// `version` of its stream.
v1::Issuer ToIssuer(const std::string& name, const IssuerProfile& profile, std::uint64_t version);

Expected<rpc::Prepared<v1::Issuer>, Failure> PrepareRegisterIssuer(
    const v1::RegisterIssuerRequest& request, const rpc::Caller& caller);

Expected<rpc::Prepared<v1::Issuer>, Failure> PrepareChangeIssuer(
    const v1::ChangeIssuerRequest& request, const rpc::Caller& caller);
Expected<rpc::Prepared<v1::Issuer>, Failure> PrepareGetIssuer(const v1::GetIssuerRequest& request,
                                                              const rpc::Caller& caller);

Expected<rpc::Prepared<v1::ReserveNumberResponse>, Failure> PrepareReserveNumber(
    const v1::ReserveNumberRequest& request, const rpc::Caller& caller);

}  // namespace recourse::invoicing
