#include "services/invoicing/domain/credit_balance.h"

#include <gtest/gtest.h>

#include "libs/base/testing/golden_case.h"

namespace recourse::invoicing {
namespace {

using enum ShortPaymentRule;

Money Usd(std::int64_t minor_units) { return {minor_units, *Currency::Parse("USD")}; }

const CreditBalance kThousand{Usd(1'000'00), Usd(0)};

TEST(CreditBalanceTest, AShortfallIsAddedToTheBalanceByTheActuarialMethod) {
  EXPECT_EQ(*AfterPayment(kThousand, Usd(10'00), Usd(4'00), kActuarial),
            (CreditBalance{Usd(1'006'00), Usd(0)}));
  EXPECT_TRUE(testkit::CaseSays(
      "PA-6", {"payment < accrued finance charge", "actuarial: shortfall is added to balance"}));
}

TEST(CreditBalanceTest, AShortfallWaitsWithoutInterestByTheUnitedStatesRule) {
  const CreditBalance waiting{Usd(1'000'00), Usd(6'00)};
  EXPECT_EQ(*AfterPayment(kThousand, Usd(10'00), Usd(4'00), kUnitedStatesRule), waiting);
  // The next payment covers what waited first.
  EXPECT_EQ(*AfterPayment(waiting, Usd(10'00), Usd(15'00), kUnitedStatesRule),
            (CreditBalance{Usd(1'000'00), Usd(1'00)}));
  EXPECT_EQ(*AfterPayment(waiting, Usd(10'00), Usd(116'00), kUnitedStatesRule),
            (CreditBalance{Usd(900'00), Usd(0)}));
  EXPECT_TRUE(testkit::CaseSays(
      "PA-6", {"US Rule: balance adjustment postponed, no interest on interest"}));
}

TEST(CreditBalanceTest, BothAreTheSameOnceTheChargeIsCovered) {
  for (const auto rule : {kActuarial, kUnitedStatesRule}) {
    EXPECT_EQ(*AfterPayment(kThousand, Usd(10'00), Usd(10'00), rule), kThousand);
    EXPECT_EQ(*AfterPayment(kThousand, Usd(10'00), Usd(1'010'00), rule),
              (CreditBalance{Usd(0), Usd(0)}));
  }
}

void ExpectRefused(const Money& accrued, const Money& payment, const char* message) {
  const auto after = AfterPayment(kThousand, accrued, payment, kActuarial);
  ASSERT_FALSE(after);
  EXPECT_EQ(after.error().reason, "AMOUNT_INVALID");
  EXPECT_EQ(after.error().message, message);
}

TEST(CreditBalanceTest, RefusesWhatIsNoPaymentOfIt) {
  ExpectRefused(Usd(-1), Usd(0), "accrued is -0.01 USD, expected 0 USD or more");
  ExpectRefused(Usd(0), Usd(-1), "payment is -0.01 USD, expected 0 USD or more");
  ExpectRefused(Usd(0), {1, *Currency::Parse("EUR")},
                "payment is 0.01 EUR, expected 0 USD or more");
  ExpectRefused(Usd(1), Usd(1'000'02), "payment is 1000.02 USD, expected 1000.01 USD at most");
}

}  // namespace
}  // namespace recourse::invoicing
