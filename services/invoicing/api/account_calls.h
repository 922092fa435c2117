#pragma once

#include "libs/rpc/call.h"
#include "libs/seal/sealer.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"

namespace recourse::invoicing {

// Opens and changes accounts, and tells of them. Personal data is sealed before it comes near the
// engine and opened after it has left it, on gRPC's threads, since the keyring waits for its disk.
// Thread safe.
class AccountCalls {
 public:
  // Both outlive this.
  AccountCalls(engine::Commands& commands, const seal::Sealer& sealer)
      : commands_(commands), sealer_(sealer) {}

  Expected<rpc::Begin<v1::Account>, Failure> OpenAccount(
      const rpc::Call<v1::OpenAccountRequest>& call) const;

  Expected<rpc::Begin<v1::Account>, Failure> ChangePersonalData(
      const rpc::Call<v1::ChangeAccountPersonalDataRequest>& call) const;

  Expected<rpc::Begin<v1::AccountPersonalData>, Failure> GetPersonalData(
      const rpc::Call<v1::GetAccountPersonalDataRequest>& call) const;

 private:
  engine::Commands& commands_;
  const seal::Sealer& sealer_;
};

Expected<rpc::Prepared<v1::Account>, Failure> PrepareChangeAccount(
    const v1::ChangeAccountRequest& request, const rpc::Caller& caller);

Expected<rpc::Prepared<v1::Account>, Failure> PrepareGetAccount(
    const v1::GetAccountRequest& request, const rpc::Caller& caller);

}  // namespace recourse::invoicing
