#pragma once

#include "libs/rpc/call.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "services/invoicing/api/controlled.h"
#include "services/invoicing/domain/ledger.h"

// The calls by which less is owed, or less may be chased. The last two are the dispute service's.
namespace recourse::invoicing {

// `account` is "accounts/a1".
v1::CreditNote ToCreditNote(const std::string& account, const std::string& credit_note_id,
                            const CreditNote& known);

// An id of a credit note that nobody but a dispute may choose.
void CheckNotDisputes(const std::string& credit_note_id, rpc::Fields& fields);

// What is asked for; what is wrong with it goes to `fields`.
IssueCreditNote ReadCreditNote(const v1::IssueCreditNoteRequest& request, const rpc::Caller& caller,
                               rpc::Fields& fields);

Expected<ControlledCall<v1::CreditNote>, Failure> PrepareIssueCreditNote(
    const v1::IssueCreditNoteRequest& request, const rpc::Caller& caller);

Expected<rpc::Prepared<v1::CreditNote>, Failure> PrepareGetCreditNote(
    const v1::GetCreditNoteRequest& request, const rpc::Caller& caller);

Expected<rpc::Prepared<v1::MarkDisputedResponse>, Failure> PrepareMarkDisputed(
    const v1::MarkDisputedRequest& request, const rpc::Caller& caller);

Expected<rpc::Prepared<v1::ReleaseDisputedResponse>, Failure> PrepareReleaseDisputed(
    const v1::ReleaseDisputedRequest& request, const rpc::Caller& caller);

}  // namespace recourse::invoicing
