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
inline constexpr rpc::NamePattern<2> kSetOffName{"accounts/{account}/setOffs/{set_off}"};
inline constexpr rpc::NamePattern<2> kAgreementName{"accounts/{account}/agreements/{agreement}"};
inline constexpr rpc::NamePattern<2> kExtensionName{"accounts/{account}/extensions/{extension}"};
inline constexpr rpc::NamePattern<2> kRefundName{"accounts/{account}/refunds/{refund}"};
inline constexpr rpc::NamePattern<2> kApprovalName{"accounts/{account}/approvals/{approval}"};
inline constexpr rpc::NamePattern<2> kConversionName{"accounts/{account}/conversions/{conversion}"};
inline constexpr rpc::NamePattern<2> kStatementName{"issuers/{issuer}/statements/{statement}"};
inline constexpr rpc::NamePattern<3> kLineName{
    "issuers/{issuer}/statements/{statement}/lines/{line}"};
inline constexpr rpc::NamePattern<2> kCircumstanceName{
    "accounts/{account}/circumstances/{circumstance}"};
inline constexpr rpc::NamePattern<2> kLiablePartyName{
    "accounts/{account}/liableParties/{liable_party}"};
inline constexpr rpc::NamePattern<2> kDraftName{"accounts/{account}/drafts/{draft}"};
inline constexpr rpc::NamePattern<2> kDisputeName{"accounts/{account}/disputes/{dispute}"};

// The id in a name of the same account; empty, and wrong, if it is another's.
inline std::string IdWithin(const std::string& account, std::string_view field,
                            const std::string& name, const rpc::NamePattern<2>& pattern,
                            rpc::Fields& fields) {
  auto [owner, id] = fields.Name(field, name, pattern);
  fields.Check(owner.empty() || owner == account, field, name, "must be of the same account");
  return std::move(id);
}

// The name of the approval that allowed something; empty for none. `account` is "accounts/a1".
inline std::string ApprovalName(const std::string& account, const std::string& approval_id) {
  return approval_id.empty() ? std::string() : account + "/approvals/" + approval_id;
}

}  // namespace recourse::invoicing
