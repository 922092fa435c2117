#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

const auto kOpen100 = Open({Issued("i1", Eur(100'00))});
const MarkDisputed kWhole{"d1", "i1", std::nullopt, Day(1)};
const MarkDisputed kPart60{"d1", "i1", Eur(60'00), Day(1)};
const IssueCreditNote kCredit30{"c1", "i1", Eur(30'00), Day(20), "damaged", "d1"};

TEST(LedgerCreditsTest, CreditTakesOffWhatIsOpen) {
  Given(kOpen100).When(kCredit30).Then({CreditNoteIssued{
      "c1", "i1", Eur(30'00), Day(20), "damaged", "d1", {{"i1", Eur(70'00), Eur(0)}}}});
}

TEST(LedgerCreditsTest, WholeOfTheRestMayBeCredited) {
  Given(After(kOpen100, RecordPayment{"p1", Eur(70'00), Day(5), {}}))
      .When(kCredit30)
      .Then({CreditNoteIssued{
          "c1", "i1", Eur(30'00), Day(20), "damaged", "d1", {{"i1", Eur(0), Eur(0)}}}});
}

TEST(LedgerCreditsTest, IssuedAgainNothingHappens) {
  Given(After(kOpen100, kCredit30)).When(kCredit30).ThenNothing();
}

TEST(LedgerDisputesTest, WholeInvoiceIsMarked) {
  Given(kOpen100).When(kWhole).Then({DisputedMarked{
      "d1", "i1", Eur(100'00), Eur(100'00), true, {{"i1", Eur(100'00), Eur(100'00)}}}});
}

TEST(LedgerDisputesTest, OnlyWhatIsStillOpenIsMarkedOfAClaim) {
  Given(After(kOpen100, RecordPayment{"p1", Eur(70'00), Day(5), {}}))
      .When(kPart60)
      .Then({DisputedMarked{
          "d1", "i1", Eur(60'00), Eur(30'00), false, {{"i1", Eur(30'00), Eur(30'00)}}}});
}

TEST(LedgerDisputesTest, ASecondClaimStandsForItselfAndNoMoreThanOpenIsDisputed) {
  Given(After(kOpen100, kPart60))
      .When(MarkDisputed{"d2", "i1", Eur(50'00), Day(1)})
      .Then({DisputedMarked{
          "d2", "i1", Eur(50'00), Eur(50'00), false, {{"i1", Eur(100'00), Eur(100'00)}}}});
  Given(After(kOpen100, kWhole))
      .When(MarkDisputed{"d2", "i1", std::nullopt, Day(1)})
      .Then({DisputedMarked{
          "d2", "i1", Eur(100'00), Eur(100'00), true, {{"i1", Eur(100'00), Eur(100'00)}}}});
}

TEST(LedgerDisputesTest, AWithdrawnDisputeLeavesTheOtherItsWholeClaim) {
  auto history = After(After(kOpen100, kWhole), MarkDisputed{"d2", "i1", std::nullopt, Day(1)});
  history = After(std::move(history), ReleaseDisputed{"d1", "i1", ReleaseOutcome::kWithdrawn});
  Given(history)
      .When(IssueCreditNote{"dispute-d2", "i1", Eur(100'00), Day(20), "conceded", "d2"})
      .Then({CreditNoteIssued{
          "dispute-d2", "i1", Eur(100'00), Day(20), "conceded", "d2", {{"i1", Eur(0), Eur(0)}}}});
}

TEST(LedgerDisputesTest, ClaimsThatOverlapAreCreditedNoMoreThanIsOpen) {
  auto history = After(After(kOpen100, kPart60), MarkDisputed{"d2", "i1", Eur(60'00), Day(1)});
  history = After(std::move(history),
                  IssueCreditNote{"dispute-d1", "i1", Eur(60'00), Day(20), "conceded", "d1"});
  Given(history)
      .When(IssueCreditNote{"dispute-d2", "i1", Eur(60'00), Day(20), "conceded", "d2"})
      .ThenRefused(LedgerRule::kMoreThanOpen,
                   {{"amount", "60.00 EUR"}, {"open", "40.00 EUR"}, {"creditable", "40.00 EUR"}});
  Given(After(history, ReleaseDisputed{"d1", "i1", ReleaseOutcome::kConceded}))
      .When(IssueCreditNote{"dispute-d2", "i1", Eur(40'00), Day(20), "conceded", "d2"})
      .Then({CreditNoteIssued{
          "dispute-d2", "i1", Eur(40'00), Day(20), "conceded", "d2", {{"i1", Eur(0), Eur(0)}}}});
}

TEST(LedgerDisputesTest, MarkedAgainNothingHappensEvenOnceReleased) {
  const auto marked = After(kOpen100, kPart60);
  Given(marked).When(kPart60).ThenNothing();
  Given(After(marked, ReleaseDisputed{"d1", "i1", ReleaseOutcome::kRejected}))
      .When(kPart60)
      .ThenNothing();
}

TEST(LedgerDisputesTest, ReleaseFreesWhatOnlyThatDisputeHeld) {
  const auto both = After(After(kOpen100, kPart60), MarkDisputed{"d2", "i1", Eur(50'00), Day(1)});
  Given(both)
      .When(ReleaseDisputed{"d1", "i1", ReleaseOutcome::kWithdrawn})
      .Then({DisputedReleased{
          "d1", "i1", Eur(50'00), ReleaseOutcome::kWithdrawn, {{"i1", Eur(100'00), Eur(50'00)}}}});
}

TEST(LedgerDisputesTest, ConcededDisputeIsCreditedThenReleased) {
  const auto credited = After(After(kOpen100, kWhole), kCredit30);
  const ReleaseDisputed release{"d1", "i1", ReleaseOutcome::kPartlyConceded};
  Given(credited).When(release).Then({DisputedReleased{
      "d1", "i1", Eur(70'00), ReleaseOutcome::kPartlyConceded, {{"i1", Eur(70'00), Eur(0)}}}});
  Given(After(credited, release)).When(release).ThenNothing();
}

TEST(LedgerDisputesTest, ReleaseOfAClearedInvoiceFreesNothing) {
  const auto paid = After(After(kOpen100, kWhole),
                          RecordPayment{"p1", Eur(100'00), Day(9), {{"i1", Eur(100'00)}}});
  Given(paid)
      .When(ReleaseDisputed{"d1", "i1", ReleaseOutcome::kWithdrawn})
      .Then({DisputedReleased{
          "d1", "i1", Eur(0), ReleaseOutcome::kWithdrawn, {{"i1", Eur(0), Eur(0)}}}});
}

}  // namespace
}  // namespace recourse::invoicing
