#pragma once

#include "recourse/invoicing/v1/agreement_service.pb.h"
#include "recourse/invoicing/v1/charge_service.pb.h"
#include "recourse/invoicing/v1/conversion_service.pb.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "recourse/invoicing/v1/refund_service.pb.h"
#include "recourse/invoicing/v1/set_off_service.pb.h"
#include "services/invoicing/api/account_lists.h"
#include "services/invoicing/api/issuer_lists.h"

// The lists of what an account's ledger keeps; some of them also over all accounts of an issuer.
namespace recourse::invoicing {

// Without their lines.
Expected<rpc::Begin<v1::ListInvoicesResponse>, Failure> ListInvoices(
    const AccountLists& lists, const IssuerLists& over,
    const rpc::Call<v1::ListInvoicesRequest>& call);

Expected<rpc::Begin<v1::ListPaymentsResponse>, Failure> ListPayments(
    const AccountLists& lists, const IssuerLists& over,
    const rpc::Call<v1::ListPaymentsRequest>& call);

Expected<rpc::Begin<v1::ListCreditNotesResponse>, Failure> ListCreditNotes(
    const AccountLists& lists, const rpc::Call<v1::ListCreditNotesRequest>& call);

Expected<rpc::Begin<v1::ListWriteOffsResponse>, Failure> ListWriteOffs(
    const AccountLists& lists, const rpc::Call<v1::ListWriteOffsRequest>& call);

// Interest without its table and segments.
Expected<rpc::Begin<v1::ListChargesResponse>, Failure> ListCharges(
    const AccountLists& lists, const rpc::Call<v1::ListChargesRequest>& call);

Expected<rpc::Begin<v1::ListWaiversResponse>, Failure> ListWaivers(
    const AccountLists& lists, const rpc::Call<v1::ListWaiversRequest>& call);

Expected<rpc::Begin<v1::ListSetOffsResponse>, Failure> ListSetOffs(
    const AccountLists& lists, const rpc::Call<v1::ListSetOffsRequest>& call);

Expected<rpc::Begin<v1::ListConversionsResponse>, Failure> ListConversions(
    const AccountLists& lists, const rpc::Call<v1::ListConversionsRequest>& call);

Expected<rpc::Begin<v1::ListRefundsResponse>, Failure> ListRefunds(
    const AccountLists& lists, const IssuerLists& over,
    const rpc::Call<v1::ListRefundsRequest>& call);

Expected<rpc::Begin<v1::ListExtensionsResponse>, Failure> ListExtensions(
    const AccountLists& lists, const rpc::Call<v1::ListExtensionsRequest>& call);

}  // namespace recourse::invoicing
