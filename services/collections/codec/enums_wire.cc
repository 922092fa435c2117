#include "libs/wire/enum_table.h"
#include "services/collections/codec/terms_wire.h"

namespace recourse::collections {
namespace {

using wire::EnumTable;

constexpr EnumTable kSteps{std::array{
    std::pair{StepKind::kNote, v1::LADDER_STEP_NOTE},
    std::pair{StepKind::kFriendly, v1::LADDER_STEP_FRIENDLY},
    std::pair{StepKind::kCall, v1::LADDER_STEP_CALL},
    std::pair{StepKind::kSecondReminder, v1::LADDER_STEP_SECOND_REMINDER},
    std::pair{StepKind::kOfferOfHelp, v1::LADDER_STEP_OFFER_OF_HELP},
    std::pair{StepKind::kFormalLetter, v1::LADDER_STEP_FORMAL_LETTER},
    std::pair{StepKind::kFinalDemand, v1::LADDER_STEP_FINAL_DEMAND},
    std::pair{StepKind::kAgency, v1::LADDER_STEP_AGENCY},
}};
constexpr EnumTable kDebtorKinds{std::array{
    std::pair{DebtorKind::kBusiness, v1::DEBTOR_KIND_BUSINESS},
    std::pair{DebtorKind::kConsumer, v1::DEBTOR_KIND_CONSUMER},
}};
constexpr EnumTable kChannels{std::array{
    std::pair{Channel::kLetter, v1::CHANNEL_LETTER},
    std::pair{Channel::kEmail, v1::CHANNEL_EMAIL},
    std::pair{Channel::kPhone, v1::CHANNEL_PHONE},
}};
constexpr EnumTable kCauses{std::array{
    std::pair{BalanceCause::kPayment, v1::BALANCE_CAUSE_PAYMENT},
    std::pair{BalanceCause::kCreditNote, v1::BALANCE_CAUSE_CREDIT_NOTE},
    std::pair{BalanceCause::kDisputed, v1::BALANCE_CAUSE_DISPUTED},
    std::pair{BalanceCause::kReleased, v1::BALANCE_CAUSE_RELEASED},
    std::pair{BalanceCause::kPaymentReversed, v1::BALANCE_CAUSE_PAYMENT_REVERSED},
    std::pair{BalanceCause::kWrittenOff, v1::BALANCE_CAUSE_WRITTEN_OFF},
    std::pair{BalanceCause::kWriteOffReversed, v1::BALANCE_CAUSE_WRITE_OFF_REVERSED},
    std::pair{BalanceCause::kSetOff, v1::BALANCE_CAUSE_SET_OFF},
    std::pair{BalanceCause::kSetOffReversed, v1::BALANCE_CAUSE_SET_OFF_REVERSED},
}};
constexpr EnumTable kHoldReasons{std::array{
    std::pair{HoldReason::kManual, v1::HOLD_REASON_MANUAL},
    std::pair{HoldReason::kQuestion, v1::HOLD_REASON_QUESTION},
}};
constexpr EnumTable kHoldEnds{std::array{
    std::pair{HoldEnd::kEnded, v1::HOLD_END_ENDED},
    std::pair{HoldEnd::kExpired, v1::HOLD_END_EXPIRED},
}};
constexpr EnumTable kPromiseEnds{std::array{
    std::pair{PromiseEnd::kPaid, v1::PROMISE_END_PAID},
    std::pair{PromiseEnd::kNothingLeft, v1::PROMISE_END_NOTHING_LEFT},
}};
constexpr EnumTable kCallOutcomes{std::array{
    std::pair{CallOutcome::kReached, v1::CALL_OUTCOME_REACHED},
    std::pair{CallOutcome::kNotReached, v1::CALL_OUTCOME_NOT_REACHED},
    std::pair{CallOutcome::kNotNeeded, v1::CALL_OUTCOME_NOT_NEEDED},
}};
constexpr EnumTable kRecallReasons{std::array{
    std::pair{RecallReason::kNoAnswer, v1::RECALL_REASON_NO_ANSWER},
    std::pair{RecallReason::kCredited, v1::RECALL_REASON_CREDITED},
    std::pair{RecallReason::kUndeliverable, v1::RECALL_REASON_UNDELIVERABLE},
}};
constexpr EnumTable kReturnReasons{std::array{
    std::pair{ReturnReason::kDebtorNotFound, v1::RETURN_REASON_DEBTOR_NOT_FOUND},
    std::pair{ReturnReason::kUncollectable, v1::RETURN_REASON_UNCOLLECTABLE},
    std::pair{ReturnReason::kInsolvent, v1::RETURN_REASON_INSOLVENT},
    std::pair{ReturnReason::kProhibited, v1::RETURN_REASON_PROHIBITED},
    std::pair{ReturnReason::kOther, v1::RETURN_REASON_OTHER},
}};
constexpr EnumTable kEscalationKinds{std::array{
    std::pair{EscalationKind::kOffered, v1::ESCALATION_KIND_OFFERED},
    std::pair{EscalationKind::kBalanceChanged, v1::ESCALATION_KIND_BALANCE_CHANGED},
    std::pair{EscalationKind::kSuspended, v1::ESCALATION_KIND_SUSPENDED},
    std::pair{EscalationKind::kResumed, v1::ESCALATION_KIND_RESUMED},
    std::pair{EscalationKind::kRecalled, v1::ESCALATION_KIND_RECALLED},
    std::pair{EscalationKind::kClosed, v1::ESCALATION_KIND_CLOSED},
}};
constexpr EnumTable kPartnerKinds{std::array{
    std::pair{PartnerKind::kAgency, v1::PARTNER_KIND_AGENCY},
}};

}  // namespace

v1::LadderStep ToWire(StepKind kind) { return kSteps.ToWire(kind); }
v1::DebtorKind ToWire(DebtorKind kind) { return kDebtorKinds.ToWire(kind); }
v1::Channel ToWire(Channel channel) { return kChannels.ToWire(channel); }
v1::BalanceCause ToWire(BalanceCause cause) { return kCauses.ToWire(cause); }
v1::HoldReason ToWire(HoldReason reason) { return kHoldReasons.ToWire(reason); }
v1::HoldEnd ToWire(HoldEnd end) { return kHoldEnds.ToWire(end); }
v1::PromiseEnd ToWire(PromiseEnd end) { return kPromiseEnds.ToWire(end); }
v1::CallOutcome ToWire(CallOutcome outcome) { return kCallOutcomes.ToWire(outcome); }
v1::RecallReason ToWire(RecallReason reason) { return kRecallReasons.ToWire(reason); }
v1::ReturnReason ToWire(ReturnReason reason) { return kReturnReasons.ToWire(reason); }
v1::EscalationKind ToWire(EscalationKind kind) { return kEscalationKinds.ToWire(kind); }
v1::PartnerKind ToWire(PartnerKind kind) { return kPartnerKinds.ToWire(kind); }

std::optional<StepKind> FromWire(v1::LadderStep step) { return kSteps.FromWire(step); }
std::optional<DebtorKind> FromWire(v1::DebtorKind kind) { return kDebtorKinds.FromWire(kind); }
std::optional<Channel> FromWire(v1::Channel channel) { return kChannels.FromWire(channel); }
std::optional<BalanceCause> FromWire(v1::BalanceCause cause) { return kCauses.FromWire(cause); }
std::optional<HoldReason> FromWire(v1::HoldReason reason) { return kHoldReasons.FromWire(reason); }
std::optional<HoldEnd> FromWire(v1::HoldEnd end) { return kHoldEnds.FromWire(end); }
std::optional<PromiseEnd> FromWire(v1::PromiseEnd end) { return kPromiseEnds.FromWire(end); }
std::optional<CallOutcome> FromWire(v1::CallOutcome outcome) {
  return kCallOutcomes.FromWire(outcome);
}
std::optional<RecallReason> FromWire(v1::RecallReason reason) {
  return kRecallReasons.FromWire(reason);
}
std::optional<ReturnReason> FromWire(v1::ReturnReason reason) {
  return kReturnReasons.FromWire(reason);
}
std::optional<EscalationKind> FromWire(v1::EscalationKind kind) {
  return kEscalationKinds.FromWire(kind);
}
std::optional<PartnerKind> FromWire(v1::PartnerKind kind) { return kPartnerKinds.FromWire(kind); }

}  // namespace recourse::collections
