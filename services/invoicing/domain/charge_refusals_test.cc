#include "services/invoicing/domain/ledger_invariant.h"
#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

const Entitlement kClause{"terms 2011, 7.2", Day(1), "with the order"};
const auto kOpen100 = Open({Issued("i1", Eur(100'00))});

AssessCharge Fee(Money amount, int day = 40) {
  return {"c1", "i1", ChargeKind::kFixedFee, amount, Day(day), kClause};
}
WaiveCharge Waive(Money amount, int day = 50) { return {"w1", "c1", amount, Day(day), "goodwill"}; }

// 36 % a year by 360 days: 10 cents a day on 100.00 EUR.
AssessInterest Interest(const std::string& id, int from, int through) {
  InterestTerms terms;
  terms.rate = calendar::Rate{360'000};
  terms.day_count = calendar::DayCount::kActual360;
  return {id,        "i1",        ChargeKind::kLateInterest, kClause, terms, std::nullopt,
          Day(from), Day(through)};
}

const auto kCharged = After(kOpen100, Fee(Eur(5'00)));

TEST(ChargeRefusalsTest, OfWhatMustExist) {
  Given({}).When(Fee(Eur(1))).ThenRefused(kUnknownInvoice, {{"invoice_id", "i1"}});
  Given({}).When(Interest("z1", 32, 40)).ThenRefused(kUnknownInvoice, {{"invoice_id", "i1"}});
  Given({Requested("i1", Eur(1))}).When(Fee(Eur(1))).ThenRefused(kInvoiceNotIssued);
  Given(kOpen100).When(Waive(Eur(1))).ThenRefused(kUnknownCharge, {{"charge_id", "c1"}});
  Given(kOpen100)
      .When(RecordPayment{"p1", Eur(1), Day(5), {{"c1", Eur(1), ItemKind::kCharge}}})
      .ThenRefused(kUnknownCharge, {{"charge_id", "c1"}});
  Given(kCharged)
      .When(ReverseWaiver{"w1", Day(50), ""})
      .ThenRefused(kUnknownWaiver, {{"waiver_id", "w1"}});
}

TEST(ChargeRefusalsTest, OfAmounts) {
  Given(kOpen100).When(Fee(Eur(0))).ThenRefused(kAmountNotPositive, {{"amount", "0.00 EUR"}});
  Given(kCharged).When(Waive(Eur(-1))).ThenRefused(kAmountNotPositive, {{"amount", "-0.01 EUR"}});
  Given(kOpen100).When(Fee(Eur(kMoneyMax + 1))).ThenRefused(kAmountTooLarge);
  const Failure::Values foreign{{"amount", "0.01 USD"}, {"currency", "EUR"}};
  Given(kOpen100).When(Fee(Usd(1))).ThenRefused(kCurrencyDiffers, foreign);
  Given(kCharged).When(Waive(Usd(1))).ThenRefused(kCurrencyDiffers, foreign);
  Given(kCharged)
      .When(RecordPayment{"p1", Usd(1), Day(5), {{"c1", Usd(1), ItemKind::kCharge}}})
      .ThenRefused(kCurrencyDiffers, {{"amount", "0.01 USD"},
                                      {"designations[0].amount", "0.01 USD"},
                                      {"charge_id", "c1"},
                                      {"currency", "EUR"}});
}

TEST(ChargeRefusalsTest, OfDays) {
  const Instant now = Instant(Day(60));
  Given(kOpen100).At(now).When(Fee(Eur(1), 62)).ThenRefused(kDateInFuture);
  Given(kOpen100)
      .At(now)
      .When(Interest("z1", 32, 62))
      .ThenRefused(kDateInFuture, {{"through", "2012-03-02"}, {"latest", "2012-03-01"}});
  Given(kCharged).At(now).When(Waive(Eur(1), 62)).ThenRefused(kDateInFuture);
  const Failure::Values early{{"effective_date", "2012-02-08"}, {"earliest", "2012-02-09"}};
  Given(kCharged).When(Waive(Eur(1), 39)).ThenRefused(kBeforeWhatItChanges, early);
  Given(After(kCharged, Waive(Eur(1), 40)))
      .When(ReverseWaiver{"w1", Day(39), ""})
      .ThenRefused(kBeforeWhatItChanges, early);
  Given(kOpen100)
      .When(Interest("z1", 32, 31))
      .ThenRefused(kBeforeWhatItChanges, {{"through", "2012-01-31"}, {"earliest", "2012-02-01"}});
  Given(kOpen100)
      .When(Fee(Eur(1), 0))
      .ThenRefused(kBeforeIssueDate,
                   {{"effective_date", "2011-12-31"}, {"issue_date", "2012-01-01"}});
  Given(kOpen100)
      .When(Interest("z1", 0, 40))
      .ThenRefused(kBeforeIssueDate, {{"from", "2011-12-31"}, {"issue_date", "2012-01-01"}});
}

TEST(ChargeRefusalsTest, OfWhatIsThereAlready) {
  const auto known = [](const char* differs) {
    return Failure::Values{{"invoice_id", "i1"}, {"amount", "5.00 EUR"}, {"differs", differs}};
  };
  Given(kCharged)
      .When(Fee(Eur(6'00)))
      .ThenRefused(kChargeIdReused, known("amount: kept 5.00 EUR, said 6.00 EUR"));
  Given(kCharged)
      .When(Fee(Eur(5'00), 41))
      .ThenRefused(kChargeIdReused, known("effective_date: kept 2012-02-09, said 2012-02-10"));
  Given(kCharged).When(Interest("c1", 32, 40)).ThenRefused(kChargeIdReused, known("kind"));
  const auto assessed = After(kOpen100, Interest("c1", 32, 41));
  Given(assessed).When(Fee(Eur(1'00))).ThenRefused(kChargeIdReused);
  Given(assessed).When(Interest("c1", 33, 45)).ThenRefused(kChargeIdReused);
  Given(After(kCharged, Waive(Eur(1))))
      .When(Waive(Eur(2)))
      .ThenRefused(kWaiverIdReused, {{"charge_id", "c1"},
                                     {"amount", "0.01 EUR"},
                                     {"differs", "amount: kept 0.01 EUR, said 0.02 EUR"}});
  auto crowded = kOpen100;
  for (std::size_t i = 0; i < kChargesMax; ++i) {
    AssessCharge fee = Fee(Eur(1));
    fee.charge_id = "f" + std::to_string(i);
    crowded = After(std::move(crowded), fee);
  }
  Given(crowded).When(Fee(Eur(1))).ThenRefused(kTooManyCharges, {{"charges", "100"}});
  Given(crowded).When(Interest("z1", 32, 40)).ThenRefused(kTooManyCharges, {{"charges", "100"}});
}

TEST(ChargeRefusalsTest, OfWhatComesToNothingOrCannotBeComputed) {
  const auto paid = After(kOpen100, RecordPayment{"p1", Eur(100'00), Day(5), {}});
  Given(paid)
      .When(AssessCharge{"c1", "i1", ChargeKind::kPercentage, PercentageOfOpen{50'000}, Day(40),
                         kClause})
      .ThenRefused(kNothingToCharge, {{"debt", "0.00 EUR"}});
  Given(paid)
      .When(Interest("z1", 32, 40))
      .ThenRefused(kNothingToCharge, {{"from", "2012-02-01"}, {"through", "2012-02-09"}});
  const CompensationTariff pounds{
      "uk", "the Act", Day(1), {{{1, *Currency::Parse("GBP")}, {40'00, *Currency::Parse("GBP")}}}};
  const auto refused =
      Given(kOpen100)
          .When(AssessCharge{"c1", "i1", ChargeKind::kCompensation, pounds, Day(40), kClause})
          .decision;
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().rule, kNotComputed);
  EXPECT_EQ(refused.error().values.at(0),
            (std::pair<std::string, std::string>("reason", "CURRENCY_DIFFERS")));
  AssessInterest negative = Interest("z1", 32, 40);
  negative.terms.rate = calendar::Rate{-8'800};
  Given(kOpen100).When(negative).ThenRefused(
      kNotComputed,
      {{"reason", "RATE_NEGATIVE"}, {"rate", "-0.88 % a year"}, {"day", "2012-02-01"}});
}

// The same days bear interest of one kind once; the price of credit is another kind.
TEST(ChargeRefusalsTest, OfInterestOnInterestDays) {
  const auto assessed = After(kOpen100, Interest("z1", 32, 41));
  const Failure::Values other{
      {"charge_id", "z1"}, {"from", "2012-02-01"}, {"through", "2012-02-10"}};
  Given(assessed).When(Interest("z2", 41, 45)).ThenRefused(kInterestOverlaps, other);
  Given(assessed).When(Interest("z2", 30, 32)).ThenRefused(kInterestOverlaps, other);
  EXPECT_TRUE(Given(assessed).When(Interest("z2", 42, 45)).decision);
  AssessInterest credit = Interest("z2", 32, 41);
  credit.kind = ChargeKind::kCreditInterest;
  EXPECT_TRUE(Given(assessed).When(credit).decision);
}

TEST(ChargeRefusalsTest, OfWaivers) {
  Given(kCharged)
      .When(Waive(Eur(5'01)))
      .ThenRefused(kMoreThanOpen, {{"amount", "5.01 EUR"}, {"open", "5.00 EUR"}});
  WaiveCharge wordy = Waive(Eur(1));
  wordy.reason.assign(kTextBytesMax + 1, 'x');
  Given(kCharged).When(wordy).ThenRefused(kReasonTooLong, {{"bytes", "1001"}});
  const auto waived = After(kCharged, Waive(Eur(1)));
  Given(waived)
      .When(ReverseWaiver{"w1", Day(50), wordy.reason})
      .ThenRefused(kReasonTooLong, {{"bytes", "1001"}});
  Given(After(waived, ReverseWaiver{"w1", Day(51), ""}))
      .When(ReverseWaiver{"w1", Day(52), ""})
      .ThenRefused(kReversedOtherwise, {{"waiver_id", "w1"}, {"effective_date", "2012-02-20"}});
  // All of the interest was waived; then the invoice turns out to have been paid in time.
  auto gone = After(kOpen100, Interest("c1", 32, 41));
  gone = After(gone, Waive(Eur(1'00)));
  gone = After(gone, RecordPayment{"p1", Eur(100'00), Day(20), {{"i1", Eur(100'00)}}});
  Given(gone)
      .When(ReverseWaiver{"w1", Day(51), ""})
      .ThenRefused(kNothingWaived, {{"waiver_id", "w1"}});
}

// A control: the checkers see charges that are wrong.
TEST(ChargeInvariantTest, NamesWhatIsWrong) {
  const Ledger good = Replay<LedgerDecider>(After(kOpen100, Interest("c1", 32, 41)));
  EXPECT_EQ(BrokenInvariant(good), std::nullopt);
  EXPECT_EQ(BrokenInterest(good), std::nullopt);

  Ledger more = good;
  more.charges.at("c1").amount = Eur(1'01);
  EXPECT_EQ(BrokenInvariant(more),
            "charge c1: 1.01 EUR is not paid 0.00 EUR + waived 0.00 EUR + open 1.00 EUR");
  EXPECT_EQ(BrokenInterest(more), "charge c1: 1.01 EUR is charged, its terms make 1.00 EUR");
  Ledger by_nobody = good;
  by_nobody.charges.at("c1").paid = Eur(40);
  by_nobody.charges.at("c1").open = Eur(60);
  EXPECT_EQ(BrokenInvariant(by_nobody), "charge c1: 40 minor units were paid by nobody");
  Ledger below = good;
  below.charges.at("c1").waived = Eur(-40);
  below.charges.at("c1").open = Eur(1'40);
  EXPECT_EQ(BrokenInvariant(below), "charge c1: a part of it is below zero");
  Ledger miscounted = good;
  miscounted.invoices.at("i1").open_charges = 2;
  EXPECT_EQ(BrokenInvariant(miscounted), "invoice i1: 1 of its charges are open, not 2");
  Ledger orphan = good;
  orphan.invoices.at("i1").charges.clear();
  orphan.invoices.at("i1").open_charges = 0;
  EXPECT_EQ(BrokenInvariant(orphan), "a charge belongs to no invoice, or to two");
}

}  // namespace
}  // namespace recourse::invoicing
