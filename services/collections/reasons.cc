#include "services/collections/reasons.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "libs/base/check.h"

namespace recourse::collections {
namespace {

using Kind = Failure::Kind;

template <class Rule>
struct Reason {
  Rule rule;
  Kind kind;
  std::string_view name;
  std::string_view message;
};

constexpr std::array kCaseReasons = {
    Reason{CaseRule::kUnknownTimeZone, Kind::kPrecondition, "UNKNOWN_TIME_ZONE",
           "The customer's time zone is not one of the IANA database."},
    Reason{CaseRule::kUnknownAccount, Kind::kNotFound, "UNKNOWN_ACCOUNT",
           "There is no case of such an account."},
    Reason{CaseRule::kInvoiceIdReused, Kind::kPrecondition, "INVOICE_ID_REUSED",
           "The invoice is known with other content."},
    Reason{CaseRule::kUnknownInvoice, Kind::kPrecondition, "UNKNOWN_INVOICE",
           "The case has no such invoice."},
    Reason{CaseRule::kCurrencyDiffers, Kind::kPrecondition, "CURRENCY_DIFFERS",
           "The amount is not in the invoice's currency."},
    Reason{CaseRule::kImpossibleBalance, Kind::kPrecondition, "IMPOSSIBLE_BALANCE",
           "More is disputed than is open."},
    Reason{CaseRule::kHoldIdReused, Kind::kExists, "HOLD_ID_REUSED",
           "There is a hold of this id with other content."},
    Reason{CaseRule::kHoldWithoutEnd, Kind::kPrecondition, "HOLD_WITHOUT_END",
           "A hold for a question needs a day on which it ends."},
    Reason{CaseRule::kHoldEndNotAhead, Kind::kPrecondition, "HOLD_END_NOT_AHEAD",
           "The hold would have ended already."},
    Reason{CaseRule::kTooManyHolds, Kind::kPrecondition, "TOO_MANY_HOLDS",
           "The case has as many holds in force as it may."},
    Reason{CaseRule::kUnknownHold, Kind::kNotFound, "UNKNOWN_HOLD", "The case has no such hold."},
    Reason{CaseRule::kPromiseIdReused, Kind::kExists, "PROMISE_ID_REUSED",
           "There is a promise of this id with other content."},
    Reason{CaseRule::kInvoiceCountOutOfBounds, Kind::kPrecondition, "INVOICE_COUNT_OUT_OF_BOUNDS",
           "A promise is of at least one invoice and of no more than the limit."},
    Reason{CaseRule::kInvoiceNamedTwice, Kind::kPrecondition, "INVOICE_NAMED_TWICE",
           "The promise names an invoice twice."},
    Reason{CaseRule::kAlreadyPromised, Kind::kPrecondition, "ALREADY_PROMISED",
           "The invoice is part of a promise that is still open."},
    Reason{CaseRule::kAmountNotPositive, Kind::kPrecondition, "AMOUNT_NOT_POSITIVE",
           "The amount must be more than zero."},
    Reason{CaseRule::kMoreThanChaseable, Kind::kPrecondition, "MORE_THAN_CHASEABLE",
           "More is promised than is open and not disputed."},
    Reason{CaseRule::kDueDayOutOfBounds, Kind::kPrecondition, "DUE_DAY_OUT_OF_BOUNDS",
           "The promised day lies in the past or too far ahead."},
    Reason{CaseRule::kUnknownCallTask, Kind::kNotFound, "UNKNOWN_CALL_TASK",
           "The case has no such call task."},
    Reason{CaseRule::kCallTaskCompleted, Kind::kPrecondition, "CALL_TASK_COMPLETED",
           "The call task was completed with another outcome."},
    Reason{CaseRule::kUnknownPlacement, Kind::kNotFound, "UNKNOWN_PLACEMENT",
           "There is no such placement."},
    Reason{CaseRule::kAlreadyAnswered, Kind::kPrecondition, "ALREADY_ANSWERED",
           "The offer was answered otherwise."},
    Reason{CaseRule::kPlacementEnded, Kind::kPrecondition, "PLACEMENT_ENDED",
           "The placement has ended."},
    Reason{CaseRule::kNotAccepted, Kind::kPrecondition, "NOT_ACCEPTED",
           "The offer was not accepted."},
    Reason{CaseRule::kReportedAmountNotPositive, Kind::kPrecondition, "AMOUNT_NOT_POSITIVE",
           "The amount must be more than zero."},
    Reason{CaseRule::kFeeOutOfBounds, Kind::kPrecondition, "FEE_OUT_OF_BOUNDS",
           "A fee is from zero to the amount paid."},
    Reason{CaseRule::kReportedCurrencyDiffers, Kind::kPrecondition, "CURRENCY_DIFFERS",
           "The amount is not in the invoice's currency."},
    Reason{CaseRule::kValueDateAhead, Kind::kPrecondition, "VALUE_DATE_AHEAD",
           "The partner cannot have had the money yet."},
    Reason{CaseRule::kPaymentIdReused, Kind::kExists, "PAYMENT_ID_REUSED",
           "A payment of this id was reported with other content."},
    Reason{CaseRule::kTooManyReports, Kind::kPrecondition, "TOO_MANY_REPORTS",
           "As many payments as may be were reported of this placement."},
};

constexpr std::array kPartnerReasons = {
    Reason{PartnerRule::kAlreadyRegistered, Kind::kExists, "ALREADY_REGISTERED",
           "The partner is registered with other content."},
    Reason{PartnerRule::kNameOutOfBounds, Kind::kPrecondition, "NAME_OUT_OF_BOUNDS",
           "The display name is empty or longer than the limit."},
    Reason{PartnerRule::kRegionCountOutOfBounds, Kind::kPrecondition, "REGION_COUNT_OUT_OF_BOUNDS",
           "A partner works in at least one region and in no more than the limit."},
    Reason{PartnerRule::kNotARegion, Kind::kPrecondition, "NOT_A_REGION",
           "A region is a country, a part of one, or everywhere."},
    Reason{PartnerRule::kAnswerDaysOutOfBounds, Kind::kPrecondition, "ANSWER_DAYS_OUT_OF_BOUNDS",
           "A partner has at least a day to answer and no more than the limit."},
};

constexpr std::array kFeedReasons = {
    Reason{FeedRule::kVersionReused, Kind::kPrecondition, "VERSION_REUSED",
           "The partner was told something else under this version."},
    Reason{FeedRule::kVersionGap, Kind::kPrecondition, "VERSION_GAP",
           "The partner was not told what comes before."},
    Reason{FeedRule::kAheadOfFeed, Kind::kPrecondition, "AHEAD_OF_FEED",
           "The feed does not reach as far."},
};

template <class Rule, std::size_t N>
Failure Find(const std::array<Reason<Rule>, N>& reasons, const Refusal<Rule>& refusal) {
  const auto reason = std::find_if(reasons.begin(), reasons.end(),
                                   [&](const auto& each) { return each.rule == refusal.rule; });
  CHECK(reason != reasons.end());
  return {reason->kind, std::string(reason->name), std::string(reason->message), refusal.values};
}

}  // namespace

Failure ToFailure(const Refusal<CaseRule>& refusal, const std::string& home) {
  Failure failure = Find(kCaseReasons, refusal);
  if (refusal.rule == CaseRule::kUnknownAccount) failure.values.emplace_back("account", home);
  return failure;
}
Failure ToFailure(const Refusal<PartnerRule>& refusal) { return Find(kPartnerReasons, refusal); }
Failure ToFailure(const Refusal<FeedRule>& refusal) { return Find(kFeedReasons, refusal); }

}  // namespace recourse::collections
