#include "libs/wire/convert.h"

#include <gtest/gtest.h>

#include <chrono>
#include <limits>

namespace recourse::wire {
namespace {

using namespace date::literals;

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

google::type::Money Wire(const char* currency, std::int64_t units, std::int32_t nanos) {
  google::type::Money wire;
  wire.set_currency_code(currency);
  wire.set_units(units);
  wire.set_nanos(nanos);
  return wire;
}

google::type::Date WireDay(int year, int month, int day) {
  google::type::Date wire;
  wire.set_year(year);
  wire.set_month(month);
  wire.set_day(day);
  return wire;
}

google::protobuf::Timestamp WireTime(std::int64_t seconds, std::int32_t nanos) {
  google::protobuf::Timestamp wire;
  wire.set_seconds(seconds);
  wire.set_nanos(nanos);
  return wire;
}

TEST(ConvertTest, MoneyIsCarriedInUnitsAndNanos) {
  const auto wire = ToWire(Money{-12'34, *Currency::Parse("EUR")});
  EXPECT_EQ(wire.currency_code(), "EUR");
  EXPECT_EQ(wire.units(), -12);
  EXPECT_EQ(wire.nanos(), -340'000'000);
}

TEST(ConvertTest, MoneyIsCarriedByTheExponentOfItsCurrency) {
  EXPECT_EQ(FromWire(Wire("EUR", 0, -50'000'000)), (Money{-5, *Currency::Parse("EUR")}));
  EXPECT_EQ(FromWire(Wire("JPY", 100, 0)), (Money{100, *Currency::Parse("JPY")}));
  EXPECT_EQ(FromWire(Wire("KWD", -1, -234'000'000)), (Money{-1'234, *Currency::Parse("KWD")}));
}

TEST(ConvertTest, WritingLeavesNothingOfWhatAMessageHeld) {
  google::type::Money amount = Wire("KWD", -7, -1'000'000);
  Write({12'00, *Currency::Parse("EUR")}, &amount);
  EXPECT_EQ(amount.SerializeAsString(), Wire("EUR", 12, 0).SerializeAsString());
  google::type::Date day = WireDay(1999, 11, 30);
  Write(Date(2012_y / 2 / 29), &day);
  EXPECT_EQ(day.SerializeAsString(), WireDay(2012, 2, 29).SerializeAsString());
}

TEST(ConvertTest, MoneyComesBackAsItWas) {
  for (const auto* code : {"EUR", "JPY", "KWD"}) {
    for (const std::int64_t minor_units : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{99},
                                           std::int64_t{-123456}, kMoneyMax, -kMoneyMax}) {
      const Money amount{minor_units, *Currency::Parse(code)};
      EXPECT_EQ(FromWire(ToWire(amount)), amount);
    }
  }
}

TEST(ConvertTest, MoneyThatWouldHaveToBeGuessedIsNothing) {
  EXPECT_EQ(FromWire(Wire("", 1, 0)), std::nullopt);
  EXPECT_EQ(FromWire(Wire("XXX", 1, 0)), std::nullopt);
  EXPECT_EQ(FromWire(Wire("eur", 1, 0)), std::nullopt);
  EXPECT_EQ(FromWire(Wire("EUR", 0, 1)), std::nullopt);
  EXPECT_EQ(FromWire(Wire("EUR", 1, 5'000'000)), std::nullopt);
  EXPECT_EQ(FromWire(Wire("KWD", 1, 100'000)), std::nullopt);
  EXPECT_EQ(FromWire(Wire("JPY", 1, 500'000'000)), std::nullopt);
  EXPECT_EQ(FromWire(Wire("EUR", 1, -10'000'000)), std::nullopt);
  EXPECT_EQ(FromWire(Wire("EUR", -1, 10'000'000)), std::nullopt);
  EXPECT_EQ(FromWire(Wire("EUR", 0, 1'000'000'000)), std::nullopt);
  EXPECT_EQ(FromWire(Wire("EUR", kMoneyMax / 100, 10'000'000)), std::nullopt);
  EXPECT_EQ(FromWire(Wire("EUR", -kMoneyMax / 100, -10'000'000)), std::nullopt);
  EXPECT_EQ(FromWire(Wire("EUR", kMost, 0)), std::nullopt);
  EXPECT_EQ(FromWire(Wire("EUR", std::numeric_limits<std::int64_t>::min(), 0)), std::nullopt);
}

TEST(ConvertTest, SumsAreCarriedUpTo64Bits) {
  const Currency eur = *Currency::Parse("EUR");
  EXPECT_EQ(SumFromWire(ToWire(Money{kMost, eur})), (Money{kMost, eur}));
  EXPECT_EQ(SumFromWire(ToWire(Money{-kMost, eur})), (Money{-kMost, eur}));
  EXPECT_EQ(SumFromWire(Wire("EUR", kMost / 100, 80'000'000)), std::nullopt);
  EXPECT_EQ(SumFromWire(Wire("EUR", kMost, 0)), std::nullopt);
  EXPECT_EQ(SumFromWire(Wire("EUR", 1, -10'000'000)), std::nullopt);
}

TEST(ConvertTest, DaysComeBackAsTheyWere) {
  for (const Date day : {Date(2012_y / 2 / 29), Date(1969_y / 12 / 31), Date(9999_y / 12 / 31)}) {
    EXPECT_EQ(FromWire(ToWire(day)), day);
  }
}

TEST(ConvertTest, WhatIsNoWholeDayIsNothing) {
  for (const auto& wire :
       {WireDay(2013, 2, 29), WireDay(2013, 0, 1), WireDay(2013, 2, 0), WireDay(0, 2, 1),
        WireDay(2013, 256 + 1, 1), WireDay(2013, -1, 1), WireDay(2013, 13, 1),
        WireDay(2013, 1, 256 + 1), WireDay(10'000, 1, 1), google::type::Date()}) {
    EXPECT_EQ(FromWire(wire), std::nullopt) << wire.ShortDebugString();
  }
}

TEST(ConvertTest, InstantsComeBackAsTheyWereAlsoBeforeTheEpoch) {
  for (const std::int64_t us : {0LL, 1LL, -1LL, -1'000'001LL, 1'330'560'000'123'456LL}) {
    const Instant instant{std::chrono::microseconds(us)};
    EXPECT_EQ(FromWire(ToWire(instant)), instant) << us;
    EXPECT_GE(ToWire(instant).nanos(), 0) << us;
  }
}

TEST(ConvertTest, InstantsThatWouldHaveToBeRoundedAreNothing) {
  EXPECT_EQ(FromWire(WireTime(0, 1)), std::nullopt);
  EXPECT_EQ(FromWire(WireTime(0, -1000)), std::nullopt);
  EXPECT_EQ(FromWire(WireTime(0, 1'000'000'000)), std::nullopt);
  EXPECT_EQ(FromWire(WireTime(253'402'300'800, 0)), std::nullopt);
}

TEST(ConvertTest, SealedIsCarriedWhole) {
  const Sealed sealed{std::string("\0env", 4), "digest"};
  const Sealed back = FromWire(ToWire(sealed));
  EXPECT_EQ(back.envelope, sealed.envelope);
  EXPECT_EQ(back.digest, sealed.digest);
}

}  // namespace
}  // namespace recourse::wire
