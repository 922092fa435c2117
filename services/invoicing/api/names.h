#pragma once

#include <string>
#include <string_view>

#include "libs/rpc/fields.h"
#include "libs/rpc/resource_name.h"

// The names of what invoicing owns, as callers write them. Those of issuers and accounts are also
// the homes of their streams.
namespace recourse::invoicing {

inline constexpr rpc::NamePattern<1> kIssuerName{"issuers/{issuer}"};
inline constexpr rpc::NamePattern<1> kAccountName{"accounts/{account}"};
inline constexpr rpc::NamePattern<2> kInvoiceName{"accounts/{account}/invoices/{invoice}"};
inline constexpr rpc::NamePattern<2> kPaymentName{"accounts/{account}/payments/{payment}"};
inline constexpr rpc::NamePattern<2> kCreditNoteName{
    "accounts/{account}/creditNotes/{credit_note}"};
inline constexpr rpc::NamePattern<2> kWriteOffName{"accounts/{account}/writeOffs/{write_off}"};
inline constexpr rpc::NamePattern<2> kChargeName{"accounts/{account}/charges/{charge}"};
inline constexpr rpc::NamePattern<2> kWaiverName{"accounts/{account}/waivers/{waiver}"};
inline constexpr rpc::NamePattern<2> kStatementName{"issuers/{issuer}/statements/{statement}"};
inline constexpr rpc::NamePattern<3> kLineName{
    "issuers/{issuer}/statements/{statement}/lines/{line}"};
inline constexpr rpc::NamePattern<2> kDisputeName{"accounts/{account}/disputes/{dispute}"};

// The id in a name of the same account; empty, and wrong, if it is another's.
inline std::string IdWithin(const std::string& account, std::string_view field,
                            const std::string& name, const rpc::NamePattern<2>& pattern,
                            rpc::Fields& fields) {
  auto [owner, id] = fields.Name(field, name, pattern);
  fields.Check(owner.empty() || owner == account, field, name, "must be of the same account");
  return std::move(id);
}

}  // namespace recourse::invoicing
