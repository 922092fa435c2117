#include "services/invoicing/api/charge_calls.h"

#include "libs/base/check.h"
#include "libs/rpc/fields.h"
#include "services/invoicing/api/agreed_charges.h"
#include "services/invoicing/api/charge_fields.h"
#include "services/invoicing/api/decide.h"
#include "services/invoicing/api/late_rules.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/domain/controlled_commands.h"
#include "services/invoicing/domain/default_day.h"
#include "services/invoicing/domain/excerpt.h"

namespace recourse::invoicing {
namespace {

constexpr std::string_view kStream = LedgerAggregate::kStream;
// What is kept of a table reaches back so far: a rate may be that of the half-year before.
constexpr Days kTableReach{400};

// The steps that may be needed from `from` through `through`; all of them if it is none.
calendar::RateTable Part(const calendar::RateTable& table, Date from, Date through) {
  std::vector<calendar::RateStep> steps;
  for (const calendar::RateStep& step : table.steps()) {
    if (step.through >= from - kTableReach && step.from <= through) steps.push_back(step);
  }
  if (steps.empty()) return table;
  auto part =
      calendar::RateTable::Make(table.name(), table.version(), table.source(), std::move(steps));
  CHECK(part);
  return *std::move(part);
}

}  // namespace

Expected<v1::Charge, Failure> DecideCharge(engine::Unit& unit, const std::string& charge_id,
                                           const LedgerCommand& command) {
  const Ledger& ledger = unit.State<LedgerAggregate>(kStream);
  const auto events = DecideAndKeep<LedgerAggregate>(unit, kStream, command);
  if (!events) return Unexpected{ToFailure(events.error())};
  if (events->empty()) return ToCharge(unit.home(), charge_id, ledger.charges.at(charge_id));
  const Ledger after = ExcerptAfter(ledger, *events);
  return ToCharge(unit.home(), charge_id, after.charges.at(charge_id));
}

Expected<v1::Charge, Failure> DecideInterest(engine::Unit& unit, const InterestAsked& asked,
                                             const RateBook& rates) {
  AssessInterest command = asked.command;
  const Ledger& ledger = unit.State<LedgerAggregate>(kStream);
  std::string name = asked.regime;
  if (asked.as_agreed) {
    const auto agreed = FindAgreed(unit, command.invoice_id, command.kind);
    if (!agreed) return Unexpected{agreed.error()};
    if (command.entitlement.basis.empty()) command.entitlement = agreed->entitlement;
    if (const auto* terms = std::get_if<InterestTerms>(&agreed->policy.interest)) {
      command.terms = *terms;
    } else {
      name = std::get<std::string>(agreed->policy.interest);
    }
  }
  if (!name.empty()) {
    const auto regime = FindRegime(rates, name, ArisenOn(unit, command.invoice_id));
    if (!regime) return Unexpected{regime.error()};
    if ((*regime)->for_business_only) {
      if (auto broken = NotOwedByConsumers(unit, "regime", name, (*regime)->law)) {
        return Unexpected{*std::move(broken)};
      }
    }
    command.terms = (*regime)->terms;
    if (command.entitlement.basis.empty()) command.entitlement.basis = (*regime)->law;
  }
  const Invoice* const invoice = ledger.Find(command.invoice_id);
  if (asked.from) {
    command.from = *asked.from;
  } else if (invoice != nullptr) {
    command.from = invoice->InterestStart().value_or(FirstDayOfDefault(invoice->due_date));
    // More days of a charge that there is, whatever was extended since.
    const auto known = ledger.charges.find(command.charge_id);
    if (known != ledger.charges.end() && known->second.interest) {
      command.from = known->second.interest->from;
    }
  }
  const bool by_rule = asked.as_agreed || !name.empty();
  if (by_rule && command.kind == ChargeKind::kLateInterest && invoice != nullptr) {
    if (auto broken = NotLate(invoice->due_date, "from", command.from)) {
      return Unexpected{*std::move(broken)};
    }
    if (auto broken = NotCommunicatedYet(command.entitlement, "from", command.from)) {
      return Unexpected{*std::move(broken)};
    }
  }
  if (const auto* rate = std::get_if<TableRate>(&command.terms.rate)) {
    const auto table = calendar::FindTable(rates.tables, rate->table);
    if (!table) return Unexpected{table.error()};
    command.table = Part(**table, command.from, command.through);
  }
  return DecideCharge(unit, command.charge_id, command);
}

Date ArisenOn(engine::Unit& unit, const std::string& invoice_id) {
  const Invoice* const invoice = unit.State<LedgerAggregate>(kStream).Find(invoice_id);
  return invoice == nullptr ? Date::max() : invoice->issue_date;
}

Expected<rpc::Prepared<v1::Charge>, Failure> PrepareGetCharge(const v1::GetChargeRequest& request,
                                                              const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kChargeName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Charge>(
      "accounts/" + account,
      [name = request.name(), id = id](engine::Unit& unit) -> Expected<v1::Charge, Failure> {
        const auto& charges = unit.State<LedgerAggregate>(kStream).charges;
        const auto found = charges.find(id);
        if (found == charges.end()) return Unexpected{NoSuchCharge(name)};
        return ToCharge(unit.home(), id, found->second);
      });
}

WaiveCharge ReadWaiver(const v1::WaiveChargeRequest& request, rpc::Fields& fields) {
  const auto [account, charge_id] = fields.Name("name", request.name(), kChargeName);
  return {fields.Id("waiver_id", request.waiver_id()), charge_id,
          fields.PositiveAmount("amount", request.amount()),
          fields.Day("effective_date", request.effective_date()),
          fields.Text("reason", request.reason(), kTextBytesMax)};
}

Expected<ControlledCall<v1::Charge>, Failure> PrepareWaiveCharge(
    const v1::WaiveChargeRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const WaiveCharge command = ReadWaiver(request, fields);
  const auto [account, charge_id] = fields.Name("name", request.name(), kChargeName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return ControlledCall<v1::Charge>{
      "accounts/" + account, [command](engine::Unit& unit, const LimitTable& table) {
        return DecideCharge(unit, command.charge_id, HeldAgainst(table, command));
      }};
}

Expected<ControlledCall<v1::Charge>, Failure> PrepareReverseCharge(
    const v1::ReverseChargeRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kChargeName);
  const ReverseCharge command{id, fields.Day("effective_date", request.effective_date()),
                              fields.Text("reason", request.reason(), kTextBytesMax)};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return ControlledCall<v1::Charge>{
      "accounts/" + account, [command](engine::Unit& unit, const LimitTable& table) {
        ReverseCharge reversal = command;
        const auto& charges = unit.State<LedgerAggregate>(kStream).charges;
        if (const auto found = charges.find(command.charge_id); found != charges.end()) {
          reversal.control =
              ControlBy(table, ControlledOperation::kWaiver, found->second.amount.currency);
        }
        return DecideCharge(unit, command.charge_id, reversal);
      }};
}

Expected<rpc::Prepared<v1::Charge>, Failure> PrepareReverseWaiver(
    const v1::ReverseWaiverRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kWaiverName);
  const ReverseWaiver command{id, fields.Day("effective_date", request.effective_date()),
                              fields.OptionalText("reason", request.reason(), kTextBytesMax)};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Charge>(
      "accounts/" + account, [command](engine::Unit& unit) -> Expected<v1::Charge, Failure> {
        const auto& waivers = unit.State<LedgerAggregate>(kStream).waivers;
        const auto found = waivers.find(command.waiver_id);
        const std::string charge_id = found == waivers.end() ? "" : found->second.charge_id;
        return DecideCharge(unit, charge_id, command);
      });
}

}  // namespace recourse::invoicing
