#include "services/invoicing/api/charge_api.h"

#include "services/invoicing/api/agreed_charges.h"
#include "services/invoicing/api/callers.h"
#include "services/invoicing/api/charge_calls.h"
#include "services/invoicing/api/charge_fields.h"
#include "services/invoicing/api/late_rules.h"
#include "services/invoicing/api/list_calls.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/api/waiver_calls.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/charge_parts.h"
#include "services/invoicing/codec/ledger_codec.h"

namespace recourse::invoicing {
namespace {

ChargeKind ReadKind(v1::ChargeKind kind, rpc::Fields& fields) {
  wire::Reader reader;
  return Read(fields.OneOf("kind", kind), reader);
}

bool IsInterest(v1::ChargeKind kind) {
  return kind == v1::CHARGE_KIND_LATE_INTEREST || kind == v1::CHARGE_KIND_CREDIT_INTEREST;
}

// A fee without an amount is the one of the agreement.
bool IsAsAgreed(const v1::AssessChargeRequest& request) {
  return request.kind() == v1::CHARGE_KIND_FIXED_FEE &&
         request.amount_rule_case() == v1::AssessChargeRequest::AMOUNT_RULE_NOT_SET;
}

void CheckBasis(bool by_law, const Entitlement& entitlement, rpc::Fields& fields) {
  fields.Check(by_law || !entitlement.basis.empty(), "entitlement.basis", entitlement.basis,
               "must name the statute or clause that it rests on");
}

// What `request` charges; of a tariff only its name, which `tariff` then has.
void ReadAmount(const v1::AssessChargeRequest& request, rpc::Fields& fields,
                AssessCharge& command) {
  const bool is_percentage = request.kind() == v1::CHARGE_KIND_PERCENTAGE;
  const bool is_compensation = request.kind() == v1::CHARGE_KIND_COMPENSATION;
  const std::string kind = v1::ChargeKind_Name(request.kind());
  fields.Check(!IsInterest(request.kind()), "kind", kind, "must not be interest: AssessInterest");
  switch (request.amount_rule_case()) {
    case v1::AssessChargeRequest::kAmount:
      fields.Check(!is_percentage, "kind", kind, "must go with percentage");
      command.amount = fields.PositiveAmount("amount", request.amount());
      return;
    case v1::AssessChargeRequest::kPercentage: {
      const auto rate = calendar::ParsePercent(request.percentage());
      fields.Check(rate && rate->millionths > 0, "percentage", request.percentage(),
                   "must be percent above 0 with up to four decimals, as 2.5");
      fields.Check(is_percentage, "kind", kind, "must be CHARGE_KIND_PERCENTAGE");
      command.amount = PercentageOfOpen{rate ? rate->millionths : 0};
      return;
    }
    case v1::AssessChargeRequest::kTariff:
      fields.Id("tariff", request.tariff());
      fields.Check(is_compensation, "kind", kind, "must be CHARGE_KIND_COMPENSATION");
      return;
    case v1::AssessChargeRequest::AMOUNT_RULE_NOT_SET:
      fields.Check(IsAsAgreed(request), "amount", "", "must be given, or percentage, or tariff");
  }
}

// Of a fee by the agreement, or a statute's fixed sum.
std::optional<Failure> BrokenByLateRules(engine::Unit& unit, const AssessCharge& assess,
                                         bool as_agreed, bool by_tariff) {
  const Ledger& ledger = unit.State<LedgerAggregate>(LedgerAggregate::kStream);
  const Invoice* const invoice = ledger.Find(assess.invoice_id);
  if (invoice == nullptr || !(as_agreed || by_tariff)) return std::nullopt;
  constexpr const char* kField = "effective_date";
  if (auto broken = NotLate(invoice->DueDay(), kField, assess.effective)) return broken;
  if (!by_tariff) return NotCommunicatedYet(assess.entitlement, kField, assess.effective);
  return CompensatedAlready(ledger, *invoice, assess.charge_id);
}

}  // namespace

ChargeApi::ChargeApi(rpc::Shell& shell, engine::Commands& commands,
                     const engine::StreamReader& streams, std::shared_ptr<const RateBook> rates)
    : Service(shell, commands, "recourse.invoicing.v1.ChargeService"),
      rates_(std::move(rates)),
      lists_(commands, streams, shell.hash()) {
  Mutate<v1::AssessChargeRequest, v1::Charge>(
      "AssessCharge", kStaff,
      [this](const auto& request, const rpc::Caller&) { return PrepareAssessCharge(request); });
  Mutate<v1::AssessInterestRequest, v1::Charge>(
      "AssessInterest", kStaff,
      [this](const auto& request, const rpc::Caller&) { return PrepareAssessInterest(request); });
  Read<v1::GetChargeRequest, v1::Charge>("GetCharge", kReaders, PrepareGetCharge);
  Answer<v1::ListChargesRequest, v1::ListChargesResponse>(
      "ListCharges", kReaders, [this](const auto& call) { return ListCharges(lists_, call); });
  Answer<v1::WaiveChargeRequest, v1::Charge>("WaiveCharge", kAdjusters,
                                             Controlled(commands, PrepareWaiveCharge));
  Mutate<v1::ReverseWaiverRequest, v1::Charge>("ReverseWaiver", kAdjusters, PrepareReverseWaiver);
  Answer<v1::ReverseChargeRequest, v1::Charge>("ReverseCharge", kAdjusters,
                                               Controlled(commands, PrepareReverseCharge));
  Read<v1::GetWaiverRequest, v1::Waiver>("GetWaiver", kReaders, PrepareGetWaiver);
  Answer<v1::ListWaiversRequest, v1::ListWaiversResponse>(
      "ListWaivers", kReaders, [this](const auto& call) { return ListWaivers(lists_, call); });
  Query<v1::ListRegimesRequest, v1::ListRegimesResponse>(
      "ListRegimes", kReaders,
      [this](const auto&, const rpc::Caller&) -> Expected<v1::ListRegimesResponse, Failure> {
        return ToRegimes(*rates_);
      },
      NotAwaited);
}

ChargeApi::PreparedCharge ChargeApi::PrepareAssessCharge(
    const v1::AssessChargeRequest& request) const {
  rpc::Fields fields;
  const auto [account] = fields.Name("parent", request.parent(), kAccountName);
  AssessCharge command;
  command.charge_id = fields.Id("charge_id", request.charge_id());
  command.invoice_id = IdWithin(account, "invoice", request.invoice(), kInvoiceName, fields);
  command.kind = ReadKind(request.kind(), fields);
  ReadAmount(request, fields, command);
  command.effective = fields.Day("effective_date", request.effective_date());
  command.entitlement = ReadEntitlement(request.entitlement(), fields.Within("entitlement"));
  CheckBasis(request.has_tariff() || IsAsAgreed(request), command.entitlement, fields);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Charge>(
      request.parent(),
      [command, tariff = request.tariff(), as_agreed = IsAsAgreed(request),
       rates = rates_](engine::Unit& unit) -> Expected<v1::Charge, Failure> {
        AssessCharge assess = command;
        if (as_agreed) {
          const auto agreed = FindAgreed(unit, assess.invoice_id, assess.kind);
          if (!agreed) return Unexpected{agreed.error()};
          assess.amount = *agreed->policy.fee;
          if (assess.entitlement.basis.empty()) assess.entitlement = agreed->entitlement;
        }
        if (!tariff.empty()) {
          const auto found = FindTariff(*rates, tariff, ArisenOn(unit, assess.invoice_id));
          if (!found) return Unexpected{found.error()};
          if ((*found)->for_business_only) {
            if (auto broken = NotOwedByConsumers(unit, "tariff", tariff, (*found)->law)) {
              return Unexpected{*std::move(broken)};
            }
          }
          assess.amount = **found;
          if (assess.entitlement.basis.empty()) assess.entitlement.basis = (*found)->law;
        }
        if (auto broken = BrokenByLateRules(unit, assess, as_agreed, !tariff.empty())) {
          return Unexpected{*std::move(broken)};
        }
        return DecideCharge(unit, assess.charge_id, assess);
      });
}

ChargeApi::PreparedCharge ChargeApi::PrepareAssessInterest(
    const v1::AssessInterestRequest& request) const {
  rpc::Fields fields;
  const auto [account] = fields.Name("parent", request.parent(), kAccountName);
  InterestAsked asked;
  AssessInterest& command = asked.command;
  command.charge_id = fields.Id("charge_id", request.charge_id());
  command.invoice_id = IdWithin(account, "invoice", request.invoice(), kInvoiceName, fields);
  command.through = fields.Day("through", request.through());
  if (request.has_from()) asked.from = fields.Day("from", request.from());
  fields.Check(request.kind() == v1::CHARGE_KIND_UNSPECIFIED || IsInterest(request.kind()), "kind",
               v1::ChargeKind_Name(request.kind()), "must be interest: AssessCharge");
  command.kind = request.kind() == v1::CHARGE_KIND_CREDIT_INTEREST ? ChargeKind::kCreditInterest
                                                                   : ChargeKind::kLateInterest;
  command.entitlement = ReadEntitlement(request.entitlement(), fields.Within("entitlement"));
  CheckBasis(!request.has_terms(), command.entitlement, fields);
  if (request.has_regime()) {
    asked.regime = fields.Id("regime", request.regime());
  } else if (request.has_terms()) {
    command.terms = ReadTerms(request.terms(), fields.Within("terms"));
  } else {
    asked.as_agreed = true;
  }
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Charge>(request.parent(), [asked, rates = rates_](engine::Unit& unit) {
    return DecideInterest(unit, asked, *rates);
  });
}

}  // namespace recourse::invoicing
