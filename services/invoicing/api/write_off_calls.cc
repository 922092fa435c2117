#include "services/invoicing/api/write_off_calls.h"

#include "libs/rpc/fields.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/codec/parts.h"
#include "services/invoicing/domain/controlled_commands.h"

namespace recourse::invoicing {
namespace {

constexpr std::string_view kStream = LedgerAggregate::kStream;

void WriteReversal(const ReverseWriteOff& reversal, v1::WriteOffReversal* message) {
  Write(reversal.effective, message->mutable_effective_date());
  message->set_reason(reversal.reason);
}

}  // namespace

v1::WriteOff ToWriteOff(const std::string& account, const std::string& write_off_id,
                        const WriteOff& write_off) {
  v1::WriteOff message;
  message.set_name(account + "/writeOffs/" + write_off_id);
  message.set_invoice(account + "/invoices/" + write_off.invoice_id);
  Write(write_off.amount, message.mutable_amount());
  Write(write_off.effective, message.mutable_effective_date());
  message.set_reason(write_off.reason);
  message.set_approval(ApprovalName(account, write_off.control.approval_id));
  if (write_off.reversed) WriteReversal(*write_off.reversed, message.mutable_reversal());
  return message;
}

Expected<rpc::Prepared<v1::WriteOff>, Failure> PrepareGetWriteOff(
    const v1::GetWriteOffRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kWriteOffName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::WriteOff>(
      "accounts/" + account,
      [name = request.name(), id = id](engine::Unit& unit) -> Expected<v1::WriteOff, Failure> {
        const Ledger& ledger = unit.State<LedgerAggregate>(kStream);
        const auto found = ledger.write_offs.find(id);
        if (found == ledger.write_offs.end()) return Unexpected{NoSuchWriteOff(name)};
        return ToWriteOff(unit.home(), id, found->second);
      });
}

WriteOffInvoice ReadWriteOff(const v1::WriteOffInvoiceRequest& request, rpc::Fields& fields) {
  const auto [account] = fields.Name("parent", request.parent(), kAccountName);
  const v1::WriteOff& asked = request.write_off();
  rpc::Fields within = fields.Within("write_off");
  WriteOffInvoice command;
  command.write_off_id = fields.Id("write_off_id", request.write_off_id());
  command.invoice_id = IdWithin(account, "invoice", asked.invoice(), kInvoiceName, within);
  command.amount = within.PositiveAmount("amount", asked.amount());
  command.effective = within.Day("effective_date", asked.effective_date());
  command.reason = within.Text("reason", asked.reason(), kTextBytesMax);
  const std::string name = request.parent() + "/writeOffs/" + command.write_off_id;
  within.Check(asked.name().empty() || asked.name() == name, "name", asked.name(),
               "must be left empty");
  return command;
}

Expected<ControlledCall<v1::WriteOff>, Failure> PrepareWriteOffInvoice(
    const v1::WriteOffInvoiceRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const WriteOffInvoice command = ReadWriteOff(request, fields);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return ControlledCall<v1::WriteOff>{
      request.parent(),
      [command](engine::Unit& unit, const LimitTable& table) -> Expected<v1::WriteOff, Failure> {
        const WriteOffInvoice held = HeldAgainst(table, command);
        const auto decided = unit.Decide<LedgerAggregate>(kStream, held);
        if (!decided) return Unexpected{ToFailure(decided.error())};
        WriteOff write_off{held.invoice_id, held.amount,  held.effective,
                           held.reason,     std::nullopt, held.control};
        if (*decided == 0) {
          write_off = unit.State<LedgerAggregate>(kStream).write_offs.at(held.write_off_id);
        }
        return ToWriteOff(unit.home(), held.write_off_id, write_off);
      }};
}

Expected<rpc::Prepared<v1::WriteOff>, Failure> PrepareReverseWriteOff(
    const v1::ReverseWriteOffRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kWriteOffName);
  const v1::WriteOffReversal& asked = request.reversal();
  rpc::Fields within = fields.Within("reversal");
  const ReverseWriteOff command{id, within.Day("effective_date", asked.effective_date()),
                                within.OptionalText("reason", asked.reason(), kTextBytesMax)};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::WriteOff>(
      "accounts/" + account, [command](engine::Unit& unit) -> Expected<v1::WriteOff, Failure> {
        const auto decided = unit.Decide<LedgerAggregate>(kStream, command);
        if (!decided) return Unexpected{ToFailure(decided.error())};
        WriteOff write_off =
            unit.State<LedgerAggregate>(kStream).write_offs.at(command.write_off_id);
        write_off.reversed = command;
        return ToWriteOff(unit.home(), command.write_off_id, write_off);
      });
}

}  // namespace recourse::invoicing
