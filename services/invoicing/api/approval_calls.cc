#include "services/invoicing/api/approval_calls.h"

#include "libs/rpc/fields.h"
#include "services/invoicing/api/approval_fields.h"
#include "services/invoicing/api/decide.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/approval_codec.h"
#include "services/invoicing/codec/issuer_codec.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/domain/controlled_commands.h"

namespace recourse::invoicing {
namespace {

constexpr std::string_view kStream = ApprovalsAggregate::kStream;
constexpr std::string_view kLedger = LedgerAggregate::kStream;
constexpr std::string_view kLimits = ApprovalLimitsAggregate::kStream;

// Why an operation cannot be done now, though a second person agreed.
std::optional<Failure> BrokenNow(engine::Unit& unit, const ControlledCommand& operation,
                                 const std::string& approval_id) {
  const auto decided = LedgerDecider::Decide(AllowedBy(approval_id, {}, operation),
                                             unit.State<LedgerAggregate>(kLedger), unit.now());
  if (!decided) return ToFailure(decided.error());
  if (decided->empty()) return AlreadyDone();
  return std::nullopt;
}

// Decides `command`, and answers with the approval as it then is.
Expected<v1::Approval, Failure> DecideApproval(engine::Unit& unit, const std::string& approval_id,
                                               const ApprovalCommand& command) {
  const auto& known = unit.State<ApprovalsAggregate>(kStream).by_id;
  const auto events = DecideAndKeep<ApprovalsAggregate>(unit, kStream, command);
  if (!events) return Unexpected{ToFailure(events.error())};
  Approvals after;  // This one alone.
  if (const auto found = known.find(approval_id); found != known.end()) {
    after.by_id.insert(*found);
    after.waiting = 1;
  }
  for (const ApprovalEvent& event : *events) {
    after = ApprovalsDecider::Evolve(std::move(after), event);
  }
  return ToApproval(unit.home(), approval_id, after.by_id.at(approval_id));
}

// With what a credit note comes to: that is what is approved. Of one that is known, what it came to
// when it was asked for first.
RequestApproval Priced(RequestApproval command, engine::Unit& unit) {
  auto* const credit = std::get_if<IssueCreditNote>(&command.operation);
  if (credit == nullptr) return command;
  const auto& by_id = unit.State<ApprovalsAggregate>(kStream).by_id;
  const auto known = by_id.find(command.approval_id);
  if (known == by_id.end()) {
    *credit = Priced(*credit, unit.State<LedgerAggregate>(kLedger));
  } else if (const auto* same = std::get_if<IssueCreditNote>(&known->second.operation);
             same != nullptr && credit->amount.minor_units == 0) {
    credit->amount = same->amount;
  }
  return command;
}

Expected<v1::Approval, Failure> Request(engine::Unit& unit, const RequestApproval& asked) {
  const RequestApproval command = Priced(asked, unit);
  if (!unit.State<AccountAggregate>(AccountAggregate::kStream)) {
    return Unexpected{NoSuchAccount(unit.home())};
  }
  // One that is asked for again need not be possible any more.
  if (!unit.State<ApprovalsAggregate>(kStream).by_id.contains(command.approval_id)) {
    if (auto broken = BrokenNow(unit, command.operation, command.approval_id)) {
      return Unexpected{*std::move(broken)};
    }
  }
  return DecideApproval(unit, command.approval_id, command);
}

Expected<v1::Approval, Failure> Grant(engine::Unit& unit, const GrantApproval& command,
                                      const LimitTable& table) {
  const auto& by_id = unit.State<ApprovalsAggregate>(kStream).by_id;
  const auto found = by_id.find(command.approval_id);
  const bool waits = found != by_id.end() && found->second.state == ApprovalState::kRequested;
  auto granted = DecideApproval(unit, command.approval_id, command);
  if (!granted || !waits) return granted;
  const auto done = unit.Decide<LedgerAggregate>(
      kLedger, AllowedBy(command.approval_id, table, found->second.operation));
  if (!done) return Unexpected{ToFailure(done.error())};
  if (*done == 0) return Unexpected{AlreadyDone()};
  return granted;
}

}  // namespace

Expected<rpc::Prepared<v1::ApprovalLimits>, Failure> PrepareSetApprovalLimits(
    const v1::SetApprovalLimitsRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  fields.Name("parent", request.parent(), kIssuerName);
  const SetApprovalLimits command = ReadLimits(request, fields);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::ApprovalLimits>(
      request.parent(), [command](engine::Unit& unit) -> Expected<v1::ApprovalLimits, Failure> {
        if (!unit.State<IssuerAggregate>(IssuerAggregate::kStream)) {
          return Unexpected{NoSuchIssuer(unit.home())};
        }
        LimitTable table = unit.State<ApprovalLimitsAggregate>(kLimits);
        const auto events = DecideAndKeep<ApprovalLimitsAggregate>(unit, kLimits, command);
        if (!events) return Unexpected{ToFailure(events.error())};
        for (const auto& event : *events) table = ApprovalLimitsDecider::Evolve(table, event);
        return ToLimits(unit.home(), table);
      });
}

Expected<rpc::Prepared<v1::ApprovalLimits>, Failure> PrepareGetApprovalLimits(
    const v1::GetApprovalLimitsRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  fields.Name("parent", request.parent(), kIssuerName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::ApprovalLimits>(
      request.parent(), [](engine::Unit& unit) -> Expected<v1::ApprovalLimits, Failure> {
        if (!unit.State<IssuerAggregate>(IssuerAggregate::kStream)) {
          return Unexpected{NoSuchIssuer(unit.home())};
        }
        return ToLimits(unit.home(), unit.State<ApprovalLimitsAggregate>(kLimits));
      });
}

Expected<rpc::Prepared<v1::Approval>, Failure> PrepareRequestApproval(
    const v1::RequestApprovalRequest& request, const rpc::Caller& caller) {
  rpc::Fields fields;
  fields.Name("parent", request.parent(), kAccountName);
  const RequestApproval command{fields.Id("approval_id", request.approval_id()), caller.principal,
                                ReadOperation(request, caller, fields)};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Approval>(
      request.parent(), [command](engine::Unit& unit) { return Request(unit, command); });
}

Expected<ControlledCall<v1::Approval>, Failure> PrepareApprove(const v1::ApproveRequest& request,
                                                               const rpc::Caller& caller) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kApprovalName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  const GrantApproval command{id, caller.principal};
  return ControlledCall<v1::Approval>{"accounts/" + account,
                                      [command](engine::Unit& unit, const LimitTable& table) {
                                        return Grant(unit, command, table);
                                      }};
}

Expected<rpc::Prepared<v1::Approval>, Failure> PrepareRefuse(const v1::RefuseRequest& request,
                                                             const rpc::Caller& caller) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kApprovalName);
  const RefuseApproval command{id, caller.principal,
                               fields.Text("reason", request.reason(), kTextBytesMax)};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Approval>("accounts/" + account, [command](engine::Unit& unit) {
    return DecideApproval(unit, command.approval_id, command);
  });
}

Expected<rpc::Prepared<v1::Approval>, Failure> PrepareGetApproval(
    const v1::GetApprovalRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kApprovalName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Approval>(
      "accounts/" + account,
      [name = request.name(), id = id](engine::Unit& unit) -> Expected<v1::Approval, Failure> {
        const auto& by_id = unit.State<ApprovalsAggregate>(kStream).by_id;
        const auto found = by_id.find(id);
        if (found == by_id.end()) return Unexpected{NoSuchApproval(name)};
        return ToApproval(unit.home(), id, found->second);
      });
}

}  // namespace recourse::invoicing
