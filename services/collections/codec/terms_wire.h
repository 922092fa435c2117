#pragma once

#include <optional>

#include "libs/wire/convert.h"
#include "recourse/collections/v1/case_events.pb.h"
#include "recourse/collections/v1/partner_events.pb.h"
#include "services/collections/domain/account.h"
#include "services/collections/domain/agency_choice.h"
#include "services/collections/domain/case_terms.h"
#include "services/collections/domain/escalation.h"
#include "services/collections/domain/partner.h"
#include "services/collections/domain/strategy.h"

// Terms of the domain <-> protobuf, exact in both directions. FromWire gives nothing for what the
// domain does not know or cannot be read.
namespace recourse::collections {

using wire::ToWire;

// Amounts come from what invoicing or we ourselves wrote, and may be sums of several.
inline std::optional<Money> FromWire(const google::type::Money& amount) {
  return wire::SumFromWire(amount);
}
inline std::optional<Date> FromWire(const google::type::Date& day) { return wire::FromWire(day); }
inline std::optional<Instant> FromWire(const google::protobuf::Timestamp& timestamp) {
  return wire::FromWire(timestamp);
}

v1::LadderStep ToWire(StepKind kind);
v1::DebtorKind ToWire(DebtorKind kind);
v1::Channel ToWire(Channel channel);
v1::BalanceCause ToWire(BalanceCause cause);
v1::HoldReason ToWire(HoldReason reason);
v1::HoldEnd ToWire(HoldEnd end);
v1::PromiseEnd ToWire(PromiseEnd end);
v1::CallOutcome ToWire(CallOutcome outcome);
v1::RecallReason ToWire(RecallReason reason);
v1::ReturnReason ToWire(ReturnReason reason);
v1::EscalationKind ToWire(EscalationKind kind);
v1::PartnerKind ToWire(PartnerKind kind);

std::optional<StepKind> FromWire(v1::LadderStep step);
std::optional<DebtorKind> FromWire(v1::DebtorKind kind);
std::optional<Channel> FromWire(v1::Channel channel);
std::optional<BalanceCause> FromWire(v1::BalanceCause cause);
std::optional<HoldReason> FromWire(v1::HoldReason reason);
std::optional<HoldEnd> FromWire(v1::HoldEnd end);
std::optional<PromiseEnd> FromWire(v1::PromiseEnd end);
std::optional<CallOutcome> FromWire(v1::CallOutcome outcome);
std::optional<RecallReason> FromWire(v1::RecallReason reason);
std::optional<ReturnReason> FromWire(v1::ReturnReason reason);
std::optional<EscalationKind> FromWire(v1::EscalationKind kind);
std::optional<PartnerKind> FromWire(v1::PartnerKind kind);

v1::LateCharge ToWire(const LateCharge& charge);
v1::InvoiceBalance ToWire(const InvoiceBalance& balance);
v1::StepTaken ToWire(const StepTaken& step);
v1::InvoiceFact ToWire(const InvoiceFact& fact);
v1::AgencyChoice ToWire(const AgencyChoice& choice);
v1::Escalation ToWire(const Escalation& escalation);

std::optional<LateCharge> FromWire(const v1::LateCharge& charge);
std::optional<InvoiceBalance> FromWire(const v1::InvoiceBalance& balance);
std::optional<StepTaken> FromWire(const v1::StepTaken& step);
std::optional<InvoiceFact> FromWire(const v1::InvoiceFact& fact);
std::optional<AgencyChoice> FromWire(const v1::AgencyChoice& choice);
std::optional<Escalation> FromWire(const v1::Escalation& escalation);

}  // namespace recourse::collections
