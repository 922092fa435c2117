#include "services/invoicing/api/set_off_api.h"

#include "libs/base/check.h"
#include "services/invoicing/api/callers.h"
#include "services/invoicing/api/decide.h"
#include "services/invoicing/api/list_calls.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/codec/parts.h"

namespace recourse::invoicing {
namespace {

using PreparedSetOff = Expected<rpc::Prepared<v1::SetOff>, Failure>;

constexpr std::string_view kStream = LedgerAggregate::kStream;

Expected<v1::SetOff, Failure> Run(engine::Unit& unit, const SetOffInvoice& command) {
  const auto events = DecideAndKeep<LedgerAggregate>(unit, kStream, command);
  if (!events) return Unexpected{ToFailure(events.error())};
  const std::string& id = command.set_off_id;
  if (events->empty()) {
    const Ledger& ledger = unit.State<LedgerAggregate>(kStream);
    return ToSetOff(unit.home(), id, ledger.set_offs.at(id));
  }
  // Corrections of interest may follow it.
  const auto& happened = std::get<ItemsSetOff>(events->front());
  return ToSetOff(unit.home(), id,
                  {happened.invoice_id, happened.amount, happened.effective, happened.designations,
                   happened.cleared, std::nullopt});
}

PreparedSetOff PrepareSetOffInvoice(const v1::SetOffInvoiceRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account] = fields.Name("parent", request.parent(), kAccountName);
  SetOffInvoice command;
  command.set_off_id = fields.Id("set_off_id", request.set_off_id());
  command.invoice_id = IdWithin(account, "invoice", request.invoice(), kInvoiceName, fields);
  command.effective = fields.Day("effective_date", request.effective_date());
  for (int i = 0; i < request.designations_size(); ++i) {
    const v1::SetOffClearing& asked = request.designations(i);
    rpc::Fields within = fields.At("designations", i);
    command.designations.push_back(
        {IdWithin(account, "invoice", asked.invoice(), kInvoiceName, within),
         within.PositiveAmount("amount", asked.amount())});
  }
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::SetOff>(request.parent(),
                                   [command](engine::Unit& unit) { return Run(unit, command); });
}

PreparedSetOff PrepareReverseSetOff(const v1::ReverseSetOffRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kSetOffName);
  rpc::Fields within = fields.Within("reversal");
  const ReverseSetOff command{
      id, within.Day("effective_date", request.reversal().effective_date()),
      within.OptionalText("reason", request.reversal().reason(), kTextBytesMax)};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::SetOff>(
      "accounts/" + account, [command](engine::Unit& unit) -> Expected<v1::SetOff, Failure> {
        const auto decided = unit.Decide<LedgerAggregate>(kStream, command);
        if (!decided) return Unexpected{ToFailure(decided.error())};
        SetOff set_off = unit.State<LedgerAggregate>(kStream).set_offs.at(command.set_off_id);
        set_off.reversed = command;
        return ToSetOff(unit.home(), command.set_off_id, set_off);
      });
}

PreparedSetOff PrepareGetSetOff(const v1::GetSetOffRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kSetOffName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::SetOff>(
      "accounts/" + account,
      [name = request.name(), id = id](engine::Unit& unit) -> Expected<v1::SetOff, Failure> {
        const Ledger& ledger = unit.State<LedgerAggregate>(kStream);
        const auto found = ledger.set_offs.find(id);
        if (found == ledger.set_offs.end()) return Unexpected{NoSuchSetOff(name)};
        return ToSetOff(unit.home(), id, found->second);
      });
}

}  // namespace

v1::SetOff ToSetOff(const std::string& account, const std::string& set_off_id,
                    const SetOff& set_off) {
  v1::SetOff message;
  message.set_name(account + "/setOffs/" + set_off_id);
  message.set_invoice(account + "/invoices/" + set_off.invoice_id);
  Write(set_off.amount, message.mutable_amount());
  Write(set_off.effective, message.mutable_effective_date());
  for (const SetOffPart& part : set_off.cleared) {
    v1::SetOffClearing* const written = message.add_cleared();
    written->set_invoice(account + "/invoices/" + part.invoice_id);
    Write(part.amount, written->mutable_amount());
  }
  if (set_off.reversed) {
    Write(set_off.reversed->effective, message.mutable_reversal()->mutable_effective_date());
    message.mutable_reversal()->set_reason(set_off.reversed->reason);
  }
  return message;
}

SetOffApi::SetOffApi(rpc::Shell& shell, engine::Commands& commands,
                     const engine::StreamReader& streams)
    : Service(shell, commands, "recourse.invoicing.v1.SetOffService"),
      lists_(commands, streams, shell.hash()) {
  Mutate<v1::SetOffInvoiceRequest, v1::SetOff>("SetOffInvoice", kAdjusters, PrepareSetOffInvoice);
  Mutate<v1::ReverseSetOffRequest, v1::SetOff>("ReverseSetOff", kAdjusters, PrepareReverseSetOff);
  Read<v1::GetSetOffRequest, v1::SetOff>("GetSetOff", kReaders, PrepareGetSetOff);
  Answer<v1::ListSetOffsRequest, v1::ListSetOffsResponse>(
      "ListSetOffs", kReaders, [this](const auto& call) { return ListSetOffs(lists_, call); });
}

}  // namespace recourse::invoicing
