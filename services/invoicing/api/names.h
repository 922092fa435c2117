#pragma once

#include "libs/rpc/resource_name.h"

// The names of what invoicing owns, as callers write them. Those of issuers and accounts are also
// the homes of their streams.
namespace recourse::invoicing {

inline constexpr rpc::NamePattern<1> kIssuerName{"issuers/{issuer}"};
inline constexpr rpc::NamePattern<1> kAccountName{"accounts/{account}"};
inline constexpr rpc::NamePattern<2> kInvoiceName{"accounts/{account}/invoices/{invoice}"};
inline constexpr rpc::NamePattern<2> kDisputeName{"accounts/{account}/disputes/{dispute}"};

}  // namespace recourse::invoicing
