#include "services/invoicing/api/approval_fields.h"

#include "libs/base/overloaded.h"
#include "libs/wire/convert.h"
#include "services/invoicing/api/adjustment_calls.h"
#include "services/invoicing/api/charge_calls.h"
#include "services/invoicing/api/credit_note_fields.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/refund_calls.h"
#include "services/invoicing/api/write_off_calls.h"
#include "services/invoicing/codec/control_parts.h"
#include "services/invoicing/codec/refund_codec.h"

namespace recourse::invoicing {
namespace {

using wire::Write;

v1::ApprovalState ToWire(ApprovalState state) {
  switch (state) {
    case ApprovalState::kRequested:
      return v1::APPROVAL_STATE_REQUESTED;
    case ApprovalState::kGranted:
      return v1::APPROVAL_STATE_APPROVED;
    case ApprovalState::kRefused:
      return v1::APPROVAL_STATE_REFUSED;
  }
  __builtin_unreachable();
}

void WriteRequest(const std::string& account, const WriteOffInvoice& asked,
                  v1::WriteOffInvoiceRequest* message) {
  message->set_parent(account);
  message->set_write_off_id(asked.write_off_id);
  v1::WriteOff& write_off = *message->mutable_write_off();
  write_off.set_invoice(account + "/invoices/" + asked.invoice_id);
  Write(asked.amount, write_off.mutable_amount());
  Write(asked.effective, write_off.mutable_effective_date());
  write_off.set_reason(asked.reason);
}

void WriteRequest(const std::string& account, const WaiveCharge& asked,
                  v1::WaiveChargeRequest* message) {
  message->set_name(account + "/charges/" + asked.charge_id);
  message->set_waiver_id(asked.waiver_id);
  Write(asked.amount, message->mutable_amount());
  Write(asked.effective, message->mutable_effective_date());
  message->set_reason(asked.reason);
}

void WriteRequest(const std::string& account, const IssueCreditNote& asked,
                  v1::IssueCreditNoteRequest* message) {
  message->set_parent(account);
  message->set_credit_note_id(asked.credit_note_id);
  v1::CreditNote& credit_note = *message->mutable_credit_note();
  credit_note.set_invoice(account + "/invoices/" + asked.invoice_id);
  Write(asked.amount, credit_note.mutable_amount());
  Write(asked.effective, credit_note.mutable_effective_date());
  credit_note.set_reason(asked.reason);
  WriteCreditParts(asked, &credit_note);
  if (!asked.dispute_id.empty()) {
    credit_note.set_dispute(account + "/disputes/" + asked.dispute_id);
  }
}

void WriteRequest(const std::string& account, const RequestRefund& asked,
                  v1::RequestRefundRequest* message) {
  message->set_parent(account);
  message->set_refund_id(asked.refund_id);
  v1::Refund& refund = *message->mutable_refund();
  if (asked.source.kind == RefundSourceKind::kInvoice) {
    refund.set_invoice(account + "/invoices/" + asked.source.item_id);
  } else {
    refund.set_payment(account + "/payments/" + asked.source.item_id);
  }
  Write(asked.amount, refund.mutable_amount());
  Write(asked.effective, refund.mutable_effective_date());
  refund.set_reason(asked.reason);
  refund.set_method(invoicing::ToWire(asked.payee.method));
  refund.set_payee_reference(asked.payee.reference);
}

void CheckParent(const std::string& parent, const v1::RequestApprovalRequest& request,
                 rpc::Fields& fields) {
  fields.Check(parent == request.parent(), "parent", parent, "must be the same account");
}

}  // namespace

ControlledCommand ReadOperation(const v1::RequestApprovalRequest& request,
                                const rpc::Caller& caller, rpc::Fields& fields) {
  switch (request.operation_case()) {
    case v1::RequestApprovalRequest::kWriteOff: {
      rpc::Fields within = fields.Within("write_off");
      CheckParent(request.write_off().parent(), request, within);
      return ReadWriteOff(request.write_off(), within);
    }
    case v1::RequestApprovalRequest::kWaiver: {
      rpc::Fields within = fields.Within("waiver");
      const std::string& name = request.waiver().name();
      within.Check(name.starts_with(request.parent() + "/"), "name", name,
                   "must be of the same account");
      return ReadWaiver(request.waiver(), within);
    }
    case v1::RequestApprovalRequest::kCreditNote: {
      rpc::Fields within = fields.Within("credit_note");
      CheckParent(request.credit_note().parent(), request, within);
      return ReadCreditNote(request.credit_note(), caller, within);
    }
    case v1::RequestApprovalRequest::kRefund: {
      rpc::Fields within = fields.Within("refund");
      CheckParent(request.refund().parent(), request, within);
      return ReadRefund(request.refund(), within);
    }
    case v1::RequestApprovalRequest::OPERATION_NOT_SET:
      break;
  }
  fields.Check(false, "write_off", "", "must be given, or waiver, credit_note or refund");
  return {};
}

v1::Approval ToApproval(const std::string& account, const std::string& approval_id,
                        const Approval& approval) {
  v1::Approval message;
  message.set_name(account + "/approvals/" + approval_id);
  message.set_state(ToWire(approval.state));
  message.set_requested_by(approval.requested_by);
  message.set_decided_by(approval.decided_by);
  message.set_reason(approval.reason);
  std::visit(Overloaded{[&](const WriteOffInvoice& asked) {
                          WriteRequest(account, asked, message.mutable_write_off());
                        },
                        [&](const WaiveCharge& asked) {
                          WriteRequest(account, asked, message.mutable_waiver());
                        },
                        [&](const IssueCreditNote& asked) {
                          WriteRequest(account, asked, message.mutable_credit_note());
                        },
                        [&](const RequestRefund& asked) {
                          WriteRequest(account, asked, message.mutable_refund());
                        }},
             approval.operation);
  return message;
}

SetApprovalLimits ReadLimits(const v1::SetApprovalLimitsRequest& request, rpc::Fields& fields) {
  SetApprovalLimits command;
  for (int i = 0; i < request.limits_size(); ++i) {
    rpc::Fields within = fields.At("limits", i);
    wire::Reader reader;
    const v1::ApprovalLimit& limit = request.limits(i);
    const auto operation = Read(within.OneOf("operation", limit.operation()), reader);
    command.limits.emplace_back(operation, within.Amount("amount", limit.amount()));
  }
  return command;
}

v1::ApprovalLimits ToLimits(const std::string& issuer, const LimitTable& table) {
  v1::ApprovalLimits message;
  message.set_issuer(issuer);
  message.set_version(static_cast<std::int64_t>(table.version));
  for (const auto& [key, amount] : table.limits) {
    v1::ApprovalLimit* const limit = message.add_limits();
    limit->set_operation(invoicing::ToWire(key.first));
    Write(amount, limit->mutable_amount());
  }
  return message;
}

}  // namespace recourse::invoicing
