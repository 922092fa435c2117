#include "services/invoicing/api/invoicing_api.h"

#include "services/invoicing/api/adjustment_calls.h"
#include "services/invoicing/api/callers.h"
#include "services/invoicing/api/directory_calls.h"
#include "services/invoicing/api/issuer_calls.h"
#include "services/invoicing/api/list_calls.h"
#include "services/invoicing/api/payment_changes.h"
#include "services/invoicing/api/write_off_calls.h"

namespace recourse::invoicing {
namespace {

using enum rpc::Role;

constexpr rpc::Roles kStaffAndServices = {kOperator, kClerk, kService};
constexpr rpc::Roles kReadersAndServices = {kOperator, kClerk, kApprover, kAnalyst, kService};
constexpr rpc::Roles kServices = {kService};

}  // namespace

InvoicingApi::InvoicingApi(rpc::Shell& shell, engine::Commands& commands,
                           const engine::StreamReader& streams, const seal::Sealer& sealer)
    : Service(shell, commands, "recourse.invoicing.v1.InvoicingService"),
      accounts_(commands, sealer),
      invoices_(commands),
      invoice_batches_(commands, shell.hash()),
      batches_(commands, shell.hash()),
      reports_(commands),
      directory_(commands.views(), streams, shell.hash()),
      lists_(commands, streams, shell.hash()),
      issuer_lists_(commands.views(), streams, shell.hash()) {
  AddIssuersAndAccounts();
  AddInvoices();
  AddLedger();
  AddReports();
  AddLists();
}

void InvoicingApi::AddIssuersAndAccounts() {
  Mutate<v1::RegisterIssuerRequest, v1::Issuer>("RegisterIssuer", kStaff, PrepareRegisterIssuer);
  Mutate<v1::ChangeIssuerRequest, v1::Issuer>("ChangeIssuer", kStaff, PrepareChangeIssuer);
  Read<v1::GetIssuerRequest, v1::Issuer>("GetIssuer", kReadersAndServices, PrepareGetIssuer);
  Mutate<v1::ReserveNumberRequest, v1::ReserveNumberResponse>("ReserveNumber", kServices,
                                                              PrepareReserveNumber);
  Answer<v1::OpenAccountRequest, v1::Account>(
      "OpenAccount", kStaff, [this](const auto& call) { return accounts_.OpenAccount(call); });
  Read<v1::GetAccountRequest, v1::Account>("GetAccount", kReadersAndServices, PrepareGetAccount);
  Mutate<v1::ChangeAccountRequest, v1::Account>("ChangeAccount", kStaff, PrepareChangeAccount);
  Answer<v1::ChangeAccountPersonalDataRequest, v1::Account>(
      "ChangeAccountPersonalData", kStaff,
      [this](const auto& call) { return accounts_.ChangePersonalData(call); });
  Answer<v1::GetAccountPersonalDataRequest, v1::AccountPersonalData>(
      "GetAccountPersonalData", {kOperator, kService},
      [this](const auto& call) { return accounts_.GetPersonalData(call); });
}

void InvoicingApi::AddInvoices() {
  Answer<v1::IssueInvoiceRequest, v1::IssueInvoiceResponse>(
      "IssueInvoice", kStaff, [this](const auto& call) { return invoices_.IssueInvoice(call); });
  Answer<v1::BatchIssueInvoicesRequest, v1::BatchIssueInvoicesResponse>(
      "BatchIssueInvoices", kStaff,
      [this](const auto& call) { return invoice_batches_.BatchIssueInvoices(call); });
  Collect<v1::IssueInvoicesRequest, v1::IssueInvoicesResponse>(
      "IssueInvoices", kStaff, [this](rpc::StreamOpening opening) {
        return invoice_batches_.IssueInvoices(std::move(opening));
      });
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
  Answer<v1::IssueCreditNoteRequest, v1::CreditNote>(
      "IssueCreditNote", {kOperator, kClerk, kApprover, kService},
      Controlled(commands(), PrepareIssueCreditNote));
  Read<v1::GetCreditNoteRequest, v1::CreditNote>("GetCreditNote", kReaders, PrepareGetCreditNote);
  Answer<v1::WriteOffInvoiceRequest, v1::WriteOff>("WriteOffInvoice", kAdjusters,
                                                   Controlled(commands(), PrepareWriteOffInvoice));
  Mutate<v1::ReverseWriteOffRequest, v1::WriteOff>("ReverseWriteOff", kAdjusters,
                                                   PrepareReverseWriteOff);
  Read<v1::GetWriteOffRequest, v1::WriteOff>("GetWriteOff", kReaders, PrepareGetWriteOff);
  Mutate<v1::MarkDisputedRequest, v1::MarkDisputedResponse>("MarkDisputed", kServices,
                                                            PrepareMarkDisputed);
  Mutate<v1::ReleaseDisputedRequest, v1::ReleaseDisputedResponse>("ReleaseDisputed", kServices,
                                                                  PrepareReleaseDisputed);
}

void InvoicingApi::AddReports() {
  Query<v1::GetBalanceRequest, v1::Balance>(
      "GetBalance", kReaders,
      [this](const auto& request, const rpc::Caller&) { return reports_.GetBalance(request); });
  Query<v1::ReportAgingRequest, v1::ReportAgingResponse>(
      "ReportAging", kReaders,
      [this](const auto& request, const rpc::Caller&) { return reports_.ReportAging(request); });
}

void InvoicingApi::AddLists() {
  Query<v1::ListIssuersRequest, v1::ListIssuersResponse>(
      "ListIssuers", kReaders, [this](const auto& request, const rpc::Caller& caller) {
        return ListIssuers(directory_, request, caller);
      });
  Query<v1::ListAccountsRequest, v1::ListAccountsResponse>(
      "ListAccounts", kReaders, [this](const auto& request, const rpc::Caller& caller) {
        return ListAccounts(directory_, request, caller);
      });
  AnswerApplied<v1::ListInvoicesRequest, v1::ListInvoicesResponse>(
      "ListInvoices", kReaders,
      [this](const auto& call) { return ListInvoices(lists_, issuer_lists_, call); });
  AnswerApplied<v1::ListPaymentsRequest, v1::ListPaymentsResponse>(
      "ListPayments", kReaders,
      [this](const auto& call) { return ListPayments(lists_, issuer_lists_, call); });
  Answer<v1::ListCreditNotesRequest, v1::ListCreditNotesResponse>(
      "ListCreditNotes", kReaders,
      [this](const auto& call) { return ListCreditNotes(lists_, call); });
  Answer<v1::ListWriteOffsRequest, v1::ListWriteOffsResponse>(
      "ListWriteOffs", kReaders, [this](const auto& call) { return ListWriteOffs(lists_, call); });
}

}  // namespace recourse::invoicing
