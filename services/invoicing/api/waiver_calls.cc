#include "services/invoicing/api/waiver_calls.h"

#include "libs/rpc/fields.h"
#include "libs/wire/convert.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/codec/ledger_codec.h"

namespace recourse::invoicing {
namespace {

Failure NoSuchWaiver(const std::string& name) {
  return {Failure::Kind::kNotFound,
          "NO_SUCH_WAIVER",
          "The account has no such waiver.",
          {{"name", name}}};
}

}  // namespace

v1::Waiver ToWaiver(const std::string& account, const std::string& waiver_id,
                    const Waiver& waiver) {
  v1::Waiver message;
  message.set_name(account + "/waivers/" + waiver_id);
  message.set_charge(account + "/charges/" + waiver.charge_id);
  wire::Write(waiver.amount, message.mutable_amount());
  wire::Write(waiver.effective, message.mutable_effective_date());
  message.set_reason(waiver.reason);
  if (waiver.reversed) {
    v1::WaiverReversal& reversal = *message.mutable_reversal();
    wire::Write(waiver.reversed->effective, reversal.mutable_effective_date());
    reversal.set_reason(waiver.reversed->reason);
  }
  message.set_approval(ApprovalName(account, waiver.control.approval_id));
  return message;
}

Expected<rpc::Prepared<v1::Waiver>, Failure> PrepareGetWaiver(const v1::GetWaiverRequest& request,
                                                              const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kWaiverName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Waiver>(
      "accounts/" + account,
      [name = request.name(), id = id](engine::Unit& unit) -> Expected<v1::Waiver, Failure> {
        const auto& waivers = unit.State<LedgerAggregate>(LedgerAggregate::kStream).waivers;
        const auto found = waivers.find(id);
        if (found == waivers.end()) return Unexpected{NoSuchWaiver(name)};
        return ToWaiver(unit.home(), id, found->second);
      });
}

}  // namespace recourse::invoicing
