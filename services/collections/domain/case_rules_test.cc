#include "libs/decider/given.h"
#include "services/collections/testing/case_script.h"

namespace recourse::collections {
namespace {

using Given = GivenHistory<CaseDecider>;
using History = std::vector<CaseEvent>;

const Date kDue = Day(2012, 2, 2);
const Date kIssued = kDue - Days(30);
const Date kToday = Day(2012, 1, 10);
const Money kUsd{1, *Currency::Parse("USD")};

const AccountObserved kAccount{BusinessIn("UTC")};
const InvoiceObserved kInvoice{"i1", "R-1", kIssued, kDue, Eur(100'00), Eur(100'00)};
const HoldPlaced kHold{"h1", HoldReason::kManual, "", kDue};
const PromiseMade kPromise{"y1", {"i1"}, Eur(50'00), kDue, kDue + Days(3)};
const CallTaskRaised kTask{"call-1", kToday, {}, Eur(100'00), kDue};
const PlacementOffered kOffered{"p1", "partners/a", "i1", kDue + Days(99), {}};
const PlacementClosed kClosed{"p1"};
const History kKnown{kAccount, kInvoice};

History Then(History history, std::vector<CaseEvent> more) {
  history.insert(history.end(), more.begin(), more.end());
  return history;
}

RecordPromiseToPay Promise(std::vector<std::string> ids, Money amount, Date due = kDue) {
  return {"y2", std::move(ids), amount, due};
}

History HoldsInForce(std::size_t count) {
  History history = kKnown;
  for (std::size_t i = 0; i < count; ++i) {
    history.push_back(HoldPlaced{"h" + std::to_string(i), HoldReason::kManual, "", {}});
  }
  return history;
}

void ExpectRefused(const History& history, const CaseCommand& command, CaseRule rule) {
  Given(history).At(Instant(kToday)).When(command).ThenRefused(rule);
}

// One row or more for each CaseRule, in the order in which the enum declares them.
TEST(CaseRulesTest, Observations) {
  using enum CaseRule;
  ExpectRefused({}, ObserveAccount{BusinessIn("Europe/Atlantis")}, kUnknownTimeZone);
  ExpectRefused({}, ObserveInvoice{"i1", "R-1", kIssued, kDue, Eur(1), Eur(1)}, kUnknownAccount);
  ExpectRefused({}, RunLadder{}, kUnknownAccount);
  ExpectRefused(kKnown, ObserveInvoice{"i1", "R-1", kIssued, kDue, Eur(1), Eur(1)},
                kInvoiceIdReused);
  ExpectRefused(kKnown, ObserveBalances{BalanceCause::kPayment, "", {{"i2", Eur(0), Eur(0)}}},
                kUnknownInvoice);
  ExpectRefused(kKnown, ObserveDueDate{"i2", kDue}, kUnknownInvoice);
  ExpectRefused(kKnown, ObserveInvoice{"i2", "R-2", kIssued, kDue, Eur(1), kUsd}, kCurrencyDiffers);
  ExpectRefused(kKnown, ObserveBalances{BalanceCause::kPayment, "", {{"i1", kUsd, kUsd}}},
                kCurrencyDiffers);
  ExpectRefused(kKnown, ObserveBalances{BalanceCause::kDisputed, "", {{"i1", Eur(1), Eur(2)}}},
                kImpossibleBalance);
}

TEST(CaseRulesTest, Holds) {
  using enum CaseRule;
  const auto manual = HoldReason::kManual;
  ExpectRefused(kKnown, PlaceHold{"h1", manual, "i2", {}}, kUnknownInvoice);
  ExpectRefused(Then(kKnown, {kHold}), PlaceHold{"h1", manual, "i1", kDue}, kHoldIdReused);
  Given(kKnown)
      .At(Instant(kToday))
      .When(PlaceHold{"h1", HoldReason::kQuestion, "", {}})
      .ThenRefused(kHoldWithoutEnd, {{"reason", "question"}, {"until", ""}});
  ExpectRefused(kKnown, PlaceHold{"h1", manual, "", kToday}, kHoldEndNotAhead);
  ExpectRefused(HoldsInForce(kHoldsMax), PlaceHold{"more", manual, "", {}}, kTooManyHolds);
  ExpectRefused(kKnown, EndHold{"h1"}, kUnknownHold);
}

TEST(CaseRulesTest, Promises) {
  using enum CaseRule;
  const History promised = Then(kKnown, {kPromise});
  ExpectRefused(promised, RecordPromiseToPay{"y1", {"i1"}, Eur(51'00), kDue}, kPromiseIdReused);
  ExpectRefused(kKnown, Promise({}, Eur(1)), kInvoiceCountOutOfBounds);
  ExpectRefused(kKnown, Promise(std::vector<std::string>(101, "i1"), Eur(1)),
                kInvoiceCountOutOfBounds);
  ExpectRefused(kKnown, Promise({"i2"}, Eur(1)), kUnknownInvoice);
  ExpectRefused(kKnown, Promise({"i1"}, kUsd), kCurrencyDiffers);
  ExpectRefused(kKnown, Promise({"i1", "i1"}, Eur(1)), kInvoiceNamedTwice);
  ExpectRefused(promised, Promise({"i1"}, Eur(1)), kAlreadyPromised);
  ExpectRefused(kKnown, Promise({"i1"}, Eur(0)), kAmountNotPositive);
  ExpectRefused(kKnown, Promise({"i1"}, Eur(100'01)), kMoreThanChaseable);
  ExpectRefused(kKnown, Promise({"i1"}, Eur(1), kToday - Days(1)), kDueDayOutOfBounds);
  ExpectRefused(kKnown, Promise({"i1"}, Eur(1), kToday + Days(181)), kDueDayOutOfBounds);
}

TEST(CaseRulesTest, CallTasksAndPlacements) {
  using enum CaseRule;
  const CallTaskCompleted done{"call-1", CallOutcome::kReached};
  ExpectRefused(kKnown, CompleteCallTask{"call-1", CallOutcome::kReached}, kUnknownCallTask);
  ExpectRefused(Then(kKnown, {kTask, done}), CompleteCallTask{"call-1", CallOutcome::kNotReached},
                kCallTaskCompleted);

  const History offered = Then(kKnown, {kOffered});
  ExpectRefused(offered, AcceptPlacement{"p2", "partners/a"}, kUnknownPlacement);
  ExpectRefused(offered, AcceptPlacement{"p1", "partners/b"}, kUnknownPlacement);
  ExpectRefused(offered, DeclinePlacement{"p1", "partners/b", ""}, kUnknownPlacement);
  ExpectRefused(offered, RefuseEscalation{"p2", 1, ""}, kUnknownPlacement);
  ExpectRefused(Then(offered, {PlacementDeclined{"p1", "conflict"}}),
                AcceptPlacement{"p1", "partners/a"}, kAlreadyAnswered);
  ExpectRefused(Then(offered, {PlacementDeclined{"p1", "conflict"}}),
                DeclinePlacement{"p1", "partners/a", "other"}, kAlreadyAnswered);
  ExpectRefused(Then(offered, {PlacementAccepted{"p1"}}), DeclinePlacement{"p1", "partners/a", ""},
                kAlreadyAnswered);
  ExpectRefused(Then(offered, {kClosed}), AcceptPlacement{"p1", "partners/a"}, kPlacementEnded);
  ExpectRefused(Then(offered, {kClosed}), DeclinePlacement{"p1", "partners/a", ""},
                kPlacementEnded);
}

TEST(CaseRulesTest, PartnersReports) {
  using enum CaseRule;
  const History offered = Then(kKnown, {kOffered});
  const ReportPartnerPayment report{"p1", "partners/a", "b1", Eur(10), Eur(2), kToday};
  const ReturnPlacement give_up{"p1", "partners/a", ReturnReason::kOther};
  ExpectRefused(offered, ReportPartnerPayment{"p2", "partners/a", "b1", Eur(10), Eur(2), kToday},
                kUnknownPlacement);
  ExpectRefused(offered, ReportPartnerPayment{"p1", "partners/b", "b1", Eur(10), Eur(2), kToday},
                kUnknownPlacement);
  ExpectRefused(offered, ReturnPlacement{"p1", "partners/b", ReturnReason::kOther},
                kUnknownPlacement);
  ExpectRefused(offered, report, kNotAccepted);
  ExpectRefused(offered, give_up, kNotAccepted);

  const History accepted = Then(offered, {PlacementAccepted{"p1"}});
  const auto refused = [&](Money amount, Money fee, Date value_date, CaseRule rule) {
    ExpectRefused(accepted, ReportPartnerPayment{"p1", "partners/a", "b1", amount, fee, value_date},
                  rule);
  };
  refused(Eur(0), Eur(0), kToday, kReportedAmountNotPositive);
  refused(Eur(10), Eur(-1), kToday, kFeeOutOfBounds);
  refused(Eur(10), Eur(11), kToday, kFeeOutOfBounds);
  refused(Money{10, *Currency::Parse("USD")}, Eur(2), kToday, kReportedCurrencyDiffers);
  refused(Eur(10), Money{2, *Currency::Parse("USD")}, kToday, kReportedCurrencyDiffers);
  refused(Eur(10), Eur(2), kToday + Days(1), kValueDateAhead);
  const History reported =
      Then(accepted, {PartnerPaymentReported{"p1", "b1", Eur(10), Eur(3), kToday}});
  ExpectRefused(reported, report, kPaymentIdReused);
  History full = accepted;
  for (std::size_t i = 0; i < kReportedPaymentsMax; ++i) {
    full =
        Then(full, {PartnerPaymentReported{"p1", "c" + std::to_string(i), Eur(1), Eur(0), kToday}});
  }
  ExpectRefused(full, report, kTooManyReports);

  ExpectRefused(Then(accepted, {kClosed}), give_up, kPlacementEnded);
  ExpectRefused(Then(accepted, {PlacementReturned{"p1", ReturnReason::kInsolvent}}), give_up,
                kPlacementEnded);
}

TEST(CaseRulesTest, AnotherPartnersPlacementIsRefusedLikeOneThatDoesNotExist) {
  const History offered = Then(kKnown, {kOffered});
  const Failure::Values names_only_what_was_asked{{"placement", "p1"}};
  Given(offered)
      .When(AcceptPlacement{"p1", "partners/b"})
      .ThenRefused(CaseRule::kUnknownPlacement, names_only_what_was_asked);
  Given(kKnown)
      .When(AcceptPlacement{"p1", "partners/b"})
      .ThenRefused(CaseRule::kUnknownPlacement, names_only_what_was_asked);
}

TEST(CaseRulesTest, RepeatedObservationsYieldNothing) {
  const History paid = Then(
      kKnown, {BalancesObserved{BalanceCause::kPayment, "pay-1", {{"i1", Eur(60'00), Eur(0)}}}});
  Given(paid).When(ObserveAccount{kAccount.account}).ThenNothing();
  Given(paid)
      .When(ObserveInvoice{"i1", "R-1", kIssued, kDue, Eur(100'00), Eur(100'00)})
      .ThenNothing();
  Given(paid)
      .When(ObserveBalances{BalanceCause::kPayment, "pay-1", {{"i1", Eur(60'00), Eur(0)}}})
      .ThenNothing();
}

TEST(CaseRulesTest, CallTaskIsCompletedOnce) {
  const CallTaskCompleted done{"call-1", CallOutcome::kReached};
  const CompleteCallTask complete{"call-1", CallOutcome::kReached};
  Given(Then(kKnown, {kTask})).When(complete).Then({done});
  Given(Then(kKnown, {kTask, done})).When(complete).ThenNothing();
}

TEST(CaseRulesTest, MessageIsAnsweredOnce) {
  MessagePromised message;
  message.message_id = "ladder-1";
  const History promised = Then(kKnown, {message});
  Given(promised).When(AnswerMessage{"ladder-1", {}}).Then({MessageQueued{"ladder-1"}});
  Given(promised)
      .When(AnswerMessage{"ladder-1", "QUIET_HOURS"})
      .Then({MessageRefused{"ladder-1", "QUIET_HOURS"}});
  Given(Then(promised, {MessageQueued{"ladder-1"}}))
      .When(AnswerMessage{"ladder-1", {}})
      .ThenNothing();
}

}  // namespace
}  // namespace recourse::collections
