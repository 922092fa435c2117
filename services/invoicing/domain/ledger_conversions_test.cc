#include "services/invoicing/domain/ledger_kit.h"
#include "services/invoicing/domain/postings.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

const ExchangeRate kRate{"0.9217", "ECB of 2012-01-09"};

// 100.00 EUR are owed, and 120.00 USD came on the fifth: they clear nothing.
std::vector<LedgerEvent> PaidInDollars() {
  return After(Open({Issued("i1", Eur(100'00))}), RecordPayment{"p1", Usd(120'00), Day(5), {}});
}
// 120.00 USD at 0.9217 are 110.60 EUR (110.604).
ConvertPayment ConvertAll() {
  return {"k1", "p1", Usd(120'00), Eur(110'60), Eur(0), kRate, Day(9)};
}
ConvertPayment Changed(const std::function<void(ConvertPayment&)>& change) {
  ConvertPayment convert = ConvertAll();
  change(convert);
  return convert;
}

TEST(LedgerConversionsTest, WhatTheRateMakesIsAPaymentThatClears) {
  Given(PaidInDollars())
      .When(ConvertAll())
      .Then({PaymentConverted{"k1", "p1", Usd(120'00), Eur(110'60), Eur(0), kRate, Day(9)}});
  const auto converted = After(PaidInDollars(), ConvertAll());
  const auto applied = After(converted, ApplyPayment{"a1", "k1", Day(9), {}});
  const Ledger ledger = Replay<LedgerDecider>(applied);
  EXPECT_EQ(ledger.payments.at("p1").unapplied, Usd(0));
  EXPECT_EQ(ledger.payments.at("k1").unapplied, Eur(10'60));
  EXPECT_EQ(ledger.Find("i1")->open, Eur(0));
}

TEST(LedgerConversionsTest, ADifferenceIsStatedOrTheRateIsNotKept) {
  Given(PaidInDollars())
      .When(Changed([](auto& convert) { convert.converted = Eur(110'61); }))
      .ThenRefused(kRateMakesOtherwise, {{"amount", "120.00 USD"},
                                         {"rate", "0.9217"},
                                         {"computed", "110.60 EUR"},
                                         {"difference", "0.00 EUR"},
                                         {"converted", "110.61 EUR"}});
  const auto gain = Changed([](auto& convert) {
    convert.converted = Eur(110'00);
    convert.difference = Eur(-60);
  });
  EXPECT_TRUE(Given(PaidInDollars()).When(gain).decision);
}

TEST(LedgerConversionsTest, RoundsAsItIsNamedAndByEachCurrencysExponent) {
  const ExchangeRate half{"0.0125", "me"};
  const ExchangeRate cut{"0.0125", "me", RoundingMode::kTruncated};
  EXPECT_EQ(Converted(Usd(1'00), half, Eur(0).currency), Eur(1));
  EXPECT_EQ(Converted(Usd(2'00), half, Eur(0).currency), Eur(3));
  EXPECT_EQ(Converted(Usd(2'00), cut, Eur(0).currency), Eur(2));
  const Currency yen = *Currency::Parse("JPY");
  EXPECT_EQ(Converted(Usd(10'00), {"147.25", "me"}, yen), (Money{1473, yen}));
  EXPECT_EQ(Converted({1000, yen}, {"0.0068", "me"}, Usd(0).currency), Usd(6'80));
}

TEST(LedgerConversionsTest, ARateIsADecimalNumberAboveZero) {
  for (const char* const bad : {"", "0", "0.000", "-1", "+1", "1,5", ".5", "1.", "1e3", " 1",
                                "1.2.3", "0.12345678901234567890123"}) {
    EXPECT_FALSE(ParseRate(bad)) << bad;
    Given(PaidInDollars())
        .When(Changed([&](auto& convert) { convert.rate.decimal = bad; }))
        .ThenRefused(kRateMalformed, {{"rate", bad}});
  }
  EXPECT_EQ(ParseRate("147.25"), Fraction::Of(589, 4));
  EXPECT_EQ(ParseRate("3"), Fraction(3));
}

TEST(LedgerConversionsTest, ReversedTheMoneyIsInItsOwnCurrencyAgain) {
  const auto applied =
      After(After(PaidInDollars(), ConvertAll()), ApplyPayment{"a1", "k1", Day(10), {}});
  const ReverseConversion reversal{"k1", Day(12), "wrong rate"};
  Given(applied).When(reversal).Then({ConversionReversed{"k1",
                                                         "p1",
                                                         Usd(120'00),
                                                         Eur(110'60),
                                                         Eur(0),
                                                         Day(12),
                                                         "wrong rate",
                                                         {{"i1", Eur(100'00), Day(12)}},
                                                         Eur(10'60),
                                                         {{"i1", Eur(100'00), Eur(0)}},
                                                         {}}});
  const auto reversed = After(applied, reversal);
  const Ledger ledger = Replay<LedgerDecider>(reversed);
  EXPECT_EQ(ledger.payments.at("p1").unapplied, Usd(120'00));
  EXPECT_EQ(ledger.payments.at("k1").unapplied, Eur(0));
  Given(reversed).When(ApplyPayment{"a2", "k1", Day(12), {}}).ThenRefused(kPaymentIsReversed);
  EXPECT_TRUE(
      Given(reversed).When(Changed([](auto& again) { again.conversion_id = "k2"; })).decision);
}

TEST(LedgerConversionsTest, WhatWasRefundedOfItIsOwedOnceItIsReversed) {
  auto history = After(PaidInDollars(), ConvertAll());
  const RequestRefund refund{"r1", {RefundSourceKind::kPayment, "k1"}, Eur(10'00), Day(10), "", {}};
  history = After(history, refund);
  const ReverseConversion reversal{"k1", Day(12), ""};
  Given(history).When(reversal).ThenRefused(kRefundPending);
  history = After(After(history, SendRefund{"r1", Day(11), "bank"}), reversal);
  EXPECT_EQ(Replay<LedgerDecider>(history).payments.at("k1").unapplied, Eur(-10'00));
}

TEST(LedgerConversionsTest, APaymentIsReversedAfterItsConversion) {
  const auto converted = After(PaidInDollars(), ConvertAll());
  const ReversePayment bounce{"p1", ReversalCause::kBounced, Day(12), ""};
  Given(converted).When(bounce).ThenRefused(kConversionStands,
                                            {{"conversion_id", "k1"}, {"amount", "120.00 USD"}});
  Given(converted)
      .When(ReversePayment{"k1", ReversalCause::kBounced, Day(12), ""})
      .ThenRefused(kPaymentIsConverted, {{"conversion_id", "k1"}});
  const auto reversed = After(converted, ReverseConversion{"k1", Day(12), ""});
  EXPECT_TRUE(Given(reversed).When(bounce).decision);
}

TEST(LedgerConversionsTest, AskedAgainNothingHappens) {
  const auto converted = After(PaidInDollars(), ConvertAll());
  Given(converted).When(ConvertAll()).ThenNothing();
  const ReverseConversion reversal{"k1", Day(12), ""};
  const auto reversed = After(converted, reversal);
  Given(reversed).When(reversal).ThenNothing();
  Given(reversed).When(ConvertAll()).ThenNothing();
}

// One or more lines per LedgerRule that conversions break, in the order the enum declares them.
TEST(LedgerConversionsTest, IsRefusedByRule) {
  const auto paid = PaidInDollars();
  const auto refuses = [&](LedgerRule rule, const std::function<void(ConvertPayment&)>& change) {
    Given(paid).When(Changed(change)).ThenRefused(rule);
  };
  refuses(kUnknownPayment, [](auto& convert) { convert.payment_id = "p9"; });
  Given(paid).When(ReverseConversion{"k1", Day(9), ""}).ThenRefused(kUnknownConversion);
  refuses(kAmountNotPositive, [](auto& convert) { convert.amount = Usd(0); });
  refuses(kAmountNotPositive, [](auto& convert) { convert.converted = Eur(0); });
  refuses(kAmountTooLarge, [](auto& convert) { convert.amount = Usd(kMoneyMax + 1); });
  refuses(kAmountTooLarge, [](auto& convert) { convert.rate.decimal = "99999999999999999999"; });
  refuses(kAmountTooLarge, [](auto& convert) { convert.difference = Eur(-kMoneyMax - 1); });
  refuses(kCurrencyDiffers, [](auto& convert) { convert.amount = Eur(1); });
  refuses(kCurrencyDiffers, [](auto& convert) { convert.difference = Usd(0); });
  Given(paid).At(Instant(Day(7))).When(ConvertAll()).ThenRefused(kDateInFuture);
  refuses(kBeforeWhatItChanges, [](auto& convert) { convert.effective = Day(4); });
  refuses(kPaymentIdReused, [](auto& convert) { convert.conversion_id = "p1"; });
  const auto bounced = After(paid, ReversePayment{"p1", ReversalCause::kBounced, Day(6), ""});
  Given(bounced).When(ConvertAll()).ThenRefused(kPaymentIsReversed);
  refuses(kSameCurrency, [](auto& convert) { convert.converted = convert.difference = Usd(1); });
  refuses(kMoreThanUnapplied, [](auto& convert) { convert.amount = Usd(120'01); });
  refuses(kReasonTooLong, [](auto& convert) { convert.rate.source.assign(1001, 'x'); });
}

TEST(LedgerConversionsTest, IsRefusedByRuleOnceItIsConverted) {
  const auto converted = After(PaidInDollars(), ConvertAll());
  Given(converted).When(RecordPayment{"k1", Eur(110'60), Day(9), {}}).ThenRefused(kPaymentIdReused);
  Given(converted)
      .When(Changed([](auto& convert) { convert.amount = Usd(1); }))
      .ThenRefused(kConversionIdReused, {{"payment_id", "p1"},
                                         {"amount", "120.00 USD"},
                                         {"differs", "amount: kept 120.00 USD, said 0.01 USD"}});
  const ConvertPayment chain{"k2", "k1", Eur(1'00), Usd(1'00), Usd(0), {"1", "me"}, Day(10)};
  Given(converted).When(chain).ThenRefused(kPaymentIsConverted);
  Given(converted).When(ReverseConversion{"k1", Day(8), ""}).ThenRefused(kBeforeWhatItChanges);
  const auto reversed = After(converted, ReverseConversion{"k1", Day(12), ""});
  Given(reversed).When(ReverseConversion{"k1", Day(13), ""}).ThenRefused(kReversedOtherwise);
}

// Nothing is added across currencies: each adds up to nothing by itself.
TEST(LedgerConversionsTest, EachCurrencyAddsUpToNothingThroughItsClearingAccount) {
  using enum ChartAccount;
  const PaymentConverted converted{"k1", "p1", Usd(120'00), Eur(110'00), Eur(-60), kRate, Day(9)};
  const std::vector<Posting> postings = Postings(converted);
  std::map<std::pair<ChartAccount, Currency>, std::int64_t> sums;
  for (const Posting& each : postings) {
    sums[{each.account, each.amount.currency}] += each.amount.minor_units;
  }
  const Currency usd = Usd(0).currency;
  const Currency eur = Eur(0).currency;
  const std::map<std::pair<ChartAccount, Currency>, std::int64_t> expected{
      {{kUnappliedCash, usd}, 120'00},
      {{kFxClearing, usd}, -120'00},
      {{kFxClearing, eur}, 110'60},
      {{kFxDifference, eur}, -60},
      {{kUnappliedCash, eur}, -110'00}};
  EXPECT_EQ(sums, expected);
}

}  // namespace
}  // namespace recourse::invoicing
