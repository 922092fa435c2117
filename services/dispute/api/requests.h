#pragma once

#include <string>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/rpc/resource_name.h"
#include "libs/seal/sealer.h"
#include "recourse/dispute/v1/dispute_service.pb.h"
#include "services/dispute/domain/dispute.h"

// Requests as commands: every field checked, texts sealed.
namespace recourse::dispute {

inline constexpr rpc::NamePattern<1> kAccountName{"accounts/{account}"};
inline constexpr rpc::NamePattern<2> kDisputeName{"accounts/{account}/disputes/{dispute}"};
inline constexpr rpc::NamePattern<2> kInvoiceName{"accounts/{account}/invoices/{invoice}"};

struct Addressed {
  std::string account;     // The home: "accounts/a1".
  std::string dispute_id;  // "d1".
  DisputeCommand command;
  std::string etag;  // The version that the caller has seen; empty: any.
};

// kInvalid tells all fields that are wrong; sealing may fail with kUnavailable.
Expected<Addressed, Failure> ReadRequest(const v1::OpenDisputeRequest& request,
                                         const seal::Sealer& sealer);
Expected<Addressed, Failure> ReadRequest(const v1::CloseDisputeRequest& request,
                                         const seal::Sealer& sealer);

// Opens the texts of `dispute`, a dispute of `account`, into `resource`. A text whose key was
// erased stays out. May block, as the sealer does.
Expected<Done, Failure> OpenTexts(const seal::Sealer& sealer, const std::string& account,
                                  const Dispute& dispute, v1::Dispute& resource);

}  // namespace recourse::dispute
