#include "services/invoicing/api/invoicing_api.h"

#include "services/invoicing/api/adjustment_calls.h"
#include "services/invoicing/api/issuer_calls.h"
#include "services/invoicing/api/payment_changes.h"
#include "services/invoicing/api/write_off_calls.h"

namespace recourse::invoicing {
namespace {

using enum rpc::Role;

constexpr rpc::Roles kStaff = {kOperator, kClerk};
constexpr rpc::Roles kStaffAndServices = {kOperator, kClerk, kService};
constexpr rpc::Roles kAdjusters = {kOperator, kClerk, kApprover};
constexpr rpc::Roles kReaders = {kOperator, kClerk, kApprover, kAnalyst};
constexpr rpc::Roles kReadersAndServices = {kOperator, kClerk, kApprover, kAnalyst, kService};
constexpr rpc::Roles kServices = {kService};

}  // namespace

InvoicingApi::InvoicingApi(rpc::Shell& shell, engine::Commands& commands,
                           const seal::Sealer& sealer)
    : Service(shell, commands, "recourse.invoicing.v1.InvoicingService"),
      accounts_(commands, sealer),
      invoices_(commands),
      batches_(commands, shell.hash()),
      reports_(commands, shell.hash()) {
  AddIssuersAndAccounts();
  AddInvoices();
  AddLedger();
  AddReports();
}

void InvoicingApi::AddIssuersAndAccounts() {
  Mutate<v1::RegisterIssuerRequest, v1::Issuer>("RegisterIssuer", kStaff, PrepareRegisterIssuer);
  Read<v1::GetIssuerRequest, v1::Issuer>("GetIssuer", kReadersAndServices, PrepareGetIssuer);
  Mutate<v1::ReserveNumberRequest, v1::ReserveNumberResponse>("ReserveNumber", kServices,
                                                              PrepareReserveNumber);
  Answer<v1::OpenAccountRequest, v1::Account>(
      "OpenAccount", kStaff, [this](const auto& call) { return accounts_.OpenAccount(call); });
  Read<v1::GetAccountRequest, v1::Account>("GetAccount", kReadersAndServices, PrepareGetAccount);
  Answer<v1::GetAccountPersonalDataRequest, v1::AccountPersonalData>(
      "GetAccountPersonalData", {kOperator, kService},
      [this](const auto& call) { return accounts_.GetPersonalData(call); });
}

void InvoicingApi::AddInvoices() {
  Answer<v1::IssueInvoiceRequest, v1::IssueInvoiceResponse>(
      "IssueInvoice", kStaff, [this](const auto& call) { return invoices_.IssueInvoice(call); });
  Answer<v1::GetInvoiceRequest, v1::Invoice>(
      "GetInvoice", kReadersAndServices,
      [this](const auto& call) { return invoices_.GetInvoice(call); });
}

void InvoicingApi::AddLedger() {
  Mutate<v1::RecordPaymentRequest, v1::Payment>("RecordPayment", kStaffAndServices,
                                                PrepareRecordPayment);
  Answer<v1::BatchRecordPaymentsRequest, v1::BatchRecordPaymentsResponse>(
      "BatchRecordPayments", kStaff,
      [this](const auto& call) { return batches_.BatchRecordPayments(call); });
  Read<v1::GetPaymentRequest, v1::Payment>("GetPayment", kReaders, PrepareGetPayment);
  Mutate<v1::ApplyPaymentRequest, v1::Payment>("ApplyPayment", kStaff, PrepareApplyPayment);
  Mutate<v1::ReversePaymentRequest, v1::Payment>("ReversePayment", kStaff, PrepareReversePayment);
  Mutate<v1::IssueCreditNoteRequest, v1::CreditNote>(
      "IssueCreditNote", {kOperator, kClerk, kApprover, kService}, PrepareIssueCreditNote);
  Read<v1::GetCreditNoteRequest, v1::CreditNote>("GetCreditNote", kReaders, PrepareGetCreditNote);
  Mutate<v1::WriteOffInvoiceRequest, v1::WriteOff>("WriteOffInvoice", kAdjusters,
                                                   PrepareWriteOffInvoice);
  Mutate<v1::ReverseWriteOffRequest, v1::WriteOff>("ReverseWriteOff", kAdjusters,
                                                   PrepareReverseWriteOff);
  Read<v1::GetWriteOffRequest, v1::WriteOff>("GetWriteOff", kReaders, PrepareGetWriteOff);
  Mutate<v1::MarkDisputedRequest, v1::MarkDisputedResponse>("MarkDisputed", kServices,
                                                            PrepareMarkDisputed);
  Mutate<v1::ReleaseDisputedRequest, v1::ReleaseDisputedResponse>("ReleaseDisputed", kServices,
                                                                  PrepareReleaseDisputed);
}

void InvoicingApi::AddReports() {
  Query<v1::ListInvoicesRequest, v1::ListInvoicesResponse>(
      "ListInvoices", kReaders, [this](const auto& request, const rpc::Caller& caller) {
        return reports_.ListInvoices(request, caller);
      });
  Query<v1::GetBalanceRequest, v1::Balance>(
      "GetBalance", kReaders,
      [this](const auto& request, const rpc::Caller&) { return reports_.GetBalance(request); });
  Query<v1::ReportAgingRequest, v1::ReportAgingResponse>(
      "ReportAging", kReaders,
      [this](const auto& request, const rpc::Caller&) { return reports_.ReportAging(request); });
}

}  // namespace recourse::invoicing
