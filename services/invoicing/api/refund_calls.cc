#include "services/invoicing/api/refund_calls.h"

#include <algorithm>

#include "libs/bank_statement/account_id.h"
#include "libs/rpc/fields.h"
#include "libs/wire/convert.h"
#include "services/invoicing/api/decide.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/codec/refund_codec.h"
#include "services/invoicing/domain/controlled_commands.h"
#include "services/invoicing/domain/excerpt.h"

namespace recourse::invoicing {
namespace {

using wire::Write;

constexpr std::string_view kStream = LedgerAggregate::kStream;

RefundSource ReadSource(const std::string& account, const v1::Refund& asked, rpc::Fields& fields) {
  switch (asked.source_case()) {
    case v1::Refund::kPayment:
      return {RefundSourceKind::kPayment,
              IdWithin(account, "payment", asked.payment(), kPaymentName, fields)};
    case v1::Refund::kInvoice:
      return {RefundSourceKind::kInvoice,
              IdWithin(account, "invoice", asked.invoice(), kInvoiceName, fields)};
    case v1::Refund::SOURCE_NOT_SET:
      break;
  }
  fields.Check(false, "payment", "", "must be given, or invoice");
  return {};
}

// An IBAN, with or without the spaces and in whatever case it is often written.
bool LooksLikeIban(std::string text) {
  std::erase(text, ' ');
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return bank_statement::IsIban(text);
}

std::string ReadPayee(const std::string& reference, rpc::Fields& fields) {
  if (reference.empty()) return {};
  fields.Check(!LooksLikeIban(reference), "payee_reference", "an IBAN",
               "must be an id in the system that pays, not a bank account");
  return fields.Id("payee_reference", reference);
}

// Fails or cancels.
template <class Command, class Request>
Expected<rpc::Prepared<v1::Refund>, Failure> PrepareEnd(const Request& request) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kRefundName);
  rpc::Fields within = fields.Within("end");
  const Command command{id, within.Day("effective_date", request.end().effective_date()),
                        within.Text("reason", request.end().reason(), kTextBytesMax)};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Refund>("accounts/" + account, [command](engine::Unit& unit) {
    return DecideRefund(unit, command.refund_id, command);
  });
}

}  // namespace

v1::RefundState ToWire(RefundState state) {
  switch (state) {
    case RefundState::kRequested:
      return v1::REFUND_STATE_REQUESTED;
    case RefundState::kSent:
      return v1::REFUND_STATE_SENT;
    case RefundState::kFailed:
      return v1::REFUND_STATE_FAILED;
    case RefundState::kCancelled:
      return v1::REFUND_STATE_CANCELLED;
  }
  __builtin_unreachable();
}

v1::Refund ToRefund(const std::string& account, const std::string& refund_id,
                    const Refund& refund) {
  v1::Refund message;
  message.set_name(account + "/refunds/" + refund_id);
  if (refund.source.kind == RefundSourceKind::kInvoice) {
    message.set_invoice(account + "/invoices/" + refund.source.item_id);
  } else {
    message.set_payment(account + "/payments/" + refund.source.item_id);
  }
  Write(refund.amount, message.mutable_amount());
  Write(refund.effective, message.mutable_effective_date());
  message.set_reason(refund.reason);
  message.set_method(invoicing::ToWire(refund.payee.method));
  message.set_payee_reference(refund.payee.reference);
  message.set_state(ToWire(refund.state));
  message.set_approval(ApprovalName(account, refund.control.approval_id));
  if (refund.sent) {
    Write(refund.sent->effective, message.mutable_sending()->mutable_effective_date());
    message.mutable_sending()->set_bank_reference(refund.sent->text);
  }
  if (refund.ended) {
    Write(refund.ended->effective, message.mutable_end()->mutable_effective_date());
    message.mutable_end()->set_reason(refund.ended->text);
  }
  return message;
}

RequestRefund ReadRefund(const v1::RequestRefundRequest& request, rpc::Fields& fields) {
  const auto [account] = fields.Name("parent", request.parent(), kAccountName);
  const v1::Refund& asked = request.refund();
  rpc::Fields within = fields.Within("refund");
  RequestRefund command;
  command.refund_id = fields.Id("refund_id", request.refund_id());
  command.source = ReadSource(account, asked, within);
  command.amount = within.PositiveAmount("amount", asked.amount());
  command.effective = within.Day("effective_date", asked.effective_date());
  command.reason = within.Text("reason", asked.reason(), kTextBytesMax);
  wire::Reader reader;
  command.payee.method = Read(within.OneOf("method", asked.method()), reader);
  command.payee.reference = ReadPayee(asked.payee_reference(), within);
  const std::string name = request.parent() + "/refunds/" + command.refund_id;
  within.Check(asked.name().empty() || asked.name() == name, "name", asked.name(),
               "must be left empty");
  return command;
}

Expected<v1::Refund, Failure> DecideRefund(engine::Unit& unit, const std::string& refund_id,
                                           const LedgerCommand& command) {
  const Ledger& ledger = unit.State<LedgerAggregate>(kStream);
  const auto events = DecideAndKeep<LedgerAggregate>(unit, kStream, command);
  if (!events) return Unexpected{ToFailure(events.error())};
  if (events->empty()) return ToRefund(unit.home(), refund_id, ledger.refunds.at(refund_id));
  const Ledger after = ExcerptAfter(ledger, *events);
  return ToRefund(unit.home(), refund_id, after.refunds.at(refund_id));
}

Expected<ControlledCall<v1::Refund>, Failure> PrepareRequestRefund(
    const v1::RequestRefundRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const RequestRefund command = ReadRefund(request, fields);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return ControlledCall<v1::Refund>{
      request.parent(), [command](engine::Unit& unit, const LimitTable& table) {
        return DecideRefund(unit, command.refund_id, HeldAgainst(table, command));
      }};
}

Expected<rpc::Prepared<v1::Refund>, Failure> PrepareSendRefund(const v1::SendRefundRequest& request,
                                                               const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kRefundName);
  const v1::RefundSending& asked = request.sending();
  rpc::Fields within = fields.Within("sending");
  const SendRefund command{id, within.Day("effective_date", asked.effective_date()),
                           within.Text("bank_reference", asked.bank_reference(), kTextBytesMax)};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Refund>("accounts/" + account, [command](engine::Unit& unit) {
    return DecideRefund(unit, command.refund_id, command);
  });
}

Expected<rpc::Prepared<v1::Refund>, Failure> PrepareFailRefund(const v1::FailRefundRequest& request,
                                                               const rpc::Caller&) {
  return PrepareEnd<FailRefund>(request);
}

Expected<rpc::Prepared<v1::Refund>, Failure> PrepareCancelRefund(
    const v1::CancelRefundRequest& request, const rpc::Caller&) {
  return PrepareEnd<CancelRefund>(request);
}

Expected<rpc::Prepared<v1::Refund>, Failure> PrepareGetRefund(const v1::GetRefundRequest& request,
                                                              const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kRefundName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Refund>(
      "accounts/" + account,
      [name = request.name(), id = id](engine::Unit& unit) -> Expected<v1::Refund, Failure> {
        const auto& refunds = unit.State<LedgerAggregate>(kStream).refunds;
        const auto found = refunds.find(id);
        if (found == refunds.end()) return Unexpected{NoSuchRefund(name)};
        return ToRefund(unit.home(), id, found->second);
      });
}

}  // namespace recourse::invoicing
