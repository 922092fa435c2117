#pragma once

#include "recourse/invoicing/v1/charge_service.pb.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "services/invoicing/api/account_lists.h"

// The lists of an account's invoices, payments, credit notes, write-offs and charges.
namespace recourse::invoicing {

// Without their lines.
Expected<rpc::Begin<v1::ListInvoicesResponse>, Failure> ListInvoices(
    const AccountLists& lists, const rpc::Call<v1::ListInvoicesRequest>& call);

Expected<rpc::Begin<v1::ListPaymentsResponse>, Failure> ListPayments(
    const AccountLists& lists, const rpc::Call<v1::ListPaymentsRequest>& call);

Expected<rpc::Begin<v1::ListCreditNotesResponse>, Failure> ListCreditNotes(
    const AccountLists& lists, const rpc::Call<v1::ListCreditNotesRequest>& call);

Expected<rpc::Begin<v1::ListWriteOffsResponse>, Failure> ListWriteOffs(
    const AccountLists& lists, const rpc::Call<v1::ListWriteOffsRequest>& call);

// Interest without its table and segments.
Expected<rpc::Begin<v1::ListChargesResponse>, Failure> ListCharges(
    const AccountLists& lists, const rpc::Call<v1::ListChargesRequest>& call);

}  // namespace recourse::invoicing
